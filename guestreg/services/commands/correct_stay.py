"""Correct a stay whose versions never left or were returned: a new version, never an overwrite."""

from dataclasses import dataclass, replace
from datetime import datetime

from guestreg.domain.declaration import Declaration, Kind, State
from guestreg.domain.entry.standing import CORRECTABLE, Standing
from guestreg.domain.entry.stay import Checked, StayEntry, read_stay
from guestreg.domain.identifiers import StayId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.moves import Actor
from guestreg.domain.violation import Violation, blocking
from guestreg.ports.events import LedgerChanged
from guestreg.ports.kept import KeptStay
from guestreg.ports.store import UnitOfWork
from guestreg.services.commands.check_out import note_departure
from guestreg.services.commands.keep_draft import end_draft
from guestreg.services.commands.record_stay import Recorded, find_doubles
from guestreg.services.declaring import AT_ONCE, Saving, Wish, save_version
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of


@dataclass(frozen=True, slots=True, repr=False)
class CorrectStay:
    """The whole stay again, same guests in the same order. `ends_draft`: typed on the form whose draft is kept.

    `versions`: the newest of each guest as the person saw them; nothing is written over others. Empty: whatever stands.
    """

    stay_id: StayId
    entry: StayEntry
    wish: Wish = AT_ONCE
    ends_draft: bool = False
    versions: tuple[int, ...] = ()


def correct_stay(desk: Desk, command: CorrectStay) -> Outcome[Recorded]:
    """Guests whose record changed get their next version; Failed E-34 when one of these has left already."""
    now = desk.clock.now()
    try:
        with desk.store.unit_of_work() as uow:
            house, old = uow.house.establishment(), uow.stays.get(command.stay_id)
            if house is None or old is None:
                return Failed("E-92")
            if command.versions not in ((), _versions(uow, old)):
                return Failed("E-123")
            standing = _standing(uow, old)
            checked = read_stay(command.entry, house, desk.catalogue, desk.rules, now, standing)
            if not isinstance(checked, Checked):
                return Refused(checked)
            if len(checked.stay.guests) != len(old.guests):
                return Refused((Violation("E-93", "guests"),))
            changed = standing.replaced(checked.stay)
            kept = _corrected(old, checked, standing)
            departures = tuple(one.departed_at for one in kept.guests)
            doubles = tuple(
                one
                for one in find_doubles(uow, desk, command.entry, checked.stay, departures, but=old.id)
                if one.guest is None or one.guest in changed
            )
            if blocking(doubles):
                return Refused((*doubles, *checked.warnings))
            replaced = _replace_versions(uow, desk, changed, Saving(house, kept, now, command.wish))
            if replaced is None:
                return Failed("E-34", {"phone": house.police_phone or ""})
            uow.stays.replace(kept)
            for before, after in zip(old.guests, kept.guests, strict=True):
                if after.departed_at != before.departed_at:
                    note_departure(uow, desk, after)
            if command.ends_draft:
                end_draft(uow, old.id, now)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(Recorded(kept, replaced), (*checked.warnings, *doubles))


def _versions(uow: UnitOfWork, old: KeptStay) -> tuple[int, ...]:
    return tuple(uow.declarations.versions(one.declaration_id)[-1].version for one in old.guests)


def _standing(uow: UnitOfWork, old: KeptStay) -> Standing:
    states = tuple(uow.declarations.versions(one.declaration_id)[-1].state for one in old.guests)
    return Standing(old.stay, states, tuple(map(_to_the_minute, (one.departed_at for one in old.guests))))


def _to_the_minute(at: datetime | None) -> datetime | None:
    """As people type it."""
    return None if at is None else at.replace(second=0, microsecond=0)


def _corrected(old: KeptStay, checked: Checked, standing: Standing) -> KeptStay:
    """The stay as it will be kept. A check-out that isn't typed again stays."""
    guests = tuple(
        replace(line, guest=guest, departed_at=line.departed_at if left in (None, kept) else left)
        for line, guest, left, kept in zip(
            old.guests, checked.stay.guests, checked.departures, standing.departures, strict=True
        )
    )
    return KeptStay(old.id, checked.stay, guests, old.created_at)


def _replace_versions(
    uow: UnitOfWork, desk: Desk, changed: frozenset[int], saving: Saving
) -> tuple[Declaration, ...] | None:
    """The newest version of every guest afterwards; None when one that must change can't."""
    result: list[Declaration] = []
    for place, line in enumerate(saving.kept.guests):
        newest = uow.declarations.versions(line.declaration_id)[-1]
        if place not in changed:
            result.append(newest)
            continue
        if newest.state not in CORRECTABLE or newest.may_have_arrived:
            return None
        desk.journal.move(uow, newest, State.SUPERSEDED, Actor.PERSON)
        result.append(save_version(uow, desk, saving, line, newest.version + 1, Kind.NEW, EntryKind.STAY_AMENDED))
    return tuple(result)
