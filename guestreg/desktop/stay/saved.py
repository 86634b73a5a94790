"""What is said of a stay just saved, and how long it can still be taken back."""

from datetime import datetime

from guestreg.domain.declaration import Declaration
from guestreg.services.commands.record_stay import Recorded

UNDO_S = 20


def numbers_of(recorded: Recorded) -> dict[str, str]:
    """How many guests, and their numbers in the register."""
    numbers = [guest.register_no for guest in recorded.kept.guests]
    span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    return {"n": str(len(numbers)), "numbers": span}


def undo_seconds(declarations: tuple[Declaration, ...], now: datetime) -> int:
    """How long all of them still wait; 0 when one may leave at once or the person chose to send later."""
    waits = [(one.not_before_at - now).total_seconds() for one in declarations if one.not_before_at is not None]
    if len(waits) < sum(1 for one in declarations if one.wire is not None):
        return 0
    return min(round(min(waits)), UNDO_S) if waits and max(waits) <= UNDO_S else 0
