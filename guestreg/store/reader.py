"""Read models of one ledger for screens, lists and paper: the socket `Reader` over plain SQL."""

import json
import re
from array import array
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from guestreg.domain.declaration import Grade, Kind, Proof, State
from guestreg.domain.establishment import Establishment
from guestreg.domain.identifiers import DeclarationId, GuestId
from guestreg.ports.reading import Counts, GuestLine, LineFilter, RegisterLine, Version
from guestreg.ports.receipt import PoliceMessage
from guestreg.ports.store import EndpointCondition, Volume
from guestreg.ports.trust import Anchor
from guestreg.store.kept_rows import (
    anchor_of,
    attempt_of,
    condition_of,
    establishment_of,
    message_of,
    outcome_of,
    reason_of,
    receipt_of,
    telling_of,
    volume_of,
)
from guestreg.store.line_query import HOW_MANY, day_start, line_query
from guestreg.store.line_rows import (
    COLUMNS,
    ITS_STAY,
    NEWEST_VERSION,
    REGISTER_COLUMNS,
    line_maker,
    register_line,
    written_at,
)
from guestreg.store.read_pool import ReadPool, Snapshot, Tongue
from guestreg.store.tally import tally

_FROM = f"FROM guests g {ITS_STAY} {NEWEST_VERSION}"
_LINES = f"SELECT {COLUMNS} {_FROM}"
_OPEN = "('waiting', 'sending', 'unknown', 'returned', 'window_closed')"
# CROSS: the stays not yet over lead, not a million guests
_STAYING = f"""g.row_id IN (
SELECT g2.row_id FROM stays s2 CROSS JOIN guests g2
WHERE g2.stay_id = s2.id AND s2.planned_departure_at > :since AND s2.arrival_at <= :at AND g2.departed_at IS NULL
UNION SELECT g3.row_id FROM declarations d3 JOIN guests g3 ON g3.declaration_id = d3.id
WHERE d3.state IN {_OPEN} AND d3.version = g3.newest_version)
AND d.state <> 'cancelled' AND d.kind <> 'cancel'"""
_SCREEN_ORDER = (
    State.WINDOW_CLOSED,
    State.RETURNED,
    State.UNKNOWN,
    State.WAITING,
    State.SENDING,
    State.SENT,
    State.HANDED_OVER,
    State.CONFIRMED,
    State.CANCELLED,
    State.SUPERSEDED,
    State.DRAFT,
)
_TRIES = """
SELECT a.id, a.declaration_id, a.version, a.started_at, a.wire_sha256, a.host, a.instance, a.program,
o.attempt_id, o.ended_at, o.outcome, o.state, o.http_status, o.server_date, o.code, r.reply
FROM attempts a LEFT JOIN attempt_outcomes o ON o.attempt_id = a.id
LEFT JOIN attempt_replies r ON r.attempt_id = a.id WHERE a.declaration_id = :id ORDER BY a.row_id"""
_VERSIONS = """
SELECT d.version, d.kind, d.state, d.reason, d.evidence_at, d.grade, d.proof, l.envelope
FROM declarations d JOIN ledger l ON l.seq = d.sequence WHERE d.id = :id ORDER BY d.version"""
_OF_PLACE = "SELECT id FROM guests WHERE volume = :volume AND register_no = :number"
_OF_OPEN_PLACE = """
SELECT g.id FROM guests g JOIN volumes v ON v.number = g.volume
WHERE v.to_on IS NULL AND g.register_no = :number"""
_TELLINGS = "SELECT * FROM tellings WHERE declaration_id = :id ORDER BY row_id"
_RECEIPTS = "SELECT * FROM receipts WHERE declaration_id = :id ORDER BY row_id"
_MESSAGES = "SELECT * FROM messages ORDER BY sent_at DESC, row_id DESC LIMIT :most"
_ANCHOR = "SELECT * FROM anchors WHERE endpoint_id = :id ORDER BY row_id DESC LIMIT 1"
# CROSS: the days lead, not all that was ever told
_TOLD = f"""SELECT {COLUMNS} FROM stays s CROSS JOIN guests g CROSS JOIN declarations d
WHERE g.stay_id = s.id AND d.id = g.declaration_id AND d.version = g.newest_version
AND s.arrival_at >= :since AND d.state IN ('sent', 'confirmed', 'handed_over') ORDER BY s.arrival_at, g.row_id"""
_PLACE = re.compile(r"(?:([0-9]{1,6}) */ *)?([0-9]{1,9})")
_IDS_AT_A_TIME = 5_000


