"""Corrections and cancellations on every state: what takes the place of a version, and what waits behind it."""

from datetime import datetime, timedelta

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Kind, State
from guestreg.domain.document import planned_departure_of
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import AttemptId
from guestreg.domain.ledger import EntryKind
from guestreg.outbox.succession import close_predecessors
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.endpoint import EndpointTerms
from guestreg.services.outcome import Done, Failed
from tests.fakes.inn import EVERYTHING, KBTT, Inn
from tests.fakes.kept import ENDPOINT
from tests.tables.rules import CITIZEN, FOREIGNER

RENAMED = CITIZEN | {"full_name": "Nguyễn Thị Hoà"}
AWAY = [State.SENDING, State.UNKNOWN, State.SENT, State.CONFIRMED, State.HANDED_OVER]
REPLACED = [State.WAITING, State.WINDOW_CLOSED, State.RETURNED]


@pytest.mark.parametrize("state", REPLACED)
def test_what_never_left_is_replaced_by_a_new_declaration(state: State) -> None:
    inn = Inn()
    inn.stand(state)
    assert isinstance(inn.correct(RENAMED), Done)
    assert inn.states == [(1, Kind.NEW, State.SUPERSEDED), (2, Kind.NEW, State.WAITING)]


@pytest.mark.parametrize("state", AWAY)
def test_what_left_stays_and_the_correction_stands_behind_it(state: State) -> None:
    inn = Inn()
    inn.stand(state)
    assert isinstance(inn.correct(RENAMED), Done)
    assert inn.states == [(1, Kind.NEW, state), (2, Kind.AMEND, State.WINDOW_CLOSED)]
    amend = inn.versions[1]
    assert amend.wire is None
    assert amend.reason is not None
    assert (amend.reason.code, amend.reason.params) == ("E-34", {"phone": "0213 111"})
    assert inn.entries == [EntryKind.STAY_SAVED, EntryKind.STAY_AMENDED]


@pytest.mark.parametrize("state", AWAY)
def test_an_endpoint_that_takes_corrections_gets_it_next(state: State) -> None:
    inn = Inn(EVERYTHING)
    inn.stand(state)
    assert isinstance(inn.correct(RENAMED), Done)
    assert inn.states == [(1, Kind.NEW, state), (2, Kind.AMEND, State.WAITING)]
    assert inn.versions[1].wire is not None
    open_before = state in (State.SENDING, State.UNKNOWN)
    with inn.store.unit_of_work() as uow:
        due = [one.version for one in uow.declarations.next_due(ENDPOINT, inn.clock.now(), 9) if one.version == 2]
    assert due == ([] if open_before else [2])


@pytest.mark.parametrize("state", [State.WINDOW_CLOSED, State.WAITING])
def test_what_may_have_arrived_is_never_replaced_by_hand(state: State) -> None:
    inn = Inn()
    inn.stand(state, may_have_arrived=True)
    assert isinstance(inn.correct(RENAMED), Done)
    assert inn.states == [(1, Kind.NEW, state), (2, Kind.AMEND, State.WINDOW_CLOSED)]


def test_a_returned_one_that_may_have_arrived_is_corrected_as_such() -> None:
    inn = Inn()
    inn.stand(State.RETURNED, may_have_arrived=True)
    assert isinstance(inn.correct(RENAMED), Done)
    assert inn.states == [(1, Kind.NEW, State.SUPERSEDED), (2, Kind.AMEND, State.WINDOW_CLOSED)]


def test_one_that_the_police_took_and_then_returned_is_corrected_as_such() -> None:
    inn = Inn()
    tried = Attempt(
        AttemptId("a1"),
        inn.versions[0].id,
        1,
        inn.clock.now(),
        "00",
        "127.0.0.1",
        "here",
        "guestreg 1",
    )
    with inn.store.unit_of_work() as uow:
        uow.attempts.start(tried)
        uow.attempts.finish(AttemptOutcome(tried.id, inn.clock.now(), "accepted", State.SENT, 200, None, "200", b""))
        uow.commit()
    inn.stand(State.RETURNED)
    assert isinstance(inn.correct(RENAMED), Done)
    assert inn.states[1] == (2, Kind.AMEND, State.WINDOW_CLOSED)


def test_an_open_correction_is_replaced_and_stays_a_correction() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(inn.correct(RENAMED), Done)
    assert isinstance(inn.correct(RENAMED | {"sex": "M"}), Done)
    assert inn.states == [
        (1, Kind.NEW, State.SENT),
        (2, Kind.AMEND, State.SUPERSEDED),
        (3, Kind.AMEND, State.WINDOW_CLOSED),
    ]


