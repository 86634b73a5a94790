"""Sending now ends the undo time and "send later", but sends nobody before the day she comes."""

from datetime import UTC, datetime

from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.services.commands.end_waits import end_waits
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done
from guestreg.services.saving import Wish
from tests.fakes.clock import FakeClock
from tests.fakes.desk import memory_desk
from tests.fakes.kept import ENDPOINT
from tests.tables.rules import CITIZEN, STAY

NEARLY_MIDNIGHT = datetime(2026, 11, 21, 16, 55, tzinfo=UTC)
"""23:55 in Vietnam."""
MIDNIGHT = datetime(2026, 11, 21, 17, tzinfo=UTC)


def record(desk: Desk, arrival: str, number: str, wish: Wish) -> None:
    stay = STAY | {"arrival": arrival, "planned_departure": "2026-11-23T12:00"}
    guest = CITIZEN | {"doc_number": number}
    assert isinstance(record_stay(desk, RecordStay(StayEntry(Typed(stay), (Typed(guest),)), wish)), Done)


def waits(desk: Desk) -> list[datetime | None]:
    with desk.store.unit_of_work() as uow:
        return [one.not_before_at for one in uow.declarations.outstanding(ENDPOINT)]


def test_the_waits_of_tonights_guests_end_and_tomorrows_wait_for_midnight() -> None:
    desk = memory_desk(clock=FakeClock(NEARLY_MIDNIGHT))
    record(desk, "2026-11-21T20:00", "001190000017", Wish(later=True))
    record(desk, "2026-11-21T23:50", "001190000025", Wish(undo_s=20))
    record(desk, "2026-11-22T00:03", "001190000033", Wish(undo_s=20))
    assert None not in waits(desk)
    assert end_waits(desk) == Done(2)
    assert waits(desk) == [None, None, MIDNIGHT]
    assert end_waits(desk) == Done(0)


def test_once_the_day_has_come_nothing_keeps_her() -> None:
    clock = FakeClock(NEARLY_MIDNIGHT)
    desk = memory_desk(clock=clock)
    record(desk, "2026-11-22T00:03", "001190000033", Wish())
    clock.advance(minutes=6)
    assert end_waits(desk) == Done(1)
    assert waits(desk) == [None]
