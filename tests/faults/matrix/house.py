"""The sending side of a cell: the real desk, courier, adapter and sockets; only store and schedule are stand-ins."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from guestreg.cli.stay_json import stay_entry
from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.identifiers import DeclarationId
from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.outbox.courier import Courier
from guestreg.outbox.run import Pass, Run
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.endpoint import EndpointClient, Exchange, Greeting, News, Parcel
from guestreg.ports.reading import GuestLine, LineFilter
from guestreg.ports.store import EndpointCondition
from guestreg.receiver.kbtt.settings import SimulatorSettings
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

NEXT_LOOK = timedelta(seconds=5)
LONGEST_STEP = timedelta(hours=6)
MADE_UP = SimulatorSettings()
CREDENTIALS = {
    "password": MADE_UP.password,
    "client_a": ":".join(MADE_UP.login_client),
    "client_b": ":".join(MADE_UP.refresh_client),
}


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


@dataclass(frozen=True, slots=True)
class Try:
    """One thing done to the endpoint, at this moment of the schedule."""

    at_ms: int
    failed: bool


Wrong = Callable[[EndpointClient], EndpointClient]


class Watched:
    """EndpointClient. Counts what is tried, and while `replays` gives the last true answer again, its date moved on."""

    def __init__(self, inner: EndpointClient, schedule: FakeClock) -> None:
        self.inner = inner
        self.replays = False
        self.tries: list[Try] = []
        self.on_the_wire = 0
        self._schedule = schedule
        self._greeted: tuple[datetime, Exchange] | None = None
        self._answered: tuple[datetime, Exchange] | None = None

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        if self.replays and self._greeted is not None:
            said: Greeting | Exchange = self._again(*self._greeted)
        else:
            said = self.inner.greet(afresh=afresh)
            self._greeted = (self._schedule.now(), said) if isinstance(said, Exchange) else None
        if isinstance(said, Exchange):
            self._note(failed=True)
        return said

    @property
    def can_be_asked(self) -> bool:
        return self.inner.can_be_asked

    def send(self, parcel: Parcel) -> Exchange:
        if self.replays and self._answered is not None:
            said = self._again(*self._answered)
        else:
            said = self.inner.send(parcel)
            self._answered = self._schedule.now(), said
            self.on_the_wire += 1
        self._note(
            failed=type(said.outcome).__name__ in ("NothingLeft", "MayHaveArrived", "NotUnderstood", "Busy", "Held")
        )
        return said

    def ask(self, parcel: Parcel) -> Exchange:
        return self.inner.ask(parcel)

    def news(self, cursor: str | None) -> News | Exchange:
        return self.inner.news(cursor)

    def close(self) -> None:
        self.inner.close()

    def _again(self, then: datetime, said: Exchange) -> Exchange:
        if said.server_date is None:
            return said
        return replace(said, server_date=said.server_date + (self._schedule.now() - then))

    def _note(self, *, failed: bool) -> None:
        self.tries.append(Try(self._schedule.monotonic_ms(), failed))


class House:
    """One house that declares at `url`."""

    def __init__(
        self,
        url: str,
        clock: FakeClock,
        *,
        ca_file: Path | None,
        total_s: float,
        seed: int = 1,
        wrong: Wrong = lambda client: client,
    ) -> None:
        """`wrong` puts a fault of ours between courier and adapter: the controls."""
        self.clock = clock
        self._url, self._ca_file, self._total_s, self._wrong = url, ca_file, total_s, wrong
        self._store = MemoryStore(LEDGER)
        open_volume(self._store)
        self._store.rows.house = house()
        self._terms = KbttTerms(url, endpoint_id=ENDPOINT, kind=EndpointKind.KBTT)
        self.reader = MemoryReader(self._store)
        self.desk = desk_over(self._store, self.reader, clock, terms=self._terms)
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

    def _adapter(self) -> KbttClient:
        return KbttClient(
            self._terms,
            self._url,
            MADE_UP.username,
            CREDENTIALS,
            clock=RealSeconds(self.clock),
            expected_code=None,
            user_agent="guestreg/test",
            ca_file=self._ca_file,
            total_s=self._total_s,
        )


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
