"""One drain of a full outbox against the slow police, as P6 and P7 time it; the schedule's waits cost nothing.

`recorded` counts what our store ends with as told; it must be what the police hold, once each.
"""

import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from guestreg.domain.declaration import Declaration, EndpointKind, State
from guestreg.endpoints.kbtt import wire
from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.outbox.courier import Courier
from guestreg.outbox.journal import Journal, Origin
from guestreg.outbox.run import Run
from guestreg.outbox.worker import drain
from guestreg.ports.store import Store
from guestreg.store.sqlite import open_sqlite
from tests.bench.harness import Measure, peak_memory_mb
from tests.bench.slow_police import SlowPolice
from tests.bench.sockets_rival import drain_by_sockets
from tests.fakes.events import RecordedEvents
from tests.fakes.kbtt_documents import ARRIVAL, CITIZEN, HOUSE, document
from tests.fakes.kept import LEDGER, citizen, declaration, entry, kept_stay, open_volume
from tests.fakes.random import SeededRandom
from tests.fakes.running_clock import RunningClock
from tests.fakes.scripted_police import CREDENTIALS

KEY = bytes(range(32))
ENDPOINT = "slow"
IN_FLIGHT = 2
DURABLE, WITHOUT_DISK, SOCKETS, FREE_SOCKETS = "durable", "without_disk", "sockets", "sockets_without_rules"
MEMORY = Path("/dev/shm")
TOLD = frozenset({State.SENT, State.CONFIRMED})


class SkippingClock(RunningClock):
    """Runs like a clock, but a wait of the schedule is over at once. It is the waiter, too."""

    def __init__(self) -> None:
        super().__init__(ARRIVAL.astimezone(UTC) + timedelta(minutes=30))
        self._skipped_ms = 0

    def monotonic_ms(self) -> int:
        return super().monotonic_ms() + self._skipped_ms

    def wait(self, seconds: float) -> None:
        self._skipped_ms += int(seconds * 1000) + 1

    def wake(self) -> None:
        """It never sleeps."""


def measure(contender: str, size: int) -> Measure:
    place = MEMORY if contender == WITHOUT_DISK else Path.cwd()
    with SlowPolice() as police, tempfile.TemporaryDirectory(dir=place) as folder:
        if contender in (SOCKETS, FREE_SOCKETS):
            bodies = [wire.build(document_of(number)) for number in range(1, size + 1)]
            started = time.perf_counter()
            rules = contender == SOCKETS
            recorded = asyncio.run(drain_by_sockets(police.port, bodies, IN_FLIGHT, by_the_rules=rules))
            taken = time.perf_counter() - started
        else:
            store = open_sqlite(Path(folder) / "ours.db", KEY, LEDGER)
            taken, recorded = _drained(store, police.url, size)
            store.close()
        account = police.account()
        if not account["unique"] == account["effects"] == recorded == size:
            raise AssertionError(f"{contender}: {account}, recorded {recorded}")
    return Measure(taken, peak_memory_mb())


def document_of(number: int) -> bytes:
    return document(replace(CITIZEN, doc_number=f"001090{number:06d}"))


def _drained(store: Store, url: str, size: int) -> tuple[float, int]:
    clock, random, events = SkippingClock(), SeededRandom(6), RecordedEvents()
    open_volume(store)
    with store.unit_of_work() as uow:
        uow.house.put_establishment(HOUSE)
        uow.commit()
    saved = [_save(store, number) for number in range(1, size + 1)]
    terms = KbttTerms(url, endpoint_id=ENDPOINT)
    client = KbttClient(
        terms,
        url,
        "tapthu.nasan",
        CREDENTIALS,
        clock=clock,
        expected_code=None,
        user_agent="guestreg/bench",
        practice=True,
    )
    journal = Journal(clock, random, "u1", Origin(LEDGER, "1.0.0", bytes(32)), ENDPOINT)
    run = Run("run-1", "guestreg 1.0.0", lambda owner: False)
    courier = Courier(store, terms, client, journal, clock, random, events, run, lanes=IN_FLIGHT)
    started = time.perf_counter()
    drain(courier, clock, clock, until_idle=True)
    taken = time.perf_counter() - started
    courier.close()
    with store.unit_of_work() as uow:
        states: list[Any] = [uow.declarations.get(one.id, one.version) for one in saved]
    return taken, sum(one is not None and one.state in TOLD for one in states)


def _save(store: Store, number: int) -> Declaration:
    kept = kept_stay(number, citizen())
    text = document_of(number)
    made = replace(
        declaration(kept),
        endpoint=EndpointKind.KBTT,
        endpoint_id=ENDPOINT,
        document=text,
        wire=wire.build(text),
        arrival_at=ARRIVAL.astimezone(UTC),
        due_at=ARRIVAL.astimezone(UTC) + timedelta(hours=4),
        window_closes_at=ARRIVAL.astimezone(UTC) + timedelta(hours=28),
    )
    with store.unit_of_work() as uow:
        uow.stays.add(kept)
        uow.ledger.append(entry(number, body=text, ref=made.key))
        uow.declarations.add(made)
        uow.commit()
    return made
