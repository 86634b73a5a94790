"""Declaration versions, which are also the queue of sending: the store's `DeclarationRepository`."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, exists, insert, or_, select, update

from guestreg.domain.declaration import (
    Declaration,
    EndpointKind,
    Grade,
    Kind,
    Proof,
    State,
)
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import DeclarationId, GuestId, StayId
from guestreg.store.kept_rows import errors_of, reason_of, reason_values
from guestreg.store.tables import declarations, guests, wires

_c = declarations.c
_ON_ITS_WAY = tuple(state.value for state in (State.WAITING, State.SENDING, State.UNKNOWN))
_TO_SEND = tuple(state.value for state in (State.WAITING, State.UNKNOWN))
_FIXED = ("id", "version", "document", "guest_id", "stay_id")
_INSERT = insert(declarations)
_INSERT_WIRE = insert(wires)
_THIS = and_(_c.id == bindparam("which"), _c.version == bindparam("which_version"))
_NEWER = (
    update(guests)
    .where(guests.c.declaration_id == bindparam("which"), guests.c.newest_version < bindparam("which_version"))
    .values(newest_version=bindparam("which_version"))
)
_SAVE = (
    update(declarations)
    .where(_THIS)
    .values({column.name: bindparam(column.name) for column in _c if column.name not in _FIXED})
)
_WHOLE = select(declarations, wires.c.wire).outerjoin(
    wires, and_(wires.c.declaration_id == _c.id, wires.c.version == _c.version, wires.c.endpoint == _c.endpoint)
)
_GET = _WHOLE.where(_THIS)
_VERSIONS = _WHOLE.where(_c.id == bindparam("which")).order_by(_c.version)
_ORDER = (
    _c.due_at,
    case((_c.guest_kind == GuestKind.FOREIGNER.value, 0), else_=1),
    _c.group_size.desc(),
    _c.arrival_at,
    _c.sequence,
)
_lower = declarations.alias("lower")
_NOW = bindparam("now", type_=_c.due_at.type)


def _past(column: Any) -> Any:
    return or_(column.is_(None), column <= _NOW)


_OUTSTANDING = _WHOLE.where(_c.state.in_(_ON_ITS_WAY), _c.endpoint_id == bindparam("endpoint_id")).order_by(*_ORDER)
_CLOSED_BY_CLOCK = _WHOLE.where(
    _c.state == State.WINDOW_CLOSED.value,
    _c.endpoint_id == bindparam("endpoint_id"),
    _c.grade == Grade.E0.value,
    _c.next_attempt_at.is_(None),
    wires.c.wire.is_not(None),
).order_by(*_ORDER)
_HANDED_OVER = _WHOLE.where(_c.state == State.HANDED_OVER.value, _c.endpoint_id == bindparam("endpoint_id")).order_by(
    *_ORDER
)
_NEXT_DUE = (
    _WHOLE.where(
        _c.state.in_(_TO_SEND),
        _c.endpoint_id == bindparam("endpoint_id"),
        _past(_c.not_before_at),
        _past(_c.next_attempt_at),
        _past(_c.lease_until),
        ~exists(_lower.c.id).where(
            _lower.c.id == _c.id, _lower.c.version < _c.version, _lower.c.state.in_(_ON_ITS_WAY)
        ),
    )
    .order_by(*_ORDER)
    .limit(bindparam("most"))
)
_LEASE = (
    update(declarations)
    .where(
        _THIS,
        _c.state == bindparam("was_state"),
        _c.lease_owner.is_not_distinct_from(bindparam("was_owner", type_=_c.lease_owner.type)),
        _c.lease_until.is_not_distinct_from(bindparam("was_until", type_=_c.lease_until.type)),
        _past(_c.lease_until),
    )
    .values(lease_owner=bindparam("owner"), lease_until=bindparam("until"))
)


class DeclarationRows:
    """Reads and writes inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *declarations: Declaration) -> None:
        if declarations:
            self._connection.execute(_INSERT, [_row(one) for one in declarations])
        self._add_wires(*declarations)
        newer = [_key(one.id, one.version) for one in declarations if one.version > 1]
        if newer:
            self._connection.execute(_NEWER, newer)

    def get(self, declaration_id: DeclarationId, version: int) -> Declaration | None:
        found = self._all(_GET, _key(declaration_id, version))
        return found[0] if found else None

    def versions(self, declaration_id: DeclarationId) -> tuple[Declaration, ...]:
        return self._all(_VERSIONS, {"which": declaration_id})

    def save(self, declaration: Declaration) -> None:
        row = {name: value for name, value in _row(declaration).items() if name not in _FIXED}
        key = _key(declaration.id, declaration.version)
        if self._connection.execute(_SAVE, row | key).rowcount != 1:
            raise LookupError(declaration.key)

    def rehome(self, declaration: Declaration) -> None:
        self.save(declaration)
        kept = self.get(declaration.id, declaration.version)
        if kept is not None and kept.wire is None:
            self._add_wires(declaration)

    def next_due(self, endpoint_id: str, now: datetime, limit: int) -> tuple[Declaration, ...]:
        return self._all(_NEXT_DUE, {"endpoint_id": endpoint_id, "now": now, "most": limit})

    def outstanding(self, endpoint_id: str) -> tuple[Declaration, ...]:
        return self._all(_OUTSTANDING, {"endpoint_id": endpoint_id})

    def closed_by_clock(self, endpoint_id: str) -> tuple[Declaration, ...]:
        return self._all(_CLOSED_BY_CLOCK, {"endpoint_id": endpoint_id})

    def handed_over(self, endpoint_id: str) -> tuple[Declaration, ...]:
        return self._all(_HANDED_OVER, {"endpoint_id": endpoint_id})

    def take_lease(self, declaration: Declaration, owner: str, until: datetime, now: datetime) -> bool:
        seen = {
            "was_state": declaration.state.value,
            "was_owner": declaration.lease_owner,
            "was_until": declaration.lease_until,
        }
        wanted = {"owner": owner, "until": until, "now": now}
        key = _key(declaration.id, declaration.version)
        return self._connection.execute(_LEASE, key | seen | wanted).rowcount == 1

    def _add_wires(self, *declarations: Declaration) -> None:
        wires = [
            {
                "declaration_id": one.id,
                "version": one.version,
                "endpoint": one.endpoint.value,
                "wire": one.wire,
            }
            for one in declarations
            if one.wire is not None
        ]
        if wires:
            self._connection.execute(_INSERT_WIRE, wires)

    def _all(self, wanted: Select[Any], values: dict[str, Any]) -> tuple[Declaration, ...]:
        return tuple(map(_declaration, self._connection.execute(wanted, values)))


