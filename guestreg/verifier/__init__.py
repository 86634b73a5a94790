"""The independent checker of a .luutru file: what a stranger needs to judge it, written from the published format.

Run as `python -m guestreg.verifier FILE`, called by the command line, and carried as one file. It knows nothing of the
program that wrote the file: no import of ours, standard library only (`cryptography` where it happens to be there).
It never writes and never asks a network.
"""
