"""One stay: who arrived together, when, where they sleep and who tells the police."""

from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.guest import Guest

OTHER_REASON = 20
"""The reason that needs its own words."""


@dataclass(frozen=True, slots=True, repr=False)
class Stay:
    """Times are aware, in Asia/Ho_Chi_Minh, to the minute. `reason` is the ministry's code 1–20."""

    arrival: datetime
    planned_departure: datetime
    notifier: str
    guests: tuple[Guest, ...]
    reason: int = 1
    reason_text: str | None = None
    room: str | None = None
    note: str | None = None
    actual_departure: datetime | None = None

    def __repr__(self) -> str:
        return f"Stay({len(self.guests)} guests)"
