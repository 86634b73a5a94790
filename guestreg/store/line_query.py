"""A `LineFilter` as SQL: which tables it needs and which rows it leaves."""

import re
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from guestreg.domain.dates import at_local
from guestreg.domain.declaration import State
from guestreg.domain.guest import GuestKind
from guestreg.ports.reading import LineFilter
from guestreg.store.line_rows import ITS_STAY, NEWEST_VERSION
from guestreg.store.read_pool import Snapshot, Tongue
from guestreg.store.search import SCANNED_UP_TO, found

_GUESTS = "guests g"
_DAYS = "stays s CROSS JOIN guests g ON g.stay_id = s.id"  # CROSS: the days lead, their guests' keys are read
_HITS = "guest_search f"
_JOINS = {
    "g": "CROSS JOIN guests g ON g.row_id = f.rowid",  # CROSS: the index leads, in the register's order
    "s": ITS_STAY,
    "d": NEWEST_VERSION,
}
_TABLE = re.compile(r"\b([gsd])\.")
HOW_MANY = "SELECT coalesce(max(row_id), 0) FROM guests"


class LineQuery(NamedTuple):
    """`row_id` names the column that gives the register's order from the side that leads the search."""

    source: str
    row_id: str
    conditions: tuple[str, ...]
    values: dict[str, Any]

    def select(self, columns: str, *, also: str = "", tail: str = "") -> str:
        """Only tables that columns or conditions name are joined; `also` is one more condition."""
        conditions = [*self.conditions, *([also] if also else [])]
        named = set(_TABLE.findall(f"{columns} {' '.join(conditions)}"))
        if named:
            named.add("g")
        there = {"g", "s"} if self.source == _DAYS else {"g"} if self.source == _GUESTS else set()
        joins = [join for table, join in _JOINS.items() if table in named - there]
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {columns} FROM {self.source} {' '.join(joins)} {where} {tail}"


def line_query(wanted: LineFilter, snapshot: Snapshot) -> LineQuery:
    """The query for these lines as the register is now."""
    tongue = snapshot.tongue
    conditions: list[str] = []
    values: dict[str, Any] = {}
    _add_days(wanted, tongue, conditions, values)
    source, row_id = _GUESTS, "g.row_id"
    hits = found(wanted.text, _to_scan(conditions, values, snapshot), tongue) if wanted.text else None
    if hits is not None:
        if hits.indexed:
            source, row_id = _HITS, "f.rowid"
        elif conditions and tongue.is_sqlite:
            source = _DAYS
        conditions.append(hits.condition)
        values |= hits.values
    of_versions, their_values = version_conditions(wanted, tongue)
    conditions += of_versions
    values |= their_values
    if wanted.foreigners_only:
        conditions.append(f"g.kind = '{GuestKind.FOREIGNER.value}'")
    return LineQuery(source, row_id, tuple(conditions), values)


def _to_scan(days: list[str], values: dict[str, Any], snapshot: Snapshot) -> int:
    """How many keys a search without index would read: of all guests, or about so many as stays begin on the days."""
    guests: int = snapshot.first(HOW_MANY)[0]
    if guests <= SCANNED_UP_TO or not days:
        return guests
    some = f"SELECT 1 FROM stays s WHERE {' AND '.join(days)} LIMIT {SCANNED_UP_TO + 1}"
    stays: int = snapshot.first(f"SELECT count(*) FROM ({some}) t", values)[0]
    return stays


OVERDUE = "coalesce(d.evidence_at, :{now}) > d.due_at"
NEVER_LATE = (State.CANCELLED, State.SUPERSEDED)
_NEVER = ", ".join(f"'{state.value}'" for state in NEVER_LATE)
LATE = f"(d.state NOT IN ({_NEVER}) AND {OVERDUE})"
"""The rule of `GuestLine.is_late`."""


def version_conditions(wanted: LineFilter, tongue: Tongue) -> tuple[list[str], dict[str, Any]]:
    """What the filter asks of a version itself, `d`, and the values for it."""
    conditions: list[str] = []
    values: dict[str, Any] = {}
    if wanted.states:
        values |= {f"state{place}": state.value for place, state in enumerate(sorted(wanted.states))}
        conditions.append(f"d.state IN ({', '.join(f':{name}' for name in values)})")
    if wanted.late_at is not None:
        conditions.append(LATE.format(now="late_at"))
        values["late_at"] = tongue.given(wanted.late_at)
    return conditions, values


def _add_days(wanted: LineFilter, tongue: Tongue, conditions: list[str], values: dict[str, Any]) -> None:
    if wanted.arrival_from is not None:
        conditions.append("s.arrival_at >= :arrival_from")
        values["arrival_from"] = day_start(wanted.arrival_from, tongue)
    if wanted.arrival_to is not None:
        conditions.append("s.arrival_at < :arrival_to")
        values["arrival_to"] = day_start(wanted.arrival_to + timedelta(days=1), tongue)


def day_start(day: date, tongue: Tongue) -> Any:
    """Midnight in Vietnam at the beginning of `day`."""
    return tongue.given(at_local(day, time(0)))
