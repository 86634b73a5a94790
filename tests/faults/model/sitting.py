"""Two programs on one store under one clock: started, killed, interrupted, waited for."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from guestreg.domain.declaration import Declaration, EndpointKind, FieldError, Kind, State
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import DeclarationId, GuestId
from guestreg.domain.moves import Actor, find_move
from guestreg.outbox.courier import Courier
from guestreg.outbox.journal import Origin
from guestreg.outbox.recovery import recover
from guestreg.outbox.run import Pass, Run
from guestreg.ports.endpoint import Parcel
from guestreg.ports.reading import Reader
from guestreg.ports.store import Store
from guestreg.services.desk import Desk
from tests.fakes.clock import FakeClock
from tests.fakes.desk import catalogue, law
from tests.fakes.endpoint import FakeTerms
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import ENDPOINT, LEDGER, house
from tests.fakes.random import SeededRandom
from tests.faults.model.line import Line
from tests.faults.model.mortal import Life, MortalStore, NotedJournal, Step
from tests.faults.model.polices import WINDOW, Asked, Bug, Killed, Plain, Server
from tests.tables.rules import NOW

ON_ITS_WAY = frozenset({State.WAITING, State.SENDING, State.UNKNOWN})


@dataclass
class Program:
    """One run of the program."""

    life: Life
    desk: Desk
    courier: Courier
    line: Line
    in_pass: bool = False


@dataclass
class Sitting:
    """`stores`: one for each desk, over the same ledger. `asked`: the police can be asked."""

    stores: tuple[Store, Store]
    readers: tuple[Reader, Reader]
    asked: bool
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    guests: list[GuestId] = field(default_factory=list)
    lines: dict[GuestId, DeclarationId] = field(default_factory=dict)
    past_commits: int = 0
    """Of runs that are over."""
    moves: list[tuple[str, Step]] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    lied: bool = False
    """A list lacked somebody who is there."""
    runs: int = 0
    lists: int = 0
    complaints: dict[bytes, tuple[FieldError, ...]] = field(default_factory=dict)
    happened: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.server: Server = (Asked if self.asked else Plain)(self.clock, happened=self.happened)
        self.random, self.events = SeededRandom(7), RecordedEvents()
        self.terms = _open_terms(self.complaints) if self.asked else _plain_terms(self.complaints)
        with self.stores[0].unit_of_work() as uow:
            uow.house.put_establishment(replace(house(), police_phone="0213000001"))
            uow.commit()
        self.programs = [self._program(0), self._program(1)]

    # The programs

    def _program(self, place: int) -> Program:
        self.runs += 1
        life = Life(f"run-{self.runs}")
        store = cast(Store, MortalStore(self.stores[place], life))
        journal = NotedJournal(self.clock, self.random, f"u{place}", Origin(LEDGER, "1.0.0", bytes(32)), ENDPOINT)
        journal.moves = self.moves
        line = Line(self.server, lambda: life.alive, self._overtakes)
        run = Run(life.owner, "guestreg 1.0.0", self._lives)
        courier = Courier(store, self.terms, line, journal, self.clock, self.random, self.events, run, lanes=1)
        desk = Desk(
            store,
            self.readers[place],
            self.clock,
            self.random,
            self.events,
            journal,
            self.terms,
            law(),
            catalogue(),
            "guestreg 1.0.0",
        )
        return Program(life, desk, courier, line)

    def _lives(self, owner: str) -> bool:
        return any(one.life.owner == owner and one.life.alive for one in self.programs)

    def _overtakes(self, parcel: Parcel) -> bool:
        with self.stores[0].unit_of_work() as uow:
            versions = uow.declarations.versions(parcel.declaration_id)
        return any(one.version < parcel.version and one.state in ON_ITS_WAY for one in versions)

    def restart(self, place: int) -> None:
        """The power came back: what the old run began is settled, its sender starts with a hint."""
        self.programs[place].life.alive = False
        self.past_commits += self.programs[place].life.commits
        self.programs[place] = new = self._program(place)
        recover(new.desk.store, new.desk.journal, self.clock, self.random, self._lives)
        new.courier.hint()

    def kill(self, place: int, commits: int = 0, *, after: bool = False) -> None:
        """At once, or at its commit so many from now."""
        if commits:
            life = self.programs[place].life
            life.ends_in, life.after = commits, after
        else:
            self.happened["killed at rest"] += 1
            self.restart(place)

    def tick(self, place: int) -> None:
        """A pass as the worker makes it: a bug ends it, the next one is made all the same."""
        self._pass(place)

    def _pass(self, place: int) -> object:
        """None while one is being made: a program has one sender."""
        program = self.programs[place]
        if program.in_pass:
            return None
        program.in_pass = True
        try:
            return self._live(place, program.courier.run_pass)
        finally:
            program.in_pass = False

    def hint(self, place: int) -> None:
        self._live(place, lambda: self.programs[place].courier.hint())

    def try_now(self, place: int) -> None:
        self._live(place, lambda: self.programs[place].courier.try_now())

    def act(self, place: int, verb: Callable[[Desk], object]) -> object:
        """None when the program was killed over it."""
        self.happened[f"act at desk {place}"] += 1
        return self._live(place, lambda: verb(self.programs[place].desk))

    def _live(self, place: int, deed: Callable[[], object]) -> object:
        life = self.programs[place].life
        try:
            return deed()
        except Killed:
            if not self.programs[place].life.alive:
                self.happened["killed at a commit" if life.ended else "killed in an exchange"] += 1
                self.restart(place)
            return None
        except Bug:
            return None

    def interrupt(self, place: int, deed: Callable[[], object], *, after: bool, name: str = "") -> None:
        """While its next request is under way, before or after the police have done their part."""

        def during() -> None:
            self.happened[f"under way: {name}"] += 1
            deed()

        line = self.programs[place].line
        line.during, line.after = during, after

    def fall(self, place: int) -> None:
        """Its power goes out, from wherever it is; who looks next finds it gone."""
        self.programs[place].life.alive = False

    def work(self, minutes: int, place: int = 0) -> None:
        """Passes at the times the courier itself names, at the latest every half an hour; none once all is quiet."""
        end = self.clock.monotonic_ms() + minutes * 60_000
        while self.clock.monotonic_ms() < end:
            done = self._pass(place)
            ahead = timedelta(minutes=1 if done is None else 30)
            if isinstance(done, Pass) and done.next_at is not None:
                ahead = min(max(done.next_at - self.clock.now(), timedelta(seconds=5)), ahead)
            elif isinstance(done, Pass) and not done.exchanged:
                break
            self.wait(ahead)
        self.wait(timedelta(milliseconds=max(0, end - self.clock.monotonic_ms())))

    def wait(self, by: timedelta) -> None:
        self.server.deliver()
        self.clock.advance(by)

    def outlast(self, place: int) -> None:
        """Longer than any lease; then the other program looks."""
        self.wait(timedelta(minutes=4))
        self.tick(place)

    def jump(self, by: timedelta) -> None:
        """Never further than fifty years from the true time."""
        if abs(self.clock.now() + by - self.server.now()) < timedelta(days=50 * 365):
            self.happened["clock set " + ("ahead" if by > timedelta() else "back")] += 1
            self.clock.jump(by)
            away = (self.clock.now() - self.server.now()) / timedelta(days=365)
            if abs(away) > 25:
                self.happened[f"clock decades {'ahead' if away > 0 else 'back'}"] += 1

    def set_right(self) -> None:
        self.clock.jump(self.server.now() - self.clock.now())

    # What people do

    def noted(self, key: str, source: State | None, target: State) -> None:
        """A step of which the journal has no move; the table must have it all the same."""
        find_move(source, target, Actor.PERSON)
        self.moves.append((key, (source, target, Actor.PERSON)))

    def newest(self, guest: GuestId) -> Declaration:
        return self.versions(guest)[-1]

    def versions(self, guest: GuestId) -> tuple[Declaration, ...]:
        with self.stores[0].unit_of_work() as uow:
            return uow.declarations.versions(self.lines[guest])

    @property
    def commits(self) -> int:
        return self.past_commits + sum(one.life.commits for one in self.programs)


def _plain_terms(complaints: dict[bytes, tuple[FieldError, ...]]) -> FakeTerms:
    def taken(kind: Kind, guest_kind: GuestKind, document: bytes) -> bool:
        return kind is Kind.NEW or (kind is Kind.CHECKOUT and guest_kind is GuestKind.CITIZEN)

    def window(arrival_at: datetime) -> datetime | None:
        return arrival_at.astimezone(UTC) + WINDOW

    return FakeTerms(EndpointKind.KBTT, ENDPOINT, taken=taken, window=window, complaints=complaints)


def _open_terms(complaints: dict[bytes, tuple[FieldError, ...]]) -> FakeTerms:
    return FakeTerms(EndpointKind.OPEN, ENDPOINT, taken=lambda kind, guest_kind, document: True, complaints=complaints)