def test_a_correction_that_was_told_another_way_closes_what_it_corrects() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(inn.correct(RENAMED), Done)
    inn.stand(State.HANDED_OVER)
    taken_in = inn.versions[1]
    with inn.store.unit_of_work() as uow:
        close_predecessors(uow, inn.desk.journal, taken_in)
        uow.commit()
    assert inn.states == [(1, Kind.NEW, State.SUPERSEDED), (2, Kind.AMEND, State.HANDED_OVER)]


@pytest.mark.parametrize("state", [*AWAY, State.WAITING])
def test_a_correction_that_changes_nothing_makes_no_version(state: State) -> None:
    inn = Inn()
    inn.stand(state)
    assert isinstance(inn.correct(CITIZEN), Done)
    assert len(inn.versions) == 1


def test_a_correction_makes_nobody_late_who_was_told_in_time() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    inn.clock.advance(days=3)
    assert isinstance(inn.correct(RENAMED), Done)
    assert inn.versions[1].due_at == inn.clock.now() + timedelta(hours=24)
    assert not inn.versions[1].is_late(inn.clock.now())


def test_who_was_told_late_stays_late_after_a_correction() -> None:
    """Negative control."""
    inn = Inn()
    inn.clock.advance(days=1)
    inn.stand(State.SENT)
    assert inn.versions[0].is_late(inn.clock.now())
    assert isinstance(inn.correct(RENAMED), Done)
    assert inn.versions[1].due_at == inn.versions[0].due_at
    assert inn.versions[1].is_late(inn.clock.now())


@pytest.mark.parametrize("state", REPLACED)
def test_a_guest_that_never_left_is_cancelled_at_once(state: State) -> None:
    inn = Inn()
    inn.stand(state)
    assert isinstance(inn.cancel(), Done)
    assert inn.states == [(1, Kind.NEW, State.CANCELLED)]
    assert inn.cancel() == Failed("E-130", {"no": "1"})


@pytest.mark.parametrize("state", AWAY)
@pytest.mark.parametrize(("terms", "target"), [(KBTT, State.WINDOW_CLOSED), (EVERYTHING, State.WAITING)])
def test_what_left_is_followed_by_a_cancellation(state: State, terms: EndpointTerms, target: State) -> None:
    inn = Inn(terms)
    inn.stand(state)
    assert isinstance(inn.cancel("wrong-house", "nhầm nhà"), Done)
    assert inn.states == [(1, Kind.NEW, state), (2, Kind.CANCEL, target)]
    assert b'"cancel":{"reason":"wrong-house","text":"nh' in inn.versions[1].document
    assert inn.entries == [EntryKind.STAY_SAVED, EntryKind.STAY_CANCELLED]
    assert inn.cancel() == Failed("E-130", {"no": "1"})
    assert isinstance(inn.correct(RENAMED), Done)
    assert len(inn.versions) == 2


def test_an_open_correction_gives_way_to_the_cancellation_of_what_was_sent() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(inn.correct(RENAMED), Done)
    assert isinstance(inn.cancel(), Done)
    assert inn.states == [
        (1, Kind.NEW, State.SENT),
        (2, Kind.AMEND, State.SUPERSEDED),
        (3, Kind.CANCEL, State.WINDOW_CLOSED),
    ]
    inn.stand(State.HANDED_OVER)
    taken_in = inn.versions[2]
    with inn.store.unit_of_work() as uow:
        close_predecessors(uow, inn.desk.journal, taken_in)
        uow.commit()
    assert [state for _, _, state in inn.states] == [State.CANCELLED, State.SUPERSEDED, State.HANDED_OVER]


@pytest.mark.parametrize("state", AWAY)
def test_taking_back_a_save_never_makes_a_cancellation(state: State) -> None:
    """ "Nothing was sent" must be true when it is said."""
    inn = Inn()
    inn.stand(state)
    assert inn.cancel("undone") == Failed("E-34", {"phone": "0213 111"})
    assert len(inn.versions) == 1


def test_a_later_departure_alone_is_an_extension() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(inn.correct(CITIZEN, planned_departure="2026-11-25T12:00"), Done)
    assert inn.states == [(1, Kind.NEW, State.SENT), (2, Kind.CHECKOUT, State.WAITING)]
    assert planned_departure_of(inn.versions[1].document) == datetime(2026, 11, 25, 12, tzinfo=VIETNAM)


def test_an_earlier_departure_is_a_correction_and_so_is_a_foreigners() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(inn.correct(CITIZEN, planned_departure="2026-11-22T08:00"), Done)
    assert inn.states[1] == (2, Kind.AMEND, State.WINDOW_CLOSED)
    other = Inn(KBTT, FOREIGNER)
    assert other.versions[0].guest_kind is GuestKind.FOREIGNER
    other.stand(State.SENT)
    assert isinstance(other.correct(FOREIGNER, planned_departure="2026-11-25T12:00"), Done)
    assert other.states[1] == (2, Kind.CHECKOUT, State.WINDOW_CLOSED)
