"""What a line of the register says of a note shared by a stay, a correction and a cancellation."""

from datetime import UTC, datetime

import pytest

from guestreg.domain.channel import Channel
from guestreg.domain.declaration import Kind, State
from guestreg.ports.reading import RegisterLine
from guestreg.ports.renderer import CellWords, RegisterRow
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.note_seen import NoteSeen, note_seen
from guestreg.services.commands.print_register import register_rows
from tests.fakes.clock import FakeClock
from tests.fakes.desk import memory_desk
from tests.fakes.guesthouse import memory_guesthouse
from tests.fakes.kept import LEDGER, citizen, kept_stay, open_volume, record
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore
from tests.tables.rules import NOW

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


def test_who_was_told_when_and_to_whom_stands_in_columns_11_and_12() -> None:
    inn = memory_guesthouse()
    guest, announced = inn.citizen(), inn.foreigner()

    def printed() -> list[tuple[str, str]]:
        made = register_rows(inn.desk, list(inn.reader.register(1, None, None)), WORDS)
        return [(row.notified, row.officer) for row in made]

    hand_over(inn.desk, HandOver((guest, announced), Channel.PHONE, NOW, officer="Đ/c Mẫu"))
    told = [("Lò Thị Say 20:42 21/11/2026", "Đ/c Mẫu"), ("", "")]
    assert printed() == told
    note_seen(inn.desk, NoteSeen((guest,)))
    assert printed() == told
    hand_over(inn.desk, HandOver((announced,), Channel.PAPER, NOW, officer="Đ/c Mẫu"))
    assert printed()[1] == ("Lò Thị Say 20:42 21/11/2026", "")


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
