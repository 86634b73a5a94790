"""What a new stay's form begins with: the house, the room with space, who told the police last."""

from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.establishment import Establishment
from guestreg.ports.reading import GuestLine, LineFilter
from guestreg.ports.store import StoreBusy
from guestreg.services.beginning import knows_no_today
from guestreg.services.desk import Desk


@dataclass(frozen=True, slots=True, repr=False)
class StayStart:
    """`room` is empty when every room is full or none is known."""

    now: datetime
    house: Establishment
    room: str
    notifier: str
    clock_in_doubt: bool = False


def stay_start(desk: Desk) -> StayStart | None:
    """None while the ledger has no house or can't be read now."""
    now = desk.clock.now()
    staying = desk.reader.staying(now)
    newest = desk.reader.lines(LineFilter(), limit=1)
    try:
        with desk.store.unit_of_work() as uow:
            house = uow.house.establishment()
            doubted = knows_no_today(uow, desk, now)
            last = uow.stays.of_guest(newest[0].guest_id) if newest else None
    except StoreBusy:
        return None
    if house is None:
        return None
    names = [one.name for one in house.notifiers]
    notifier = last.stay.notifier if last is not None and last.stay.notifier in names else names[0]
    return StayStart(now, house, _room_with_space(house, staying, last.stay.room if last else None), notifier, doubted)


def _room_with_space(house: Establishment, staying: tuple[GuestLine, ...], last: str | None) -> str:
    """The last room used when a bed is free in it, else the first with a free bed."""
    taken = [line.room for line in staying if line.departed_at is None]
    free = [room.name for room in house.rooms if taken.count(room.name) < room.beds]
    return last if last in free else next(iter(free), "")
