"""Who is here tonight is found from the stays that aren't over, however long the register is."""

from pathlib import Path

from guestreg.store import cipher
from guestreg.store.read_pool import SQLITE, ReadPool
from guestreg.store.reader import SqlReader
from guestreg.store.sql_store import SqlStore
from tests.fakes.kept import EVENING
from tests.integration.store.conftest import KEY


def test_the_guests_of_the_evening_are_found_without_reading_all(store: SqlStore, path: Path) -> None:
    connection = cipher.connect(path, KEY, read_only=True)
    said: list[str] = []
    connection.set_trace_callback(said.append)
    reader = SqlReader(ReadPool(SQLITE, lambda: connection), SQLITE)
    reader.staying(EVENING)
    connection.set_trace_callback(None)
    asked = [sql for sql in said if "planned_departure_at >" in sql]
    assert len(asked) == 1
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert "SEARCH s2 USING INDEX ix_stays_planned_departure_at (planned_departure_at>?)" in steps
    assert not [step for step in steps if step.startswith("SCAN ")]
    reader.close()
