"""What a line of the register says of a note shared by a stay, a correction and a cancellation."""

from datetime import UTC, datetime

import pytest

from guestreg.domain.declaration import Kind, State
from guestreg.ports.reading import RegisterLine
from guestreg.ports.renderer import CellWords, RegisterRow
from guestreg.services.commands.print_register import register_rows
from tests.fakes.clock import FakeClock
from tests.fakes.desk import memory_desk
from tests.fakes.kept import LEDGER, citizen, kept_stay, open_volume, record
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore

WORDS = CellWords(
    issued_on="cấp {day}",
    online="Trực tuyến",
    cancelled="Đã hủy – {reason}",
    corrected="Đã sửa {day}",
    as_above="như số {number}",
    companion="đi cùng {name}",
    border_permit="{number}",
    cancel_reasons={"not-arrived": "khách không đến"},
)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore(LEDGER)
    open_volume(store)
    record(store, kept_stay(1, citizen(), citizen("Lò Văn Thử", "001190000018")))
    record(store, kept_stay(2))
    return store


def lines(store: MemoryStore) -> list[RegisterLine]:
    return list(MemoryReader(store).register(1, None, None))


def rows(store: MemoryStore, given: list[RegisterLine]) -> tuple[RegisterRow, ...]:
    return register_rows(memory_desk(store, FakeClock()), given, WORDS)


def test_a_stays_note_stands_once_and_the_others_point_to_it(store: MemoryStore) -> None:
    assert [row.note for row in rows(store, lines(store))] == ["đến muộn", "như số 100", "đến muộn"]


def test_the_first_line_printed_carries_the_note(store: MemoryStore) -> None:
    assert [row.note for row in rows(store, lines(store)[1:])] == ["đến muộn", "đến muộn"]


def test_a_correction_carries_its_day_in_vietnam(store: MemoryStore) -> None:
    first, *_ = lines(store)
    corrected = first._replace(note=None, corrected_at=datetime(2026, 11, 21, 17, 30, tzinfo=UTC))
    (row,) = rows(store, [corrected])
    assert (row.note, row.cancelled) == ("Đã sửa 22/11/2026", False)


@pytest.mark.parametrize(
    ("state", "kind"), [(State.CANCELLED, Kind.NEW), (State.WINDOW_CLOSED, Kind.CANCEL), (State.SENT, Kind.CANCEL)]
)
def test_a_cancelled_line_is_struck_and_says_why(store: MemoryStore, state: State, kind: Kind) -> None:
    first, *_ = lines(store)
    gone = first._replace(
        note=None,
        line=first.line._replace(state=state, kind=kind),
        cancelled_reason="not-arrived",
        corrected_at=datetime(2026, 11, 21, tzinfo=UTC) if kind is Kind.CANCEL else None,
    )
    (row,) = rows(store, [gone])
    assert (row.note, row.cancelled) == ("Đã hủy – khách không đến", True)


@pytest.mark.parametrize(("officer", "shown"), [(None, "Trực tuyến"), ("Thượng úy Mẫu", "Thượng úy Mẫu")])
def test_a_change_of_departure_keeps_when_the_police_were_told(
    store: MemoryStore, officer: str | None, shown: str
) -> None:
    first, *_ = lines(store)
    leaving = first.line._replace(state=State.WAITING, kind=Kind.CHECKOUT)
    told_at = datetime(2026, 11, 21, 13, 15, tzinfo=UTC)
    kept = first._replace(line=leaving, told_at=told_at, told_to=officer)
    (row,) = rows(store, [kept])
    assert row.notified.endswith("20:15 21/11/2026")
    assert row.officer == shown
    (untold,) = rows(store, [kept._replace(told_at=None)])
    assert (untold.notified, untold.officer) == ("", "")
