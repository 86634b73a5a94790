"""What every reader promises of lines, lists and counts."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import FieldError, Grade, Kind, Proof, Reason, State
from guestreg.domain.identifiers import DeclarationId, GuestId
from guestreg.ports.attempt import AttemptOutcome
from guestreg.ports.kept import KeptStay
from guestreg.ports.reading import Counts, LineFilter, Reader
from guestreg.ports.store import Store, Volume
from tests.fakes.kept import (
    EVENING,
    attempt,
    citizen,
    declaration,
    entry,
    foreigner,
    kept_stay,
    move,
    record,
)

EVERYTHING = LineFilter()
SAME_NIGHT = EVENING + timedelta(hours=4)


def names(lines: Any) -> list[str]:
    return [line.full_name for line in lines]


def test_a_line_says_everything_of_guest_and_version(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1, foreigner(), citizen(doc_number=None))
    record(opened, kept)
    told: dict[str, Any] = {
        "state": State.CONFIRMED,
        "grade": Grade.E2,
        "proof": Proof.LIST,
        "reason": Reason("matched", {"n": "1"}),
        "errors": (FieldError("room", "unknown", "Phòng?"),),
        "evidence_at": EVENING,
        "next_attempt_at": EVENING + timedelta(minutes=5),
        "not_before_at": EVENING + timedelta(seconds=20),
        "officer": "Đ/c Mẫu",
        "may_have_arrived": True,
    }
    move(opened, kept, **told)
    line = reader.line(kept.guests[0].id)
    assert line is not None
    assert {name: getattr(line, name) for name in told} == told
    assert (line.stay_id, line.guest_id, line.declaration_id) == (
        kept.id,
        kept.guests[0].id,
        kept.guests[0].declaration_id,
    )
    assert (line.full_name, line.birth_date, line.birth_precision) == ("Anna Müller", date(1964, 1, 1), "Y")
    assert (line.nationality, line.doc_kind, line.doc_number, line.sex) == ("D", None, "C01X00T47", "F")
    assert (line.volume, line.register_no, line.version, line.kind) == (1, 100, 1, Kind.NEW)
    assert (line.arrival_at, line.planned_departure_at) == (kept.stay.arrival, kept.stay.planned_departure)
    assert (line.room, line.group_size, line.departed_at) == ("Nhà sàn 1", 2, None)
    assert line.window_closes_at == EVENING + timedelta(hours=31)
    child = reader.line(kept.guests[1].id)
    assert child is not None
    assert (child.doc_kind, child.doc_number, child.errors, child.reason) == (None, None, (), None)
    assert reader.line(GuestId("none")) is None


def test_a_line_shows_the_newest_version_and_what_was_before(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1)
    record(opened, kept, State.SENT)
    with opened.unit_of_work() as work:
        work.declarations.add(declaration(kept, version=2))
        work.commit()
    line = reader.line(kept.guests[0].id)
    assert line is not None
    assert (line.version, line.state, line.earlier_state) == (2, State.WAITING, State.SENT)
    move(opened, kept, version=2, state=State.SENT)
    line = reader.line(kept.guests[0].id)
    assert line is not None
    assert (line.state, line.earlier_state) == (State.SENT, None)
    assert len(reader.ids(EVERYTHING)) == 1


@pytest.fixture
def ten(opened: Store) -> list[KeptStay]:
    """Ten stays of two guests, one stay a day, every state there is."""
    stays = []
    for number, state in enumerate(list(State)[1:], 1):
        arrival = datetime(2026, 11, number, 16, 30, tzinfo=UTC)
        kept = kept_stay(number, citizen(f"Nguyễn Văn {number}"), foreigner(f"Guest {number}"), arrival=arrival)
        record(opened, kept, state)
        stays.append(kept)
    return stays


def test_pages_are_the_ids_cut_into_pieces(ten: list[KeptStay], reader: Reader) -> None:
    ids = reader.ids(EVERYTHING)
    assert ids.typecode == "q"
    assert len(ids) == 20
    assert list(ids) == sorted(ids, reverse=True)
    paged: list[int] = []
    before = None
    while page := reader.lines(EVERYTHING, before=before, limit=7):
        paged += [line.row_id for line in page]
        before = paged[-1]
    assert paged == list(ids)
    wanted = array("q", [ids[4], 10**9, ids[1], ids[19]])
    assert [line.row_id for line in reader.by_ids(wanted)] == [ids[4], ids[1], ids[19]]
    assert names(reader.by_ids(ids)) == names(reader.lines(EVERYTHING))


FILTERS: dict[str, Callable[[], LineFilter]] = {
    "nothing asked": lambda: EVERYTHING,
    "by day": lambda: LineFilter(arrival_from=date(2026, 11, 3), arrival_to=date(2026, 11, 5)),
    "from a day": lambda: LineFilter(arrival_from=date(2026, 11, 8)),
    "by state": lambda: LineFilter(states=frozenset({State.SENT, State.RETURNED})),
    "foreigners": lambda: LineFilter(foreigners_only=True),
    "late": lambda: LineFilter(late_at=EVENING + timedelta(days=3)),
    "nobody late yet": lambda: LineFilter(late_at=EVENING),
    "by text": lambda: LineFilter(text="guest 1"),
    "all at once": lambda: LineFilter(
        "guest", date(2026, 11, 2), date(2026, 11, 9), frozenset(State), True, EVENING + timedelta(days=3)
    ),
}
HOW_MANY = {
    "nothing asked": 20,
    "by day": 6,
    "from a day": 6,
    "by state": 4,
    "foreigners": 10,
    "late": 16,
    "nobody late yet": 0,
    "by text": 10,
    "all at once": 7,
}


@pytest.mark.parametrize("name", FILTERS)
def test_numbers_shown_equal_their_query(ten: list[KeptStay], reader: Reader, name: str) -> None:
    wanted, now = FILTERS[name](), EVENING + timedelta(days=3)
    lines = reader.lines(wanted)
    assert len(lines) == HOW_MANY[name]
    assert [line.row_id for line in lines] == list(reader.ids(wanted))
    counts = reader.counts(wanted, now)
    assert counts == Counts(
        len(lines),
        {state: n for state in State if (n := sum(line.state is state for line in lines))},
        sum(line.doc_number == "C01X00T47" for line in lines),
        sum(line.is_late(now) for line in lines),
    )
    for state in counts.by_state:
        narrowed = replace(wanted, states=frozenset({state}))
        assert len(reader.ids(narrowed)) == counts.by_state[state]
    assert len(reader.ids(replace(wanted, late_at=wanted.late_at or now))) == (
        len(lines) if wanted.late_at else counts.late
    )


def test_a_day_is_a_day_in_vietnam(opened: Store, reader: Reader) -> None:
    for number, wall in enumerate([(20, 23, 59), (21, 0, 0), (21, 23, 59), (22, 0, 0)], 1):
        day, hour, minute = wall
        arrival = datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)
        record(opened, kept_stay(number, citizen(f"N{number}"), arrival=arrival))
    the_day = LineFilter(arrival_from=date(2026, 11, 21), arrival_to=date(2026, 11, 21))
    assert names(reader.lines(the_day)) == ["N3", "N2"]


def test_tonight_are_those_who_sleep_here_and_those_still_to_tell(opened: Store, reader: Reader) -> None:
    wishes: list[tuple[str, State, dict[str, Any]]] = [
        ("sent", State.SENT, {}),
        ("confirmed", State.CONFIRMED, {}),
        ("waiting", State.WAITING, {}),
        ("nearer", State.WAITING, {}),
        ("returned", State.RETURNED, {}),
        ("cancelled", State.CANCELLED, {}),
        ("left", State.SENT, {}),
        ("left untold", State.UNKNOWN, {}),
        ("over", State.SENT, {"planned_departure": SAME_NIGHT}),
        ("not here yet", State.SENT, {"arrival": SAME_NIGHT + timedelta(hours=1)}),
    ]
    for number, (name, state, changes) in enumerate(wishes, 1):
        kept = kept_stay(number, citizen(name))
        kept = replace(kept, stay=replace(kept.stay, **changes))
        if name.startswith("left"):
            kept = replace(kept, guests=tuple(replace(one, departed_at=SAME_NIGHT) for one in kept.guests))
        record(opened, kept, state)
        if name == "nearer":
            move(opened, kept, due_at=EVENING)
    assert names(reader.staying(SAME_NIGHT)) == [
        "returned",
        "left untold",
        "nearer",
        "waiting",
        "sent",
        "confirmed",
    ]


def test_of_a_couple_the_one_who_left_sleeps_here_no_more(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1, citizen("stays"), foreigner("leaves"))
    one, other = kept.guests
    record(opened, replace(kept, guests=(one, replace(other, departed_at=SAME_NIGHT))), State.SENT)
    assert names(reader.staying(SAME_NIGHT)) == ["stays"]
    lines = [reader.line(guest.id) for guest in kept.guests]
    assert [line and line.departed_at for line in lines] == [None, SAME_NIGHT]
    assert [row.line.departed_at for row in reader.register(1, None, None)] == [None, SAME_NIGHT]


def test_who_should_have_left_lately_is_found_until_she_leaves(opened: Store, reader: Reader) -> None:
    since = SAME_NIGHT - timedelta(hours=1)
    for number, over in ((1, timedelta(minutes=1)), (2, timedelta(hours=2)), (3, -timedelta(hours=2))):
        kept = kept_stay(number, citizen(f"N{number}"), foreigner(f"M{number}"))
        one, other = kept.guests
        kept = replace(kept, stay=replace(kept.stay, planned_departure=SAME_NIGHT - over))
        record(opened, replace(kept, guests=(one, replace(other, departed_at=SAME_NIGHT))), State.SENT)
    assert names(reader.staying(SAME_NIGHT)) == ["N3"]
    assert names(reader.staying(SAME_NIGHT, over_since=since)) == ["N1", "N3"]


def test_open_lines_are_those_somebody_must_still_settle(ten: list[KeptStay], reader: Reader) -> None:
    states = {line.state for line in reader.open_lines()}
    assert states == {State.WAITING, State.SENDING, State.UNKNOWN, State.RETURNED, State.WINDOW_CLOSED}
    assert len(reader.open_lines()) == 10
    dues = [line.due_at for line in reader.open_lines()]
    assert dues == sorted(dues)


def test_a_guest_is_found_by_any_of_her_numbers(opened: Store, reader: Reader) -> None:
    kept = kept_stay(3, citizen(), foreigner())
    record(opened, kept)
    second = kept.guests[1]
    for text in (second.id, second.declaration_id, "301", " 301 ", "1/301", "01 / 301"):
        assert reader.find_id(text) == second.id
    for text in ("", "302", "2/301", "x", "301'; DROP TABLE guests", "\x00", "\ud800", "٣٠١"):
        assert reader.find_id(text) is None
    with opened.unit_of_work() as work:
        work.house.put_volume(Volume(1, date(2026, 1, 1), date(2026, 12, 1), 400))
        work.house.put_volume(Volume(2, date(2026, 12, 1), None, 1))
        work.commit()
    assert reader.find_id("301") is None
    assert reader.find_id("1/301") == second.id


def test_versions_come_with_their_tries(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1)
    (first,) = record(opened, kept, State.RETURNED)
    tries = [attempt(n, first) for n in (1, 2)]
    ended = AttemptOutcome(tries[0].id, EVENING, "refused", State.RETURNED, 200, EVENING, "E-11", b"{}")
    with opened.unit_of_work() as work:
        for each in tries:
            work.attempts.start(each)
        work.attempts.finish(ended)
        saved = work.ledger.append(entry(77))
        work.declarations.add(replace(declaration(kept, version=2), sequence=saved.seq))
        work.commit()
    one, two = reader.versions(first.id)
    assert one.attempts == ((tries[0], ended), (tries[1], None))
    assert (one.version, one.state, one.kind) == (1, State.RETURNED, Kind.NEW)
    assert (two.version, two.attempts, two.created_at) == (2, (), EVENING + timedelta(seconds=77))
    assert reader.versions(DeclarationId("none")) == ()


def test_a_reader_sees_the_last_commit_while_somebody_writes(opened: Store, reader: Reader) -> None:
    record(opened, kept_stay(1, citizen("Trước")))
    with opened.unit_of_work() as work:
        work.stays.add(kept_stay(2, citizen("Sau")))
        assert names(reader.lines(EVERYTHING)) == ["Trước"]
        register = reader.register(1, None, None)
        assert next(register).line.full_name == "Trước"
        register.close()  # type: ignore[attr-defined]
