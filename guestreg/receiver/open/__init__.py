"""The open contract's reference authority: takes declarations in, signs receipts, speaks back to the houses.

Holds its own reading of the published contract, its own tables, keys and server; `app` starts it. It must not know
the program that declares: the two share nothing but the contract.
"""
