"""When the code lists are fetched by themselves: once a day, never while a guest waits, never in her way."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from guestreg.app.list_rounds import NO_LINE_MS, ListRounds
from guestreg.domain.code_list import FreshLists, ListFailure, ListName, rows_of
from guestreg.domain.declaration import EndpointKind, Hold
from guestreg.outbox.run import Pass
from guestreg.ports.events import Event, LedgerChanged
from guestreg.ports.settings import LedgerSettings, Settings
from guestreg.ports.store import EndpointCondition
from guestreg.services.list_shelf import Fetched, ListShelf
from guestreg.services.workplace import CannotOpen
from tests.fakes.clock import FakeClock
from tests.fakes.desk import catalogue
from tests.fakes.events import RecordedEvents

SHIPPED = catalogue()
WELL = EndpointCondition("one")
QUIET = Pass(1, None, WELL, 0)


class Place:
    """A workplace as far as lists go; its ministry gives the shipped lists, or what `gives` says."""

    def __init__(self, kind: EndpointKind = EndpointKind.KBTT) -> None:
        ledger = LedgerSettings("one", kind, address="https://police.example")
        self.settings = Settings(active="one").with_ledger(ledger)
        self.clock, self.events, self.catalogue = FakeClock(), RecordedEvents(), SHIPPED
        self.held: FreshLists = {}
        self.tried_at: datetime | None = None
        self.asked: list[ListName] = []
        self.gives: Callable[[ListName], Fetched | None] = lambda _name: None
        self.cannot: Exception | None = None
        self.opened = self.renewed = 0
        self.rounds = ListRounds(self, self._renew)

    def after(self, done: Pass = QUIET) -> int:
        """How often a shelf has been opened once the sender told of this pass and the round ended."""
        self.rounds.after_pass(done)
        return self.ended()

    def ended(self) -> int:
        for thread in threading.enumerate():
            if thread.name == "lists":
                thread.join(20)
        return self.opened

    @contextmanager
    def list_shelf(self) -> Iterator[ListShelf]:
        self.opened += 1
        if self.cannot is not None:
            raise self.cannot
        yield ListShelf(SHIPPED, lambda: self.tried_at, lambda: self.held, self._keep, self._fetch)

    def _fetch(self, name: ListName, province: str | None, held: int) -> Fetched:
        self.asked.append(name)
        given = self.gives(name)
        rows = rows_of(SHIPPED, name)
        return given if given is not None else tuple(one for one in rows if province in (None, one.parent))

    def _keep(self, lists: FreshLists, tried_at: datetime) -> None:
        self.held, self.tried_at = lists, tried_at

    def _renew(self) -> None:
        self.renewed += 1


@pytest.fixture
def place() -> Place:
    return Place()


def test_once_a_day_after_a_good_pass(place: Place) -> None:
    assert place.after() == 1
    assert (set(place.held), place.renewed) == (set(ListName), 1)
    place.clock.advance(hours=2)
    assert place.after() == 1
    place.clock.advance(hours=24)
    assert place.after() == 2


def test_another_run_of_the_same_day_asks_nobody(place: Place) -> None:
    place.tried_at = place.clock.now()
    assert place.after() == 1
    assert place.asked == []
    assert place.after() == 1


@pytest.mark.parametrize(
    "done",
    [
        replace(QUIET, outstanding=1, next_at=FakeClock().now()),
        replace(QUIET, condition=replace(WELL, failures=1)),
        replace(QUIET, condition=replace(WELL, hold=Hold.CREDENTIALS)),
    ],
    ids=["a guest waits", "the line fails", "held"],
)
def test_never_before_sending(place: Place, done: Pass) -> None:
    assert place.after(done) == 0
    assert place.after(QUIET) == 1


def test_what_only_a_person_can_settle_holds_nothing_up(place: Place) -> None:
    assert place.after(replace(QUIET, outstanding=1)) == 1


@pytest.mark.parametrize("kind", set(EndpointKind) - {EndpointKind.KBTT})
def test_nobody_else_is_asked_by_itself(kind: EndpointKind) -> None:
    assert Place(kind).after() == 0


def test_a_guest_saved_meanwhile_ends_the_round_and_a_later_one_brings_all(place: Place) -> None:
    def save(name: ListName) -> None:
        if name is ListName.REASONS:
            place.events.publish(LedgerChanged())

    place.gives = save
    assert place.after() == 1
    assert (place.asked[-1], place.held, place.tried_at, place.renewed) == (ListName.REASONS, {}, None, 0)
    place.gives = lambda _name: None
    assert place.after() == 2
    assert set(place.held) == set(ListName)


def test_a_person_who_asks_is_not_interrupted_and_needs_no_new_day(place: Place) -> None:
    place.after()

    def save(name: ListName) -> None:
        place.events.publish(LedgerChanged())

    place.gives = save
    place.rounds.ask_now()
    assert place.ended() == 2
    assert place.renewed == 2


def test_without_a_line_it_is_left_alone_for_an_hour(place: Place) -> None:
    place.gives = lambda _name: ListFailure.NO_ANSWER
    assert place.after() == 1
    assert place.after() == 1
    lists = place.rounds.lists()
    assert lists is not None
    assert lists.code == "E-187"
    place.clock.advance(seconds=NO_LINE_MS / 1000)
    place.gives = lambda _name: None
    assert place.after() == 2
    assert place.renewed == 1


def test_rubbish_is_not_asked_for_again_before_tomorrow(place: Place) -> None:
    place.gives = lambda _name: ListFailure.NOT_UNDERSTOOD
    assert place.after() == 1
    place.clock.advance(hours=2)
    assert place.after() == 1
    lists = place.rounds.lists()
    assert lists is not None
    assert lists.code == "E-232"
    assert place.held == {}


@pytest.mark.parametrize(
    "trouble", [CannotOpen("E-186"), pytest.param(ZeroDivisionError(), marks=pytest.mark.expects_log("lists"))]
)
def test_no_trouble_reaches_the_sender(place: Place, trouble: Exception) -> None:
    place.cannot = trouble
    assert place.after() == 1
    lists = place.rounds.lists()
    assert lists is not None
    assert not lists.is_fetching
    assert lists.code == ("E-186" if isinstance(trouble, CannotOpen) else None)


def test_one_round_at_a_time_and_the_page_hears_of_both_its_ends(place: Place) -> None:
    began, may_end = threading.Event(), threading.Event()

    def slow(name: ListName) -> None:
        began.set()
        assert may_end.wait(20)

    place.gives = slow
    place.rounds.ask_now()
    assert began.wait(20)
    place.rounds.ask_now()
    lists = place.rounds.lists()
    assert lists is not None
    assert lists.is_fetching
    told: list[Event] = list(place.events.told)
    may_end.set()
    assert place.ended() == 1
    assert len(place.events.told) == len(told) + 1


def test_at_the_end_of_the_window_nothing_more_is_asked(place: Place) -> None:
    def end(name: ListName) -> None:
        place.rounds._in_the_way.set()

    place.gives = end
    assert place.after() == 1
    assert place.asked == [ListName.NATIONALITIES]
    place.rounds.stop()


def test_where_there_are_no_lists_there_is_no_row() -> None:
    assert Place(EndpointKind.OPEN).rounds.lists() is None
    assert Place(EndpointKind.PRACTICE).rounds.lists() is not None
