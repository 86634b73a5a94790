"""The sending side of a cell: the real desk, courier, adapter and sockets; only store and schedule are stand-ins."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from guestreg.cli.stay_json import stay_entry
from guestreg.domain.dates import local
from guestreg.domain.identifiers import DeclarationId
from guestreg.outbox.courier import Courier
from guestreg.outbox.run import Pass, Run
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.endpoint import EndpointClient, Greeting
from guestreg.ports.reading import GuestLine, LineFilter
from guestreg.ports.store import EndpointCondition
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.commands.release_endpoint import release_endpoint
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_over
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import ENDPOINT, LEDGER, house, open_volume
from tests.fakes.random import SeededRandom
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore
from tests.faults.matrix.sides import Side
from tests.faults.matrix.watched import Watched

NEXT_LOOK = timedelta(seconds=5)
LONGEST_STEP = timedelta(hours=6)


class RealSeconds:
    """Clock of the adapter: the schedule's time, and the real time that an exchange takes."""

    def __init__(self, schedule: FakeClock) -> None:
        self._schedule = schedule
        self._began_ns = time.monotonic_ns()

    def now(self) -> datetime:
        return self._schedule.now()

    def monotonic_ms(self) -> int:
        return self._schedule.monotonic_ms() + (time.monotonic_ns() - self._began_ns) // 1_000_000

    def zone_offset(self) -> timedelta:
        return self._schedule.zone_offset()


Wrong = Callable[[EndpointClient], EndpointClient]


class House:
    """One house that declares at `url`."""

    def __init__(
        self,
        side: Side,
        url: str,
        clock: FakeClock,
        *,
        ca_file: Path | None,
        total_s: float,
        seed: int,
        wrong: Wrong = lambda client: client,
    ) -> None:
        """Ids follow from `seed`. `wrong` puts a fault of ours between courier and adapter: the controls."""
        self.clock = clock
        self._side, self._url, self._ca_file, self._total_s, self._wrong = side, url, ca_file, total_s, wrong
        self._store = MemoryStore(LEDGER)
        open_volume(self._store)
        self._store.rows.house = house()
        self._terms = side.terms(url)
        self.reader = MemoryReader(self._store)
        desk = desk_over(self._store, self.reader, clock, terms=self._terms)
        self.desk = replace(desk, random=SeededRandom(seed))
        self.client = Watched(wrong(self._adapter()), clock)
        self._courier = Courier(
            self._store,
            self._terms,
            self.client,
            self.desk.journal,
            clock,
            SeededRandom(seed),
            RecordedEvents(),
            Run("run-1", "guestreg 1.0.0", lambda owner: False),
        )

    @property
    def host(self) -> str:
        return self._terms.host

    @property
    def condition(self) -> EndpointCondition:
        return self.reader.condition(ENDPOINT)

    def log_in(self) -> None:
        """Until the endpoint has greeted us; a slow computer may need more than one of the short total times."""
        for _ in range(20):
            if isinstance(self.client.inner.greet(), Greeting):
                return
        raise AssertionError("a well endpoint never greeted")

    def record(self, number: int, *, foreign: bool, came_ago: timedelta = timedelta(minutes=5)) -> DeclarationId:
        """One guest more."""
        stay = _stay(number, self.clock.now() - came_ago, foreign=foreign)
        outcome = record_stay(self.desk, RecordStay(stay_entry(stay)))
        assert isinstance(outcome, Done), outcome
        return outcome.value.declarations[0].id

    def run(self) -> Pass:
        return self._courier.run_pass()

    def try_now(self) -> None:
        self._courier.try_now()

    def run_until(self, end: datetime, after_each: Callable[[], None]) -> Pass:
        """Passes at the times they are due, as a worker makes them; replaying stops before the last ones."""
        while True:
            done = self.run()
            after_each()
            now = self.clock.now()
            if now >= end:
                return done
            ahead = LONGEST_STEP if done.next_at is None else done.next_at - now
            ahead = min(max(ahead, NEXT_LOOK), LONGEST_STEP)
            if now + 3 * ahead >= end:
                self.client.replays = False
            self.clock.advance(min(ahead, end - now))

    def new_password(self) -> None:
        """The person types what the police gave her: the held endpoint is released, the adapter logs in anew."""
        self.client.inner.close()
        self.client.inner = self._wrong(self._adapter())
        release_endpoint(self.desk)

    def lines(self) -> dict[DeclarationId, GuestLine]:
        return {line.declaration_id: line for line in self.reader.lines(LineFilter(), limit=1000)}

    def attempts(self, declaration_id: DeclarationId) -> tuple[tuple[Attempt, AttemptOutcome | None], ...]:
        return self.reader.versions(declaration_id)[0].attempts

    def leave(self) -> None:
        self._courier.close()

    def _adapter(self) -> EndpointClient:
        return self._side.client(self._url, RealSeconds(self.clock), self._ca_file, self._total_s)


def number_of(number: int, *, foreign: bool) -> str:
    return f"C{number:07d}" if foreign else f"001090{number:06d}"


def _stay(number: int, came_at: datetime, *, foreign: bool) -> dict[str, object]:
    arrived = local(came_at)
    return {
        "arrival": arrived.strftime("%Y-%m-%dT%H:%M"),
        "planned_departure": (arrived + timedelta(days=3)).strftime("%Y-%m-%dT12:00"),
        "room": "Nhà sàn 1",
        "notifier": "Lò Thị Pâng",
        "guests": [_foreigner(number, arrived) if foreign else _citizen(number)],
    }


def _citizen(number: int) -> dict[str, object]:
    return {
        "full_name": "Trần Văn Mẫu",
        "birth_date": "20/05/1990",
        "sex": "M",
        "doc_kind": 8,
        "doc_number": number_of(number, foreign=False),
    }


def _foreigner(number: int, arrived: datetime) -> dict[str, object]:
    return {
        "kind": "foreigner",
        "full_name": "Erika Mustermann",
        "nationality": "D",
        "passport_number": number_of(number, foreign=True),
        "sex": "F",
        "birth_date": "12/08/1964",
        "permitted_until": (arrived + timedelta(days=40)).strftime("%d/%m/%Y"),
    }
