"""A declaration version: one person's stay as it is told to one endpoint, and where it stands.

The life of a version is the table in `moves`; this module holds only what a version is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from guestreg.domain.dates import local
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import DeclarationId, GuestId, StayId


class State(StrEnum):
    """Every version is in exactly one."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    WINDOW_CLOSED = "window_closed"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


OPEN = frozenset({State.WAITING, State.SENDING, State.UNKNOWN, State.WINDOW_CLOSED})
"""What the counter *Chưa gửi* counts; `RETURNED` is counted apart."""
DONE = frozenset({State.SENT, State.CONFIRMED, State.HANDED_OVER})
CLOSED = frozenset({State.CANCELLED, State.SUPERSEDED})

PERSON_NEXT = datetime(9999, 1, 1, tzinfo=UTC)
"""As `next_attempt_at`: no further automatic try, a person looks at the endpoint's list."""


class Kind(StrEnum):
    NEW = "new"
    AMEND = "amend"
    CHECKOUT = "checkout"
    CANCEL = "cancel"


class EndpointKind(StrEnum):
    PRACTICE = "practice"
    KBTT = "kbtt"
    OPEN = "open"
    FILES = "files"
    MANUAL = "manual"

    @property
    def is_by_hand(self) -> bool:
        """Nothing goes over a wire: the owner uploads files, or tells the police herself."""
        return self in (EndpointKind.FILES, EndpointKind.MANUAL)


class Grade(StrEnum):
    """How good the kept evidence is, E0 (our own word) to E4 (signed receipt naming our ledger head)."""

    E0 = "E0"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"


class Proof(StrEnum):
    """What makes a version `confirmed`."""

    RECEIPT = "receipt"
    LIST = "list"
    ALREADY = "already"
    SEEN = "seen"


class Hold(StrEnum):
    """Why an endpoint is stopped; a property of the endpoint, never of a declaration."""

    CREDENTIALS = "credentials"
    ADDRESS = "address"
    CERTIFICATE = "certificate"
    CONTRACT = "contract"


LOOK_YOURSELF = "E-163"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a version stands where it stands: a code with the values that fill its sentence."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def said_as(self) -> str:
        """The code of its sentence: what only a person can settle is not said to be asked about by itself."""
        return LOOK_YOURSELF if self.params.get("ask") == "list" else self.code


def too_late(kind: Kind, guest_kind: GuestKind, arrival_at: datetime) -> Reason:
    """Why an endpoint takes a version no longer, with the ways left to this guest; the phone is for others to add."""
    if kind is Kind.CHECKOUT:
        return Reason("E-180")
    day = {"day": local(arrival_at).strftime("%d/%m")}
    return Reason("E-181" if guest_kind is GuestKind.FOREIGNER else "E-30", day)


class FieldError(NamedTuple):
    """One thing the endpoint refused: our field name ("" for the whole), our code, its own words."""

    field: str
    code: str
    text: str

    def __repr__(self) -> str:
        return f"FieldError({self.field!r}, {self.code!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Declaration:
    """One version. Its key `<id>.<version>` and the bytes of `document` and `wire` never change.

    `document` is the canonical declaration document that the ledger commits to; `wire` what the endpoint gets,
    None while the endpoint takes nothing of it. Times are aware UTC.
    """

    id: DeclarationId
    version: int
    kind: Kind
    guest_kind: GuestKind
    guest_id: GuestId
    stay_id: StayId
    state: State
    endpoint: EndpointKind
    endpoint_id: str
    arrival_at: datetime
    group_size: int
    sequence: int
    """Ledger sequence number of the save; the last word in the order of sending."""
    due_at: datetime
    window_closes_at: datetime | None
    document: bytes
    wire: bytes | None
    not_before_at: datetime | None = None
    """Nothing leaves earlier: the undo time, or the person's "send later"."""
    next_attempt_at: datetime | None = None
    tries: int = 0
    """Attempts of this version that failed by its own fault or ended unclear; drives its rhythm."""
    grade: Grade = Grade.E0
    proof: Proof | None = None
    may_have_arrived: bool = False
    program_fault: bool = False
    reason: Reason | None = None
    errors: tuple[FieldError, ...] = ()
    evidence_at: datetime | None = None
    """The instant that counts for lateness once told; None while open."""
    officer: str | None = None
    lease_owner: str | None = None
    lease_until: datetime | None = None

    @property
    def key(self) -> str:
        """The one stable key of this version, on every road."""
        return f"{self.id}.{self.version}"

    @property
    def is_withdrawn(self) -> bool:
        """Cancelled, or a cancellation on its way: nothing more is changed of this guest."""
        return self.state is State.CANCELLED or self.kind is Kind.CANCEL

    @property
    def is_replaceable(self) -> bool:
        """Whether the next version takes its place; else it stays and the next one waits behind it."""
        never_left = self.state in (State.WAITING, State.WINDOW_CLOSED) and not self.may_have_arrived
        return never_left or self.state is State.RETURNED

    def is_late(self, now: datetime) -> bool:
        """Told after the deadline, or not told and the deadline is over. *Late* is a mark, not a state."""
        if self.state in CLOSED:
            return False
        return (self.evidence_at or now) > self.due_at

    def __repr__(self) -> str:
        return f"Declaration({self.key}, {self.state.value})"
