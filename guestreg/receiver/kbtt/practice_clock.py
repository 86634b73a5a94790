"""The simulator's own clock: the caller's clock, which a tester may shift or stop.

Called by the calls, the `Date` header and `/_practice/clock`. It must not know the system clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class PracticeClock:
    """Aware UTC instants, shifted by an offset or fixed at one instant."""

    def __init__(self, base: Callable[[], datetime]) -> None:
        self._base = base
        self._offset = timedelta()
        self._fixed: datetime | None = None

    def now(self) -> datetime:
        if self._fixed is not None:
            return self._fixed
        return self._base().astimezone(UTC) + self._offset

    def local_now(self) -> datetime:
        """Vietnam's wall clock, without a zone, as the wire writes it."""
        return self.now().astimezone(VIETNAM).replace(tzinfo=None)

    def follow(self, offset_seconds: float = 0.0) -> None:
        self._fixed = None
        self._offset = timedelta(seconds=offset_seconds)

    def fix(self, instant: datetime) -> None:
        if instant.tzinfo is None:
            raise ValueError("an instant needs its zone")
        self._fixed = instant.astimezone(UTC)

    def http_date(self, skew_seconds: float = 0.0) -> str:
        instant = self.now() + timedelta(seconds=skew_seconds)
        return format_datetime(instant.replace(microsecond=0), usegmt=True)
