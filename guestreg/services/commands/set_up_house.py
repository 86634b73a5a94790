"""Begin a ledger: genesis, the house, the first volume; or change the house of one that has begun."""

from dataclasses import dataclass
from datetime import date

from guestreg.domain.dates import local
from guestreg.domain.entry.house import CheckedHouse, HouseEntry, VolumeWish, read_house
from guestreg.domain.establishment import Establishment
from guestreg.domain.ledger import EntryKind
from guestreg.domain.violation import Violation
from guestreg.ports.events import LedgerChanged
from guestreg.ports.store import UnitOfWork, Volume
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of


@dataclass(frozen=True, slots=True, repr=False)
class SetUpHouse:
    """The house as typed. Declarations already built keep their bytes."""

    entry: HouseEntry


@dataclass(frozen=True, slots=True)
class CloseVolume:
    """End the open volume with this day; the next begins the day it was asked, numbers again from 1."""

    to_on: date


def set_up_house(desk: Desk, command: SetUpHouse) -> Outcome[Establishment]:
    """The ledger's first entry is written with the first house."""
    today = local(desk.clock.now()).date()
    checked = read_house(command.entry, desk.catalogue, desk.rules, today)
    if not isinstance(checked, CheckedHouse):
        return Refused(checked)
    try:
        with desk.store.unit_of_work() as uow:
            if uow.ledger.head().seq == 0:
                desk.journal.genesis(uow)
            uow.house.put_establishment(checked.establishment)
            faults = _set_volume(desk, uow, checked.volume, today)
            if faults:
                return Refused(faults)
            desk.journal.record(uow, EntryKind.CONFIG, facts={"what": "establishment"})
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(checked.establishment, checked.warnings)


def close_volume(desk: Desk, command: CloseVolume) -> Outcome[Volume]:
    """Done with the volume that is now open. Refused when its last day lies before its first or ahead of today."""
    today = local(desk.clock.now()).date()
    try:
        with desk.store.unit_of_work() as uow:
            volume = uow.house.volume()
            if volume is None:
                return Failed("E-90")
            following = _end(desk, uow, volume, command.to_on, today)
            if following is None:
                return Refused((Violation("E-91", "volume_to"),))
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(following)


def _set_volume(desk: Desk, uow: UnitOfWork, wish: VolumeWish, today: date) -> tuple[Violation, ...]:
    """A volume can take another number while nobody stands in it, and only a later one than those before it."""
    volume = uow.house.volume() or Volume(wish.number or 1, wish.from_on or today, None, 1)
    number = wish.number or volume.number
    if number != volume.number:
        before = max((one.number for one in uow.house.volumes() if one.to_on is not None), default=0)
        if volume.next_no > 1 or number <= before:
            return (Violation("E-114", "register_volume", params={"number": str(volume.number)}),)
        uow.house.renumber_volume(volume.number, number)
    volume = volume._replace(number=number, from_on=wish.from_on or volume.from_on)
    uow.house.put_volume(volume)
    if wish.to_on is not None and _end(desk, uow, volume, wish.to_on, today) is None:
        return (Violation("E-91", "volume_to"),)
    return ()


def _end(desk: Desk, uow: UnitOfWork, volume: Volume, to_on: date, today: date) -> Volume | None:
    """The volume that follows; None when `to_on` can't be this one's last day."""
    if not volume.from_on <= to_on <= today:
        return None
    uow.house.put_volume(volume._replace(to_on=to_on))
    following = Volume(volume.number + 1, today, None, 1)
    uow.house.put_volume(following)
    desk.journal.record(uow, EntryKind.CONFIG, facts={"what": "volume", "opened": following.number})
    return following
