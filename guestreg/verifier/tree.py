"""The RFC 6962 tree over the leaves of a ledger: heads, and the proof that one head grew out of another."""

import hashlib
from collections.abc import Sequence


class Tree:
    """Grows leaf by leaf and keeps its right edge alone; begins with the roots of what came before the file."""

    def __init__(self, size: int, hashes: Sequence[bytes]) -> None:
        """`hashes`: subtrees over the first `size` leaves, largest first. Raises ValueError for another number."""
        heights = [height for height in reversed(range(size.bit_length())) if size >> height & 1]
        if len(heights) != len(hashes):
            raise ValueError("not the subtrees of this size")
        self._edge = list(zip(heights, hashes, strict=True))
        self.size = size

    def add(self, leaf: bytes) -> None:
        height, node = 0, leaf
        while self._edge and self._edge[-1][0] == height:
            node = _node(self._edge.pop()[1], node)
            height += 1
        self._edge.append((height, node))
        self.size += 1

    def root(self) -> bytes:
        if not self._edge:
            return hashlib.sha256().digest()
        root = self._edge[-1][1]
        for _, left in reversed(self._edge[:-1]):
            root = _node(left, root)
        return root


def is_consistent(size: int, root: bytes, grown: int, grown_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `grown` begins with that of `size`. Source: RFC 9162 section 2.1.4.2."""
    if size == grown:
        return root == grown_root and not proof
    if not 0 < size < grown or not proof:
        return size == 0 and not proof
    rest = list(proof)
    first = root if size & (size - 1) == 0 else rest.pop(0)
    small, large = size - 1, grown - 1
    while small & 1:
        small, large = small >> 1, large >> 1
    old = new = first
    for step in rest:
        if large == 0:
            return False
        if small & 1 or small == large:
            old, new = _node(step, old), _node(step, new)
            while small and not small & 1:
                small, large = small >> 1, large >> 1
        else:
            new = _node(new, step)
        small, large = small >> 1, large >> 1
    return large == 0 and old == root and new == grown_root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
