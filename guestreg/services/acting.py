"""A person's act on the newest version of some guests: all of them or none, in one transaction.

The verbs about other roads are judges and deeds for `act`; it knows none of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.declaration import Declaration, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.text import clean, forbidden_character
from guestreg.domain.violation import Violation, blocking
from guestreg.ports.events import LedgerChanged
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.store import UnitOfWork
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of

LONGEST = 250


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """One guest as she stands inside the transaction."""

    uow: UnitOfWork
    desk: Desk
    kept: KeptStay
    guest: KeptGuest
    newest: Declaration
    now: datetime
    unclear: Declaration | None = None
    """The version that may have arrived, before a correction that never left."""

    @property
    def at_endpoint(self) -> Declaration:
        """The version that a look at the endpoint's list speaks of, or that can be sent there."""
        return self.unclear or self.newest

    @property
    def police_phone(self) -> str:
        house = self.uow.house.establishment()
        return (house.police_phone if house else None) or ""

    def violation(self, code: str, field: str = "", **params: str) -> Violation:
        """Of this guest; its sentence may name her line."""
        return Violation(code, field, params={"no": str(self.guest.register_no), **params})


Judge = Callable[[Case], Iterable[Violation]]
Deed = Callable[[Case], Declaration]


def act(
    desk: Desk, guests: Iterable[GuestId], judge: Judge, deed: Deed, typed: Iterable[Violation] = ()
) -> Outcome[tuple[Declaration, ...]]:
    """The versions as they stand afterwards. `typed` is what is wrong with the words themselves; E-92: no such guest.

    Warnings of the judge are said and stop nothing.
    """
    found: list[Violation] = list(typed)
    done: list[Declaration] = []
    try:
        with desk.store.unit_of_work() as uow:
            cases = [_case(uow, desk, guest_id) for guest_id in dict.fromkeys(guests)]
            if not cases or None in cases:
                return Failed("E-92")
            for case in cases:
                found += judge(case) if case is not None else ()
            if blocking(tuple(found)):
                return Refused(tuple(found))
            done += [deed(case) for case in cases if case is not None]
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(tuple(done), tuple(found))


def typed_text(field: str, text: str) -> tuple[str, tuple[Violation, ...]]:
    """As it is kept, and what is wrong with it."""
    cleaned = clean(text)
    if forbidden_character(cleaned) is None and len(cleaned) <= LONGEST:
        return cleaned, ()
    return cleaned, (Violation("E-54", field, params={"least": "0", "most": str(LONGEST)}),)


def _case(uow: UnitOfWork, desk: Desk, guest_id: GuestId) -> Case | None:
    kept = uow.stays.of_guest(guest_id)
    if kept is None:
        return None
    guest = next(one for one in kept.guests if one.id == guest_id)
    versions = uow.declarations.versions(guest.declaration_id)
    return Case(uow, desk, kept, guest, versions[-1], desk.clock.now(), _unclear(versions))


def _unclear(versions: Sequence[Declaration]) -> Declaration | None:
    newest = versions[-1]
    never_taken = newest.state is State.WINDOW_CLOSED and newest.wire is None
    behind = newest.state is State.WAITING and not newest.may_have_arrived
    if not never_taken and not behind:
        return None
    return next((one for one in reversed(versions[:-1]) if one.state is State.UNKNOWN), None)
