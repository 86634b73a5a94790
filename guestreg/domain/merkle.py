"""The RFC 6962 tree over a ledger's leaves: heads, and proofs that one head grew out of another. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import islice


class Tree:
    """A growing tree of which only the right edge is kept; leaves are hex hashes."""

    def __init__(self) -> None:
        self._edge: list[tuple[int, bytes]] = []
        self.size = 0

    def add(self, leaf: str) -> None:
        height, node = 0, bytes.fromhex(leaf)
        while self._edge and self._edge[-1][0] == height:
            node = _node(self._edge.pop()[1], node)
            height += 1
        self._edge.append((height, node))
        self.size += 1

    @property
    def edge(self) -> tuple[bytes, ...]:
        """The roots of the perfect subtrees it is made of, the largest first: with them anybody can let it grow."""
        return tuple(node for _, node in self._edge)

    def root(self) -> bytes:
        """SHA-256 of nothing for an empty tree."""
        if not self._edge:
            return hashlib.sha256().digest()
        root = self._edge[-1][1]
        for _, left in reversed(self._edge[:-1]):
            root = _node(left, root)
        return root


def merkle_root(leaves: Iterable[str]) -> bytes:
    """The tree head over hex leaf hashes."""
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def consistency_proof(leaves: Sequence[str], size: int) -> tuple[bytes, ...]:
    """What shows that the tree over the first `size` leaves is the beginning of the tree over all of them.

    Raises ValueError unless 0 < size <= len(leaves). Source: RFC 6962 section 2.1.2.
    """
    if not 0 < size <= len(leaves):
        raise ValueError("no such beginning")
    return _subproof(leaves, size, whole=True)


def growth_proof(size: int, edge: Sequence[bytes], later: Iterable[str], grown: int) -> tuple[bytes, ...]:
    """The same proof out of the first tree's `edge` and the leaves after it, of which `later` is read once.

    Raises ValueError unless 0 < size <= grown.
    """
    if not 0 < size <= grown:
        raise ValueError("no such beginning")
    lefts, leaves = list(edge), iter(later)
    height = (size & -size).bit_length() - 1
    place, node = (size >> height) - 1, lefts.pop()
    proof = [node] if place and size < grown else []
    while size < grown and 1 << height < grown:
        begin = (place + 1) << height
        if place & 1:
            proof.append(lefts.pop())
        elif begin < grown:
            proof.append(merkle_root(islice(leaves, min(1 << height, grown - begin))))
        place, height = place >> 1, height + 1
    return tuple(proof)


def is_consistent(size: int, root: bytes, grown: int, grown_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that (`grown`, `grown_root`) begins with (`size`, `root`). Source: RFC 9162 2.1.4.2."""
    if size == grown:
        return root == grown_root and not proof
    if not 0 < size < grown or not proof:
        return False
    path = [root, *proof] if size & (size - 1) == 0 else list(proof)
    left, right = size - 1, grown - 1
    while left & 1:
        left, right = left >> 1, right >> 1
    old = new = path[0]
    for step in path[1:]:
        if right == 0:
            return False
        if left & 1 or left == right:
            old, new = _node(step, old), _node(step, new)
            while left and not left & 1:
                left, right = left >> 1, right >> 1
        else:
            new = _node(new, step)
        left, right = left >> 1, right >> 1
    return right == 0 and old == root and new == grown_root


def _subproof(leaves: Sequence[str], size: int, *, whole: bool) -> tuple[bytes, ...]:
    if size == len(leaves):
        return () if whole else (merkle_root(leaves),)
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if size <= split:
        return (*_subproof(leaves[:split], size, whole=whole), merkle_root(leaves[split:]))
    return (*_subproof(leaves[split:], size - split, whole=False), merkle_root(leaves[:split]))


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
