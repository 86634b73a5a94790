"""A house with two programs on one store, its police, its clock; everything the model's rules and scenes do.

A program is one run: desk, courier and line. Killed, it does nothing more and the next run takes its place.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self, cast

from guestreg.domain.channel import Channel
from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, EndpointKind, FieldError, Kind, State
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import DeclarationId, GuestId
from guestreg.domain.moves import Actor, find_move
from guestreg.outbox.courier import Courier
from guestreg.outbox.journal import Journal, Origin
from guestreg.outbox.packs import PACK, ROAD
from guestreg.outbox.recovery import recover
from guestreg.outbox.run import Pass, Run
from guestreg.ports.reader import ListColumns, ListRow, PortalList
from guestreg.ports.reading import LineFilter, Reader
from guestreg.ports.store import Store, UnitOfWork
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay
from guestreg.services.commands.check_out import CheckOut, UndoCheckOut, check_out, undo_check_out
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.decide_already import DecideAlready, decide_already
from guestreg.services.commands.extend_stay import ExtendStay, extend_stay
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.keep_draft import Draft, DraftGuest, drop_draft, keep_draft
from guestreg.services.commands.note_request import NoteRequest, note_request
from guestreg.services.commands.note_seen import NoteSeen, note_seen
from guestreg.services.commands.reconcile import Reconcile, reconcile
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.commands.redirect import Redirect, redirect
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.fakes.desk import catalogue, law
from tests.fakes.endpoint import FakeTerms
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import ENDPOINT, LEDGER, house
from tests.fakes.random import SeededRandom
from tests.faults.model.polices import WINDOW, Asked, Bug, Killed, Line, Plain, Server
from tests.tables.rules import CITIZEN, FOREIGNER, NOW, STAY

_BORN = {"birth_date": "05/03/1970"}
"""Before any clock of the model."""
_LASTING = _BORN | {"permitted_until": "20/12/2030"}
PEOPLE = (
    *(CITIZEN | _BORN | {"doc_number": f"00119000{number:04}"} for number in (17, 25, 33, 41)),
    *(FOREIGNER | _LASTING | {"passport_number": f"C01X00T4{number}"} for number in (1, 2)),
)
TRIFLE = "Nguyễn Thị Hoà"
Step = tuple[State | None, State, Actor]
Wrong = FieldError("room", "E-24", "Phòng?")


@dataclass
class Life:
    """Of one program. `ends_in`: it is killed at that commit from now; `after`: just after it."""

    owner: str
    alive: bool = True
    ends_in: int = 0
    after: bool = False
    commits: int = 0

    def must_live(self) -> None:
        if not self.alive:
            raise Killed

    def end(self) -> None:
        self.alive = False
        raise Killed


class MortalUnit:
    """A unit of work of a program that may be killed at a commit."""

    def __init__(self, unit: UnitOfWork, life: Life) -> None:
        self._unit, self._life = unit, life

    def __enter__(self) -> Self:
        self._life.must_live()
        self._unit.__enter__()
        return self

    def __exit__(self, *how: Any) -> None:
        self._unit.__exit__(*how)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)

    def commit(self) -> None:
        life = self._life
        ends = life.ends_in == 1
        life.ends_in = max(0, life.ends_in - 1)
        if ends and not life.after:
            life.end()
        self._unit.commit()
        life.commits += 1
        if ends:
            life.end()


class MortalStore:
    """The store as one program has it."""

    def __init__(self, store: Store, life: Life) -> None:
        self._store, self._life = store, life

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def unit_of_work(self) -> UnitOfWork:
        return cast(UnitOfWork, MortalUnit(self._store.unit_of_work(), self._life))


class NotedJournal(Journal):
    """Notes who moved what where."""

    moves: list[tuple[str, Step]]

    def move(self, uow: UnitOfWork, declaration: Declaration, target: State, actor: Actor, **more: Any) -> Declaration:
        moved = super().move(uow, declaration, target, actor, **more)
        self.moves.append((declaration.key, (declaration.state, target, actor)))
        return moved


@dataclass
class Program:
    """One run of the program."""

    life: Life
    desk: Desk
    courier: Courier
    line: Line


@dataclass
class World:
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

    def __post_init__(self) -> None:
        self.server: Server = Asked(self.clock) if self.asked else Plain(self.clock)
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
        line = Line(self.server, lambda: life.alive)
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
            self.restart(place)

    def tick(self, place: int) -> None:
        """A pass as the worker makes it: a bug ends it, the next one is made all the same."""
        self._live(place, lambda: self.programs[place].courier.run_pass())

    def hint(self, place: int) -> None:
        self._live(place, lambda: self.programs[place].courier.hint())

    def try_now(self, place: int) -> None:
        self._live(place, lambda: self.programs[place].courier.try_now())

    def act(self, place: int, verb: Callable[[Desk], object]) -> object:
        """None when the program was killed over it."""
        return self._live(place, lambda: verb(self.programs[place].desk))

    def _live(self, place: int, deed: Callable[[], object]) -> object:
        try:
            return deed()
        except Killed:
            if not self.programs[place].life.alive:
                self.restart(place)
            return None
        except Bug:
            return None

    def interrupt(self, place: int, deed: Callable[[], object], *, after: bool) -> None:
        """While its next request is under way, before or after the police have done their part."""
        line = self.programs[place].line
        line.during, line.after = deed, after

    def fall(self, place: int) -> None:
        """Its power goes out, from wherever it is; who looks next finds it gone."""
        self.programs[place].life.alive = False

    def work(self, minutes: int, place: int = 0) -> None:
        """Passes at the times the courier itself names, at the latest every half an hour; none once all is quiet."""
        end = self.clock.monotonic_ms() + minutes * 60_000
        while self.clock.monotonic_ms() < end:
            done = self._live(place, lambda: self.programs[place].courier.run_pass())
            ahead = timedelta(minutes=30)
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
            self.clock.jump(by)

    def set_right(self) -> None:
        self.clock.jump(self.server.now() - self.clock.now())

    # What people do

    def save(
        self, place: int = 0, person: int = 0, *, hours_ago: float = 2, nights: int = 1, number: str = ""
    ) -> object:
        """As this computer's clock has it; `number` is another document's."""
        arrival = local(self.clock.now()) - timedelta(hours=hours_ago)
        leaves = (arrival + timedelta(days=nights)).replace(hour=12, minute=0)
        stay = STAY | {"arrival": _typed(arrival), "planned_departure": _typed(leaves)}
        who = PEOPLE[person]
        if number:
            who = who | {next(name for name in who if name.endswith("_number")): number}
        entry = StayEntry(Typed(stay, _ALL), (Typed(who, _ALL),))
        done = self.act(place, lambda desk: record_stay(desk, RecordStay(entry)))
        if isinstance(done, Done):
            self._came(done.value.kept.guests[0].id)
        elif done is None:
            kept = self.readers[0].lines(LineFilter())
            for guest in {line.guest_id for line in kept}.difference(self.guests):
                self._came(guest)
        return done

    def _came(self, guest: GuestId) -> None:
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        self.guests.append(guest)
        self.lines[guest] = kept.guests[0].declaration_id
        made = self.newest(guest)
        self.noted(made.key, State.DRAFT, made.state)

    def noted(self, key: str, source: State | None, target: State) -> None:
        """A step of which the journal has no move; the table must have it all the same."""
        find_move(source, target, Actor.PERSON)
        self.moves.append((key, (source, target, Actor.PERSON)))

    def draft(self, place: int = 0, *, drop: bool = False) -> None:
        form = Draft({}, (DraftGuest({"full_name": "Lò"}),))
        if isinstance(self.act(place, lambda desk: keep_draft(desk, form)), Done):
            self.noted("", None, State.DRAFT)
        if drop and isinstance(self.act(place, lambda desk: drop_draft(desk, None)), Done):
            self.noted("", State.DRAFT, State.CANCELLED)

    def correct(self, guest: GuestId, place: int = 0, *, number: str = "", room: str = "") -> object:
        """Another name, number or room than stands."""
        newest = self.newest(guest)
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        who = next(one for one in PEOPLE if one["full_name"][:1] == kept.stay.guests[0].full_name[:1])
        field_name = "passport_number" if newest.guest_kind is GuestKind.FOREIGNER else "doc_number"
        name = kept.stay.guests[0].full_name
        other = name if number or room else (TRIFLE if name != TRIFLE else who["full_name"])
        told = who | {"full_name": other, field_name: number or (kept.stay.guests[0].doc_number or "")}
        stay = STAY | {
            "arrival": _typed(local(kept.stay.arrival)),
            "planned_departure": _typed(local(kept.stay.planned_departure)),
            "room": room or (kept.stay.room or ""),
        }
        entry = StayEntry(Typed(stay, _ALL), (Typed(told, _ALL),))
        return self._next(place, guest, lambda desk: correct_stay(desk, CorrectStay(kept.id, entry)))

    def cancel(self, guest: GuestId, place: int = 0) -> object:
        return self._next(place, guest, lambda desk: cancel_stay(desk, CancelStay((guest,), "not-arrived")))

    def check_out(self, guest: GuestId, place: int = 0) -> object:
        return self._next(place, guest, lambda desk: check_out(desk, CheckOut((guest,))))

    def undo_check_out(self, guest: GuestId, place: int = 0) -> object:
        return self._next(place, guest, lambda desk: undo_check_out(desk, UndoCheckOut((guest,))))

    def extend(self, guest: GuestId, place: int = 0, *, nights: int = 1) -> object:
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        until = kept.stay.planned_departure + timedelta(days=nights)
        return self._next(place, guest, lambda desk: extend_stay(desk, ExtendStay(kept.id, until)))

    def _next(self, place: int, guest: GuestId, verb: Callable[[Desk], object]) -> object:
        before = self.newest(guest).version
        done = self.act(place, verb)
        newest = self.newest(guest)
        if newest.version > before:
            self.noted(newest.key, State.DRAFT, newest.state)
        return done

    def tell(self, guest: GuestId, channel: Channel, place: int = 0) -> object:
        at = max(self.clock.now(), self.newest(guest).arrival_at)
        told = HandOver((guest,), channel, at=at, officer="Đ/c Mẫu")
        return self.act(place, lambda desk: hand_over(desk, told))

    def give_pack(self, guest: GuestId, place: int = 0) -> None:
        """By hand to an officer, who hasn't taken it in yet."""
        if self.newest(guest).wire is None or not isinstance(self.tell(guest, Channel.IN_PERSON, place), Done):
            return
        newest, now = self.newest(guest), self.clock.now()
        with self.stores[0].unit_of_work() as uow:
            uow.tellings.add(
                Telling(newest.id, newest.version, TellingKind.FILE, now, now, "", facts={ROAD: PACK, PACK: "1"})
            )
            uow.commit()

    def see(self, guest: GuestId, place: int = 0) -> object:
        return self.act(place, lambda desk: note_seen(desk, NoteSeen((guest,))))

    def ask_for(self, guest: GuestId, place: int = 0) -> object:
        return self.act(place, lambda desk: note_request(desk, NoteRequest(guest, "room", "Sai")))

    def again(self, guest: GuestId, place: int = 0) -> object:
        return self.act(place, lambda desk: send_again(desk, SendAgain((guest,))))

    def redirect(self, guest: GuestId, place: int = 0) -> object:
        return self.act(place, lambda desk: redirect(desk, Redirect((guest,))))

    def decide(self, guest: GuestId, place: int = 0, *, is_this_stay: bool) -> object:
        return self.act(place, lambda desk: decide_already(desk, DecideAlready((guest,), is_this_stay)))

    def complain(self, guest: GuestId, *, wrong: bool) -> None:
        """What our own check finds in its bytes from now on."""
        wire = self.newest(guest).wire or b""
        self.complaints[wire] = (Wrong,) if wrong else ()

    def take_list(self, place: int = 0, without: GuestId | None = None) -> object:
        """The police's own list of this minute, all days; it may leave somebody out."""
        self.server.deliver()
        found = self.server.listed()
        if without is not None:
            number = self._number(without)
            self.lied |= any(one == number for one, _ in found)
            found = {one for one in found if one[0] != number}
        self.lists += 1
        rows = tuple(
            ListRow(row, number, date.fromisoformat(day), "") for row, (number, day) in enumerate(sorted(found), 2)
        )
        portal = PortalList(f"{self.lists:064x}", "csv", ListColumns(0, 1), (), rows, ())
        days = (date(1970, 1, 2), date(2100, 1, 1))
        return self.act(place, lambda desk: reconcile(desk, Reconcile(portal, self.clock.now(), days)))

    def _number(self, guest: GuestId) -> str:
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        return kept.stay.guests[0].doc_number or ""

    def type_in(self, guest: GuestId) -> None:
        """Somebody types her in at the portal."""
        if not isinstance(self.server, Plain):
            return
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        stay = kept.stay
        arrival, departure = (_whole(one) for one in (stay.arrival, stay.planned_departure))
        self.server.type_in(self._number(guest), arrival, departure)

    # What stands

    def newest(self, guest: GuestId) -> Declaration:
        return self.versions(guest)[-1]

    def versions(self, guest: GuestId) -> tuple[Declaration, ...]:
        with self.stores[0].unit_of_work() as uow:
            return uow.declarations.versions(self.lines[guest])

    @property
    def commits(self) -> int:
        return self.past_commits + sum(one.life.commits for one in self.programs)


_ALL = frozenset({"E-19", "E-57", "E-58", "E-65"})


def _plain_terms(complaints: dict[bytes, tuple[FieldError, ...]]) -> FakeTerms:
    def taken(kind: Kind, guest_kind: GuestKind, document: bytes) -> bool:
        return kind is Kind.NEW or (kind is Kind.CHECKOUT and guest_kind is GuestKind.CITIZEN)

    def window(arrival_at: datetime) -> datetime | None:
        return arrival_at.astimezone(UTC) + WINDOW

    return FakeTerms(EndpointKind.KBTT, ENDPOINT, taken=taken, window=window, complaints=complaints)


def _open_terms(complaints: dict[bytes, tuple[FieldError, ...]]) -> FakeTerms:
    return FakeTerms(EndpointKind.OPEN, ENDPOINT, taken=lambda kind, guest_kind, document: True, complaints=complaints)


def _typed(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


def _whole(at: datetime) -> str:
    return local(at).isoformat(timespec="minutes")
