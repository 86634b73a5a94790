"""What the versions of one save share, and when the person wants them sent."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from guestreg.domain.dates import at_local, local
from guestreg.domain.establishment import Establishment
from guestreg.ports.kept import KeptStay

SEND_LATER_BEFORE_DUE = timedelta(hours=2)
URGENT_BEFORE_DUE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Wish:
    """When sending may begin: `undo_s` seconds from now, or later, at the latest two hours before the deadline."""

    undo_s: int = 0
    later: bool = False

    def not_before(self, now: datetime, due_at: datetime) -> datetime | None:
        """Earliest instant a byte may leave; None for at once."""
        if self.later:
            return max(now, due_at - SEND_LATER_BEFORE_DUE)
        if self.undo_s and now < due_at - URGENT_BEFORE_DUE:
            return now + timedelta(seconds=self.undo_s)
        return None


AT_ONCE = Wish()


@dataclass(frozen=True, slots=True)
class Saving:
    """What the versions of one save share."""

    house: Establishment
    kept: KeptStay
    now: datetime
    wish: Wish


def day_of_arrival(arrival: datetime, now: datetime) -> datetime | None:
    """When it begins, while it lies ahead: one who comes just after midnight may be written down before it, but no
    endpoint takes tomorrow's guests."""
    day = local(arrival).date()
    return at_local(day, time()).astimezone(UTC) if day > local(now).date() else None
