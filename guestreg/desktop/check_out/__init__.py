"""*Trả phòng*: who leaves now. One stay per row, Enter does it."""
