"""What an endpoint tells by itself: later verdicts and messages, taken over page by page.

The courier calls it after a drain and hourly. It never takes a version backwards and never logs more than ids.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from guestreg.domain.declaration import State
from guestreg.outbox.journal import Journal
from guestreg.outbox.later_verdict import hear_verdict
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointClient, Exchange, LaterVerdict, News
from guestreg.ports.events import Events, LedgerChanged, MessagesChanged
from guestreg.ports.receipt import PoliceMessage
from guestreg.ports.store import Store, UnitOfWork

EVERY = timedelta(hours=1)
_EVERY_MS = EVERY // timedelta(milliseconds=1)
_SOON_MS = 60_000
MOST_PAGES = 100
"""At one reading; what is left comes with the next."""

_log = logging.getLogger(__name__)


class NewsReader:
    """Reads for one ledger from one endpoint that can be asked; another tells nothing by itself."""

    def __init__(
        self, store: Store, client: EndpointClient, endpoint_id: str, journal: Journal, clock: Clock, events: Events
    ) -> None:
        self._store = store
        self._client = client
        self._endpoint_id = endpoint_id
        self._journal = journal
        self._clock = clock
        self._events = events
        self._next_ms = 0

    def is_due(self) -> bool:
        return self._client.can_be_asked and self._clock.monotonic_ms() >= self._next_ms

    def is_wanted(self) -> None:
        """Something has just been told: its verdict may be there already."""
        self._next_ms = 0

    def read(self, keep_going: Callable[[], bool]) -> bool:
        """Take over what there is; False when the endpoint gave no page. Not due again for an hour."""
        self._next_ms = self._clock.monotonic_ms() + _EVERY_MS
        with self._store.unit_of_work() as uow:
            cursor = uow.house.condition(self._endpoint_id).news_cursor
        for _ in range(MOST_PAGES):
            page = self._client.news(cursor)
            if isinstance(page, Exchange):
                return False
            moved_on = page.cursor != cursor
            if not self._take(page) or not (page.more and moved_on and keep_going()):
                break
            cursor = page.cursor
        return True

    def _take(self, page: News) -> bool:
        """A page in one transaction with its cursor; False when one of its versions is being sent just now."""
        with self._store.unit_of_work() as uow:
            verdicts = [item for item in page.items if isinstance(item, LaterVerdict)]
            busy = any(self._is_being_sent(uow, item) for item in verdicts)
            told = sum(self._hear(uow, item) for item in verdicts) if not busy else 0
            messages = [item for item in page.items if isinstance(item, PoliceMessage)]
            new = sum(uow.receipts.add_message(message) for message in messages)
            condition = uow.house.condition(self._endpoint_id)
            after = condition if busy else replace(condition, news_cursor=page.cursor)
            if after != condition:
                uow.house.put_condition(after)
            if told or new or after != condition:
                uow.commit()
        if busy:
            self._next_ms = self._clock.monotonic_ms() + _SOON_MS
        if told:
            self._events.publish(LedgerChanged())
        if new:
            self._events.publish(MessagesChanged())
        return not busy

    def _is_being_sent(self, uow: UnitOfWork, item: LaterVerdict) -> bool:
        """By another program; its answer and this verdict must not cross."""
        found = uow.declarations.get(item.declaration_id, item.version)
        return found is not None and found.state is State.SENDING

    def _hear(self, uow: UnitOfWork, item: LaterVerdict) -> bool:
        """Whether it was news."""
        declaration = uow.declarations.get(item.declaration_id, item.version)
        if declaration is None or declaration.endpoint_id != self._endpoint_id:
            extra = {"declaration": item.declaration_id, "version": item.version, "endpoint": self._endpoint_id}
            _log.warning("verdict_of_a_stranger", extra=extra)
            return False
        return hear_verdict(uow, self._journal, declaration, item.outcome)
