"""The socket for time. Nobody else reads a clock."""

from datetime import datetime, timedelta
from typing import Protocol

BUILT_AT = datetime.fromisoformat("2026-11-21T00:00:00+07:00")
"""The day this program was made: no true clock shows less."""


class Clock(Protocol):
    """Wall time for records, monotonic time for waits."""

    def now(self) -> datetime:
        """Aware UTC. May be wrong or jump: order comes from the ledger's sequence, never from here."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds since program start, never backwards."""
        ...

    def zone_offset(self) -> timedelta:
        """How far this computer's own zone lies from UTC now. Only said, never calculated with."""
        ...
