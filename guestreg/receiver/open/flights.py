"""Which declarations this process is taking in at this moment, so that nobody hears "unknown" of one about to be known.

Asked by intake and status. It must not know what is taken in.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from guestreg.receiver.open.problems import Problem

WAIT_SECONDS = 10.0
_RETRY_SECONDS = 2


class Flights:
    def __init__(self) -> None:
        self._landed = threading.Condition()
        self._under_way: set[str] = set()

    @contextmanager
    def taking_in(self, declaration_id: str) -> Iterator[None]:
        """Raises Problem `in-flight` when another call is at it."""
        with self._landed:
            if declaration_id in self._under_way:
                raise in_flight()
            self._under_way.add(declaration_id)
        try:
            yield
        finally:
            with self._landed:
                self._under_way.discard(declaration_id)
                self._landed.notify_all()

    def wait_for(self, declaration_id: str, seconds: float = WAIT_SECONDS) -> None:
        """Until it is taken in or not; Problem `unavailable` after `seconds`."""
        with self._landed:
            if not self._landed.wait_for(lambda: declaration_id not in self._under_way, seconds):
                raise Problem("unavailable", stored=None, retry_after_s=_RETRY_SECONDS)


def in_flight() -> Problem:
    return Problem("in-flight", stored=None, retry_after_s=_RETRY_SECONDS)
