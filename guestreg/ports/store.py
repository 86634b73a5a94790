"""The socket for keeping: one write transaction at a time, and what is read back from it.

Implementations map rows to these frozen values themselves; nothing of a database passes here. Read models for
screens are in `ports.reading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

if TYPE_CHECKING:
    from guestreg.domain.declaration import Declaration, Hold, Reason
    from guestreg.domain.establishment import Establishment
    from guestreg.domain.identifiers import DeclarationId, GuestId, LedgerId, StayId
    from guestreg.domain.ledger import Entry, Head, NewEntry
    from guestreg.ports.attempt import Attempt, AttemptOutcome
    from guestreg.ports.kept import KeptGuest, KeptStay
    from guestreg.ports.receipt import PoliceMessage, Receipt
    from guestreg.ports.telling import Telling
    from guestreg.ports.trust import TrustRepository


class StoreBusy(Exception):
    """Another program holds the database beyond the wait (E-42)."""


class StoreFull(Exception):
    """The disk took no more; nothing of this transaction was kept (E-44)."""


class StoreDamaged(Exception):
    """The file is no database of ours, damaged, or its key doesn't fit."""


class StoreTooNew(Exception):
    """Made by a newer program (E-27); nothing was changed."""


class StoreUnreachable(Exception):
    """The folder can't be written or the database server can't be reached; nothing of this transaction was kept."""


class Volume(NamedTuple):
    """One volume of the register. `next_no` starts at 1 and no number is used twice."""

    number: int
    from_on: date
    to_on: date | None
    next_no: int


@dataclass(frozen=True, slots=True)
class EndpointCondition:
    """Health of one endpoint. `failures` counts failed exchanges of the endpoint itself since its last success."""

    endpoint_id: str
    hold: Hold | None = None
    reason: Reason | None = None
    held_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    last_success_at: datetime | None = None
    establishment_code: str | None = None
    program_faults: int = 0
    clock_skew_s: int | None = None
    """Our clock minus the server's `Date`, as last seen."""
    account_province: str | None = None
    account_commune: str | None = None
    """Codes of the place the endpoint has for the account."""
    news_cursor: str | None = None
    """Where to go on reading what the endpoint tells by itself."""
    known_epoch: int = 1
    """Of our ledger, whose device key the endpoint knows; 0 when it knows none of ours and a new code is needed."""


class StayRepository(Protocol):
    def add(self, kept: KeptStay) -> None: ...

    def get(self, stay_id: StayId) -> KeptStay | None: ...

    def of_guest(self, guest_id: GuestId) -> KeptStay | None: ...

    def replace(self, kept: KeptStay) -> None:
        """Store a correction: same ids, same register numbers."""
        ...

    def overlapping(
        self, doc_number: str, arrival: datetime, departure: datetime
    ) -> tuple[tuple[KeptStay, KeptGuest], ...]:
        """Stays, not cancelled, with this normalised number that overlap the time span (half open)."""
        ...


class DeclarationRepository(Protocol):
    def add(self, *declarations: Declaration) -> None: ...

    def get(self, declaration_id: DeclarationId, version: int) -> Declaration | None: ...

    def versions(self, declaration_id: DeclarationId) -> tuple[Declaration, ...]:
        """All versions, oldest first."""
        ...

    def save(self, declaration: Declaration) -> None:
        """Overwrite where it stands. `document`, `wire` and the key are never changed by it."""
        ...

    def rehome(self, declaration: Declaration) -> None:
        """As `save`, under another endpoint. Its `wire` is kept beside those of others, unless that kind has one."""
        ...

    def next_due(self, endpoint_id: str, now: datetime, limit: int) -> tuple[Declaration, ...]:
        """Versions `waiting` or `unknown` whose time has come, in the order of sending.

        Due: `not_before_at` and `next_attempt_at` are past or None, no live lease, and every lower version of the
        same id is out of waiting, sending and unknown. Order: due_at, foreigners first, larger groups first,
        arrival, sequence.
        """
        ...

    def outstanding(self, endpoint_id: str) -> tuple[Declaration, ...]:
        """All `waiting`, `sending` and `unknown`, same order, whatever their time."""
        ...

    def closed_by_clock(self, endpoint_id: str) -> tuple[Declaration, ...]:
        """`window_closed` on no word but our own clock's, with bytes to send and not yet left to a person.

        That is: grade E0 and no `next_attempt_at`. Same order.
        """
        ...

    def handed_over(self, endpoint_id: str) -> tuple[Declaration, ...]:
        """All `handed_over`. Same order."""
        ...

    def take_lease(self, declaration: Declaration, owner: str, until: datetime, now: datetime) -> bool:
        """Claim exactly this version in exactly this state; False when somebody else was first."""
        ...


