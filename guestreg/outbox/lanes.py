"""The threads that carry requests. Each carries one exchange; the courier's own thread hears how it ended and commits.

Only the courier calls it. It knows neither what is carried nor what an answer means.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

from guestreg.outbox.settling import Settlement

Carry = Callable[[], Settlement]


class Lanes:
    """At most `count` exchanges at once, or one that must go alone."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._out = 0
        self._alone = False
        self._ended: SimpleQueue[Settlement | BaseException] = SimpleQueue()

    @property
    def count(self) -> int:
        return self._count

    @property
    def in_use(self) -> int:
        return self._out

    @property
    def are_full(self) -> bool:
        return self._out >= self._count or self._alone

    def start(self, carry: Carry, *, alone: bool) -> None:
        threading.Thread(target=self._carry, args=(carry,), name="lane", daemon=True).start()
        self._out += 1
        self._alone = alone

    def ended(self) -> list[Settlement | BaseException]:
        """Wait until one has ended; all that have by then, with the bug in place of an answer. Empty when none is out.

        Whoever waits for one commit finds what ended meanwhile: answers are recorded in groups without waiting.
        """
        if not self._out:
            return []
        found = [self._ended.get()]
        try:
            while True:
                found.append(self._ended.get_nowait())
        except Empty:
            self._out -= len(found)
            self._alone = False
        return found

    def _carry(self, carry: Carry) -> None:
        try:
            self._ended.put(carry())
        except BaseException as bug:  # noqa: BLE001 - raised again in the courier's thread
            self._ended.put(bug)
