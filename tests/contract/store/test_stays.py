"""What every store promises of stays and guests."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Kind, State
from guestreg.domain.guest import Guest
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.store import Store
from tests.fakes.kept import (
    citizen,
    declaration,
    foreigner,
    kept_stay,
    record,
)


def test_a_stay_comes_back_as_it_was_saved_in_vietnam_time(opened: Store) -> None:
    kept = kept_stay(1, citizen(), replace(citizen("Bé", None), guardian=0), foreigner())
    record(opened, kept)
    with opened.unit_of_work() as work:
        found = work.stays.get(kept.id)
        assert found == kept
        assert work.stays.of_guest(kept.guests[2].id) == kept
        assert found is not None
        assert found.stay.arrival.utcoffset() == VIETNAM.utcoffset(kept.stay.arrival)
        assert found.created_at.utcoffset() == timedelta(0)
        assert work.stays.get(StayId("none")) is None
        assert work.stays.of_guest(GuestId("none")) is None


def test_a_correction_replaces_the_stay_and_keeps_its_place(opened: Store) -> None:
    kept = kept_stay(1, citizen(), foreigner())
    record(opened, kept)
    left = (kept.stay.planned_departure + timedelta(hours=1)).astimezone(UTC)
    people: tuple[Guest, ...] = (replace(citizen("Nguyễn Thị Hòa"), phone=None), foreigner("Anna Mueller"))
    changed = replace(
        kept,
        stay=replace(kept.stay, room=None, guests=people),
        guests=tuple(
            replace(g, guest=p, departed_at=at) for g, p, at in zip(kept.guests, people, (None, left), strict=True)
        ),
    )
    with opened.unit_of_work() as work:
        work.stays.replace(changed)
        work.commit()
    with opened.unit_of_work() as work:
        assert work.stays.get(kept.id) == changed


def test_guests_of_one_stay_leave_one_by_one_and_come_back(opened: Store) -> None:
    kept = kept_stay(1, citizen(), foreigner())
    record(opened, kept, State.SENT)
    left = (kept.stay.arrival + timedelta(hours=2)).astimezone(UTC)
    one, other = kept.guests
    for now in ((replace(one, departed_at=left), other), (one, replace(other, departed_at=left)), kept.guests):
        with opened.unit_of_work() as work:
            work.stays.replace(replace(kept, guests=now))
            work.commit()
        with opened.unit_of_work() as work:
            found = work.stays.get(kept.id)
            overlapping = work.stays.overlapping("C01X00T47", left, left + timedelta(hours=1))
        assert found is not None
        assert [guest.departed_at for guest in found.guests] == [guest.departed_at for guest in now]
        assert len(overlapping) == (now[1].departed_at is None)


def test_a_correction_can_neither_move_a_guest_nor_come_from_nowhere(opened: Store) -> None:
    kept = kept_stay(1)
    record(opened, kept)
    moved = replace(kept, guests=(replace(kept.guests[0], register_no=9),))
    with opened.unit_of_work() as work, pytest.raises(ValueError):
        work.stays.replace(moved)
    with opened.unit_of_work() as work, pytest.raises(LookupError):
        work.stays.replace(kept_stay(2))


def test_a_stay_of_the_same_number_overlaps_half_open(opened: Store) -> None:
    kept = kept_stay(1, citizen(), foreigner())
    record(opened, kept)
    start, end = kept.stay.arrival, kept.stay.planned_departure
    hour = timedelta(hours=1)
    number = "001190000017"
    with opened.unit_of_work() as work:
        found = work.stays.overlapping(number, start + hour, end + hour)
        assert found == ((kept, kept.guests[0]),)
        assert len(work.stays.overlapping("C01X00T47", start - hour, start + hour)) == 1
        assert work.stays.overlapping(number, end, end + hour) == ()
        assert work.stays.overlapping(number, start - hour, start) == ()
        assert work.stays.overlapping("001190000018", start, end) == ()


def test_who_left_early_or_was_cancelled_does_not_overlap(opened: Store) -> None:
    kept = kept_stay(1)
    (first,) = record(opened, kept, State.SENT)
    start, end = kept.stay.arrival, kept.stay.planned_departure
    number = "001190000017"
    early = replace(kept, guests=(replace(kept.guests[0], departed_at=start + timedelta(hours=2)),))
    with opened.unit_of_work() as work:
        work.stays.replace(early)
        assert work.stays.overlapping(number, start + timedelta(hours=2), end) == ()
        assert len(work.stays.overlapping(number, start + timedelta(hours=1), end)) == 1
        work.declarations.save(replace(first, state=State.CANCELLED))
        assert work.stays.overlapping(number, start, end) == ()
        work.declarations.save(first)
        work.declarations.add(replace(declaration(kept, version=2), kind=Kind.CANCEL))
        assert work.stays.overlapping(number, start, end) == ()
