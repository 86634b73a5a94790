"""Consistency proofs: every pair of sizes holds, every changed proof or root doesn't."""

import pytest

from guestreg.receiver.open.merkle import is_consistent
from tests.fakes.merkle_tree import consistency, leaf, root

MOST = 20
LEAVES = [leaf(number) for number in range(MOST)]


def test_every_longer_ledger_is_proven_to_begin_with_every_shorter_one() -> None:
    for new_size in range(1, MOST + 1):
        new = LEAVES[:new_size]
        for size in range(1, new_size + 1):
            assert is_consistent(size, root(LEAVES[:size]), new_size, root(new), consistency(size, new)), (
                size,
                new_size,
            )


def test_no_changed_proof_and_no_other_root_holds() -> None:
    other = leaf(99)
    for new_size in range(2, MOST + 1):
        new = LEAVES[:new_size]
        for size in range(1, new_size):
            proof = consistency(size, new)
            old_root, new_root = root(LEAVES[:size]), root(new)
            assert not is_consistent(size, other, new_size, new_root, proof)
            assert not is_consistent(size, old_root, new_size, other, proof)
            assert not is_consistent(size, old_root, new_size, new_root, [*proof, other])
            assert not is_consistent(size, old_root, new_size, new_root, proof[:-1])
            for place in range(len(proof)):
                changed = [*proof[:place], other, *proof[place + 1 :]]
                assert not is_consistent(size, old_root, new_size, new_root, changed)


@pytest.mark.parametrize(("size", "new_size"), [(0, 1), (2, 1), (0, 0)])
def test_sizes_that_make_no_sense(size: int, new_size: int) -> None:
    assert not is_consistent(size, root(LEAVES), new_size, root(LEAVES), [])


def test_the_same_size_needs_the_same_root_and_no_proof() -> None:
    assert is_consistent(3, root(LEAVES[:3]), 3, root(LEAVES[:3]), [])
    assert not is_consistent(3, root(LEAVES[:3]), 3, root(LEAVES[:4]), [])
    assert not is_consistent(3, root(LEAVES[:3]), 3, root(LEAVES[:3]), [leaf(1)])
