"""Another endpoint: what goes along, what stays where it may have arrived, and what a person sends there herself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.declaration import Declaration, EndpointKind, Kind, State
from guestreg.domain.identifiers import GuestId
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.services.commands.extend_stay import ExtendStay, extend_stay
from guestreg.services.commands.move_endpoint import move_endpoint
from guestreg.services.commands.redirect import Redirect, redirect
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done, Failed, Refused
from tests.fakes.desk import memory_desk
from tests.fakes.endpoint import FakeTerms
from tests.fakes.inn import Inn
from tests.fakes.kept import ENDPOINT, EVENING, LEDGER, house, kept_stay, open_volume, record
from tests.fakes.store import MemoryStore
from tests.tables.rules import NOW

OPEN = FakeTerms(EndpointKind.OPEN, "open-2", "xa-mau.example", taken=lambda kind, guest_kind, document: True)


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore(LEDGER)
    open_volume(made)
    made.rows.house = house()
    return made


@pytest.fixture
def there(store: MemoryStore) -> Desk:
    return memory_desk(store, terms=OPEN)


def put(store: MemoryStore, number: int, state: State, **changes: object) -> Declaration:
    """One guest, at the ministry until now."""
    kept = kept_stay(number)
    (first,) = record(store, kept)
    standing = replace(first, endpoint=EndpointKind.KBTT, state=state, **changes)  # type: ignore[arg-type]
    store.rows.declarations[first.id, 1] = standing
    return standing


def now(store: MemoryStore, version: Declaration) -> Declaration:
    return store.rows.declarations[version.id, version.version]


def moved(store: MemoryStore, there: Desk) -> object:
    kept: list[str] = []
    outcome = move_endpoint(memory_desk(store), there, house(), {"what": "set-up"}, lambda: kept.append("x"))
    assert bool(kept) is isinstance(outcome, Done)
    return outcome


def test_what_never_left_goes_along_and_what_may_have_arrived_stays(store: MemoryStore, there: Desk) -> None:
    waiting = put(store, 1, State.WAITING, tries=3, next_attempt_at=EVENING, window_closes_at=EVENING)
    unclear = put(store, 2, State.WAITING, may_have_arrived=True)
    unknown = put(store, 3, State.UNKNOWN, may_have_arrived=True)
    closed = put(store, 4, State.WINDOW_CLOSED)
    assert isinstance(moved(store, there), Done)
    along = now(store, waiting)
    assert (along.endpoint, along.endpoint_id, along.state) == (EndpointKind.OPEN, "open-2", State.WAITING)
    assert (along.wire, along.tries, along.next_attempt_at) == (b"[" + waiting.document + b"]", 0, None)
    assert along.window_closes_at is None
    for version in (unclear, unknown, closed):
        assert now(store, version) == version


def test_nothing_moves_while_anything_is_being_sent(store: MemoryStore, there: Desk) -> None:
    waiting, _ = put(store, 1, State.WAITING), put(store, 2, State.SENDING)
    entries = len(store.rows.entries)
    outcome = moved(store, there)
    assert isinstance(outcome, Failed)
    assert outcome.code == "E-201"
    assert now(store, waiting) == waiting
    assert len(store.rows.entries) == entries


def test_no_check_out_is_built_for_an_endpoint_that_never_knew_the_stay() -> None:
    """Told by phone, then staying longer: the endpoint has no call for a stay it doesn't have."""
    inn = Inn(KbttTerms("https://police.example", endpoint_id=ENDPOINT))
    inn.stand(State.HANDED_OVER)
    assert isinstance(extend_stay(inn.desk, ExtendStay(inn.kept.id, NOW + timedelta(days=2))), Done)
    refused = inn.versions[-1]
    assert (refused.kind, refused.state, refused.wire) == (Kind.CHECKOUT, State.WINDOW_CLOSED, None)
    again = redirect(inn.desk, Redirect((refused.guest_id,)))
    assert isinstance(again, Refused)
    assert [one.code for one in again.violations] == ["E-202"]
    assert inn.versions[-1] == refused


