"""What the program needs from outside, one small file per socket. Protocols and their plain data only."""
