"""One stay: who arrived together, when, where they sleep and who tells the police."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from guestreg.domain.guest import Guest

OTHER_REASON = 20
"""The reason that needs its own words."""
EARLY_BY = timedelta(minutes=10)
"""How far an arrival or a departure may lie ahead of the clock."""


@dataclass(frozen=True, slots=True, repr=False)
class Stay:
    """Times are aware, in Asia/Ho_Chi_Minh, to the minute. `reason` is the ministry's code 1–20.

    When each guest really left is kept with the guest: they need not leave together.
    """

    arrival: datetime
    planned_departure: datetime
    notifier: str
    guests: tuple[Guest, ...]
    reason: int = 1
    reason_text: str | None = None
    room: str | None = None
    note: str | None = None

    def __repr__(self) -> str:
        return f"Stay({len(self.guests)} guests)"


def departure_fault(arrival: datetime | None, left: datetime, now: datetime | None) -> str | None:
    """The code of what is wrong with an actual departure. An unreadable arrival judges nothing, nor does a clock
    that isn't believed (None)."""
    if arrival is not None and left < arrival:
        return "E-70"
    return "E-71" if now is not None and left > now + EARLY_BY else None
