"""Record that guests have left, and take back what was recorded by mistake: always one more entry of the ledger.

A departure is register data; where the endpoint has a call for it, a version tells it too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from guestreg.domain.canonical import canonical
from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, Kind, Reason, State
from guestreg.domain.document import actual_departure_of
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.stay import departure_fault
from guestreg.domain.violation import Violation
from guestreg.ports.events import LedgerChanged
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.store import UnitOfWork
from guestreg.services.beginning import knows_no_today
from guestreg.services.declaring import save_departure, save_next
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of
from guestreg.services.saving import AT_ONCE, Saving

_WITH_ENDPOINT = frozenset({State.SENDING, State.UNKNOWN, State.SENT, State.CONFIRMED, State.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class CheckOut:
    """`guests` leave, of one stay or several, and everybody still there of `stay_id`; all of them or nobody.

    `at` is aware and lies between arrival and now; None for now.
    """

    guests: tuple[GuestId, ...] = ()
    stay_id: StayId | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UndoCheckOut:
    """These guests are still here."""

    guests: tuple[GuestId, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """One guest as she is kept now, with her newest version."""

    guest: KeptGuest
    declaration: Declaration


def check_out(desk: Desk, command: CheckOut) -> Outcome[tuple[Departure, ...]]:
    """Refused for a guest who has left already or was withdrawn."""
    now = desk.clock.now()
    at = (command.at or now).astimezone(UTC).replace(second=0, microsecond=0)

    def fault(one: Departure, kept: KeptStay, present: datetime | None) -> Violation | None:
        if one.guest.departed_at is not None:
            return Violation("E-120", "actual_departure", params=_left_at(one.guest))
        if one.declaration.is_withdrawn:
            return Violation("E-122", "actual_departure", params=_number(one.guest))
        code = departure_fault(kept.stay.arrival, at, present)
        return None if code is None else Violation(code, "actual_departure")

    return _depart(desk, lambda uow: _wanted(uow, command), fault, at)


def undo_check_out(desk: Desk, command: UndoCheckOut) -> Outcome[tuple[Departure, ...]]:
    """Refused for a guest who hasn't left."""

    def fault(one: Departure, _kept: KeptStay, _present: datetime | None) -> Violation | None:
        if one.guest.departed_at is None:
            return Violation("E-121", "actual_departure", params=_number(one.guest))
        return None

    return _depart(desk, lambda _uow: command.guests, fault, None)


def note_departure(uow: UnitOfWork, desk: Desk, saving: Saving, guest: KeptGuest, *, tell: bool = True) -> None:
    """The entry that says when she left, or that she didn't; `tell`: with a version where the endpoint takes one."""
    newest = uow.declarations.versions(guest.declaration_id)[-1]
    at = guest.departed_at
    if tell and (
        _tell_return(uow, desk, saving, guest, newest) if at is None else _tell(uow, desk, saving, guest, newest)
    ):
        return
    body = canonical({"actual_departure": None if at is None else local(at).isoformat(timespec="minutes")})
    desk.journal.record(uow, EntryKind.STAY_CHECKOUT, ref=newest.key, body=body)


def _tell(uow: UnitOfWork, desk: Desk, saving: Saving, guest: KeptGuest, newest: Declaration) -> bool:
    """Only what the endpoint has or may have; an open correction isn't hidden behind a departure."""
    return newest.state in _WITH_ENDPOINT and save_departure(uow, desk, saving, guest) is not None


def _tell_return(uow: UnitOfWork, desk: Desk, saving: Saving, guest: KeptGuest, newest: Declaration) -> bool:
    """The record as it was, behind or instead of a version that said she left."""
    if newest.kind is not Kind.CHECKOUT or actual_departure_of(newest.document) is None:
        return False
    told = save_next(uow, desk, saving, guest, Kind.AMEND)
    if newest.state is State.WAITING and newest.is_replaceable and told.state is State.WINDOW_CLOSED:
        uow.declarations.save(replace(told, reason=Reason("E-182")))
    return True


Choice = Callable[[UnitOfWork], Iterable[GuestId] | None]
Judge = Callable[[Departure, KeptStay, datetime | None], Violation | None]
"""Given the present, None while the clock is not believed."""


def _depart(desk: Desk, choice: Choice, fault: Judge, at: datetime | None) -> Outcome[tuple[Departure, ...]]:
    done: list[Departure] = []
    faults: list[Violation] = []
    try:
        with desk.store.unit_of_work() as uow:
            house = uow.house.establishment()
            chosen, now = choice(uow), desk.clock.now()
            present = None if knows_no_today(uow, desk, now) else now
            for guest_id in dict.fromkeys(chosen or ()):
                kept = uow.stays.of_guest(guest_id)
                if kept is None or house is None:
                    return Failed("E-92")
                one = _departure(uow, kept, guest_id)
                wrong = fault(one, kept, present)
                if wrong is not None:
                    faults.append(wrong)
                    continue
                guest = replace(one.guest, departed_at=at)
                kept = _with_guest(kept, guest)
                uow.stays.replace(kept)
                note_departure(uow, desk, Saving(house, kept, now, AT_ONCE), guest)
                done.append(_departure(uow, kept, guest_id))
            if faults:
                return Refused(tuple(faults))
            if not done:
                return Failed("E-92")
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(tuple(done))


def _wanted(uow: UnitOfWork, command: CheckOut) -> tuple[GuestId, ...]:
    """Of a stay those still there; when nobody is, all of them, to be refused."""
    kept = None if command.stay_id is None else uow.stays.get(command.stay_id)
    if kept is None:
        return command.guests
    there = [one for one in kept.guests if one.departed_at is None and not _is_withdrawn(uow, one)]
    return (*command.guests, *(one.id for one in there or kept.guests))


def _departure(uow: UnitOfWork, kept: KeptStay, guest_id: GuestId) -> Departure:
    guest = next(one for one in kept.guests if one.id == guest_id)
    return Departure(guest, uow.declarations.versions(guest.declaration_id)[-1])


def _is_withdrawn(uow: UnitOfWork, guest: KeptGuest) -> bool:
    return uow.declarations.versions(guest.declaration_id)[-1].is_withdrawn


def _with_guest(kept: KeptStay, guest: KeptGuest) -> KeptStay:
    return replace(kept, guests=tuple(guest if one.id == guest.id else one for one in kept.guests))


def _left_at(guest: KeptGuest) -> dict[str, str]:
    assert guest.departed_at is not None
    return {**_number(guest), "at": local(guest.departed_at).strftime("%H:%M %d/%m/%Y")}


def _number(guest: KeptGuest) -> dict[str, str]:
    return {"no": str(guest.register_no)}
