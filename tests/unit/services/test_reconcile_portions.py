"""A long list is kept in portions: others write in between, and cut off it is taken in again with the same result."""

from itertools import chain, repeat

import pytest

from guestreg.domain.declaration import State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.events import Event, LedgerChanged
from guestreg.ports.store import StoreFull, UnitOfWork
from guestreg.services.commands import reconcile as verb
from guestreg.services.commands.reconcile import Reconcile, reconcile
from guestreg.services.outcome import Done, Failed
from tests.fakes.guesthouse import NUMBERS, Guesthouse, memory_guesthouse
from tests.fakes.portal_lists import LATER, TODAY, listed

LISTED, LACKING = 4, 2
CONFIRMED_THEN_UNKNOWN = [State.CONFIRMED] * LISTED + [State.UNKNOWN] * LACKING


@pytest.fixture(autouse=True)
def portions_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "PORTION", 2)


@pytest.fixture
def inn() -> Guesthouse:
    return memory_guesthouse()


class House:
    """Six guests told; the list names the first four."""

    def __init__(self, inn: Guesthouse) -> None:
        self.inn = inn
        self.guests = tuple(inn.citizen(place) for place in range(LISTED + LACKING))
        for one in self.guests:
            inn.stand(one, State.SENT)
        inn.clock.advance(LATER - inn.clock.now())
        self.command = Reconcile(listed(*((number, TODAY) for number in NUMBERS[:LISTED])), LATER)

    @property
    def states(self) -> list[State]:
        return [self.inn.newest(one).state for one in self.guests]

    @property
    def portions(self) -> int:
        return len(self.inn.events.of(LedgerChanged))


def test_between_portions_a_guest_is_saved(inn: Guesthouse) -> None:
    house = House(inn)
    seen: list[list[State]] = []
    saved: list[GuestId] = []

    def save_one(_: Event) -> None:
        if not saved:
            seen.append(house.states)
            saved.append(GuestId(""))
            saved[0] = inn.foreigner()

    inn.events.subscribe(save_one)
    assert isinstance(reconcile(inn.desk, house.command), Done)
    assert seen == [[State.CONFIRMED] * 2 + [State.SENT] * 4]
    assert house.states == CONFIRMED_THEN_UNKNOWN
    assert inn.newest(saved[0]).state is State.WAITING
    assert len([one for one in inn.entries() if one["k"] == "list"]) == 1


def test_cut_off_it_goes_on_when_it_is_repeated(inn: Guesthouse, monkeypatch: pytest.MonkeyPatch) -> None:
    house, units = House(inn), inn.store.unit_of_work
    fills = chain([False], repeat(True))

    def full() -> UnitOfWork:
        if next(fills):
            raise StoreFull
        return units()

    monkeypatch.setattr(inn.store, "unit_of_work", full)
    assert reconcile(inn.desk, house.command) == Failed("E-44")
    monkeypatch.undo()
    assert house.states == [State.CONFIRMED] * 2 + [State.SENT] * 4
    monkeypatch.setattr(verb, "PORTION", 2)
    assert isinstance(reconcile(inn.desk, house.command), Done)
    assert house.states == CONFIRMED_THEN_UNKNOWN
    assert [len(inn.told(one)) for one in house.guests] == [1] * 6


def test_what_moved_meanwhile_is_judged_as_it_stands(inn: Guesthouse) -> None:
    """The third is asked to be corrected, of the fourth an answer was lost, the fifth is tried again."""
    house = House(inn)
    moved: list[State] = []

    def move(_: Event) -> None:
        if not moved:
            moved.append(inn.stand(house.guests[2], State.RETURNED).state)
            moved.append(inn.stand(house.guests[3], State.UNKNOWN).state)
            moved.append(inn.stand(house.guests[4], State.SENDING).state)

    inn.events.subscribe(move)
    done = reconcile(inn.desk, house.command)
    assert isinstance(done, Done)
    assert house.states == [
        State.CONFIRMED,
        State.CONFIRMED,
        State.RETURNED,
        State.CONFIRMED,
        State.SENDING,
        State.UNKNOWN,
    ]
    assert [(one.before, one.after) for one in done.value.changes[2:5]] == [
        (State.RETURNED, State.RETURNED),
        (State.UNKNOWN, State.CONFIRMED),
        (State.SENDING, State.SENDING),
    ]
