"""*Đối chiếu*: the portal's own list held against the ledger, as a file, as a count, or seen by a person."""
