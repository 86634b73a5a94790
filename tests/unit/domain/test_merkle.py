"""The tree and its consistency proofs, against the published vector and every pair of small sizes."""

import hashlib

import pytest

from guestreg.domain.merkle import Tree, consistency_proof, growth_proof, is_consistent, merkle_root

LEAVES = [hashlib.sha256(bytes([0, number])).hexdigest() for number in range(40)]
VECTOR = (
    "cac77e1919f4421d3c5593eae4531e9148de81ed3d14681328fa36a4cb56415b",
    "7898410267fc0d4b6445515b38dc20d9a64e63f5cf90bd2a35cc7151c6e13dd6",
)


def test_the_root_of_the_published_ledger() -> None:
    assert merkle_root(VECTOR).hex().startswith("0fac2d1c7fb52207")
    assert merkle_root(()) == hashlib.sha256().digest()


def test_a_growing_tree_has_the_root_of_each_of_its_beginnings() -> None:
    tree = Tree()
    for size, leaf in enumerate(LEAVES, 1):
        tree.add(leaf)
        assert (tree.size, tree.root()) == (size, _recursive(LEAVES[:size]))


def _recursive(leaves: list[str]) -> bytes:
    """The definition of RFC 6962, in its own words."""
    if len(leaves) == 1:
        return bytes.fromhex(leaves[0])
    split = max(1 << power for power in range(20) if 1 << power < len(leaves))
    return hashlib.sha256(b"\x01" + _recursive(leaves[:split]) + _recursive(leaves[split:])).digest()


@pytest.mark.parametrize("grown", range(1, len(LEAVES) + 1))
def test_every_beginning_is_proved_and_no_other(grown: int) -> None:
    whole = merkle_root(LEAVES[:grown])
    for size in range(1, grown + 1):
        root, proof = merkle_root(LEAVES[:size]), consistency_proof(LEAVES[:grown], size)
        assert is_consistent(size, root, grown, whole, proof)
        assert not is_consistent(size, bytes(32), grown, whole, proof)
        assert not is_consistent(size, root, grown, bytes(32), proof)
        assert not is_consistent(size, root, grown, whole, (*proof, bytes(32)))
        if proof:
            assert not is_consistent(size, root, grown, whole, proof[:-1])
            assert not is_consistent(size, root, grown, whole, (bytes(32), *proof[1:]))


@pytest.mark.parametrize("grown", range(1, len(LEAVES) + 1))
def test_the_edge_and_what_came_after_give_the_same_proof(grown: int) -> None:
    tree = Tree()
    for size, leaf in enumerate(LEAVES[:grown], 1):
        tree.add(leaf)
        later = iter(LEAVES[size:])
        assert growth_proof(size, tree.edge, later, grown) == consistency_proof(LEAVES[:grown], size)


def test_an_edge_holds_the_perfect_subtrees_largest_first() -> None:
    tree = Tree()
    for leaf in LEAVES[:11]:
        tree.add(leaf)
    assert tree.edge == tuple(_recursive(LEAVES[a:b]) for a, b in ((0, 8), (8, 10), (10, 11)))


@pytest.mark.parametrize(("size", "grown"), [(0, 3), (4, 3)])
def test_growth_from_nothing_or_too_much_is_refused(size: int, grown: int) -> None:
    with pytest.raises(ValueError, match="beginning"):
        growth_proof(size, (), (), grown)


def test_a_proof_for_nothing_or_too_much_is_refused() -> None:
    for size in (0, 4):
        with pytest.raises(ValueError, match="no such beginning"):
            consistency_proof(LEAVES[:3], size)
    assert not is_consistent(0, bytes(32), 3, merkle_root(LEAVES[:3]), (bytes(32),))
    assert not is_consistent(4, bytes(32), 3, merkle_root(LEAVES[:3]), (bytes(32),))


def test_a_proof_with_steps_left_over_proves_nothing() -> None:
    """They would lead to the same end: two greater heads that claim to be small ones."""
    seven, eight = merkle_root(LEAVES[:7]), merkle_root(LEAVES[:8])
    proof = consistency_proof(LEAVES[:8], 7)
    assert is_consistent(7, seven, 8, eight, proof)
    assert not is_consistent(3, seven, 4, eight, proof)
