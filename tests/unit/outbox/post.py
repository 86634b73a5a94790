"""A whole sending side made of stand-ins: store, endpoint, clock, chance. Tests of courier and worker use it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from guestreg.domain.chain import first_break
from guestreg.domain.declaration import Declaration, State
from guestreg.outbox.courier import Courier
from guestreg.outbox.journal import Journal, Origin
from guestreg.outbox.run import Pass, Run
from guestreg.ports.endpoint import Accepted, AlreadyThere, Exchange, Outcome
from guestreg.ports.kept import KeptStay
from guestreg.ports.store import EndpointCondition, UnitOfWork
from tests.fakes.clock import EVENING, FakeClock
from tests.fakes.endpoint import Answer, FakeClient, FakeTerms
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import ENDPOINT, LEDGER, house, kept_stay, open_volume, record
from tests.fakes.random import SeededRandom
from tests.fakes.store import MemoryStore

Wish = Callable[[Declaration], Declaration]
MATCH = AlreadyThere("001190000017", None, None, (), True, True)
"""The endpoint has this guest already, with our number and dates."""


def at_once(declaration: Declaration) -> Declaration:
    """Due soon, so that it goes before all others."""
    return replace(declaration, due_at=EVENING + timedelta(minutes=30))


@dataclass
class Post:
    """One run of the program; `again` is the next run over the same store."""

    store: MemoryStore
    clock: FakeClock
    client: FakeClient
    terms: FakeTerms
    random: SeededRandom
    events: RecordedEvents
    owner: str
    journal: Journal
    courier: Courier
    run_of_program: Run
    passes: list[Pass] = field(default_factory=list)

    def run(self) -> Pass:
        done = self.courier.run_pass()
        self.passes.append(done)
        self.check()
        return done

    def run_for(self, **parts: float) -> None:
        """Passes as a worker makes them: at the next due time, at the latest every thirty seconds."""
        end = self.clock.monotonic_ms() + timedelta(**parts) // timedelta(milliseconds=1)
        while self.clock.monotonic_ms() < end:
            done = self.run()
            ahead = timedelta(seconds=30)
            if done.next_at is not None:
                ahead = min(max(done.next_at - self.clock.now(), timedelta(milliseconds=500)), ahead)
            self.clock.advance(ahead)

    def check(self) -> None:
        """What holds after every pass: the chain, and an outcome for every attempt that is not in hand."""
        assert first_break(self.store.rows.entries) is None
        in_hand = [one for one in self.store.rows.declarations.values() if one.state is State.SENDING]
        assert len(self.store.rows.attempts) - len(self.store.rows.outcomes) == len(in_hand)

    def save(self, number: int, *, wish: Wish = lambda one: one, **parts: object) -> Declaration:
        """One guest, one stay, one version that waits."""
        return self.save_stay(kept_stay(number, **parts), wish)[0]  # type: ignore[arg-type]

    def save_stay(self, kept: KeptStay, wish: Wish = lambda one: one) -> tuple[Declaration, ...]:
        saved = record(self.store, kept)
        return tuple(self.put(wish(self._own_bytes(one))) for one in saved)

    def put(self, declaration: Declaration) -> Declaration:
        self.store.rows.declarations[declaration.id, declaration.version] = declaration
        return declaration

    def now(self, declaration: Declaration) -> Declaration:
        return self.store.rows.declarations[declaration.id, declaration.version]

    def state(self, declaration: Declaration) -> State:
        return self.now(declaration).state

    @property
    def condition(self) -> EndpointCondition:
        return self.store.rows.conditions.get(ENDPOINT, EndpointCondition(ENDPOINT))

    def put_condition(self, **parts: object) -> None:
        self.store.rows.conditions[ENDPOINT] = replace(self.condition, **parts)  # type: ignore[arg-type]

    def sent_keys(self) -> list[str]:
        """Keys in the order they left, read from the bytes."""
        return [parcel.wire.decode() for parcel in self.client.sent]

    def unit_of_work(self) -> UnitOfWork:
        return self.store.unit_of_work()

    def again(self, *, client: FakeClient | None = None, owner: str = "run-2", lanes: int = 1) -> "Post":
        """The same store and clock after a crash: nothing in memory is left."""
        told = client or self.client
        return post(store=self.store, clock=self.clock, client=told, terms=self.terms, owner=owner, lanes=lanes)

    def _own_bytes(self, declaration: Declaration) -> Declaration:
        return replace(declaration, wire=declaration.key.encode())


def post(
    script: Iterable[Answer] = (),
    *,
    otherwise: Outcome | Exchange | None = None,
    store: MemoryStore | None = None,
    clock: FakeClock | None = None,
    client: FakeClient | None = None,
    terms: FakeTerms | None = None,
    owner: str = "run-1",
    alive: Callable[[str], bool] = lambda owner: False,
    built_at: datetime | None = None,
    seed: int = 1,
    lanes: int = 1,
) -> Post:
    if store is None:
        store = MemoryStore(LEDGER)
        open_volume(store)
        store.rows.house = house()
    clock = clock or FakeClock()
    client = client or FakeClient(script, otherwise=otherwise or Accepted())
    terms = terms or FakeTerms(endpoint_id=ENDPOINT)
    random, events = SeededRandom(seed), RecordedEvents()
    journal = Journal(clock, random, "u1", Origin(LEDGER, "1.0.0", bytes(32)), ENDPOINT)
    run = Run(owner, "guestreg 1.0.0", alive, built_at)
    courier = Courier(
        store,
        terms,
        client,
        journal,
        clock,
        random,
        events,
        run,
        lanes=lanes,
    )
    return Post(store, clock, client, terms, random, events, owner, journal, courier, run)
