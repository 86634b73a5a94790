"""Let guests stay longer than planned: a version of everybody still there, behind the one the endpoint has."""

from dataclasses import dataclass, replace
from datetime import datetime

from guestreg.domain.dates import VIETNAM
from guestreg.domain.deadline import extension_taken, registration_due
from guestreg.domain.declaration import EndpointKind, Kind
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import StayId
from guestreg.domain.violation import Severity, Violation
from guestreg.ports.events import LedgerChanged
from guestreg.ports.kept import KeptStay
from guestreg.ports.store import UnitOfWork
from guestreg.services.commands.record_stay import Recorded
from guestreg.services.declaring import save_next
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of
from guestreg.services.saving import AT_ONCE, Saving

_ENDS_AFTER_THIRTY_DAYS = frozenset({EndpointKind.PRACTICE, EndpointKind.KBTT})


@dataclass(frozen=True, slots=True)
class ExtendStay:
    """`until` is the new planned departure, aware."""

    stay_id: StayId
    until: datetime


def extend_stay(desk: Desk, command: ExtendStay) -> Outcome[Recorded]:
    """Refused when it isn't later than planned, or longer than the endpoint takes; a citizen's thirty days are said.

    Where the endpoint has no call for it the new version is `window_closed` with the way that is left.
    """
    now = desk.clock.now()
    until = command.until.astimezone(VIETNAM).replace(second=0, microsecond=0)
    try:
        with desk.store.unit_of_work() as uow:
            house, old = uow.house.establishment(), uow.stays.get(command.stay_id)
            if house is None or old is None:
                return Failed("E-92")
            there = _still_there(uow, old)
            if not there:
                return Refused((Violation("E-183", "planned_departure"),))
            found = _judge(desk, old, there, until)
            if any(one.severity is Severity.REFUSE for one in found):
                return Refused(found)
            kept = replace(old, stay=replace(old.stay, planned_departure=until))
            uow.stays.replace(kept)
            saving = Saving(house, kept, now, AT_ONCE)
            for place in there:
                save_next(uow, desk, saving, kept.guests[place], Kind.CHECKOUT)
            newest = tuple(uow.declarations.versions(one.declaration_id)[-1] for one in kept.guests)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(Recorded(kept, newest), found)


def _still_there(uow: UnitOfWork, kept: KeptStay) -> tuple[int, ...]:
    return tuple(
        place
        for place, one in enumerate(kept.guests)
        if one.departed_at is None and not uow.declarations.versions(one.declaration_id)[-1].is_withdrawn
    )


def _judge(desk: Desk, kept: KeptStay, there: tuple[int, ...], until: datetime) -> tuple[Violation, ...]:
    stay, rules = kept.stay, desk.rules
    if until <= stay.planned_departure:
        planned = stay.planned_departure.strftime("%H:%M %d/%m/%Y")
        return (Violation("E-184", "planned_departure", params={"planned": planned}),)
    citizens = any(kept.guests[place].guest.kind is GuestKind.CITIZEN for place in there)
    if not citizens or not registration_due(stay.arrival, until, rules.citizen):
        return ()
    taken = extension_taken(stay.arrival, until, rules.kbtt.extension_max_days)
    refuses = desk.terms.kind in _ENDS_AFTER_THIRTY_DAYS and not taken
    days = {"days": str(rules.citizen.registration_from_days)}
    severity = Severity.REFUSE if refuses else Severity.WARN
    return (Violation("E-35", "planned_departure", params=days, severity=severity),)
