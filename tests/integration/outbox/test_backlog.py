"""A backlog of two hundred guests behind a link of two seconds, on the store as it is on disk."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from guestreg.domain.declaration import State
from guestreg.outbox.courier import Courier
from guestreg.outbox.journal import Journal, Origin
from guestreg.outbox.run import Run
from guestreg.outbox.worker import Worker
from guestreg.ports.endpoint import Exchange, Parcel
from guestreg.ports.events import Event, LedgerChanged
from guestreg.ports.reading import LineFilter
from guestreg.store.sqlite import open_sqlite
from guestreg.store.sqlite_reader import sqlite_reader
from tests.fakes.clock import FakeClock
from tests.fakes.endpoint import FakeClient, FakeTerms
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import ENDPOINT, EVENING, LEDGER, kept_stay, open_volume, record
from tests.fakes.random import SeededRandom
from tests.fakes.waiter import HandWaiter

KEY = bytes(range(32))
GUESTS, LINK_S, LANES, PATIENCE_S = 200, 2, 2, 120
EVERYBODY = LineFilter()


class SlowLink(FakeClient):
    """Two seconds an exchange, two at a time: a second each. `meanwhile` is done while one is under way."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock
        self._turn = threading.Lock()
        self.meanwhile = lambda number: None

    def send(self, parcel: Parcel) -> Exchange:
        with self._turn:
            self._clock.advance(seconds=LINK_S / LANES)
            answer = super().send(parcel)
            self.meanwhile(len(self.sent))
        return answer


@pytest.mark.timeout(PATIENCE_S + 60)
def test_it_drains_by_its_deadline_while_the_book_is_read_and_written(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "ledger.db", KEY, LEDGER)
    open_volume(store)
    for number in range(1, GUESTS + 1):
        record(store, kept_stay(number))
    reader = sqlite_reader(tmp_path / "ledger.db", KEY)
    clock = FakeClock(EVENING + timedelta(hours=5))
    deadline = EVENING + timedelta(hours=6)
    client = SlowLink(clock)
    read, drained = [], threading.Event()

    def use_the_book(number: int) -> None:
        """Read at every exchange, and once record a guest who goes with the others."""
        read.append(len(reader.lines(EVERYBODY)))
        if number == GUESTS // 2:
            record(store, kept_stay(GUESTS + 1))

    client.meanwhile = use_the_book
    events, random = RecordedEvents(), SeededRandom(1)
    journal = Journal(clock, random, "u1", Origin(LEDGER, "1.0.0", bytes(32)), ENDPOINT)
    run = Run("run-1", "guestreg 1.0.0", lambda owner: False)
    terms = FakeTerms(endpoint_id=ENDPOINT)
    courier = Courier(store, terms, client, journal, clock, random, events, run, lanes=LANES)

    def look(event: Event) -> None:
        told = reader.counts(EVERYBODY, clock.now()).by_state.get(State.SENT)
        if isinstance(event, LedgerChanged) and told == GUESTS + 1:
            drained.set()

    events.subscribe(look)
    worker = Worker(courier, clock, HandWaiter(clock), events)
    worker.start()
    assert drained.wait(PATIENCE_S)
    assert worker.stop(PATIENCE_S)
    assert clock.now() < deadline
    assert reader.counts(EVERYBODY, clock.now()).late == 0
    assert len(client.sent) == len({parcel.declaration_id for parcel in client.sent}) == GUESTS + 1
    assert min(read) == 100, "a page, at every exchange"
    reader.close()
    store.close()
