"""How many lines there are of each state, how many of them foreign, how many late: for the socket `Reader`.

Without words and days everything comes from indexes alone: all versions are counted, the replaced ones taken off.
"""

from datetime import datetime
from typing import Any, NamedTuple

from guestreg.domain.declaration import State
from guestreg.domain.guest import GuestKind
from guestreg.ports.reading import Counts, LineFilter
from guestreg.store.line_query import NEVER_LATE, OVERDUE, line_query, version_conditions
from guestreg.store.read_pool import Snapshot, Tongue

_FOREIGN = f"{{kind}} = '{GuestKind.FOREIGNER.value}'"
_COLUMNS = f"""d.state, count(*), count(*) FILTER (WHERE {_FOREIGN}),
count(*) FILTER (WHERE {OVERDUE.format(now="now")})"""
_BY_STATE = "GROUP BY d.state"
_OF_FEW = "GROUP BY d.state, d.state || ''"  # no index has this order, so that the days lead
_REPLACED = "FROM guests g CROSS JOIN declarations d"  # CROSS: the few guests with several versions lead
_IS_REPLACED = ("g.newest_version > 1", "d.id = g.declaration_id", "d.version < g.newest_version")


class Part(NamedTuple):
    """A statement whose numbers are added (`sign` 1) or taken off (-1)."""

    sign: int
    sql: str
    values: dict[str, Any]


def tally(wanted: LineFilter, now: datetime, snapshot: Snapshot) -> Counts:
    """Late is said of `now`."""
    by_state: dict[State, int] = {}
    foreigners = lates = 0
    for part in parts(wanted, snapshot):
        for name, lines, foreign, late in snapshot.each(part.sql, part.values | {"now": snapshot.tongue.given(now)}):
            state = State(name)
            by_state[state] = by_state.get(state, 0) + part.sign * lines
            foreigners += part.sign * foreign
            lates += 0 if state in NEVER_LATE else part.sign * late
    by_state = {state: lines for state, lines in by_state.items() if lines}
    return Counts(sum(by_state.values()), by_state, foreigners, lates)


def parts(wanted: LineFilter, snapshot: Snapshot) -> tuple[Part, ...]:
    """The statements that together count these lines."""
    if not wanted.text and wanted.arrival_from is None and wanted.arrival_to is None:
        return _of_indexes(wanted, snapshot.tongue)
    query = line_query(wanted, snapshot)
    return (Part(1, query.select(_COLUMNS.format(kind="g.kind"), tail=_OF_FEW), query.values),)


def _of_indexes(wanted: LineFilter, tongue: Tongue) -> tuple[Part, Part]:
    conditions, values = version_conditions(wanted, tongue)
    if wanted.foreigners_only:
        conditions.append(_FOREIGN.format(kind="d.guest_kind"))
    columns = _COLUMNS.format(kind="d.guest_kind")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    replaced = f"WHERE {' AND '.join((*_IS_REPLACED, *conditions))}"
    return (
        Part(1, f"SELECT {columns} FROM declarations d {where} {_BY_STATE}", values),
        Part(-1, f"SELECT {columns} {_REPLACED} {replaced} {_BY_STATE}", values),
    )
