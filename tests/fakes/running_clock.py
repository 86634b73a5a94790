"""A named stand-in for this computer's clock: set to an hour of the test's choosing, it runs from there."""

import time
from datetime import datetime, timedelta

from tests.fakes.clock import EVENING


class RunningClock:
    """Clock. Starts at `at` when it is made; the computer's zone is `zone` away from UTC."""

    def __init__(self, at: datetime = EVENING, *, zone: timedelta = timedelta(hours=7)) -> None:
        self._at, self._zone = at, zone
        self._began_ns = time.monotonic_ns()

    def now(self) -> datetime:
        return self._at + timedelta(milliseconds=self.monotonic_ms())

    def monotonic_ms(self) -> int:
        return (time.monotonic_ns() - self._began_ns) // 1_000_000

    def zone_offset(self) -> timedelta:
        return self._zone
