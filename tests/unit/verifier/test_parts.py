"""Parts of the verifier held against the same facts in the program: two who never met must say the same."""

import random
from collections.abc import Callable
from itertools import product

import pytest

from guestreg.domain.declaration import State
from guestreg.domain.merkle import consistency_proof, merkle_root
from guestreg.domain.moves import MOVES, is_journaled
from guestreg.verifier.moves import NEVER, QUIET, SAVED, is_legal
from guestreg.verifier.report import CHECKS, sentences
from guestreg.verifier.tree import Tree, is_consistent
from tests.tamper.notes import root, subtrees


def test_the_moves_that_entries_tell_of_are_those_of_the_program() -> None:
    told = {(move.source, move.target) for move in MOVES if is_journaled(move.source, move.target)}
    for source, target in product(State, State):
        legal = (source, target) in told - {(State.DRAFT, State.CANCELLED)}  # which no entry tells of
        assert is_legal(None, source.value, target.value) is legal, (source, target)


def test_a_move_begins_where_the_last_entry_left_off() -> None:
    assert is_legal("returned", "returned", "waiting")
    assert not is_legal("returned", "sending", "confirmed")
    assert not is_legal(NEVER, "waiting", "returned")
    assert not is_legal(None, ["waiting"].pop(), None)
    for saved, known in product((True, False), sorted(QUIET)):
        assert is_legal(SAVED if saved else known, "sending", "confirmed")
    assert not is_legal(SAVED, "sent", "confirmed")


def leaves(count: int, seed: int = 1) -> list[bytes]:
    dice = random.Random(seed)
    return [dice.randbytes(32) for _ in range(count)]


@pytest.mark.parametrize("before", [0, 1, 2, 7, 8, 12])
def test_a_tree_goes_on_from_what_came_before(before: int) -> None:
    every = leaves(20)
    tree = Tree(before, subtrees(every[:before]))
    for size in range(before, 20):
        assert tree.root() == root(every[:size]) == merkle_root(one.hex() for one in every[:size])
        tree.add(every[size])


def test_subtrees_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="subtrees"):
        Tree(3, [bytes(32)])


def spoilt_step(proof: list[bytes]) -> list[bytes]:
    return [bytes(32), *proof[1:]]


def shorter(proof: list[bytes]) -> list[bytes]:
    return proof[:-1]


def longer(proof: list[bytes]) -> list[bytes]:
    return [*proof, bytes(32)]


def test_a_head_that_grew_is_known_by_its_proof() -> None:
    every = leaves(17)
    texts = [one.hex() for one in every]
    for grown in range(1, 18):
        for size in range(1, grown + 1):
            proof = list(consistency_proof(texts[:grown], size))
            assert is_consistent(size, root(every[:size]), grown, root(every[:grown]), proof), (size, grown)
            assert not is_consistent(size, bytes(32), grown, root(every[:grown]), proof)
            changes: list[Callable[[list[bytes]], list[bytes]]] = [longer, *([spoilt_step, shorter] if proof else [])]
            for change in changes:
                assert not is_consistent(size, root(every[:size]), grown, root(every[:grown]), change(proof))


def test_every_text_is_there_in_both_languages() -> None:
    assert sentences("vi").keys() == sentences("en").keys()
    assert all(sentences("vi").values())


def test_every_class_belongs_to_one_check() -> None:
    kinds = [kind for listed in CHECKS.values() for kind in listed]
    assert len(kinds) == len(set(kinds))
