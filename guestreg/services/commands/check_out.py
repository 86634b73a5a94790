"""Record that guests have left. Register data: telling the endpoint is another verb's work."""

from dataclasses import dataclass, replace
from datetime import datetime

from guestreg.domain.canonical import canonical
from guestreg.domain.entry.stay import EARLY_BY
from guestreg.domain.identifiers import StayId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.violation import Violation
from guestreg.ports.events import LedgerChanged
from guestreg.ports.store import KeptStay, UnitOfWork
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of


@dataclass(frozen=True, slots=True)
class CheckOut:
    """`at` is aware and lies between arrival and now; None for now."""

    stay_id: StayId
    at: datetime | None = None


def check_out(desk: Desk, command: CheckOut) -> Outcome[KeptStay]:
    now = desk.clock.now()
    at = command.at or now
    try:
        with desk.store.unit_of_work() as uow:
            kept = uow.stays.get(command.stay_id)
            if kept is None:
                return Failed("E-92")
            if at < kept.stay.arrival:
                return Refused((Violation("E-70", "actual_departure"),))
            if at > now + EARLY_BY:
                return Refused((Violation("E-71", "actual_departure"),))
            kept = replace(kept, stay=replace(kept.stay, actual_departure=at))
            uow.stays.replace(kept)
            note_departure(uow, desk, kept, at)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(kept)


def note_departure(uow: UnitOfWork, desk: Desk, kept: KeptStay, at: datetime) -> None:
    """One ledger entry for each guest of the stay."""
    left = canonical({"actual_departure": at.isoformat(timespec="minutes")})
    for guest in kept.guests:
        newest = uow.declarations.versions(guest.declaration_id)[-1]
        desk.journal.record(uow, EntryKind.STAY_CHECKOUT, ref=newest.key, body=left)
