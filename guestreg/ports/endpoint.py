"""The socket for where declarations go: what it takes (terms), and the exchange with it (client).

An adapter reads its own wire and answers with one of the closed union `Outcome`; what that means for a
declaration is `outbox.verdict`'s business.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from guestreg.domain.declaration import EndpointKind, FieldError, Hold, Kind
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.receipt import PoliceMessage, Receipt


@dataclass(frozen=True, slots=True)
class NothingLeft:
    """No byte of the body left this computer. `no_network`, `too_slow`, `sign_in_page` (a network's own page)."""

    cause: Literal["no_network", "too_slow", "sign_in_page"]


@dataclass(frozen=True, slots=True)
class MayHaveArrived:
    """The body left in part or whole and no valid answer came. `retry_after_s`: what one without promise asked for."""

    retry_after_s: int | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """An answer in a form this program doesn't know; the body may have arrived when it had left."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The endpoint's own success form, no proof in it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Refused for its content. `errors` are pinned to our fields as far as the words allow."""

    errors: tuple[FieldError, ...]
    may_have_worked: bool = False
    """After an unclear attempt of the same bytes: that one may be why these are refused."""
    denies_the_stay: bool = False
    """The endpoint has no stay of this person, so nothing shows that an earlier version arrived."""


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """The endpoint says it has this person. What its words carried decides whether that proves anything."""

    number: str | None
    arrival_on: date | None
    departure_on: date | None
    errors: tuple[FieldError, ...]
    number_is_ours: bool | None = None
    """None when no number was named."""
    dates_are_ours: bool | None = None
    """None when no dates were named."""


@dataclass(frozen=True, slots=True)
class WindowOver:
    """The endpoint refuses the arrival day. `arrival_is_old`: older than yesterday by the server's clock."""

    arrival_is_old: bool
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class ProgramFault:
    """The endpoint says our bytes are wrong, with no word the owner could act on."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Asked to come later. `retry_after_s` is already clamped to 1 s – 6 h; None when not said."""

    retry_after_s: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """The endpoint itself can't be used until somebody or something changes."""

    hold: Hold


@dataclass(frozen=True, slots=True)
class Receipted:
    """A signed receipt for exactly this version and its bytes, checked by the adapter.

    `errors` only with the verdict `returned`.
    """

    receipt: Receipt
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class InFlight:
    """The endpoint is still at work on an earlier try of this version."""

    retry_after_s: int | None


@dataclass(frozen=True, slots=True)
class VersionGap:
    """Earlier versions are missing there, or we named the wrong parent. `have`: (version, hex SHA-256) held there."""

    have: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class NewerHeld:
    """The endpoint holds a newer version of this declaration."""

    version: int


@dataclass(frozen=True, slots=True)
class Absent:
    """Asked, the endpoint says it has nothing of this version: it surely did not arrive."""


Outcome = (
    NothingLeft
    | MayHaveArrived
    | NotUnderstood
    | Accepted
    | Refused
    | AlreadyThere
    | WindowOver
    | ProgramFault
    | Busy
    | Held
    | Receipted
    | InFlight
    | VersionGap
    | NewerHeld
    | Absent
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One try and what is kept of it. `reply` is capped and may hold persons: never logged."""

    outcome: Outcome
    host: str
    http_status: int | None = None
    server_date: datetime | None = None
    code: str | None = None
    reply: bytes = b""


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """One version on its way. `wire` never changes; `parent` and `checkpoint` lie beside it and may."""

    declaration_id: DeclarationId
    version: int
    kind: Kind
    wire: bytes
    document: bytes
    parent: str | None = None
    """Hex SHA-256 of the document of the last version the endpoint is known to hold; None when it holds none."""
    checkpoint: bytes | None = None
    """Our ledger's head as a signed note."""


@dataclass(frozen=True, slots=True, repr=False)
class LaterVerdict:
    """What became of a version after its first answer."""

    declaration_id: DeclarationId
    version: int
    outcome: Receipted


@dataclass(frozen=True, slots=True, repr=False)
class News:
    """One page of what an endpoint tells by itself, oldest first. `cursor` names the place to go on from."""

    items: tuple[LaterVerdict | PoliceMessage, ...]
    cursor: str
    more: bool
    server_date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Greeting:
    """What the endpoint said of us before any guest's data left."""

    establishment_code: str | None = None
    province: str | None = None
    commune: str | None = None
    server_date: datetime | None = None
    """What its clock showed just now; None when it wasn't asked or didn't say."""


class EndpointTerms(Protocol):
    """What an endpoint takes. Pure: no network, cheap to build, used when a stay is saved."""

    @property
    def kind(self) -> EndpointKind: ...

    @property
    def endpoint_id(self) -> str:
        """Stable name of this configured endpoint."""
        ...

    @property
    def host(self) -> str:
        """Host in full, as shown to the owner."""
        ...

    def takes(self, kind: Kind, guest_kind: GuestKind, document: bytes) -> bool:
        """Whether there is a call for this kind of version and this document (a child without a number has none)."""
        ...

    def window_closes_at(self, arrival_at: datetime) -> datetime | None:
        """Aware UTC instant after which this arrival is no longer taken; None when there is no window."""
        ...

    def build(self, document: bytes) -> bytes:
        """The bytes for this endpoint, made once per version from the declaration document."""
        ...

    def check(self, wire: bytes, now: datetime) -> tuple[FieldError, ...]:
        """What the endpoint would surely refuse; then nothing is sent."""
        ...


class EndpointClient(Protocol):
    """The exchange itself. `send` may be called from two threads at once; every call ends within its own total time."""

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        """Log in if needed. An Exchange is a failure and no guest's data may leave.

        `afresh`: the endpoint is asked in any case, for what its clock shows.
        """
        ...

    @property
    def can_be_asked(self) -> bool:
        """Whether `ask` gets an answer; without it the one careful re-send is the question."""
        ...

    def send(self, parcel: Parcel) -> Exchange:
        """Send one person's bytes. Never raises for anything the network or the endpoint does."""
        ...

    def ask(self, parcel: Parcel) -> Exchange:
        """What the endpoint holds of this version; `Absent` is proof that nothing arrived. Never raises likewise."""
        ...

    def news(self, cursor: str | None) -> News | Exchange:
        """What came after `cursor`, from the beginning without one; empty where an endpoint tells nothing."""
        ...

    def close(self) -> None:
        """Give up tokens, best effort, at most five seconds, never raising for the network."""
        ...
