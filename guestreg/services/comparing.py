"""Holding the endpoint's list against the ledger: who is in both, only here, only there, and what nobody can say.

Pure but for reading; what follows from it is `reconcile`'s. A guest is found by number and day of arrival, never by
name.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from guestreg.domain.channel import Channel
from guestreg.domain.dates import at_local, local
from guestreg.domain.declaration import DONE, Declaration, Kind, State
from guestreg.domain.text import matched_number
from guestreg.ports.reader import ListRow, PortalList, SpoiltRow
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import UnitOfWork
from guestreg.ports.telling import TellingKind
from guestreg.services.desk import Desk

SETTLES_WITHIN = timedelta(minutes=10)
"""What was tried less than this before a list was made may not be in it yet."""
_MAY_BE_MISSING = DONE | {State.UNKNOWN}
_SPEAKS_OF = frozenset({State.WAITING, State.WINDOW_CLOSED, State.RETURNED, *DONE, State.UNKNOWN, State.SENDING})

Key = tuple[str, date]


class Doubt(StrEnum):
    """Why a person decides."""

    OTHER_DATES = "other_dates"
    TWICE_HERE = "twice_here"
    TWICE_THERE = "twice_there"
    SPOILT = "spoilt"
    NO_NUMBER = "no_number"
    """She has no document's number to be found by."""


@dataclass(frozen=True, slots=True, repr=False)
class Match:
    """In both. `twice`: the list has her more than once."""

    line: GuestLine
    subject: Declaration
    row: ListRow
    twice: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Missing:
    """Only here. `counts`: the list speaks against the declaration; `by_upload`: it was told by a file."""

    line: GuestLine
    subject: Declaration
    counts: bool
    by_upload: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Unclear:
    line: GuestLine
    doubt: Doubt
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Findings:
    """`first_on` to `last_on`: the days of arrival the list covers."""

    both: tuple[Match, ...]
    only_here: tuple[Missing, ...]
    only_there: tuple[ListRow, ...]
    unclear: tuple[Unclear, ...]
    spoilt: tuple[SpoiltRow, ...]
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True, repr=False)
class _Subject:
    line: GuestLine
    version: Declaration
    key: Key


@dataclass(slots=True)
class _Sorted:
    both: list[Match] = field(default_factory=list)
    only_here: list[Missing] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)


def compare(
    uow: UnitOfWork, desk: Desk, portal: PortalList, made_at: datetime, days: tuple[date, date] | None = None
) -> Findings:
    """`days` are those the person says the list covers; else those of its rows."""
    arrivals = [row.arrival_on for row in portal.rows]
    first_on, last_on = days or ((min(arrivals), max(arrivals)) if arrivals else (None, None))
    lines = _lines(desk, min([*arrivals, *(days or ())], default=None))
    subjects = tuple(_subjects(uow, lines))
    rows: dict[Key, list[ListRow]] = defaultdict(list)
    for row in portal.rows:
        rows[row.number, row.arrival_on].append(row)
    ours: dict[Key, list[_Subject]] = defaultdict(list)
    for subject in subjects:
        ours[subject.key].append(subject)
    strangers: dict[str, list[ListRow]] = defaultdict(list)
    for key, found in rows.items():
        if key not in ours:
            strangers[_without_zeros(key[0])] += found
    sorted_out = _Sorted()
    for subject in subjects:
        if rows.get(subject.key):
            _sort_found(sorted_out, subject, rows[subject.key], alone=len(ours[subject.key]) == 1)
        elif subject.version.state in _MAY_BE_MISSING:
            covered = _covers(first_on, last_on, subject.key[1])
            _sort_missing(uow, sorted_out, subject, strangers, portal.spoilt, made_at, covered=covered)
    sorted_out.unclear += [
        Unclear(line, Doubt.NO_NUMBER, ())
        for line in lines
        if _is_unprovable(line) and _covers(first_on, last_on, local(line.arrival_at).date())
    ]
    doubted = {row for one in sorted_out.unclear for row in one.rows}
    only_there = tuple(row for key, found in rows.items() if key not in ours for row in found if row.row not in doubted)
    return Findings(
        tuple(sorted_out.both),
        tuple(sorted_out.only_here),
        only_there,
        tuple(sorted_out.unclear),
        portal.spoilt,
        first_on,
        last_on,
    )