def test_bytes_made_once_are_not_made_anew_for_the_same_endpoint(store: MemoryStore) -> None:
    closed = put(store, 1, State.WINDOW_CLOSED, wire=b"as it was first made")
    same = memory_desk(store, terms=FakeTerms(EndpointKind.KBTT, ENDPOINT))
    done = redirect(same, Redirect((closed.guest_id,)))
    assert isinstance(done, Done)
    assert [(one.state, one.wire) for one in done.value] == [(State.WAITING, closed.wire)]


def test_the_same_endpoint_with_other_keys_moves_nobody(store: MemoryStore) -> None:
    waiting = put(store, 1, State.WAITING)
    same = memory_desk(store, terms=FakeTerms(EndpointKind.KBTT, ENDPOINT))
    assert isinstance(moved(store, same), Done)
    assert now(store, waiting) == waiting


def redirected(there: Desk, *versions: Declaration) -> object:
    return redirect(there, Redirect(tuple(one.guest_id for one in versions)))


def test_a_closed_window_opens_at_the_other_endpoint(store: MemoryStore, there: Desk) -> None:
    closed = put(store, 1, State.WINDOW_CLOSED, window_closes_at=EVENING)
    outcome = redirected(there, closed)
    assert isinstance(outcome, Done)
    assert (now(store, closed).state, now(store, closed).endpoint_id) == (State.WAITING, "open-2")


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        (State.SENDING, {}),
        (State.UNKNOWN, {"may_have_arrived": True}),
        (State.WAITING, {"may_have_arrived": True}),
        (State.SENT, {}),
        (State.CONFIRMED, {}),
    ],
)
def test_what_left_stays_where_it_is(store: MemoryStore, there: Desk, state: State, changes: dict[str, bool]) -> None:
    free, gone = put(store, 1, State.WAITING), put(store, 2, state, **changes)
    outcome = redirected(there, free, gone)
    assert isinstance(outcome, Refused)
    assert outcome.violations[0].code == "E-201"
    assert now(store, free) == free


def test_what_the_endpoint_does_not_take_stays(store: MemoryStore) -> None:
    closed = put(store, 1, State.WINDOW_CLOSED)
    narrow = (
        FakeTerms(EndpointKind.OPEN, "open-2", taken=lambda kind, guest_kind, document: False),
        FakeTerms(EndpointKind.KBTT, "kbtt-2", window=lambda arrival_at: EVENING.replace(year=2020)),
        FakeTerms(EndpointKind.PRACTICE, "practice-2"),
    )
    for terms in narrow:
        outcome = redirected(memory_desk(store, terms=terms), closed)
        assert isinstance(outcome, Refused)
        assert outcome.violations[0].code == "E-202"
    assert now(store, closed) == closed


def test_a_stranger_is_nobody(there: Desk) -> None:
    assert redirect(there, Redirect((GuestId("nobody"),))) == Failed("E-92")


def test_send_online_takes_what_the_earlier_endpoint_closed_to_the_one_in_use(store: MemoryStore, there: Desk) -> None:
    """The button of her line in the ledger."""
    closed = put(store, 1, State.WINDOW_CLOSED, window_closes_at=EVENING)
    assert isinstance(send_again(there, SendAgain((closed.guest_id,))), Done)
    along = now(store, closed)
    assert (along.state, along.endpoint_id, along.wire) == (State.WAITING, "open-2", b"[" + closed.document + b"]")


@pytest.mark.parametrize("changes", [{"may_have_arrived": True}, {"endpoint": EndpointKind.PRACTICE}])
def test_send_online_moves_nobody_who_may_be_there_or_was_practice(
    store: MemoryStore, there: Desk, changes: dict[str, object]
) -> None:
    closed = replace(put(store, 1, State.WINDOW_CLOSED), **changes)  # type: ignore[arg-type]
    store.rows.declarations[closed.id, 1] = closed
    refused = send_again(there, SendAgain((closed.guest_id,)))
    assert isinstance(refused, Refused)
    assert [one.code for one in refused.violations] == ["E-171"]
    assert now(store, closed) == closed
