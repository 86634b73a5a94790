"""Every legal move of a declaration version, and every other refused: state × state × actor.

The table here is written out by hand from the life of a version; it must not be made from the code's own.
"""

from dataclasses import replace
from itertools import product

import pytest

from guestreg.domain.declaration import Declaration, State
from guestreg.domain.moves import MOVES, Actor, IllegalMove, check_move, find_move, is_journaled
from tests.fakes.kept import declaration, kept_stay

# from | to | who, one letter each: Person Worker Reply Clock List Start
TABLE = """
- draft P
draft waiting P
draft window_closed P
draft cancelled P
waiting sending W
waiting returned W
waiting superseded P
waiting cancelled P
waiting window_closed C
waiting handed_over P
waiting unknown S
waiting confirmed LR
window_closed superseded PW
window_closed cancelled PW
window_closed handed_over P
window_closed waiting PC
window_closed confirmed LRP
unknown window_closed C
unknown handed_over P
unknown sending W
unknown confirmed RLP
unknown returned RLP
unknown superseded RLPW
unknown cancelled W
unknown waiting RL
sending sent R
sending confirmed R
sending returned R
sending window_closed R
sending superseded R
sending waiting RW
sending unknown RWS
sent confirmed LRP
sent unknown LR
sent returned RP
sent superseded W
sent cancelled W
confirmed returned RP
confirmed superseded W
confirmed cancelled W
handed_over waiting LPW
handed_over window_closed L
handed_over confirmed LRP
handed_over returned RP
handed_over superseded W
handed_over cancelled W
returned handed_over P
returned superseded P
returned waiting P
returned cancelled P
"""
LETTERS = {actor.value[0].upper(): actor for actor in Actor}
NEEDS_ABSENCE = {
    ("waiting", "superseded", "P"),
    ("waiting", "cancelled", "P"),
    ("window_closed", "superseded", "P"),
    ("window_closed", "cancelled", "P"),
    ("sending", "waiting", "R"),
    ("sending", "waiting", "W"),
}
QUIET = {
    ("waiting", "sending"),
    ("waiting", "unknown"),
    ("sending", "waiting"),
    ("sending", "unknown"),
    ("unknown", "sending"),
    ("unknown", "waiting"),
}


def _legal() -> set[tuple[str, str, str]]:
    rows = (line.split() for line in TABLE.strip().splitlines())
    return {(source, target, letter) for source, target, who in rows for letter in who}


LEGAL = _legal()
STATES = [state.value for state in State]
EVERY_STEP = list(product(["-", *STATES], STATES, LETTERS))


def _source(name: str) -> State | None:
    return None if name == "-" else State(name)


def _version(state: State, *, may_have_arrived: bool = False) -> Declaration:
    return replace(declaration(kept_stay(1)), state=state, may_have_arrived=may_have_arrived)


def test_every_step_is_legal_exactly_when_the_table_has_it() -> None:
    seen = set()
    for source, target, letter in EVERY_STEP:
        try:
            find_move(_source(source), State(target), LETTERS[letter])
        except IllegalMove:
            continue
        seen.add((source, target, letter))
    assert seen == LEGAL
    assert len(EVERY_STEP) - len(seen) > 700


@pytest.mark.parametrize(("source", "target", "letter"), sorted(step for step in LEGAL if step[0] != "-"))
def test_a_version_makes_the_legal_step(source: str, target: str, letter: str) -> None:
    move = check_move(_version(State(source)), State(target), LETTERS[letter])
    assert (move.source, move.target) == (State(source), State(target))
    assert move.trigger


@pytest.mark.parametrize(("source", "target", "letter"), sorted(step for step in LEGAL if step[0] != "-"))
def test_what_may_have_arrived_is_never_forgotten(source: str, target: str, letter: str) -> None:
    version = _version(State(source), may_have_arrived=True)
    if (source, target, letter) in NEEDS_ABSENCE:
        with pytest.raises(IllegalMove):
            check_move(version, State(target), LETTERS[letter])
    else:
        check_move(version, State(target), LETTERS[letter])


def test_no_state_is_a_dead_end_but_the_closed_ones() -> None:
    leads_on = {move.source for move in MOVES}
    assert {state for state in State if state not in leads_on} == {State.CANCELLED, State.SUPERSEDED}


def test_only_moves_among_the_three_open_states_are_no_entry() -> None:
    quiet = {
        (source, target)
        for source, target, _ in LEGAL
        if source != "-" and not is_journaled(State(source), State(target))
    }
    assert quiet == QUIET
    assert is_journaled(None, State.DRAFT)