class LedgerRepository(Protocol):
    def head(self) -> Head: ...

    def append(self, entry: NewEntry) -> Entry:
        """Link behind the head. Appends of several programs are serialised; there is never a fork."""
        ...

    def append_all(self, entries: Sequence[NewEntry]) -> tuple[Entry, ...]:
        """The same for several at once, in their order."""
        ...

    def entries(self, start: int = 1) -> Iterator[Entry]: ...

    def leaves(self) -> Iterator[str]: ...


class AttemptRepository(Protocol):
    def start(self, attempt: Attempt) -> None: ...

    def finish(self, outcome: AttemptOutcome) -> None: ...

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[tuple[Attempt, AttemptOutcome | None], ...]:
        """Oldest first."""
        ...

    def unfinished(self) -> tuple[Attempt, ...]: ...


class TellingRepository(Protocol):
    """What people did outside the wire. Append-only."""

    def add(self, telling: Telling) -> None: ...

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[Telling, ...]:
        """Oldest first."""
        ...


class ReceiptRepository(Protocol):
    """Receipts and messages as they came. Receipts are append-only; the same note twice is kept once."""

    def add(self, receipt: Receipt) -> bool:
        """False when these bytes are kept already."""
        ...

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[Receipt, ...]:
        """Oldest first."""
        ...

    def add_message(self, message: PoliceMessage) -> bool:
        """False when it is kept already."""
        ...

    def read_message(self, message_id: str, at: datetime) -> bool:
        """Mark as read; False when unknown or read before."""
        ...

    def unacknowledged(self, limit: int) -> tuple[tuple[str, datetime], ...]:
        """Messages read here, with when, of which the endpoint hasn't been told; oldest first."""
        ...

    def acknowledged(self, message_id: str, at: datetime) -> None:
        """The endpoint need not be told any more."""
        ...


class HouseRepository(Protocol):
    def establishment(self) -> Establishment | None: ...

    def put_establishment(self, establishment: Establishment) -> None: ...

    def volume(self) -> Volume | None:
        """The open one."""
        ...

    def volumes(self) -> tuple[Volume, ...]: ...

    def put_volume(self, volume: Volume) -> None: ...

    def renumber_volume(self, number: int, new: int) -> None:
        """Only while no line was given out; raises LookupError otherwise."""
        ...

    def take_register_no(self) -> tuple[int, int]:
        """(volume, number) of the next line; the number is never given again."""
        ...

    def condition(self, endpoint_id: str) -> EndpointCondition: ...

    def put_condition(self, condition: EndpointCondition) -> None: ...

    def draft(self) -> bytes | None:
        """The unfinished form as its own JSON; None when there is none."""
        ...

    def put_draft(self, draft: bytes | None, at: datetime) -> None: ...


class UnitOfWork(Protocol):
    """One write transaction. Leaving it without `commit` undoes everything.

    Entering takes the write lane (waits up to 15 s, then StoreBusy); it may be entered once.
    """

    @property
    def stays(self) -> StayRepository: ...

    @property
    def declarations(self) -> DeclarationRepository: ...

    @property
    def ledger(self) -> LedgerRepository: ...

    @property
    def attempts(self) -> AttemptRepository: ...

    @property
    def tellings(self) -> TellingRepository: ...

    @property
    def receipts(self) -> ReceiptRepository: ...

    @property
    def trust(self) -> TrustRepository: ...

    @property
    def house(self) -> HouseRepository: ...

    def commit(self) -> None:
        """Durable when it returns. Raises StoreFull, StoreBusy; then nothing was kept."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(Protocol):
    """One ledger's store. Safe to call from several threads."""

    @property
    def ledger_id(self) -> LedgerId: ...

    def unit_of_work(self) -> UnitOfWork: ...

    def close(self) -> None: ...
