"""Counting the whole register reads indexes alone, and counts what reading line by line counts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from guestreg.domain.declaration import State
from guestreg.domain.guest import GuestKind
from guestreg.ports.reading import Counts, LineFilter
from guestreg.store import cipher
from guestreg.store.read_pool import SQLITE, Snapshot
from guestreg.store.sql_store import SqlStore
from guestreg.store.tally import parts
from tests.fakes.kept import EVENING, citizen, declaration, foreigner, kept_stay, record
from tests.integration.store.conftest import KEY

LATER = EVENING + timedelta(days=2)
FILTERS = (
    LineFilter(),
    LineFilter(states=frozenset({State.WAITING, State.CONFIRMED})),
    LineFilter(states=frozenset({State.SUPERSEDED})),
    LineFilter(foreigners_only=True),
    LineFilter(late_at=LATER),
    LineFilter(late_at=EVENING),
    LineFilter(states=frozenset({State.WAITING}), foreigners_only=True, late_at=LATER),
)
WITH_DAYS_AND_WORDS = (
    *FILTERS,
    LineFilter("nguyen"),
    LineFilter(arrival_from=EVENING.date(), arrival_to=EVENING.date(), states=frozenset({State.WAITING})),
    LineFilter("muller", foreigners_only=True, late_at=LATER),
)


@pytest.fixture
def snapshot(store: SqlStore, path: Path) -> Iterator[Snapshot]:
    connection = cipher.connect(path, KEY, read_only=True)
    yield Snapshot(connection, SQLITE)
    connection.close()


def plan(snapshot: Snapshot, wanted: LineFilter) -> list[str]:
    """How SQLite reads each table, in the order of the statements."""
    steps: list[str] = []
    for part in parts(wanted, snapshot):
        rows = snapshot.each(f"EXPLAIN QUERY PLAN {part.sql}", part.values | {"now": SQLITE.given(LATER)})
        steps += [row[3] for row in rows if row[3].startswith(("SCAN ", "SEARCH "))]
    return steps


@pytest.mark.parametrize("wanted", FILTERS)
def test_no_row_is_read_but_those_replaced(snapshot: Snapshot, wanted: LineFilter) -> None:
    every, several, replaced = plan(snapshot, wanted)
    assert "d USING COVERING INDEX ix_declarations_state_due_at_evidence_at_guest_kind" in every
    assert several.startswith("SCAN g USING COVERING INDEX ix_guests_replaced")
    assert replaced.startswith(("SEARCH d USING INDEX", "SEARCH d USING COVERING INDEX"))
    assert "(id=? AND version<?)" in replaced


def test_the_days_lead_a_count_by_days(snapshot: Snapshot) -> None:
    """Also the negative control of the plan above."""
    first, *others = plan(snapshot, LineFilter(arrival_from=EVENING.date(), arrival_to=EVENING.date()))
    assert first.startswith("SEARCH s USING INDEX ix_stays_arrival_at")
    assert len(others) == 2
    assert not any("ix_declarations_state" in step or "COVERING" in step for step in others)


def several_versions(store: SqlStore) -> None:
    """Guests with one, two and three versions; states, evidence and kinds differ between them."""
    stays = [kept_stay(number, citizen(), foreigner()) for number in range(1, 7)]
    for number, kept in enumerate(stays, 1):
        record(store, kept)
        with store.unit_of_work() as work:
            for version in range(2, 2 + number % 3):
                work.declarations.add(declaration(kept, number % 2, version))
            for place in (0, 1):
                for old in work.declarations.versions(kept.guests[place].declaration_id)[:-1]:
                    work.declarations.save(replace(old, state=(State.CONFIRMED, State.SUPERSEDED)[old.version % 2]))
            newest = work.declarations.versions(kept.guests[0].declaration_id)[-1]
            if number % 2:
                work.declarations.save(replace(newest, state=State.CONFIRMED, evidence_at=EVENING))
            work.commit()


@pytest.mark.parametrize("wanted", WITH_DAYS_AND_WORDS)
@pytest.mark.parametrize("now", [EVENING, LATER])
def test_it_counts_the_lines_as_they_are(store: SqlStore, wanted: LineFilter, now: datetime) -> None:
    several_versions(store)
    lines = store.reader.lines(wanted, limit=1000)
    by_state = {state: sum(line.state is state for line in lines) for state in {line.state for line in lines}}
    assert store.reader.counts(wanted, now) == Counts(
        len(lines),
        by_state,
        sum(line.guest_kind is GuestKind.FOREIGNER for line in lines),
        sum(line.is_late(now) for line in lines),
    )


def test_the_lines_have_replaced_versions(store: SqlStore, snapshot: Snapshot) -> None:
    """The negative control of the counts: all versions are more than the lines."""
    several_versions(store)
    every, replaced = (
        sum(row[1] for row in snapshot.each(part.sql, part.values | {"now": 0}))
        for part in parts(LineFilter(), snapshot)
    )
    assert (every, replaced) == (18, 6)
