"""Every move of the table that a person or a list makes has its verb, which is run here and makes it.

Moves of a start belong to restoring and aren't a person's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
import typer

from guestreg.cli.answer import Session
from guestreg.cli.verbs import build
from guestreg.domain.channel import Channel
from guestreg.domain.declaration import Declaration, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.moves import MOVES, Actor, Move
from guestreg.outbox.journal import Journal, Origin
from guestreg.ports.reader import ListColumns, ListRow, PortalList
from guestreg.ports.store import UnitOfWork
from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.decide_already import DecideAlready, decide_already
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.keep_draft import Draft, DraftGuest, drop_draft, keep_draft, kept_drafts
from guestreg.services.commands.note_request import NoteRequest, note_request
from guestreg.services.commands.note_seen import NoteSeen, note_seen
from guestreg.services.commands.reconcile import Reconcile, reconcile
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.outcome import Done
from tests.fakes.guesthouse import NUMBERS, WINDOW, Guesthouse, memory_guesthouse
from tests.fakes.kept import ENDPOINT, LEDGER
from tests.fakes.random import SeededRandom
from tests.fakes.stays import entry
from tests.tables.rules import CITIZEN

P, L = Actor.PERSON, Actor.LIST
FORM = "the form of a new stay"
"""A draft is what is on the form; the command line has none."""
Step = tuple[State | None, State, Actor]


class NotedMoves(Journal):
    """A journal that notes who moved what where."""

    def __init__(self, inn: Guesthouse, moves: list[Step]) -> None:
        super().__init__(inn.clock, SeededRandom(2), "u1", Origin(LEDGER, "1.0.0", bytes(32)), ENDPOINT)
        self._moves = moves

    def move(self, uow: UnitOfWork, declaration: Declaration, target: State, actor: Actor, **more: Any) -> Declaration:
        moved = super().move(uow, declaration, target, actor, **more)
        self._moves.append((declaration.state, target, actor))
        return moved


class House:
    """A guest whose version stands where the move begins, and the moves made since."""

    def __init__(self) -> None:
        self.moves: list[Step] = []
        inn = memory_guesthouse()
        inn.desk = replace(inn.desk, journal=NotedMoves(inn, self.moves))
        self.inn, self.guest = inn, GuestId("")

    def stands(self, state: State) -> None:
        self.guest = self.inn.citizen()
        if state is State.HANDED_OVER:
            self.run(hand_over(self.inn.desk, HandOver((self.guest,), Channel.PORTAL)))
        elif state is State.RETURNED:
            self.inn.returned(self.guest)
        elif state is not State.WAITING:
            self.inn.stand(self.guest, state)
        self.moves.clear()

    def run(self, outcome: object) -> None:
        assert isinstance(outcome, Done), outcome

    def typed(self, arrival: str = "2026-11-21T18:00") -> None:
        """Saving a form: no version stood before, so the journal has no move; its entry says where it begins."""
        guest = self.inn.citizen(arrival=arrival)
        self.moves.append((State.DRAFT, self.inn.newest(guest).state, P))

    def draft(self) -> None:
        self.run(keep_draft(self.inn.desk, Draft({}, (DraftGuest({"full_name": "Lò"}),))))
        assert kept_drafts(self.inn.desk).new is not None
        self.moves.append((None, State.DRAFT, P))

    def drop(self) -> None:
        self.draft()
        self.run(drop_draft(self.inn.desk, None))
        assert kept_drafts(self.inn.desk).new is None
        self.moves.append((State.DRAFT, State.CANCELLED, P))

    def correct(self) -> None:
        stay = self.inn.line(self.guest).stay_id
        again = CITIZEN | {"doc_number": NUMBERS[0], "full_name": "Nguyễn Thị Hoà"}
        self.run(correct_stay(self.inn.desk, CorrectStay(stay, entry(again))))

    def cancel(self) -> None:
        self.run(cancel_stay(self.inn.desk, CancelStay((self.guest,), "not-arrived")))

    def tell(self) -> None:
        self.run(hand_over(self.inn.desk, HandOver((self.guest,), Channel.PHONE, officer="A")))

    def ask(self) -> None:
        self.run(note_request(self.inn.desk, NoteRequest(self.guest, "room", "Sai")))

    def see(self) -> None:
        self.run(note_seen(self.inn.desk, NoteSeen((self.guest,))))

    def resend(self) -> None:
        self.run(send_again(self.inn.desk, SendAgain((self.guest,))))

    def decide(self, *, is_this_stay: bool) -> None:
        self.inn.returned(self.guest, "E-33")
        self.run(decide_already(self.inn.desk, DecideAlready((self.guest,), is_this_stay)))

    def found(self) -> None:
        self._listed(NUMBERS[0])

    def missing(self) -> None:
        self._listed("999999999999")

    def missing_late(self) -> None:
        self.inn.clock.advance(WINDOW)
        self.missing()

    def missing_again(self) -> None:
        self.missing()
        self.resend()

    def missing_behind(self) -> None:
        self.inn.amend(self.guest)
        self.missing()

    def _listed(self, number: str) -> None:
        self.inn.clock.advance(hours=1)
        rows = (ListRow(2, number, date(2026, 11, 21), ""),)
        portal = PortalList("ab" * 32, "csv", ListColumns(0, 1), (), rows, ())
        self.run(reconcile(self.inn.desk, Reconcile(portal, self.inn.clock.now())))


@dataclass(frozen=True, slots=True)
class Run:
    """`verb` of the command line, or where else a person does it."""

    source: State | None
    target: State
    actor: Actor
    verb: str
    act: Callable[[House], None]


def _runs(sources: str, target: str, actor: Actor, verb: str, act: Callable[[House], None]) -> tuple[Run, ...]:
    return tuple(Run(State(source), State(target), actor, verb, act) for source in sources.split())


RUNS = (
    Run(None, State.DRAFT, P, FORM, House.draft),
    *_runs("draft", "cancelled", P, FORM, House.drop),
    *_runs("draft", "waiting", P, "add", House.typed),
    *_runs("draft", "window_closed", P, "add", lambda house: house.typed("2026-11-19T18:00")),
    *_runs("waiting window_closed returned", "superseded", P, "correct", House.correct),
    *_runs("waiting window_closed returned", "cancelled", P, "cancel", House.cancel),
    *_runs("waiting unknown returned window_closed", "handed_over", P, "hand-over", House.tell),
    *_runs("returned", "handed_over", P, "already", lambda house: house.decide(is_this_stay=True)),
    *_runs("returned", "waiting", P, "already", lambda house: house.decide(is_this_stay=False)),
    *_runs("unknown sent confirmed handed_over", "returned", P, "asked", House.ask),
    *_runs("unknown sent window_closed handed_over", "confirmed", P, "reconcile", House.see),
    *_runs("returned handed_over window_closed", "waiting", P, "resend", House.resend),
    *_runs("waiting unknown sent window_closed handed_over", "confirmed", L, "reconcile", House.found),
    *_runs("sent", "unknown", L, "reconcile", House.missing),
    *_runs("handed_over", "waiting", L, "reconcile", House.missing),
    *_runs("handed_over", "window_closed", L, "reconcile", House.missing_late),
    *_runs("unknown", "waiting", L, "resend", House.missing_again),
    *_runs("unknown", "superseded", L, "reconcile", House.missing_behind),
)


def name_of(run: Run) -> str:
    return f"{run.source or 'nothing'}-{run.target}-{run.actor}-{run.verb}"


def without_verb(moves: Iterable[Move], runs: Iterable[Run]) -> list[str]:
    """Rows of the table that a person or a list makes and no verb does."""
    made = {(run.source, run.target, run.actor) for run in runs}
    return [
        f"{move.source} -> {move.target}"
        for move in moves
        if (actors := move.actors & {P, L}) and not any((move.source, move.target, who) in made for who in actors)
    ]


def test_every_move_of_a_person_or_a_list_has_its_verb() -> None:
    assert without_verb(MOVES, RUNS) == []


@pytest.mark.parametrize("run", RUNS, ids=name_of)
def test_the_verb_makes_the_move(run: Run) -> None:
    house = House()
    if run.source not in (None, State.DRAFT):
        house.stands(run.source)
    run.act(house)
    assert (run.source, run.target, run.actor) in house.moves


def test_the_verbs_are_on_the_command_line() -> None:
    class Nowhere:
        """No workplace: nothing is run."""

    group = typer.main.get_command(build(Session(Nowhere(), False)))  # type: ignore[arg-type]
    assert {run.verb for run in RUNS} - {FORM} - set(group.commands) == set()  # type: ignore[attr-defined]


@pytest.mark.parametrize("run", RUNS, ids=name_of)
def test_a_row_whose_verbs_are_gone_is_found(run: Run) -> None:
    """The negative control."""
    left = [one for one in RUNS if (one.source, one.target) != (run.source, run.target)]
    assert f"{run.source} -> {run.target}" in without_verb(MOVES, left)


def test_a_verb_that_moves_nothing_is_found() -> None:
    """The negative control of running them."""
    idle = Run(State.SENT, State.CONFIRMED, P, "reconcile", lambda house: None)
    with pytest.raises(AssertionError):
        test_the_verb_makes_the_move(idle)
