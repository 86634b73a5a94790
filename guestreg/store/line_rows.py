"""The flat line of one guest with her newest version: its columns, and a row of them as a `GuestLine`."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from guestreg.domain.declaration import Grade, Kind, Proof, State
from guestreg.domain.guest import GuestKind
from guestreg.ports.reading import GuestLine, RegisterLine
from guestreg.store.kept_rows import errors_of, reason_of
from guestreg.store.read_pool import Tongue

NEWEST_VERSION = "JOIN declarations d ON d.id = g.declaration_id AND d.version = g.newest_version"
ITS_STAY = "JOIN stays s ON s.id = g.stay_id"
_BEHIND = """CASE WHEN d.version > 1 AND d.state IN ('waiting', 'window_closed') THEN
(SELECT e.{} FROM declarations e WHERE e.id = d.id AND e.version < d.version
AND e.state IN ('waiting', 'sending', 'unknown') ORDER BY e.version LIMIT 1) END"""
COLUMNS = """
g.row_id, g.stay_id, g.id, d.id, d.version, d.kind, g.kind, g.volume, g.register_no, g.full_name, g.birth_date,
g.birth_precision, g.sex, g.nationality, g.doc_kind, g.doc_number, s.arrival_at, s.planned_departure_at,
g.departed_at, s.room, d.state, d.due_at, d.window_closes_at, d.evidence_at, d.next_attempt_at, d.not_before_at,
d.group_size, d.grade, d.proof, d.reason, d.errors, d.officer, d.may_have_arrived,
CASE WHEN d.version > 1 AND d.state IN ('waiting', 'sending', 'unknown', 'returned', 'window_closed') THEN
(SELECT e.state FROM declarations e WHERE e.id = d.id AND e.version < d.version ORDER BY e.version DESC LIMIT 1)
END,
CASE WHEN g.kind = 'foreigner' THEN
(SELECT max(t.told_at) FROM tellings t WHERE t.declaration_id = d.id AND t.version = d.version AND t.kind = 'advance')
END,
(SELECT max(t.told_at) FROM tellings t WHERE t.declaration_id = d.id AND t.version = d.version AND t.kind = 'file'),
{}, {}""".format(*(_BEHIND.format(column) for column in ("state", "next_attempt_at")))
_FIRST_TOLD = """CASE WHEN d.kind = 'checkout' THEN (SELECT e.{} FROM declarations e
WHERE e.id = d.id AND e.kind <> 'checkout' AND e.evidence_at IS NOT NULL ORDER BY e.version LIMIT 1) END"""
REGISTER_COLUMNS = f"""{COLUMNS},
s.notifier, s.note, g.doc_issued_on, g.doc_issue_place, g.res_address, g.res_commune, g.res_province,
g.home_address, d.document, g.border_permit_number,
CASE WHEN d.version > 1 THEN (SELECT l.envelope FROM declarations e JOIN ledger l ON l.seq = e.sequence
WHERE e.id = d.id AND e.version > 1 AND e.kind <> 'checkout' ORDER BY e.version DESC LIMIT 1) END,
{_FIRST_TOLD.format("evidence_at")}, {_FIRST_TOLD.format("officer")},
(SELECT c.full_name FROM guests c WHERE c.stay_id = g.stay_id AND c.position = g.guardian)"""
_LINE_WIDTH = 38

_KINDS = {one.value: one for one in Kind}
_GUEST_KINDS = {one.value: one for one in GuestKind}
_STATES = {one.value: one for one in State}
_GRADES = {one.value: one for one in Grade}
_PROOFS = {one.value: one for one in Proof}

LineMaker = Callable[[Any], GuestLine]


def line_maker(tongue: Tongue) -> LineMaker:
    """A function from a row of `COLUMNS`, in their order, to the line."""
    moment = tongue.moment

    def line(row: Any) -> GuestLine:
        return GuestLine(
            row_id=row[0],
            stay_id=row[1],
            guest_id=row[2],
            declaration_id=row[3],
            version=row[4],
            kind=_KINDS[row[5]],
            guest_kind=_GUEST_KINDS[row[6]],
            volume=row[7],
            register_no=row[8],
            full_name=row[9],
            birth_date=_day(row[10]),
            birth_precision=row[11],
            sex=row[12],
            nationality=row[13],
            doc_kind=row[14],
            doc_number=row[15],
            arrival_at=moment(row[16]),
            planned_departure_at=moment(row[17]),
            departed_at=None if row[18] is None else moment(row[18]),
            room=row[19],
            state=_STATES[row[20]],
            due_at=moment(row[21]),
            window_closes_at=None if row[22] is None else moment(row[22]),
            evidence_at=None if row[23] is None else moment(row[23]),
            next_attempt_at=None if row[24] is None else moment(row[24]),
            not_before_at=None if row[25] is None else moment(row[25]),
            group_size=row[26],
            grade=_GRADES[row[27]],
            proof=_PROOFS[row[28]] if row[28] else None,
            reason=reason_of(json.loads(row[29])) if row[29] else None,
            errors=errors_of(json.loads(row[30])) if row[30] else (),
            officer=row[31],
            may_have_arrived=bool(row[32]),
            earlier_state=_STATES[row[33]] if row[33] else None,
            announced_at=None if row[34] is None else moment(row[34]),
            filed_at=None if row[35] is None else moment(row[35]),
            behind_state=_STATES[row[36]] if row[36] else None,
            behind_next_at=None if row[37] is None else moment(row[37]),
        )

    return line


def register_line(row: Any, line: GuestLine, tongue: Tongue) -> RegisterLine:
    """`row` has `REGISTER_COLUMNS`, `line` was made of it."""
    notifier, note, issued_on, place, address, commune, province, home, document, permit, *more = row[_LINE_WIDTH:]
    entry, told_at, told_to, companion = more
    residence = (address, commune, province) if line.guest_kind is GuestKind.CITIZEN else (home, None, None)
    return RegisterLine(
        line=line,
        notifier=notifier,
        note=note,
        doc_issued_on=tongue.day(issued_on),
        doc_issue_place=place,
        residence=residence,
        cancelled_reason=_cancelled_reason(line, document),
        companion=companion,
        border_permit=permit,
        corrected_at=written_at(entry) if entry else None,
        told_at=None if told_at is None else tongue.moment(told_at),
        told_to=told_to,
    )


def written_at(envelope: bytes) -> datetime:
    """When the ledger took the entry in."""
    return datetime.fromisoformat(json.loads(bytes(envelope))["t"]).astimezone(UTC)


def _cancelled_reason(line: GuestLine, document: bytes | None) -> str | None:
    """The person's own words, else the reason's code."""
    if line.kind is Kind.CANCEL and document:
        said: Mapping[str, str] = json.loads(bytes(document)).get("cancel", {})
    elif line.state is State.CANCELLED and line.reason is not None:
        said = line.reason.params
    else:
        return None
    return said.get("text") or said.get("reason")


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
