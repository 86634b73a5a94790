"""The only place that reads this computer's clock."""

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """Wall time of the operating system, aware UTC; monotonic milliseconds since this object was made."""

    def __init__(self) -> None:
        self._start = time.monotonic_ns()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        return (time.monotonic_ns() - self._start) // 1_000_000

    def zone_offset(self) -> timedelta:
        return datetime.now(UTC).astimezone().utcoffset() or timedelta()
