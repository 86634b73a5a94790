"""Two police servers as scripts, each with the truth of what it took in: one that can't be asked, one that can.

Every program talks to a server over a line of its own. The world makes them; they know nothing of store or ledger.
"""

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from guestreg.domain.declaration import Declaration, FieldError, Hold, Kind
from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.endpoint import (
    Absent,
    Accepted,
    AlreadyThere,
    Busy,
    Held,
    InFlight,
    LaterVerdict,
    MayHaveArrived,
    NewerHeld,
    NothingLeft,
    NotUnderstood,
    Outcome,
    Parcel,
    ProgramFault,
    Receipted,
    Refused,
    VersionGap,
    WindowOver,
)
from guestreg.ports.receipt import PoliceMessage, Receipt, ReceiptVerdict
from tests.fakes.clock import FakeClock
from tests.faults.model.wire import digest_of, person_of
from tests.tables.rules import NOW

WINDOW = timedelta(hours=30)
HOST = "police.invalid"
FAILURES = (NothingLeft, Busy, MayHaveArrived, NotUnderstood, Held)
SILENT = frozenset({"request lost", "answer lost", "delayed", "strange", "strange after"})
_ANY = (
    "no network",
    "request lost",
    "answer lost",
    "delayed",
    "busy",
    "refused",
    "refused as a repeat",
    "our fault",
    "strange",
    "strange after",
    "doubled",
    "bug",
)
_HELD = tuple(f"held {hold}" for hold in Hold)
PLAIN_WEATHER = (*_ANY, *_HELD, "bare", "other dates", "denied", "too old")
ASKED_WEATHER = (*_ANY, *_HELD, "newer", "newer", "in flight", "returned", "returned")
"""What a server may do with the next exchange; else it is fair."""


class Bug(Exception):
    """The client is broken for once."""


class Killed(BaseException):
    """The power is gone: nobody catches it, nothing more is done."""


