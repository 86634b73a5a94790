"""What is true: people, stays, declarations, deadlines, the ledger. Standard library only; no clock, no I/O,
no sentence for people (codes only)."""
