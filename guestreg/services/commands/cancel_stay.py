"""Withdraw a guest who was entered by mistake, while nothing of hers can have reached the police."""

from dataclasses import dataclass

from guestreg.domain.declaration import Declaration, Reason, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.moves import Actor
from guestreg.domain.text import clean, forbidden_character
from guestreg.domain.violation import Violation
from guestreg.ports.events import LedgerChanged
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of

REASONS = ("not-arrived", "entered-twice", "wrong-house", "other", "undone")
_WITHDRAWABLE = frozenset({State.WAITING, State.RETURNED, State.WINDOW_CLOSED})


@dataclass(frozen=True, slots=True)
class CancelStay:
    """Guests of one or more stays; `reason` of REASONS, `text` the person's own words."""

    guests: tuple[GuestId, ...]
    reason: str
    text: str = ""


def cancel_stay(desk: Desk, command: CancelStay) -> Outcome[tuple[Declaration, ...]]:
    """All or none. A version that left, or may have, is not withdrawn here: Failed E-34; a second time: E-130."""
    text = clean(command.text)
    if command.reason not in REASONS:
        return Refused((Violation("E-62", "cancel_reason"),))
    if forbidden_character(text) or len(text) > 250:
        return Refused((Violation("E-54", "cancel_text", params={"least": "0", "most": "250"}),))
    cancelled: list[Declaration] = []
    try:
        with desk.store.unit_of_work() as uow:
            house = uow.house.establishment()
            for guest_id in command.guests:
                kept = uow.stays.of_guest(guest_id)
                if kept is None or house is None:
                    return Failed("E-92")
                line = next(one for one in kept.guests if one.id == guest_id)
                newest = uow.declarations.versions(line.declaration_id)[-1]
                if newest.state is State.CANCELLED:
                    return Failed("E-130", {"no": str(line.register_no)})
                if newest.state not in _WITHDRAWABLE or newest.may_have_arrived:
                    return Failed("E-34", {"phone": house.police_phone or ""})
                reason = Reason("cancelled", {"reason": command.reason, "text": text})
                cancelled.append(desk.journal.move(uow, newest, State.CANCELLED, Actor.PERSON, reason=reason))
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(tuple(cancelled))