class SqlReader:
    """Safe to call from several threads; every call sees one moment and never waits for a writer."""

    def __init__(self, pool: ReadPool, tongue: Tongue) -> None:
        self._pool = pool
        self._tongue = tongue
        self._line = line_maker(tongue)

    def lines(self, wanted: LineFilter, *, before: int | None = None, limit: int = 100) -> tuple[GuestLine, ...]:
        with self._pool.snapshot() as snapshot:
            query = line_query(wanted, snapshot)
            also = "" if before is None else f"{query.row_id} < :before"
            tail = f"ORDER BY {query.row_id} DESC LIMIT :most"
            values = query.values | {"most": limit} | ({} if before is None else {"before": before})
            return self._made(snapshot.each(query.select(COLUMNS, also=also, tail=tail), values))

    def ids(self, wanted: LineFilter) -> "array[int]":
        with self._pool.snapshot() as snapshot:
            query = line_query(wanted, snapshot)
            if not query.conditions and (newest := _without_gaps(snapshot)) is not None:
                return array("q", range(newest, 0, -1))
            sql = query.select(query.row_id, tail=f"ORDER BY {query.row_id} DESC")
            return array("q", [row[0] for row in snapshot.each(sql, query.values)])

    def by_ids(self, row_ids: "array[int]") -> tuple[GuestLine, ...]:
        wanted = f"{_LINES} WHERE {self._tongue.among('g.row_id', 'ids')}"
        found: dict[int, GuestLine] = {}
        with self._pool.snapshot() as snapshot:
            for start in range(0, len(row_ids), _IDS_AT_A_TIME):
                some = self._tongue.numbers(row_ids[start : start + _IDS_AT_A_TIME].tolist())
                found |= {line.row_id: line for line in self._made(snapshot.each(wanted, {"ids": some}))}
        return tuple(found[row_id] for row_id in row_ids if row_id in found)

    def counts(self, wanted: LineFilter, now: datetime) -> Counts:
        with self._pool.snapshot() as snapshot:
            return tally(wanted, now, snapshot)

    def staying(self, at: datetime, *, over_since: datetime | None = None) -> tuple[GuestLine, ...]:
        given = self._tongue.given
        lines = self._where(_STAYING, {"at": given(at), "since": given(over_since or at)})
        return tuple(sorted(lines, key=lambda line: (_SCREEN_ORDER.index(line.state), line.due_at, line.row_id)))

    def open_lines(self) -> tuple[GuestLine, ...]:
        return self._where(f"d.state IN {_OPEN} ORDER BY d.due_at, g.row_id", {})

    def line(self, guest_id: GuestId) -> GuestLine | None:
        found = self._where("g.id = :id", {"id": guest_id})
        return found[0] if found else None

    def find_id(self, text: str) -> GuestId | None:
        typed = text.strip()
        with self._pool.snapshot() as snapshot:
            if place := _PLACE.fullmatch(typed):
                row = _at_place(snapshot, place[1], place[2])
            elif typed and typed.isascii() and typed.isprintable():
                row = snapshot.first("SELECT id FROM guests WHERE id = :id OR declaration_id = :id", {"id": typed})
            else:
                row = None
        return None if row is None else GuestId(row[0])

    def versions(self, declaration_id: DeclarationId) -> tuple[Version, ...]:
        with self._pool.snapshot() as snapshot:
            tries: dict[int, list[Any]] = {}
            for row in snapshot.named(_TRIES, {"id": declaration_id}):
                tries.setdefault(row.version, []).append((attempt_of(row), outcome_of(row)))
            told = [telling_of(row) for row in snapshot.named(_TELLINGS, {"id": declaration_id})]
            receipts = [receipt_of(row) for row in snapshot.named(_RECEIPTS, {"id": declaration_id})]
            rows = snapshot.named(_VERSIONS, {"id": declaration_id})
        return tuple(
            _version(row, tuple(tries.get(row.version, ())))._replace(
                tellings=tuple(one for one in told if one.version == row.version),
                receipts=tuple(one for one in receipts if one.version == row.version),
            )
            for row in rows
        )

    def messages(self, limit: int = 200) -> tuple[PoliceMessage, ...]:
        with self._pool.snapshot() as snapshot:
            return tuple(map(message_of, snapshot.named(_MESSAGES, {"most": limit})))

    def told_since(self, at: datetime) -> tuple[GuestLine, ...]:
        with self._pool.snapshot() as snapshot:
            return self._made(snapshot.each(_TOLD, {"since": self._tongue.given(at)}))

    def register(self, volume: int, arrival_from: date | None, arrival_to: date | None) -> Iterator[RegisterLine]:
        conditions, values = ["g.volume = :volume"], {"volume": volume}
        if arrival_from is not None:
            conditions.append("s.arrival_at >= :from_at")
            values["from_at"] = day_start(arrival_from, self._tongue)
        if arrival_to is not None:
            conditions.append("s.arrival_at < :to_at")
            values["to_at"] = day_start(arrival_to + timedelta(days=1), self._tongue)
        sql = f"SELECT {REGISTER_COLUMNS} {_FROM} WHERE {' AND '.join(conditions)} ORDER BY g.register_no"
        with self._pool.snapshot() as snapshot:
            for row in snapshot.each(sql, values):
                yield register_line(row, self._line(row), self._tongue)

    def condition(self, endpoint_id: str) -> EndpointCondition:
        with self._pool.snapshot() as snapshot:
            rows = snapshot.named("SELECT * FROM endpoint_conditions WHERE endpoint_id = :id", {"id": endpoint_id})
        return condition_of(rows[0] if rows else None, endpoint_id)

    def newest_anchor(self, endpoint_id: str) -> Anchor | None:
        with self._pool.snapshot() as snapshot:
            rows = snapshot.named(_ANCHOR, {"id": endpoint_id})
        return anchor_of(rows[0]) if rows else None

    def establishment(self) -> Establishment | None:
        with self._pool.snapshot() as snapshot:
            rows = snapshot.named("SELECT facts FROM establishment")
        return establishment_of(rows[0].facts) if rows else None

    def volumes(self) -> tuple[Volume, ...]:
        with self._pool.snapshot() as snapshot:
            rows = snapshot.named("SELECT number, from_on, to_on, next_no FROM volumes ORDER BY number")
        return tuple(map(volume_of, rows))

    def epoch(self) -> int:
        last = self._newest_envelope()
        return 1 if last is None else int(json.loads(last)["ep"])

    def newest_record_at(self) -> datetime | None:
        last = self._newest_envelope()
        return None if last is None else written_at(last)

    def close(self) -> None:
        self._pool.close()

    def _newest_envelope(self) -> bytes | None:
        with self._pool.snapshot() as snapshot:
            row = snapshot.first("SELECT envelope FROM ledger ORDER BY seq DESC LIMIT 1")
        return None if row is None else bytes(row[0])

    def _where(self, condition: str, values: dict[str, Any]) -> tuple[GuestLine, ...]:
        with self._pool.snapshot() as snapshot:
            return self._made(snapshot.each(f"{_LINES} WHERE {condition}", values))

    def _made(self, rows: Any) -> tuple[GuestLine, ...]:
        return tuple(map(self._line, rows))


def _without_gaps(snapshot: Snapshot) -> int | None:
    """The highest row_id when every lower one is there too: then nobody need read a million of them."""
    count = snapshot.first("SELECT count(*) FROM guests")[0]
    newest: int = snapshot.first(HOW_MANY)[0]
    return newest if newest == count else None


def _at_place(snapshot: Snapshot, volume: str | None, number: str) -> Any:
    if volume is None:
        return snapshot.first(_OF_OPEN_PLACE, {"number": int(number)})
    return snapshot.first(_OF_PLACE, {"volume": int(volume), "number": int(number)})


def _version(row: Any, tries: tuple[Any, ...]) -> Version:
    return Version(
        version=row.version,
        kind=Kind(row.kind),
        state=State(row.state),
        reason=reason_of(row.reason),
        created_at=written_at(row.envelope),
        evidence_at=row.evidence_at,
        grade=Grade(row.grade),
        proof=Proof(row.proof) if row.proof else None,
        attempts=tries,
    )
