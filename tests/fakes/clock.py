"""A named stand-in for time: it stands still until a test moves it. Everybody's tests may use it."""

from datetime import UTC, datetime, timedelta

EVENING = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
"""19:30 in Vietnam."""


VIETNAM_ZONE = timedelta(hours=7)


class FakeClock:
    """Clock. `advance` is time going by; `jump` is somebody setting the wall clock: waits go on."""

    def __init__(self, at: datetime = EVENING, *, monotonic_ms: int = 1_000, zone: timedelta = VIETNAM_ZONE) -> None:
        self._at = at
        self._zone = zone
        self._monotonic_ms = monotonic_ms

    def now(self) -> datetime:
        return self._at

    def monotonic_ms(self) -> int:
        return self._monotonic_ms

    def zone_offset(self) -> timedelta:
        return self._zone

    def advance(self, by: timedelta | None = None, /, **parts: float) -> None:
        """Let time go by on both clocks: `advance(minutes=5)` or `advance(timedelta(...))`."""
        step = (by or timedelta()) + timedelta(**parts)
        if step < timedelta():
            raise ValueError("time goes by in one direction; use jump")
        self._at += step
        self._monotonic_ms += step // timedelta(milliseconds=1)

    def jump(self, by: timedelta | None = None, /, **parts: float) -> None:
        """Set the wall clock forwards or backwards; monotonic time stays."""
        self._at += (by or timedelta()) + timedelta(**parts)