@dataclass
class Server(ABC):
    """`effects` counts by key what changed anything; `ever` has each (number, day of arrival) it ever held."""

    clock: FakeClock
    begun_ms: int = 0
    weather: str = "fair"
    effects: Counter[str] = field(default_factory=Counter)
    ever: set[tuple[str, str]] = field(default_factory=set)
    wires: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    arrived: dict[DeclarationId, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Versions in the order of their first effect."""
    belated: list[Parcel] = field(default_factory=list)
    forgot: bool = False
    poisoned: DeclarationId | None = None
    """Whoever tries to send it breaks, every time."""
    happened: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.begun_ms = self.clock.monotonic_ms()

    def now(self) -> datetime:
        """The true time, whatever somebody does to our clock."""
        return NOW + timedelta(milliseconds=self.clock.monotonic_ms() - self.begun_ms)

    def handle(self, parcel: Parcel) -> Outcome:
        self.deliver()
        if parcel.declaration_id == self.poisoned:
            raise Bug
        self.wires[f"{parcel.declaration_id}.{parcel.version}"].add(parcel.wire)
        match self.weather:
            case "no network":
                return NothingLeft("no_network")
            case "busy":
                return Busy(600)
            case "request lost":
                return MayHaveArrived()
            case "delayed":
                self.belated.append(parcel)
                return MayHaveArrived()
            case "strange":
                return NotUnderstood()
            case "bug":
                self.weather = "fair"
                raise Bug
            case weather if weather.startswith("held "):
                return Held(Hold(weather.removeprefix("held ")))
            case "refused":
                return Refused((FieldError("room", "E-09", "Phòng?"),))
            case "refused as a repeat":
                return Refused((FieldError("", "E-09", "Kiểm tra lại"),), may_have_worked=True)
            case "our fault":
                return ProgramFault()
        answer = self.take(parcel)
        match self.weather:
            case "answer lost":
                return MayHaveArrived()
            case "strange after":
                return NotUnderstood()
            case "doubled":
                self.happened["request doubled"] += 1
                return self.take(parcel)
        return answer

    def deliver(self) -> None:
        """What the network kept back arrives."""
        late, self.belated = self.belated, []
        for parcel in late:
            self.happened["request long under way"] += 1
            self.take(parcel)

    def note(self, parcel: Parcel) -> None:
        self.effects[f"{parcel.declaration_id}.{parcel.version}"] += 1
        self.arrived[parcel.declaration_id].append(parcel.version)

    @abstractmethod
    def take(self, parcel: Parcel) -> Outcome: ...

    @abstractmethod
    def forget(self) -> None: ...

    @abstractmethod
    def listed(self) -> set[tuple[str, str]]:
        """(number, day of arrival) as its list shows them."""


@dataclass
class Plain(Server):
    """As the ministry's: no receipt, no question; takes arrivals of today or yesterday, each person once."""

    stays: dict[str, list[tuple[str, str, DeclarationId | None]]] = field(default_factory=lambda: defaultdict(list))
    """By number: arrival, departure, whose."""

    def take(self, parcel: Parcel) -> Outcome:
        number, arrival, departure = person_of(parcel.wire)
        standing = self.stays[number]
        if parcel.kind is Kind.CHECKOUT:
            return self._change(parcel, standing, arrival, departure)
        for there_from, there_to, _ in standing:
            if there_from < departure and arrival < there_to:
                return self._already(number, same=(there_from[:10], there_to[:10]) == (arrival[:10], departure[:10]))
        if self.weather == "bare":
            return AlreadyThere(None, None, None, (FieldError("", "E-33", "Đã có"),))
        if self.now() > datetime.fromisoformat(arrival) + WINDOW or self.weather == "too old":
            return WindowOver(True, ())
        if datetime.fromisoformat(arrival) > self.now() + timedelta(hours=5):
            return WindowOver(False, ())
        standing.append((arrival, departure, parcel.declaration_id))
        self.ever.add((number, arrival[:10]))
        self.note(parcel)
        return Accepted()

    def _change(
        self, parcel: Parcel, standing: list[tuple[str, str, DeclarationId | None]], arrival: str, departure: str
    ) -> Outcome:
        for place, (there_from, there_to, whose) in enumerate(standing):
            if there_from == arrival and self.weather != "denied":
                standing[place] = (there_from, departure, whose)
                if there_to != departure:
                    self.note(parcel)
                return Accepted()
        return Refused((FieldError("", "E-09", "Không có"),), denies_the_stay=True)

    def _already(self, number: str, *, same: bool) -> Outcome:
        if self.weather == "bare":
            return AlreadyThere(None, None, None, (FieldError("", "E-33", "Đã có"),))
        is_other = self.weather == "other dates" or not same
        return AlreadyThere(number, None, None, (), number_is_ours=True, dates_are_ours=not is_other)

    def type_in(self, number: str, arrival: str, departure: str) -> None:
        """Somebody types her in at the portal."""
        if all(there_from >= departure or arrival >= there_to for there_from, there_to, _ in self.stays[number]):
            self.stays[number].append((arrival, departure, None))
            self.ever.add((number, arrival[:10]))

    def forget(self) -> None:
        self.stays.clear()
        self.forgot = True

    def listed(self) -> set[tuple[str, str]]:
        return {(number, stay[0][:10]) for number, standing in self.stays.items() for stay in standing}


@dataclass
class Asked(Server):
    """As the open contract's: versions in order, receipts, questions, news."""

    held: dict[DeclarationId, dict[int, tuple[str, ReceiptVerdict]]] = field(default_factory=lambda: defaultdict(dict))
    people: dict[DeclarationId, tuple[str, str]] = field(default_factory=dict)
    feed: list[LaterVerdict | PoliceMessage] = field(default_factory=list)

    def take(self, parcel: Parcel) -> Outcome:
        held = self.held[parcel.declaration_id]
        newest = max(held, default=0)
        if self.weather == "in flight":
            return InFlight(30)
        if self.weather == "newer" or newest > parcel.version:
            return NewerHeld(max(newest, parcel.version + 1))
        if parcel.version in held:
            return self.tell(parcel.declaration_id, parcel.version)
        if parcel.parent != (held[newest][0] if newest else None):
            return VersionGap((newest, held[newest][0]) if newest else None)
        verdict = ReceiptVerdict.RETURNED if self.weather == "returned" else ReceiptVerdict.RECEIVED
        held[parcel.version] = (digest_of(parcel.document), verdict)
        if parcel.kind is Kind.CANCEL:
            self.people.pop(parcel.declaration_id, None)
        else:
            number, arrival, _ = person_of(parcel.wire)
            self.people[parcel.declaration_id] = (number, arrival[:10])
            self.ever.add((number, arrival[:10]))
        self.note(parcel)
        return self.tell(parcel.declaration_id, parcel.version)

    def by_hand(self, brought: Declaration) -> None:
        """In a pack, whatever the line is like."""
        held = self.held[brought.id]
        before = held[max(held)][0] if held else None
        weather, self.weather = self.weather, "fair"
        wire = brought.wire or b""
        self.wires[brought.key].add(wire)
        self.take(Parcel(brought.id, brought.version, brought.kind, wire, brought.document, before))
        self.weather = weather

    def answer(self, parcel: Parcel) -> Outcome:
        """Asked about one version."""
        self.deliver()
        if parcel.declaration_id == self.poisoned:
            raise Bug
        match self.weather:
            case "no network" | "request lost" | "answer lost" | "delayed":
                return NothingLeft("no_network")
            case "strange":
                return NotUnderstood()
            case "newer":
                return NewerHeld(parcel.version + 1)
            case "in flight":
                return InFlight(30)
        held = self.held[parcel.declaration_id]
        if parcel.version in held:
            return self.tell(parcel.declaration_id, parcel.version)
        newest = max(held, default=0)
        return NewerHeld(newest) if newest > parcel.version else Absent()

    def tell(self, declaration_id: DeclarationId, version: int) -> Receipted:
        verdict = self.held[declaration_id][version][1]
        note = f"{declaration_id}.{version} {verdict}".encode()
        wrong = (FieldError("room", "E-09", "Phòng?"),) if verdict is ReceiptVerdict.RETURNED else ()
        receipt = Receipt(declaration_id, version, verdict, self.now(), "Công an xã Mẫu", "7", False, note)
        return Receipted(receipt, wrong)

    def decide(self, declaration_id: DeclarationId, version: int, verdict: ReceiptVerdict) -> None:
        """A person there looked at it; the feed says so, and says the old again."""
        digest, _ = self.held[declaration_id][version]
        before = self.tell(declaration_id, version)
        self.held[declaration_id][version] = (digest, verdict)
        now = self.tell(declaration_id, version)
        self.feed += [LaterVerdict(declaration_id, version, one) for one in (now, before, now)]

    def forget(self) -> None:
        """A restored backup of theirs."""
        self.held.clear()
        self.people.clear()
        self.forgot = True

    def listed(self) -> set[tuple[str, str]]:
        return set(self.people.values())


Interruption = Callable[[], object]
