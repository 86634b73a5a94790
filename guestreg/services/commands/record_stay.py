"""Record a stay: guests, register numbers, declarations and ledger entries in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.declaration import Declaration, EndpointKind
from guestreg.domain.entry.stay import Checked, StayEntry, read_stay
from guestreg.domain.guest import Foreigner
from guestreg.domain.identifiers import DeclarationId, GuestId, StayId
from guestreg.domain.stay import Stay
from guestreg.domain.violation import Severity, Violation, blocking
from guestreg.ports.events import LedgerChanged
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.store import UnitOfWork
from guestreg.services.beginning import knows_no_today
from guestreg.services.commands.keep_draft import end_draft
from guestreg.services.declaring import save_first
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of
from guestreg.services.saving import AT_ONCE, Saving, Wish

_REFUSES_DOUBLES = frozenset({EndpointKind.PRACTICE, EndpointKind.KBTT})


@dataclass(frozen=True, slots=True, repr=False)
class RecordStay:
    """`wish` says when it may be sent. `ends_draft`: it was typed on the form whose draft is kept."""

    entry: StayEntry
    wish: Wish = AT_ONCE
    ends_draft: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was stored, guests in the order typed."""

    kept: KeptStay
    declarations: tuple[Declaration, ...]
    is_new: bool = True
    """False: it was in the book just so."""


def record_stay(desk: Desk, command: RecordStay) -> Outcome[Recorded]:
    """Done only after the commit; Refused stores nothing."""
    now = desk.clock.now()
    try:
        with desk.store.unit_of_work() as uow:
            house = uow.house.establishment()
            if house is None:
                return Failed("E-90")
            doubted = knows_no_today(uow, desk, now)
            checked = read_stay(command.entry, house, desk.catalogue, desk.rules, now, clock_in_doubt=doubted)
            if not isinstance(checked, Checked):
                return Refused(checked)
            doubles = find_doubles(uow, desk, command.entry, checked.stay, checked.departures)
            if blocking(doubles):
                return Refused((*doubles, *checked.warnings))
            kept = _keep(uow, desk, checked)
            saving = Saving(house, kept, now, command.wish)
            declarations = save_first(uow, desk, saving)
            if command.ends_draft:
                end_draft(uow, None, now)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(Recorded(kept, declarations), (*checked.warnings, *doubles))


def find_doubles(
    uow: UnitOfWork,
    desk: Desk,
    entry: StayEntry,
    stay: Stay,
    departures: Sequence[datetime | None],
    but: StayId | None = None,
) -> tuple[Violation, ...]:
    """Guests already in the book for an overlapping time; refused where the endpoint would refuse them too.

    `departures`: when each guest really left; her stay ended then, whatever was planned.
    """
    severity = Severity.REFUSE if desk.terms.kind in _REFUSES_DOUBLES else Severity.ASK
    found: list[Violation] = []
    for place, guest in enumerate(stay.guests):
        if guest.doc_number is None or (severity is Severity.ASK and "E-19" in entry.guests[place].confirmed):
            continue
        end = departures[place] or stay.planned_departure
        for other, line in uow.stays.overlapping(guest.doc_number, stay.arrival, end):
            if other.id != but:
                field = "passport_number" if isinstance(guest, Foreigner) else "doc_number"
                found.append(Violation("E-19", field, place, {"no": str(line.register_no)}, severity))
                break
    return tuple(found)


def _keep(uow: UnitOfWork, desk: Desk, checked: Checked) -> KeptStay:
    now = desk.clock.now()
    if uow.house.volume() is None:
        raise AssertionError("a house without an open volume")
    guests = tuple(
        KeptGuest(
            GuestId(desk.new_id(now)), DeclarationId(desk.new_id(now)), *uow.house.take_register_no(), guest, left
        )
        for guest, left in zip(checked.stay.guests, checked.departures, strict=True)
    )
    kept = KeptStay(StayId(desk.new_id(now)), checked.stay, guests, now)
    uow.stays.add(kept)
    return kept
