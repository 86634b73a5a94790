"""Correct a stay whose versions never left or were returned: a new version, never an overwrite."""

from dataclasses import dataclass, replace

from guestreg.domain.declaration import Declaration, Kind, State
from guestreg.domain.entry.stay import Checked, StayEntry, read_stay
from guestreg.domain.identifiers import StayId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.moves import Actor
from guestreg.domain.stay import Stay
from guestreg.domain.violation import Violation, blocking
from guestreg.ports.events import LedgerChanged
from guestreg.ports.store import KeptStay, UnitOfWork
from guestreg.services.commands.check_out import note_departure
from guestreg.services.commands.record_stay import Recorded, find_doubles
from guestreg.services.declaring import AT_ONCE, Saving, Wish, save_version
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of

_CORRECTABLE = frozenset({State.WAITING, State.RETURNED, State.WINDOW_CLOSED})


@dataclass(frozen=True, slots=True, repr=False)
class CorrectStay:
    """The whole stay again, same guests in the same order."""

    stay_id: StayId
    entry: StayEntry
    wish: Wish = AT_ONCE


def correct_stay(desk: Desk, command: CorrectStay) -> Outcome[Recorded]:
    """Guests whose record changed get their next version; Failed E-34 when one of these has left already."""
    now = desk.clock.now()
    try:
        with desk.store.unit_of_work() as uow:
            house, old = uow.house.establishment(), uow.stays.get(command.stay_id)
            if house is None or old is None:
                return Failed("E-92")
            checked = read_stay(command.entry, house, desk.catalogue, desk.rules, now)
            if not isinstance(checked, Checked):
                return Refused(checked)
            if len(checked.stay.guests) != len(old.guests):
                return Refused((Violation("E-93", "guests"),))
            withdrawn = _withdrawn(uow, old)
            doubles = tuple(
                one
                for one in find_doubles(uow, desk, command.entry, checked.stay, but=old.id)
                if one.guest not in withdrawn
            )
            if blocking(doubles):
                return Refused((*doubles, *checked.warnings))
            kept = _corrected(old, checked.stay, withdrawn)
            replaced = _replace_versions(uow, desk, old, Saving(house, kept, now, command.wish))
            if replaced is None:
                return Failed("E-34", {"phone": house.police_phone or ""})
            uow.stays.replace(kept)
            left = kept.stay.actual_departure
            if left is not None and left != old.stay.actual_departure:
                note_departure(uow, desk, kept, left)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(Recorded(kept, replaced), (*checked.warnings, *doubles))


def _withdrawn(uow: UnitOfWork, old: KeptStay) -> frozenset[int]:
    """Places of guests who are cancelled: their lines stay as they are and stand in nobody's way."""
    return frozenset(
        place
        for place, line in enumerate(old.guests)
        if uow.declarations.versions(line.declaration_id)[-1].state is State.CANCELLED
    )


def _corrected(old: KeptStay, stay: Stay, withdrawn: frozenset[int]) -> KeptStay:
    """The stay as it will be kept. A check-out that isn't typed again stays."""
    guests = tuple(
        line if place in withdrawn else replace(line, guest=guest)
        for place, (line, guest) in enumerate(zip(old.guests, stay.guests, strict=True))
    )
    stay = replace(
        stay,
        guests=tuple(line.guest for line in guests),
        actual_departure=stay.actual_departure or old.stay.actual_departure,
    )
    return KeptStay(old.id, stay, guests, old.created_at)


def _replace_versions(uow: UnitOfWork, desk: Desk, old: KeptStay, saving: Saving) -> tuple[Declaration, ...] | None:
    """The newest version of every guest afterwards; None when one that must change can't."""
    result: list[Declaration] = []
    same_stay = _without_guests(old) == _without_guests(saving.kept)
    for before, after in zip(old.guests, saving.kept.guests, strict=True):
        newest = uow.declarations.versions(after.declaration_id)[-1]
        if (same_stay and before.guest == after.guest and newest.state is not State.RETURNED) or (
            newest.state is State.CANCELLED
        ):
            result.append(newest)
            continue
        if newest.state not in _CORRECTABLE or newest.may_have_arrived:
            return None
        desk.journal.move(uow, newest, State.SUPERSEDED, Actor.PERSON)
        result.append(save_version(uow, desk, saving, after, newest.version + 1, Kind.NEW, EntryKind.STAY_AMENDED))
    return tuple(result)


def _without_guests(kept: KeptStay) -> tuple[object, ...]:
    stay = kept.stay
    return (
        stay.arrival,
        stay.planned_departure,
        stay.notifier,
        stay.reason,
        stay.reason_text,
        stay.room,
        stay.note,
    )
