"""Begin a ledger: genesis, the house, the first volume; or change the house of one that has begun."""

from dataclasses import dataclass, replace
from datetime import date

from guestreg.domain.dates import local
from guestreg.domain.entry.house import CheckedHouse, HouseEntry, read_house
from guestreg.domain.establishment import Establishment
from guestreg.domain.ledger import EntryKind
from guestreg.domain.violation import Violation
from guestreg.ports.events import LedgerChanged
from guestreg.ports.store import Volume
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of


@dataclass(frozen=True, slots=True, repr=False)
class SetUpHouse:
    """The house as typed. Declarations already built keep their bytes."""

    entry: HouseEntry


@dataclass(frozen=True, slots=True)
class CloseVolume:
    """End the open volume with this day; the next begins the day after it was asked, numbers again from 1."""

    to_on: date


def set_up_house(desk: Desk, command: SetUpHouse) -> Outcome[Establishment]:
    """The ledger's first entry is written with the first house."""
    now = desk.clock.now()
    checked = read_house(command.entry, desk.catalogue, desk.rules, local(now).date())
    if not isinstance(checked, CheckedHouse):
        return Refused(checked)
    try:
        with desk.store.unit_of_work() as uow:
            if uow.ledger.head().seq == 0:
                desk.journal.genesis(uow)
            uow.house.put_establishment(checked.establishment)
            if uow.house.volume() is None:
                uow.house.put_volume(Volume(1, local(now).date(), None, 1))
            desk.journal.record(uow, EntryKind.CONFIG, facts={"what": "establishment"})
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(checked.establishment, checked.warnings)


def close_volume(desk: Desk, command: CloseVolume) -> Outcome[Volume]:
    """Done with the volume that is now open. Refused when its last day lies before its first or ahead of today."""
    now = desk.clock.now()
    today = local(now).date()
    try:
        with desk.store.unit_of_work() as uow:
            volume = uow.house.volume()
            if volume is None:
                return Failed("E-90")
            if not volume.from_on <= command.to_on <= today:
                return Refused((Violation("E-91", "volume_to"),))
            uow.house.put_volume(replace(volume, to_on=command.to_on))
            following = Volume(volume.number + 1, today, None, 1)
            uow.house.put_volume(following)
            desk.journal.record(uow, EntryKind.CONFIG, facts={"what": "volume", "opened": following.number})
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(following)
