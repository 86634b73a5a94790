"""Correct a stay: a new version of every guest whose record changes, never an overwrite."""

from dataclasses import dataclass, replace
from datetime import datetime

from guestreg.domain.declaration import Declaration, Kind, State
from guestreg.domain.entry.standing import Standing
from guestreg.domain.entry.stay import Checked, StayEntry, read_stay
from guestreg.domain.identifiers import StayId
from guestreg.domain.violation import Violation, blocking
from guestreg.ports.events import LedgerChanged
from guestreg.ports.kept import KeptStay
from guestreg.ports.store import UnitOfWork
from guestreg.services.beginning import knows_no_today
from guestreg.services.commands.check_out import note_departure
from guestreg.services.commands.keep_draft import end_draft
from guestreg.services.commands.record_stay import Recorded, find_doubles
from guestreg.services.declaring import save_next
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of
from guestreg.services.saving import AT_ONCE, Saving, Wish


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
    """Guests whose record changed get their next version; where the endpoint has no call for it, it is `window_closed`
    with the way that is left."""
    now = desk.clock.now()
    try:
        with desk.store.unit_of_work() as uow:
            house, old = uow.house.establishment(), uow.stays.get(command.stay_id)
            if house is None or old is None:
                return Failed("E-92")
            if command.versions not in ((), tuple(one.version for one in _newest(uow, old))):
                return Failed("E-123")
            standing = _standing(uow, old)
            doubted = knows_no_today(uow, desk, now)
            checked = read_stay(command.entry, house, desk.catalogue, desk.rules, now, standing, clock_in_doubt=doubted)
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
            uow.stays.replace(kept)
            saving = Saving(house, kept, now, command.wish)
            for place, (before, after) in enumerate(zip(old.guests, kept.guests, strict=True)):
                if place in changed:
                    _save_next(uow, desk, saving, standing, place)
                if after.departed_at != before.departed_at:
                    told = place not in changed and before.departed_at is None
                    note_departure(uow, desk, saving, after, tell=told)
            if command.ends_draft:
                end_draft(uow, old.id, now)
            recorded = Recorded(kept, _newest(uow, kept), is_new=bool(changed) or kept.guests != old.guests)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(recorded, (*checked.warnings, *doubles))


def _standing(uow: UnitOfWork, old: KeptStay) -> Standing:
    newest = _newest(uow, old)
    states = tuple(State.CANCELLED if one.is_withdrawn else one.state for one in newest)
    told = frozenset(place for place, one in enumerate(newest) if one.kind is not Kind.NEW)
    return Standing(old.stay, states, tuple(map(_to_the_minute, (one.departed_at for one in old.guests))), told)


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


def _save_next(uow: UnitOfWork, desk: Desk, saving: Saving, standing: Standing, place: int) -> None:
    longer = standing.moves_departure_alone(place, saving.kept.stay)
    save_next(uow, desk, saving, saving.kept.guests[place], Kind.CHECKOUT if longer else Kind.AMEND)


def _newest(uow: UnitOfWork, kept: KeptStay) -> tuple[Declaration, ...]:
    return tuple(uow.declarations.versions(one.declaration_id)[-1] for one in kept.guests)
