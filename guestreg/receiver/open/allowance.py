"""How many requests each device may still make: refilled evenly, a minute's worth at most. It must not know HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

LEAST_PER_MINUTE = 60


class Allowance:
    """`clock` gives aware instants; a clock set back refills nothing and refuses nobody for it."""

    def __init__(self, per_minute: int, clock: Callable[[], datetime]) -> None:
        if per_minute < LEAST_PER_MINUTE:
            raise ValueError(f"a device is allowed {LEAST_PER_MINUTE} requests a minute at least")
        self._most = per_minute
        self._clock = clock
        self._left: dict[str, tuple[float, datetime]] = {}
        self._lock = threading.Lock()

    def seconds_to_wait(self, device_id: str) -> int:
        """0 when this request may go on; it is then counted."""
        now = self._clock()
        with self._lock:
            left, since = self._left.get(device_id, (float(self._most), now))
            passed = max(0.0, (now - since).total_seconds())
            left = min(float(self._most), left + passed * self._most / 60)
            if left < 1:
                self._left[device_id] = (left, now)
                return max(1, round((1 - left) * 60 / self._most))
            self._left[device_id] = (left - 1, now)
            return 0
