"""What every store promises of declaration versions, the queue of sending."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from guestreg.domain.declaration import EndpointKind, FieldError, Grade, Proof, Reason, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.store import Store
from tests.fakes.kept import (
    ENDPOINT,
    EVENING,
    citizen,
    declaration,
    foreigner,
    kept_stay,
    record,
)


def test_a_declaration_comes_back_as_it_was_added(opened: Store) -> None:
    kept = kept_stay(1, foreigner())
    whole = replace(
        declaration(kept),
        not_before_at=EVENING,
        next_attempt_at=EVENING + timedelta(microseconds=1),
        tries=3,
        grade=Grade.E2,
        proof=Proof.LIST,
        may_have_arrived=True,
        program_fault=True,
        reason=Reason("too_old", {"day": "21/11"}),
        errors=(FieldError("room", "unknown", "Phòng không có"),),
        evidence_at=EVENING,
        officer="Đ/c Mẫu",
        lease_owner="run-1",
        lease_until=EVENING,
    )
    with opened.unit_of_work() as work:
        work.stays.add(kept)
        work.declarations.add(whole)
        work.commit()
    with opened.unit_of_work() as work:
        assert work.declarations.get(whole.id, 1) == whole
        assert work.declarations.get(whole.id, 2) is None
        assert work.declarations.get(DeclarationId("none"), 1) is None


def test_saving_overwrites_the_standing_but_neither_document_nor_wire(opened: Store) -> None:
    (first,) = record(opened, kept_stay(1))
    moved = replace(first, state=State.SENT, grade=Grade.E2, evidence_at=EVENING, document=b"x", wire=b"y")
    with opened.unit_of_work() as work:
        work.declarations.save(moved)
        work.commit()
    with opened.unit_of_work() as work:
        assert work.declarations.get(first.id, 1) == replace(moved, document=first.document, wire=first.wire)
        with pytest.raises(LookupError):
            work.declarations.save(replace(first, version=7))


def test_a_version_at_another_endpoint_keeps_the_bytes_of_each_kind(opened: Store) -> None:
    (first,) = record(opened, kept_stay(1))
    moved = replace(first, endpoint=EndpointKind.OPEN, endpoint_id="e-2", document=b"x", wire=b"for the open one")
    back = replace(first, endpoint_id="e-3", wire=b"other bytes")
    again = replace(moved, wire=b"other bytes", state=State.WINDOW_CLOSED)
    wanted = [
        (moved, replace(moved, document=first.document)),
        (back, replace(back, wire=first.wire)),
        (again, replace(again, document=first.document, wire=moved.wire)),
    ]
    for given, kept in wanted:
        with opened.unit_of_work() as work:
            work.declarations.rehome(given)
            work.commit()
        with opened.unit_of_work() as work:
            assert work.declarations.get(first.id, 1) == kept
            assert work.declarations.outstanding(ENDPOINT) == ()
            with pytest.raises(LookupError):
                work.declarations.rehome(replace(first, version=7))


def test_several_are_added_at_once(opened: Store) -> None:
    kept = kept_stay(1, citizen(), foreigner())
    first, other = declaration(kept, 0), replace(declaration(kept, 1), wire=None)
    second = declaration(kept, 0, 2)
    with opened.unit_of_work() as work:
        work.stays.add(kept)
        work.declarations.add()
        work.declarations.add(first, other, second)
        work.commit()
    with opened.unit_of_work() as work:
        assert work.declarations.versions(first.id) == (first, second)
        assert work.declarations.versions(other.id) == (other,)


def test_one_version_is_added_once(opened: Store) -> None:
    kept = kept_stay(1)
    record(opened, kept)
    with opened.unit_of_work() as work, pytest.raises(Exception, match=r"."):
        work.declarations.add(declaration(kept))


def test_versions_come_oldest_first(opened: Store) -> None:
    kept = kept_stay(1)
    (first,) = record(opened, kept, State.SENT)
    later = [replace(declaration(kept, version=n), wire=None) for n in (2, 103)]
    with opened.unit_of_work() as work:
        for version in reversed(later):
            work.declarations.add(version)
        work.commit()
    with opened.unit_of_work() as work:
        assert work.declarations.versions(first.id) == (first, *later)


def stored(store: Store, number: int, **changes: Any) -> str:
    """One guest's stay with a declaration changed so, named by its room; returns the declaration's key."""
    kept = kept_stay(number, changes.pop("guest", citizen(doc_number=None)))
    made = replace(declaration(kept), **changes)
    with store.unit_of_work() as work:
        work.stays.add(kept)
        work.declarations.add(made)
        work.commit()
    return made.key


def due(store: Store, now: datetime = EVENING, limit: int = 50) -> list[str]:
    with store.unit_of_work() as work:
        return [found.key for found in work.declarations.next_due(ENDPOINT, now, limit)]


def test_the_order_of_sending(opened: Store) -> None:
    soon, later = EVENING + timedelta(hours=1), EVENING + timedelta(hours=2)
    last = stored(opened, 1, due_at=later, guest=foreigner())
    by_sequence = [stored(opened, n, due_at=soon, arrival_at=EVENING, sequence=90 - n) for n in (2, 3)]
    by_arrival = stored(opened, 4, due_at=soon, arrival_at=EVENING - timedelta(hours=1))
    larger = stored(opened, 5, due_at=soon, group_size=4)
    stranger = stored(opened, 6, due_at=soon, guest=foreigner())
    asked = stored(opened, 7, due_at=soon - timedelta(minutes=1), state=State.UNKNOWN)
    wanted = [asked, stranger, larger, by_arrival, by_sequence[1], by_sequence[0], last]
    assert due(opened) == wanted
    assert due(opened, limit=2) == wanted[:2]
    with opened.unit_of_work() as work:
        assert [found.key for found in work.declarations.outstanding(ENDPOINT)] == wanted


@pytest.mark.parametrize(
    "changes",
    [
        {"not_before_at": EVENING + timedelta(microseconds=1)},
        {"next_attempt_at": EVENING + timedelta(seconds=1)},
        {"lease_owner": "other", "lease_until": EVENING + timedelta(seconds=1)},
        {"state": State.SENDING},
        {"state": State.SENT},
        {"state": State.WINDOW_CLOSED},
        {"endpoint_id": "other"},
    ],
)
def test_what_is_not_due(opened: Store, changes: dict[str, Any]) -> None:
    stored(opened, 1, **changes)
    assert due(opened) == []


def test_times_that_have_come_are_due(opened: Store) -> None:
    key = stored(opened, 1, not_before_at=EVENING, next_attempt_at=EVENING, lease_until=EVENING, lease_owner="x")
    assert due(opened) == [key]


@pytest.mark.parametrize("before", [State.WAITING, State.SENDING, State.UNKNOWN])
def test_a_version_waits_for_the_one_before_it(opened: Store, before: State) -> None:
    kept = kept_stay(1)
    (first,) = record(opened, kept, before)
    with opened.unit_of_work() as work:
        work.declarations.add(declaration(kept, version=2))
        work.commit()
    assert f"{first.id}.2" not in due(opened)
    with opened.unit_of_work() as work:
        work.declarations.save(replace(first, state=State.SENT))
        work.commit()
    assert due(opened) == [f"{first.id}.2"]


def test_a_lease_is_taken_by_the_first_and_only_as_seen(opened: Store) -> None:
    (seen,) = record(opened, kept_stay(1))
    until = EVENING + timedelta(minutes=2)
    with opened.unit_of_work() as work:
        assert not work.declarations.take_lease(replace(seen, state=State.UNKNOWN), "a", until, EVENING)
        assert not work.declarations.take_lease(replace(seen, version=2), "a", until, EVENING)
        assert work.declarations.take_lease(seen, "a", until, EVENING)
        assert not work.declarations.take_lease(seen, "b", until, EVENING)
        work.commit()
    with opened.unit_of_work() as work:
        held = work.declarations.get(seen.id, 1)
        assert held == replace(seen, lease_owner="a", lease_until=until)
        assert not work.declarations.take_lease(held, "b", until, until - timedelta(seconds=1))
        assert work.declarations.take_lease(held, "b", until + timedelta(minutes=2), until)


def test_what_our_own_clock_closed_is_found_in_the_order_of_sending(opened: Store) -> None:
    saved = [record(opened, kept_stay(number))[0] for number in range(1, 8)]
    closed: dict[str, Any] = {"state": State.WINDOW_CLOSED}
    changed = [
        {**closed, "due_at": EVENING + timedelta(hours=2)},
        {**closed, "due_at": EVENING + timedelta(hours=1), "may_have_arrived": True},
        {**closed, "grade": Grade.E1},
        {**closed, "next_attempt_at": EVENING},
        {**closed, "endpoint_id": "elsewhere"},
        {},
    ]
    with opened.unit_of_work() as work:
        for one, changes in zip(saved, changed, strict=False):
            work.declarations.save(replace(one, **changes))
        work.commit()
    kept = kept_stay(9)
    with opened.unit_of_work() as work:
        work.stays.add(kept)
        work.declarations.add(replace(declaration(kept), wire=None, **closed))
        work.commit()
    with opened.unit_of_work() as work:
        found = work.declarations.closed_by_clock(ENDPOINT)
    assert [one.id for one in found] == [saved[1].id, saved[0].id]
    assert [one.wire for one in found] == [saved[1].wire, saved[0].wire]


def test_what_was_handed_over_is_found_by_its_endpoint(opened: Store) -> None:
    saved = [record(opened, kept_stay(number))[0] for number in (2, 1, 3)]
    with opened.unit_of_work() as work:
        for one in saved[:2]:
            work.declarations.save(replace(one, state=State.HANDED_OVER))
        work.commit()
    with opened.unit_of_work() as work:
        found = work.declarations.handed_over(ENDPOINT)
        elsewhere = work.declarations.handed_over("another")
    assert {one.key for one in found} == {one.key for one in saved[:2]}
    assert all(one.wire for one in found)
    assert elsewhere == ()
