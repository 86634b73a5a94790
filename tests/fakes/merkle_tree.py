"""Roots and consistency proofs of RFC 6962, written from its recursive definitions; slow and plain."""

import hashlib


def leaf(number: int) -> bytes:
    return hashlib.sha256(b"\x00" + str(number).encode()).digest()


def root(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    cut = _cut(len(leaves))
    return hashlib.sha256(b"\x01" + root(leaves[:cut]) + root(leaves[cut:])).digest()


def consistency(size: int, leaves: list[bytes]) -> list[bytes]:
    """The proof that the first `size` leaves begin the whole list."""
    return [] if size == len(leaves) else _subproof(size, leaves, whole=True)


def _subproof(size: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if whole else [root(leaves)]
    cut = _cut(len(leaves))
    if size <= cut:
        return [*_subproof(size, leaves[:cut], whole=whole), root(leaves[cut:])]
    return [*_subproof(size - cut, leaves[cut:], whole=False), root(leaves[:cut])]


def _cut(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1