def _sort_found(sorted_out: _Sorted, subject: _Subject, rows: list[ListRow], *, alone: bool) -> None:
    places = tuple(row.row for row in rows)
    if not alone:
        sorted_out.unclear.append(Unclear(subject.line, Doubt.TWICE_HERE, places))
        return
    twice = len(rows) > 1
    sorted_out.both.append(Match(subject.line, subject.version, rows[0], twice))
    if twice:
        sorted_out.unclear.append(Unclear(subject.line, Doubt.TWICE_THERE, places))


def _sort_missing(
    uow: UnitOfWork,
    sorted_out: _Sorted,
    subject: _Subject,
    strangers: dict[str, list[ListRow]],
    spoilt: Iterable[SpoiltRow],
    made_at: datetime,
    *,
    covered: bool,
) -> None:
    number, arrival_on = subject.key
    alike = strangers.get(_without_zeros(number), [])
    lost_zeros = [row for row in alike if row.number != number and row.arrival_on == arrival_on]
    broken = [row for row in spoilt if row.arrival_on in (None, arrival_on)]
    if lost_zeros or (broken and covered):
        places = (*(row.row for row in lost_zeros), *(row.row for row in broken))
        sorted_out.unclear.append(Unclear(subject.line, Doubt.SPOILT, places))
    elif other := [row for row in alike if row.number == number]:
        sorted_out.unclear.append(Unclear(subject.line, Doubt.OTHER_DATES, tuple(row.row for row in other)))
    elif covered:
        by_upload, touched_at = _last_touch(uow, subject.version)
        counts = touched_at is None or made_at >= touched_at + SETTLES_WITHIN
        sorted_out.only_here.append(Missing(subject.line, subject.version, counts, by_upload))


def _covers(first_on: date | None, last_on: date | None, arrival_on: date) -> bool:
    return first_on is not None and last_on is not None and first_on <= arrival_on <= last_on


def _is_unprovable(line: GuestLine) -> bool:
    """Told, or perhaps told, and in no list by a number; what is proven already needs none."""
    return line.doc_number is None and line.state in _MAY_BE_MISSING - {State.CONFIRMED}


def _lines(desk: Desk, first_on: date | None) -> list[GuestLine]:
    told = () if first_on is None else desk.reader.told_since(at_local(first_on, time()).astimezone(UTC))
    return sorted((*desk.reader.open_lines(), *told), key=lambda one: one.row_id)


def _subjects(uow: UnitOfWork, lines: Iterable[GuestLine]) -> Iterator[_Subject]:
    """Who is to be found in a list at all, each with the version a row of it speaks of."""
    for line in lines:
        if line.doc_number is None:
            continue
        versions = uow.declarations.versions(line.declaration_id)
        version = _spoken_of(versions)
        key = None if version is None else _key(version)
        if version is not None and key is not None:
            yield _Subject(line, version, key)


def _spoken_of(versions: tuple[Declaration, ...]) -> Declaration | None:
    """The newest that stands and that its number and day tell from those before it.

    A correction of anything else shows in no list, nor does a check-out or a cancellation.
    """
    alive = [one for one in versions if one.state in _SPEAKS_OF and one.kind in (Kind.NEW, Kind.AMEND)]
    for place in range(len(alive) - 1, -1, -1):
        if place == 0 or _key(alive[place]) != _key(alive[place - 1]):
            return alive[place]
    return None


def _key(version: Declaration) -> Key | None:
    """None once its document was erased."""
    if not version.document:
        return None
    said = json.loads(version.document)
    guest = said["guest"]
    number = guest.get("doc_number") or guest.get("passport_number") or ""
    return matched_number(number), local(datetime.fromisoformat(said["stay"]["arrival"])).date()


def _last_touch(uow: UnitOfWork, version: Declaration) -> tuple[bool, datetime | None]:
    """Whether it was told by a file, and when it was last tried or told."""
    told = [one for one in uow.tellings.of(version.id, version.version) if one.kind is TellingKind.HAND_OVER]
    if version.state is State.HANDED_OVER and told:
        return told[-1].channel == Channel.PORTAL.value, told[-1].at
    tries = uow.attempts.of(version.id, version.version)
    ends = [attempt.started_at if end is None else max(attempt.started_at, end.ended_at) for attempt, end in tries]
    return False, max(ends, default=None)


def _without_zeros(number: str) -> str:
    return number.lstrip("0")
