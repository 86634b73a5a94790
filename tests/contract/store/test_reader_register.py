"""What every reader promises of the register, the house and what is known of the endpoint."""

from dataclasses import replace
from datetime import date, timedelta

from guestreg.domain.declaration import Hold, Kind, Reason, State
from guestreg.ports.reading import Reader
from guestreg.ports.store import EndpointCondition, Store, Volume
from tests.fakes.kept import (
    ENDPOINT,
    EVENING,
    citizen,
    declaration,
    entry,
    foreigner,
    house,
    kept_stay,
    move,
    record,
)


def test_the_register_comes_in_its_order_with_what_the_paper_needs(opened: Store, reader: Reader) -> None:
    second = kept_stay(2, citizen(), foreigner(), arrival=EVENING)
    record(opened, second)
    record(opened, kept_stay(1, first_no=5, arrival=EVENING + timedelta(days=1)))
    lines = list(reader.register(1, None, None))
    assert [one.line.register_no for one in lines] == [5, 200, 201]
    assert (lines[1].notifier, lines[1].note) == ("Lò Thị Pâng", "đến muộn")
    assert (lines[1].doc_issued_on, lines[1].doc_issue_place) == (date(2021, 4, 1), "Cục Cảnh sát")
    assert lines[1].residence == ("Bản Mẫu", "302903203", "302")
    assert lines[2].residence == ("Musterstraße 1", None, None)
    assert (lines[2].doc_issued_on, lines[2].doc_issue_place) == (date(2020, 1, 1), "Berlin")
    assert {one.cancelled_reason for one in lines} == {None}
    day = date(2026, 11, 22)
    assert [one.line.register_no for one in reader.register(1, day, day)] == [5]
    assert [one.line.register_no for one in reader.register(1, None, date(2026, 11, 21))] == [200, 201]
    assert list(reader.register(2, None, None)) == []


def test_a_cancelled_line_stays_in_the_register_with_its_reason(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1, citizen(), foreigner())
    record(opened, kept)
    because = {"reason": "not-arrived", "text": ""}
    move(opened, kept, state=State.CANCELLED, reason=Reason("cancelled", because))
    move(opened, kept, 1, state=State.CANCELLED, reason=Reason("cancelled", because | {"text": "nhầm nhà"}))
    assert [one.cancelled_reason for one in reader.register(1, None, None)] == ["not-arrived", "nhầm nhà"]


def test_a_corrected_line_says_when(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1, citizen(), foreigner())
    record(opened, kept)
    with opened.unit_of_work() as work:
        saved = work.ledger.append(entry(77))
        work.declarations.add(replace(declaration(kept, version=2), sequence=saved.seq))
        work.commit()
    assert [one.corrected_at for one in reader.register(1, None, None)] == [EVENING + timedelta(seconds=77), None]


def test_a_change_of_departure_leaves_alone_when_and_whom_was_told(opened: Store, reader: Reader) -> None:
    """Negative control: the line whose newest version is a correction."""
    kept = kept_stay(1, citizen(), foreigner())
    record(opened, kept)
    for place in (0, 1):
        move(opened, kept, place, state=State.HANDED_OVER, evidence_at=EVENING, officer="Thượng úy Mẫu")
    with opened.unit_of_work() as work:
        saved = [work.ledger.append(entry(77)), work.ledger.append(entry(78))]
        for place, kind in ((0, Kind.CHECKOUT), (1, Kind.AMEND)):
            later = replace(declaration(kept, place, version=2), kind=kind, sequence=saved[place].seq)
            work.declarations.add(later)
        work.commit()
    lines = list(reader.register(1, None, None))
    assert [(one.told_at, one.told_to) for one in lines] == [(EVENING, "Thượng úy Mẫu"), (None, None)]
    assert [one.corrected_at for one in lines] == [None, EVENING + timedelta(seconds=78)]


def test_health_and_last_record(opened: Store, reader: Reader) -> None:
    assert reader.newest_record_at() is None
    assert reader.condition(ENDPOINT) == EndpointCondition(ENDPOINT)
    held = EndpointCondition(ENDPOINT, Hold.ADDRESS, Reason("moved"), EVENING, 3, EVENING, EVENING)
    with opened.unit_of_work() as work:
        work.ledger.append(entry(9))
        work.house.put_condition(held)
        work.commit()
    assert reader.newest_record_at() == EVENING + timedelta(seconds=9)
    assert reader.condition(ENDPOINT) == held


def test_the_house_and_its_volumes(opened: Store, reader: Reader) -> None:
    assert reader.establishment() is None
    with opened.unit_of_work() as work:
        work.house.put_establishment(house())
        work.house.put_volume(Volume(1, date(2026, 1, 1), date(2026, 12, 1), 400))
        work.house.put_volume(Volume(2, date(2026, 12, 1), None, 1))
        work.commit()
    assert reader.establishment() == house()
    assert reader.volumes() == (
        Volume(1, date(2026, 1, 1), date(2026, 12, 1), 400),
        Volume(2, date(2026, 12, 1), None, 1),
    )
