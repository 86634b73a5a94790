"""Read models: flat frozen lines for screens, lists and paper, straight from the store, never written back."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol

from guestreg.domain.declaration import FieldError, Grade, Kind, Proof, Reason, State
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import DeclarationId, GuestId, StayId
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.receipt import PoliceMessage, Receipt
from guestreg.ports.store import EndpointCondition, Volume
from guestreg.ports.telling import Telling
from guestreg.ports.trust import Anchor


class GuestLine(NamedTuple):
    """One guest, one line, with her newest version. Instants are aware UTC."""

    row_id: int
    """Grows with the register; the key of pages and of the id array."""
    stay_id: StayId
    guest_id: GuestId
    declaration_id: DeclarationId
    version: int
    kind: Kind
    guest_kind: GuestKind
    volume: int
    register_no: int
    full_name: str
    birth_date: date
    birth_precision: str
    sex: str
    nationality: str
    doc_kind: int | None
    doc_number: str | None
    arrival_at: datetime
    planned_departure_at: datetime
    departed_at: datetime | None
    room: str | None
    state: State
    due_at: datetime
    window_closes_at: datetime | None
    evidence_at: datetime | None
    next_attempt_at: datetime | None
    not_before_at: datetime | None
    group_size: int
    grade: Grade
    proof: Proof | None
    reason: Reason | None
    errors: tuple[FieldError, ...]
    officer: str | None
    may_have_arrived: bool
    earlier_state: State | None = None
    """State of the version before, while a correction is on its way."""
    announced_at: datetime | None = None
    """When this version was announced by phone or e-mail without being told by it (a foreigner's advance note)."""
    filed_at: datetime | None = None
    """When this version was last written into an upload file or a pack."""
    behind_state: State | None = None
    """State of the version before that must be settled before this waiting one leaves."""
    behind_next_at: datetime | None = None
    """When that one is tried by itself; as `next_attempt_at`."""

    def __repr__(self) -> str:
        return "GuestLine(…)"

    def is_late(self, now: datetime) -> bool:
        if self.state in (State.CANCELLED, State.SUPERSEDED):
            return False
        return (self.evidence_at or now) > self.due_at


@dataclass(frozen=True, slots=True)
class LineFilter:
    """All parts must hold. `text` is what a person typed into the search box. Dates are Vietnam days of arrival."""

    text: str = ""
    arrival_from: date | None = None
    arrival_to: date | None = None
    states: frozenset[State] = frozenset()
    foreigners_only: bool = False
    late_at: datetime | None = None
    """Only lines late at this instant."""


class Counts(NamedTuple):
    """Numbers shown equal their query, always."""

    total: int
    by_state: Mapping[State, int] = MappingProxyType({})
    foreigners: int = 0
    late: int = 0


class Version(NamedTuple):
    """One version of a line with its tries, for *Các bản* and the evidence."""

    version: int
    kind: Kind
    state: State
    reason: Reason | None
    created_at: datetime
    evidence_at: datetime | None
    grade: Grade
    proof: Proof | None
    attempts: tuple[tuple[Attempt, AttemptOutcome | None], ...]
    tellings: tuple[Telling, ...] = ()
    receipts: tuple[Receipt, ...] = ()

    def __repr__(self) -> str:
        return "Version(…)"


class RegisterLine(NamedTuple):
    """One line of the register with what ĐK14 needs beyond `line`."""

    line: GuestLine
    notifier: str
    note: str | None
    doc_issued_on: date | None
    doc_issue_place: str | None
    residence: tuple[str | None, str | None, str | None]
    """Address text, commune code, province code; a foreigner's home address in the first."""
    cancelled_reason: str | None
    """The person's own words, else the reason's code."""
    companion: str | None = None
    """Full name of the guest a child is with."""
    border_permit: str | None = None
    corrected_at: datetime | None = None
    """When the newest correction was saved; a change of departure is none."""
    told_at: datetime | None = None
    """When the police were first told, while the newest version only changes the departure."""
    told_to: str | None = None
    """The officer of then."""

    def __repr__(self) -> str:
        return "RegisterLine(…)"


class Reader(Protocol):
    """Consistent reads that never wait for a writer. Safe to call from several threads."""

    def lines(self, wanted: LineFilter, *, before: int | None = None, limit: int = 100) -> tuple[GuestLine, ...]:
        """Newest register line first; `before` is the last row_id of the page above (keyset, never an offset)."""
        ...

    def ids(self, wanted: LineFilter) -> "array[int]":
        """Every row_id in the same order as `lines`, as a machine array (type code q)."""
        ...

    def by_ids(self, row_ids: "array[int]") -> tuple[GuestLine, ...]:
        """These lines in the order asked; ids unknown are left out."""
        ...

    def counts(self, wanted: LineFilter, now: datetime) -> Counts: ...

    def staying(self, at: datetime, *, over_since: datetime | None = None) -> tuple[GuestLine, ...]:
        """Guests not cancelled who have arrived, not left, and are planned to stay past `at`, or whose version is
        still open or returned; sorted by state as screens want it, then nearest deadline.

        `over_since` adds those who should have left after it and didn't."""
        ...

    def open_lines(self) -> tuple[GuestLine, ...]:
        """Newest versions in waiting, sending, unknown, returned or window_closed, nearest deadline first."""
        ...

    def line(self, guest_id: GuestId) -> GuestLine | None: ...

    def find_id(self, text: str) -> GuestId | None:
        """A guest by her guest id, declaration id or `volume/number` or number of the open volume."""
        ...

    def versions(self, declaration_id: DeclarationId) -> tuple[Version, ...]: ...

    def register(self, volume: int, arrival_from: date | None, arrival_to: date | None) -> Iterator[RegisterLine]:
        """In register order."""
        ...

    def messages(self, limit: int = 200) -> tuple[PoliceMessage, ...]:
        """What the endpoint told by itself, newest first."""
        ...

    def told_since(self, at: datetime) -> tuple[GuestLine, ...]:
        """Newest versions sent, confirmed or handed over whose arrival is at or after `at`: what a list is held
        against, oldest arrival first."""
        ...

    def condition(self, endpoint_id: str) -> EndpointCondition: ...

    def newest_anchor(self, endpoint_id: str) -> Anchor | None:
        """The head of ours that this endpoint countersigned last."""
        ...

    def establishment(self) -> Establishment | None:
        """The house as it is now; None before the first run."""
        ...

    def volumes(self) -> tuple[Volume, ...]:
        """Oldest first; the last one is open."""
        ...

    def epoch(self) -> int:
        """Of the last ledger entry; 1 before there is any."""
        ...

    def newest_record_at(self) -> datetime | None:
        """Time of the last ledger entry, for the clock check."""
        ...

    def close(self) -> None: ...
