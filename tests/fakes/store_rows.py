"""What the fake store keeps, with its stays and declarations."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Declaration, EndpointKind, Grade, Kind, State
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import AttemptId, DeclarationId, GuestId, StayId
from guestreg.domain.ledger import Entry
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.receipt import PoliceMessage, Receipt
from guestreg.ports.store import EndpointCondition, Volume
from guestreg.ports.telling import Telling
from guestreg.ports.trust import Anchor, KeptHead

ON_ITS_WAY = frozenset({State.WAITING, State.SENDING, State.UNKNOWN})


@dataclass
class Rows:
    """All that is kept. Values are frozen, so a copy of the containers is a copy of everything."""

    stays: dict[StayId, KeptStay] = field(default_factory=dict)
    declarations: dict[tuple[DeclarationId, int], Declaration] = field(default_factory=dict)
    wires: dict[tuple[DeclarationId, int, EndpointKind], bytes] = field(default_factory=dict)
    """Bytes for kinds of endpoint that a version isn't at now."""
    entries: list[Entry] = field(default_factory=list)
    last_at: datetime | None = None
    attempts: dict[AttemptId, Attempt] = field(default_factory=dict)
    outcomes: dict[AttemptId, AttemptOutcome] = field(default_factory=dict)
    volumes: dict[int, Volume] = field(default_factory=dict)
    tellings: list[Telling] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    messages: dict[str, PoliceMessage] = field(default_factory=dict)
    acknowledged: dict[str, datetime] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    heads: list[KeptHead] = field(default_factory=list)
    keys: dict[tuple[str, str], bytes] = field(default_factory=dict)
    conditions: dict[str, EndpointCondition] = field(default_factory=dict)
    house: Establishment | None = None
    draft: bytes | None = None

    def copy(self) -> "Rows":
        return replace(
            self,
            stays=dict(self.stays),
            declarations=dict(self.declarations),
            wires=dict(self.wires),
            entries=list(self.entries),
            attempts=dict(self.attempts),
            outcomes=dict(self.outcomes),
            tellings=list(self.tellings),
            receipts=list(self.receipts),
            messages=dict(self.messages),
            acknowledged=dict(self.acknowledged),
            anchors=list(self.anchors),
            heads=list(self.heads),
            keys=dict(self.keys),
            volumes=dict(self.volumes),
            conditions=dict(self.conditions),
        )

    def newest(self, declaration_id: DeclarationId) -> Declaration | None:
        versions = [d for (wanted, _), d in self.declarations.items() if wanted == declaration_id]
        return max(versions, key=lambda d: d.version, default=None)


class MemoryStays:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, kept: KeptStay) -> None:
        if kept.id in self._rows.stays:
            raise ValueError(kept.id)
        self._rows.stays[kept.id] = _as_stored(kept)

    def get(self, stay_id: StayId) -> KeptStay | None:
        return self._rows.stays.get(stay_id)

    def of_guest(self, guest_id: GuestId) -> KeptStay | None:
        for kept in self._rows.stays.values():
            if any(guest.id == guest_id for guest in kept.guests):
                return kept
        return None

    def replace(self, kept: KeptStay) -> None:
        stored = self._rows.stays.get(kept.id)
        if stored is None:
            raise LookupError(kept.id)
        if {_place(guest) for guest in stored.guests} != {_place(guest) for guest in kept.guests}:
            raise ValueError("a correction keeps guests and register numbers")
        self._rows.stays[kept.id] = _as_stored(replace(kept, created_at=stored.created_at))

    def overlapping(
        self, doc_number: str, arrival: datetime, departure: datetime
    ) -> tuple[tuple[KeptStay, KeptGuest], ...]:
        return tuple(
            (kept, guest)
            for kept in self._rows.stays.values()
            for guest in kept.guests
            if guest.guest.doc_number == doc_number
            and kept.stay.arrival < departure
            and (guest.departed_at or kept.stay.planned_departure) > arrival
            and not self._cancelled(guest)
        )

    def _cancelled(self, guest: KeptGuest) -> bool:
        newest = self._rows.newest(guest.declaration_id)
        return newest is not None and (newest.state is State.CANCELLED or newest.kind is Kind.CANCEL)


