"""Fetching the code lists while the window is open: by itself at most once a day, or when a person asks for it.

The sender tells of each pass, settings ask and look. A round has a thread and a line of its own, begins only when
nothing waits to leave and ends as soon as something is recorded: it must never make sending wait.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from threading import Event, Lock, Thread
from typing import Protocol

from guestreg.app.lists import GIVES_LISTS
from guestreg.desktop.settings.model import ListsModel
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.code_list import FreshLists, ListFailure, ListName
from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind
from guestreg.outbox.run import Pass
from guestreg.ports.clock import Clock
from guestreg.ports.events import EndpointChanged, Events, LedgerChanged
from guestreg.ports.events import Event as Told
from guestreg.ports.settings import Settings
from guestreg.services.commands.refresh_catalogues import is_due, refresh_catalogues, sentence_of, was_answered
from guestreg.services.list_shelf import Fetched, ListShelf
from guestreg.services.outcome import Done, Failed
from guestreg.services.queries.list_age import list_age
from guestreg.services.workplace import CannotOpen, NotSetUp

STOP_S = 2.0
NO_LINE_MS = 3_600_000
"""After a round that brought no answer."""
_log = logging.getLogger(__name__)


class ListsPlace(Protocol):
    """What of a workplace matters here."""

    @property
    def settings(self) -> Settings: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def events(self) -> Events: ...

    @property
    def catalogue(self) -> Catalogue: ...

    def list_shelf(self) -> AbstractContextManager[ListShelf]: ...


class ListRounds:
    """Of one window. `renewed` is told when other lists lie on the disk."""

    def __init__(self, workplace: ListsPlace, renewed: Callable[[], None]) -> None:
        self._workplace, self._renewed = workplace, renewed
        self._lock, self._in_the_way = Lock(), Event()
        self._thread: Thread | None = None
        self._is_asked = False
        self._code: str | None = None
        self._done_on: tuple[str, date] | None = None
        self._not_before_ms = 0
        workplace.events.subscribe(self._on_event)

    def lists(self) -> ListsModel | None:
        """What settings show of them."""
        ledger = self._workplace.settings.ledger()
        if ledger is None or ledger.endpoint not in GIVES_LISTS:
            return None
        age = list_age(self._workplace.catalogue, local(self._workplace.clock.now()).date())
        return ListsModel(age, self._is_fetching(), self._code)

    def after_pass(self, done: Pass) -> None:
        """From the sender's thread, which goes on at once."""
        ledger, now = self._workplace.settings.ledger(), self._workplace.clock.now()
        if ledger is None or ledger.endpoint is not EndpointKind.KBTT or not _is_quiet(done):
            return
        if self._done_on == (ledger.id, local(now).date()):
            return
        if self._workplace.clock.monotonic_ms() >= self._not_before_ms:
            self._begin(asked=False)

    def ask_now(self) -> None:
        """A person wants it, whatever the day."""
        self._begin(asked=True)

    def stop(self) -> None:
        """A fetch that lasts longer ends with the program; what is on the disk is whole."""
        self._in_the_way.set()
        thread = self._thread
        if thread is not None:
            thread.join(STOP_S)

    def _begin(self, *, asked: bool) -> None:
        with self._lock:
            if self._is_fetching():
                return
            self._is_asked = asked
            self._in_the_way.clear()
            self._thread = Thread(target=self._round, name="lists", daemon=True)
            self._thread.start()
        self._workplace.events.publish(EndpointChanged())

    def _is_fetching(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _on_event(self, told: Told) -> None:
        if isinstance(told, LedgerChanged) and not self._is_asked:
            self._in_the_way.set()

    def _round(self) -> None:
        """Whatever it meets, the sender doesn't notice."""
        try:
            with self._workplace.list_shelf() as shelf:
                self._fetch_from(shelf)
        except (CannotOpen, NotSetUp) as error:
            self._code = error.code if isinstance(error, CannotOpen) else None
            self._wait()
        except Exception:  # noqa: BLE001 - a bug met here must not end the window
            _log.exception("lists")
            self._wait()
        self._thread = None
        self._workplace.events.publish(EndpointChanged())

    def _fetch_from(self, shelf: ListShelf) -> None:
        ledger, now = self._workplace.settings.ledger(), self._workplace.clock.now()
        today = (ledger.id if ledger else "", local(now).date())
        if not self._is_asked and not is_due(shelf.tried_at(), now):
            self._done_on = today
            return
        outcome = refresh_catalogues(self._giving_way(shelf), now)
        if self._in_the_way.is_set():
            return
        match outcome:
            case Done(news) if was_answered(news):
                self._code, self._done_on = sentence_of(news), today
                self._renewed()
            case Done(news):
                self._code = sentence_of(news)
                self._wait()
            case Failed(code):
                self._code = code
                self._wait()

    def _giving_way(self, shelf: ListShelf) -> ListShelf:
        """Once something else wants the line nothing more is asked, and what came so far isn't kept."""

        def fetch(name: ListName, province: str | None, held: int) -> Fetched:
            return ListFailure.NO_ANSWER if self._in_the_way.is_set() else shelf.fetch(name, province, held)

        def keep(lists: FreshLists, tried_at: datetime) -> None:
            if not self._in_the_way.is_set():
                shelf.keep(lists, tried_at)

        return replace(shelf, fetch=fetch, keep=keep)

    def _wait(self) -> None:
        self._not_before_ms = self._workplace.clock.monotonic_ms() + NO_LINE_MS


def _is_quiet(done: Pass) -> bool:
    """Nothing will leave by itself, and nothing speaks against the line."""
    is_well = done.condition.hold is None and not done.condition.failures
    return is_well and (not done.outstanding or done.next_at is None)
