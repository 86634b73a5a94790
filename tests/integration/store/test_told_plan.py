"""What a list is held against is found from its days, and a line's marks from its own version alone."""

from pathlib import Path

from guestreg.ports.reading import LineFilter
from guestreg.store import cipher
from guestreg.store.read_pool import SQLITE, ReadPool
from guestreg.store.reader import SqlReader
from guestreg.store.sql_store import SqlStore
from tests.fakes.kept import EVENING
from tests.integration.store.conftest import KEY


def test_days_lead_and_marks_are_looked_up(store: SqlStore, path: Path) -> None:
    connection = cipher.connect(path, KEY, read_only=True)
    said: list[str] = []
    connection.set_trace_callback(said.append)
    reader = SqlReader(ReadPool(SQLITE, lambda: connection), SQLITE)
    reader.told_since(EVENING)
    reader.lines(LineFilter())
    connection.set_trace_callback(None)
    told, page = [sql for sql in said if "FROM tellings" in sql]
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {told}")]
    assert steps[0] == "SEARCH s USING INDEX ix_stays_arrival_at (arrival_at>?)"
    assert not [step for step in steps if step.startswith("SCAN ")]
    for sql in (told, page):
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        marks = [step for step in plan if step.split()[1] == "t"]
        assert len(marks) == 2
        assert all(step.startswith("SEARCH t USING COVERING INDEX ix_tellings_declaration_id") for step in marks)
    reader.close()
