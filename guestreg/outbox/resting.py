"""What one run of the program remembers of the versions it tried, in monotonic time that no clock can fool.

Only the courier calls it. Nothing of it outlives the run: the store keeps the planned times.
"""

from datetime import timedelta

from guestreg.domain.declaration import Declaration, State
from guestreg.outbox.policy import UNCLEAR_REST
from guestreg.ports.clock import Clock

_UNCLEAR_REST_MS = UNCLEAR_REST // timedelta(milliseconds=1)
_SHUNNED_MS = 3_600_000


class Resting:
    """Unclear versions rest a minute; one in whose hands a bug ended a pass waits an hour and delays no other."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._in_hand: str | None = None
        self._shunned_ms: dict[str, int] = {}
        self._attempted_ms: dict[str, int] = {}

    def take_in_hand(self, declaration: Declaration) -> None:
        self._in_hand = declaration.key

    def put_down(self) -> None:
        self._in_hand = None

    def attempted(self, declaration: Declaration) -> None:
        self._attempted_ms[declaration.key] = self._clock.monotonic_ms()

    def shun_what_broke_us(self) -> None:
        """At the head of a pass: what is still in hand ended the last one."""
        if self._in_hand is not None:
            self._shunned_ms[self._in_hand] = self._clock.monotonic_ms() + _SHUNNED_MS
            self._in_hand = None

    def is_over(self, declaration: Declaration) -> bool:
        mono = self._clock.monotonic_ms()
        if mono < self._shunned_ms.get(declaration.key, 0):
            return False
        attempted = self._attempted_ms.get(declaration.key)
        clear = declaration.state is State.WAITING and not declaration.may_have_arrived
        return clear or attempted is None or mono - attempted >= _UNCLEAR_REST_MS