def _key(declaration_id: DeclarationId, version: int) -> dict[str, Any]:
    return {"which": declaration_id, "which_version": version}


def _row(declaration: Declaration) -> dict[str, Any]:
    return {
        "id": declaration.id,
        "version": declaration.version,
        "kind": declaration.kind.value,
        "guest_kind": declaration.guest_kind.value,
        "guest_id": declaration.guest_id,
        "stay_id": declaration.stay_id,
        "state": declaration.state.value,
        "endpoint": declaration.endpoint.value,
        "endpoint_id": declaration.endpoint_id,
        "arrival_at": declaration.arrival_at,
        "group_size": declaration.group_size,
        "sequence": declaration.sequence,
        "due_at": declaration.due_at,
        "window_closes_at": declaration.window_closes_at,
        "document": declaration.document,
        "not_before_at": declaration.not_before_at,
        "next_attempt_at": declaration.next_attempt_at,
        "tries": declaration.tries,
        "grade": declaration.grade.value,
        "proof": declaration.proof.value if declaration.proof else None,
        "may_have_arrived": declaration.may_have_arrived,
        "program_fault": declaration.program_fault,
        "reason": reason_values(declaration.reason),
        "errors": [[e.field, e.code, e.text] for e in declaration.errors] or None,
        "evidence_at": declaration.evidence_at,
        "officer": declaration.officer,
        "lease_owner": declaration.lease_owner,
        "lease_until": declaration.lease_until,
    }


def _declaration(row: Any) -> Declaration:
    return Declaration(
        id=DeclarationId(row.id),
        version=row.version,
        kind=Kind(row.kind),
        guest_kind=GuestKind(row.guest_kind),
        guest_id=GuestId(row.guest_id),
        stay_id=StayId(row.stay_id),
        state=State(row.state),
        endpoint=EndpointKind(row.endpoint),
        endpoint_id=row.endpoint_id,
        arrival_at=row.arrival_at,
        group_size=row.group_size,
        sequence=row.sequence,
        due_at=row.due_at,
        window_closes_at=row.window_closes_at,
        document=bytes(row.document or b""),
        wire=None if row.wire is None else bytes(row.wire),
        not_before_at=row.not_before_at,
        next_attempt_at=row.next_attempt_at,
        tries=row.tries,
        grade=Grade(row.grade),
        proof=Proof(row.proof) if row.proof else None,
        may_have_arrived=row.may_have_arrived,
        program_fault=row.program_fault,
        reason=reason_of(row.reason),
        errors=errors_of(row.errors),
        evidence_at=row.evidence_at,
        officer=row.officer,
        lease_owner=row.lease_owner,
        lease_until=row.lease_until,
    )
