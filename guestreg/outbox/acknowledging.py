"""Telling an authority which of its messages were read. It is a courtesy: retried, and never in anybody's way.

The courier runs it after a drain. What the authority doesn't know is forgotten.
"""

from collections.abc import Callable

from guestreg.ports.clock import Clock
from guestreg.ports.correspondence import Correspondent, Heard
from guestreg.ports.store import Store

MOST_AT_ONCE = 20


class Acknowledger:
    """For the messages of one ledger."""

    def __init__(self, store: Store, authority: Correspondent, clock: Clock) -> None:
        self._store = store
        self._authority = authority
        self._clock = clock

    def run(self, keep_going: Callable[[], bool]) -> None:
        """Until the authority gives no answer; the rest is told next time."""
        with self._store.unit_of_work() as uow:
            waiting = uow.receipts.unacknowledged(MOST_AT_ONCE)
        for message_id, read_at in waiting:
            if not keep_going() or self._authority.tell_read(message_id, read_at) is Heard.NO_ANSWER:
                return
            with self._store.unit_of_work() as uow:
                uow.receipts.acknowledged(message_id, self._clock.now())
                uow.commit()
