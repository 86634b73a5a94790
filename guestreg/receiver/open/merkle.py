"""Whether a longer ledger still begins with a shorter one: consistency proofs of RFC 6962, checked as in RFC 9162.

Used for checkpoints. It must not know what the leaves are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
LONGEST_PROOF = 128


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_consistent(size: int, root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """`root` over the first `size` leaves, `new_root` over `new_size`; both sizes at least 1."""
    if not 0 < size <= new_size:
        return False
    if size == new_size:
        return root == new_root and not proof
    if not proof:
        return False
    path = list(proof)
    if size & (size - 1) == 0:
        path.insert(0, root)
    at, last = size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node(step, old), node(step, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, step)
        at, last = at >> 1, last >> 1
    return last == 0 and old == root and new == new_root
