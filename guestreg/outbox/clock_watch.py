"""Whether the wall clock can be believed, and by how much somebody has set it. The courier looks through it.

It compares wall time with monotonic time and with the newest ledger entry; it sets nothing right itself.
"""

from datetime import datetime, timedelta

from guestreg.outbox.journal import SUSPECT_SKEW
from guestreg.ports.clock import Clock

SET_BACK = timedelta(seconds=30)
"""Less is drift."""
LEAP = timedelta(days=3)
"""A computer may have slept so long; beyond it the clock itself is doubted."""
LIFE_OF_A_BUILD = timedelta(days=20 * 365)


class ClockWatch:
    """One program run's view of the clock. `built_at`: the day this program was made, when known."""

    def __init__(self, clock: Clock, built_at: datetime | None) -> None:
        self._clock = clock
        self._built_at = built_at
        self._seen: tuple[datetime, int] | None = None
        self._leapt = False
        self._was_set = False

    @property
    def was_set(self) -> bool:
        """Somebody set it, or the computer slept, and no endpoint has told the time since."""
        return self._was_set

    def set_back_by(self, newest_entry_at: datetime | None) -> timedelta:
        """How far the clock was put back since the last look (positive), or zero.

        The first look compares with the newest ledger entry, so a change while the program was off is seen too.
        """
        now, mono = self._clock.now(), self._clock.monotonic_ms()
        if self._seen is None:
            expected = max(now, newest_entry_at or now)
        else:
            then, then_ms = self._seen
            expected = then + timedelta(milliseconds=mono - then_ms)
        self._seen = (now, mono)
        if now - expected > LEAP:
            self._leapt = True
        if abs(now - expected) > SUSPECT_SKEW:
            self._was_set = True
        return expected - now if expected - now > SET_BACK else timedelta()

    def believe(self, skew_s: int) -> None:
        """The endpoint told the time; a leap that it confirms was no leap."""
        self._was_set = False
        if abs(skew_s) <= SUSPECT_SKEW.total_seconds():
            self._leapt = False

    def in_doubt(
        self,
        now: datetime,
        newest_entry_at: datetime | None,
        skew_s: int | None,
        allowed: timedelta = SUSPECT_SKEW,
    ) -> bool:
        """Off by more than `allowed`. Then our clock closes nothing: only the endpoint's own refusal does."""
        if skew_s is not None and abs(skew_s) > allowed.total_seconds():
            return True
        if newest_entry_at is not None and now < newest_entry_at - allowed:
            return True
        if self._built_at is not None and not self._built_at <= now <= self._built_at + LIFE_OF_A_BUILD:
            return True
        return self._leapt
