"""What one run of the program remembers of the versions it tried, in monotonic time that no clock can fool.

Only the courier calls it. Nothing of it outlives the run: the store keeps the planned times.
"""

from collections.abc import Iterable
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
        self._in_hand: set[str] = set()
        self._shunned_ms: dict[str, int] = {}
        self._attempted_ms: dict[str, int] = {}

    def take_in_hand(self, declaration: Declaration) -> None:
        self._in_hand.add(declaration.key)

    def put_down(self, declarations: Iterable[Declaration]) -> None:
        self._in_hand.difference_update(declaration.key for declaration in declarations)

    def hold_only(self, declarations: Iterable[Declaration]) -> None:
        self._in_hand = {declaration.key for declaration in declarations}

    def attempted(self, declaration: Declaration) -> None:
        self._attempted_ms[declaration.key] = self._clock.monotonic_ms()

    def shun_what_broke_us(self) -> None:
        """At the head of a pass: what is still in hand ended the last one."""
        until_ms = self._clock.monotonic_ms() + _SHUNNED_MS
        self._shunned_ms |= dict.fromkeys(self._in_hand, until_ms)
        self._in_hand.clear()

    def is_over(self, declaration: Declaration) -> bool:
        mono = self._clock.monotonic_ms()
        if declaration.key in self._in_hand:
            return False
        if mono < self._shunned_ms.get(declaration.key, 0):
            return False
        attempted = self._attempted_ms.get(declaration.key)
        clear = declaration.state is State.WAITING and not declaration.may_have_arrived
        return clear or attempted is None or mono - attempted >= _UNCLEAR_REST_MS
