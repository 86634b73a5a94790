"""A named stand-in for an endpoint: terms that take what a test says, a client that answers from a script.

Tests of whatever sends declarations call it. It opens no socket and knows no wire.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from guestreg.domain.declaration import EndpointKind, FieldError, Kind
from guestreg.domain.guest import GuestKind
from guestreg.ports.endpoint import Accepted, Exchange, Greeting, MayHaveArrived, News, Outcome, Parcel

Answer = Outcome | Exchange | Callable[[Parcel], Outcome | Exchange]


@dataclass(slots=True)
class FakeTerms:
    """EndpointTerms. `build` wraps the document, so a test can tell wire from document."""

    kind: EndpointKind = EndpointKind.PRACTICE
    endpoint_id: str = "practice"
    host: str = "127.0.0.1"
    taken: Callable[[Kind, GuestKind, bytes], bool] = lambda kind, guest_kind, document: kind is Kind.NEW
    window: Callable[[datetime], datetime | None] = lambda arrival_at: None
    complaints: dict[bytes, tuple[FieldError, ...]] = field(default_factory=dict)
    """What `check` finds, by wire."""

    def takes(self, kind: Kind, guest_kind: GuestKind, document: bytes) -> bool:
        return self.taken(kind, guest_kind, document)

    def window_closes_at(self, arrival_at: datetime) -> datetime | None:
        return self.window(arrival_at)

    def build(self, document: bytes) -> bytes:
        return b"[" + document + b"]"

    def check(self, wire: bytes, now: datetime) -> tuple[FieldError, ...]:
        return self.complaints.get(wire, ())


class FakeClient:
    """EndpointClient. `send` gives the scripted outcomes in turn, then `otherwise` for ever.

    A script item is an Outcome (wrapped with the fake's host), a whole Exchange, or a callable given the parcel: it
    may block, note the moment or raise, as a broken client would. With `held` it can be asked: a callable like
    those, or one outcome for every question.
    """

    def __init__(
        self,
        script: Iterable[Answer] = (),
        *,
        otherwise: Outcome | Exchange | None = None,
        greetings: Iterable[Greeting | Outcome | Exchange] = (),
        held: Answer | None = None,
        pages: Iterable[News | Exchange] = (),
        host: str = "127.0.0.1",
    ) -> None:
        self.host = host
        self.script = list(script)
        self.otherwise: Outcome | Exchange = otherwise or Exchange(Accepted(), host, 200, code="200")
        self.greetings = list(greetings)
        self.held = held
        self.pages = list(pages)
        """What `news` gives, one page a call; then empty ones."""
        self.sent: list[Parcel] = []
        self.asked: list[Parcel] = []
        self.cursors: list[str | None] = []
        """Of every call for news."""
        self.greeted = self.asked_afresh = 0
        self.closed = 0

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        self.greeted += 1
        self.asked_afresh += afresh
        if not self.greetings:
            return Greeting()
        said = self.greetings.pop(0)
        return said if isinstance(said, Greeting) else self._exchange(said)

    @property
    def can_be_asked(self) -> bool:
        return self.held is not None

    def send(self, parcel: Parcel) -> Exchange:
        self.sent.append(parcel)
        item = self.script.pop(0) if self.script else self.otherwise
        return self._exchange(item(parcel) if callable(item) else item)

    def ask(self, parcel: Parcel) -> Exchange:
        self.asked.append(parcel)
        said = self.held or MayHaveArrived()
        return self._exchange(said(parcel) if callable(said) else said)

    def news(self, cursor: str | None) -> News | Exchange:
        self.cursors.append(cursor)
        return self.pages.pop(0) if self.pages else News((), cursor or "", more=False)

    def close(self) -> None:
        self.closed += 1

    def _exchange(self, said: Outcome | Exchange) -> Exchange:
        return said if isinstance(said, Exchange) else Exchange(said, self.host)
