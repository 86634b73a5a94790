"""The KBTT simulator: the ministry's interface on loopback, refusing what the ministry refuses.

Holds its rules, its durable record, its faults on demand and its server; `app` starts it. It must not know
the adapter, the ledger or the rules the client keeps for itself.
"""
