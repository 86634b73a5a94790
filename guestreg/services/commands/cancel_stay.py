"""Withdraw a guest who was entered by mistake: her line stays in the book, struck through."""

from dataclasses import dataclass

from guestreg.domain.declaration import Declaration, Kind, Reason, State
from guestreg.domain.document import Cancellation
from guestreg.domain.identifiers import GuestId
from guestreg.domain.moves import Actor
from guestreg.domain.text import clean, forbidden_character
from guestreg.domain.violation import Violation
from guestreg.ports.events import LedgerChanged
from guestreg.services.declaring import save_next, standing_of
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of
from guestreg.services.saving import AT_ONCE, Saving

UNDONE = "undone"
REASONS = ("not-arrived", "entered-twice", "wrong-house", "other", UNDONE)


@dataclass(frozen=True, slots=True)
class CancelStay:
    """Guests of one or more stays; `reason` of REASONS, `text` the person's own words."""

    guests: tuple[GuestId, ...]
    reason: str
    text: str = ""


def cancel_stay(desk: Desk, command: CancelStay) -> Outcome[tuple[Declaration, ...]]:
    """All or none. What left, or may have, is followed by a cancellation; an undo of it is refused: Failed E-34.

    A second time: E-130.
    """
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
                versions = uow.declarations.versions(line.declaration_id)
                if versions[-1].is_withdrawn:
                    return Failed("E-130", {"no": str(line.register_no)})
                if versions[-1].is_replaceable and not standing_of(uow, versions):
                    reason = Reason("cancelled", {"reason": command.reason, "text": text})
                    cancelled.append(desk.journal.move(uow, versions[-1], State.CANCELLED, Actor.PERSON, reason=reason))
                elif command.reason == UNDONE:
                    return Failed("E-34", {"phone": house.police_phone or ""})
                else:
                    saving = Saving(house, kept, desk.clock.now(), AT_ONCE)
                    withdrawal = Cancellation(command.reason, text or None)
                    cancelled.append(save_next(uow, desk, saving, line, Kind.CANCEL, withdrawal))
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(tuple(cancelled))