class MemoryDeclarations:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, *declarations: Declaration) -> None:
        for declaration in declarations:
            key = (declaration.id, declaration.version)
            if key in self._rows.declarations:
                raise ValueError(declaration.key)
            self._rows.declarations[key] = declaration

    def get(self, declaration_id: DeclarationId, version: int) -> Declaration | None:
        return self._rows.declarations.get((declaration_id, version))

    def versions(self, declaration_id: DeclarationId) -> tuple[Declaration, ...]:
        found = (d for d in self._rows.declarations.values() if d.id == declaration_id)
        return tuple(sorted(found, key=lambda d: d.version))

    def save(self, declaration: Declaration) -> None:
        stored = self.get(declaration.id, declaration.version)
        if stored is None:
            raise LookupError(declaration.key)
        kept = replace(declaration, document=stored.document, wire=self._wire(declaration, stored))
        self._rows.declarations[stored.id, stored.version] = kept

    def rehome(self, declaration: Declaration) -> None:
        stored = self.get(declaration.id, declaration.version)
        if stored is not None and stored.wire is not None:
            self._rows.wires[(*_key(stored), stored.endpoint)] = stored.wire
        self.save(declaration)
        kept = self._rows.declarations[_key(declaration)]
        if kept.wire is None:
            self._rows.declarations[_key(declaration)] = replace(kept, wire=declaration.wire)

    def _wire(self, declaration: Declaration, stored: Declaration) -> bytes | None:
        """Each kind of endpoint has its own bytes, once and for ever."""
        if declaration.endpoint is stored.endpoint:
            return stored.wire
        return self._rows.wires.get((*_key(stored), declaration.endpoint))

    def next_due(self, endpoint_id: str, now: datetime, limit: int) -> tuple[Declaration, ...]:
        due = (
            d
            for d in self.outstanding(endpoint_id)
            if d.state is not State.SENDING
            and all(at is None or at <= now for at in (d.not_before_at, d.next_attempt_at, d.lease_until))
            and not any(v.version < d.version and v.state in ON_ITS_WAY for v in self.versions(d.id))
        )
        return tuple(due)[:limit]

    def outstanding(self, endpoint_id: str) -> tuple[Declaration, ...]:
        wanted = (d for d in self._rows.declarations.values() if d.endpoint_id == endpoint_id and d.state in ON_ITS_WAY)
        return tuple(sorted(wanted, key=_order))

    def closed_by_clock(self, endpoint_id: str) -> tuple[Declaration, ...]:
        wanted = (
            d
            for d in self._rows.declarations.values()
            if (d.endpoint_id, d.state, d.grade) == (endpoint_id, State.WINDOW_CLOSED, Grade.E0)
            and d.next_attempt_at is None
            and d.wire is not None
        )
        return tuple(sorted(wanted, key=_order))

    def handed_over(self, endpoint_id: str) -> tuple[Declaration, ...]:
        wanted = (
            d for d in self._rows.declarations.values() if (d.endpoint_id, d.state) == (endpoint_id, State.HANDED_OVER)
        )
        return tuple(sorted(wanted, key=_order))

    def take_lease(self, declaration: Declaration, owner: str, until: datetime, now: datetime) -> bool:
        stored = self.get(declaration.id, declaration.version)
        if stored is None or stored.state is not declaration.state:
            return False
        if (stored.lease_owner, stored.lease_until) != (declaration.lease_owner, declaration.lease_until):
            return False
        if stored.lease_until is not None and stored.lease_until > now:
            return False
        leased = replace(stored, lease_owner=owner, lease_until=until)
        self._rows.declarations[stored.id, stored.version] = leased
        return True


def _key(declaration: Declaration) -> tuple[DeclarationId, int]:
    return declaration.id, declaration.version


def _order(declaration: Declaration) -> tuple[object, ...]:
    return (
        declaration.due_at,
        declaration.guest_kind is not GuestKind.FOREIGNER,
        -declaration.group_size,
        declaration.arrival_at,
        declaration.sequence,
    )


def _place(guest: KeptGuest) -> tuple[object, ...]:
    return guest.id, guest.declaration_id, guest.volume, guest.register_no


def _as_stored(kept: KeptStay) -> KeptStay:
    stay = kept.stay
    return replace(
        kept,
        stay=replace(
            stay,
            arrival=stay.arrival.astimezone(VIETNAM),
            planned_departure=stay.planned_departure.astimezone(VIETNAM),
        ),
        guests=tuple(
            replace(one, departed_at=one.departed_at.astimezone(UTC)) if one.departed_at else one for one in kept.guests
        ),
    )
