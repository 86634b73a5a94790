"""Words within days: the days lead when they have few guests, else the index of words; both find the same lines."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from guestreg.ports.reading import LineFilter
from guestreg.store import cipher
from guestreg.store.line_query import line_query
from guestreg.store.read_pool import SQLITE, Snapshot
from guestreg.store.sql_store import SqlStore
from tests.fakes.kept import EVENING, citizen, foreigner, kept_stay, record
from tests.integration.store.conftest import KEY

ONE_DAY = LineFilter("muller", arrival_from=EVENING.date(), arrival_to=EVENING.date())


@pytest.fixture
def snapshot(store: SqlStore, path: Path) -> Iterator[Snapshot]:
    for number in range(1, 7):
        record(store, kept_stay(number, citizen(), foreigner()))
    connection = cipher.connect(path, KEY, read_only=True)
    yield Snapshot(connection, SQLITE)
    connection.close()


def scan_up_to(monkeypatch: pytest.MonkeyPatch, guests: int) -> None:
    for module in ("line_query", "search"):
        monkeypatch.setattr(f"guestreg.store.{module}.SCANNED_UP_TO", guests)


def leading(snapshot: Snapshot, wanted: LineFilter) -> str:
    query = line_query(wanted, snapshot)
    sql = query.select("g.row_id, d.state", tail="ORDER BY g.row_id DESC LIMIT 100")
    return str(next(row[3] for row in snapshot.each(f"EXPLAIN QUERY PLAN {sql}", query.values)))


def test_few_days_of_a_large_register_lead(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    scan_up_to(monkeypatch, 8)
    assert leading(snapshot, ONE_DAY).startswith("SEARCH s USING INDEX ix_stays_arrival_at")
    assert leading(snapshot, LineFilter("muller")).startswith("SCAN f VIRTUAL TABLE INDEX")


def test_many_days_of_a_large_register_do_not(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    scan_up_to(monkeypatch, 5)
    assert leading(snapshot, ONE_DAY).startswith("SCAN f VIRTUAL TABLE INDEX")


@pytest.mark.parametrize("guests", [100, 8, 5, 0])
@pytest.mark.parametrize("text", ["muller", "nguyen", "nobody", "mul ann"])
def test_whatever_leads_finds_the_same(
    snapshot: Snapshot, store: SqlStore, monkeypatch: pytest.MonkeyPatch, guests: int, text: str
) -> None:
    wanted = LineFilter(text, arrival_from=EVENING.date(), arrival_to=EVENING.date() + timedelta(1))
    expected = [line.row_id for line in store.reader.lines(wanted)]
    scan_up_to(monkeypatch, guests)
    assert [line.row_id for line in store.reader.lines(wanted)] == expected
    assert store.reader.ids(wanted).tolist() == expected
    assert store.reader.counts(wanted, EVENING).total == len(expected)


def test_the_words_are_some_guests_and_not_all(store: SqlStore, snapshot: Snapshot) -> None:
    """The negative control of the comparison above."""
    assert 0 < store.reader.counts(ONE_DAY, EVENING).total < store.reader.counts(LineFilter(), EVENING).total
