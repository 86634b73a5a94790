"""Looking into kept files of earlier schemas, and killing the program while it brings one up to date."""

import os
import signal
from pathlib import Path
from typing import Any

from guestreg.domain.chain import first_break
from guestreg.domain.identifiers import LedgerId
from guestreg.store import cipher
from guestreg.store.ledger_rows import LedgerRows
from guestreg.store.migrate import migrate_file
from guestreg.store.sqlite import make_engine
from tests.integration.store.conftest import GOLDEN, KEY

OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"


def objects(path: Path) -> set[tuple[str, ...]]:
    connection = cipher.connect(path, KEY)
    found = {tuple(" ".join(part.split()) for part in row) for row in connection.execute(OBJECTS)}
    connection.close()
    return found


def tables_of_the_first() -> list[str]:
    words = [line.split() for line in (GOLDEN / "schema-0001.sqlite.sql").read_text().splitlines()]
    made = [line[2] for line in words if line[:2] == ["CREATE", "TABLE"]]
    assert len(made) == 15
    return [name for name in made if name != "schema_version"]


TABLES = tables_of_the_first()


def contents(path: Path) -> dict[str, list[Any]]:
    """Every row of every table of the first schema but its version; who left when, wherever it is kept."""
    connection = cipher.connect(path, KEY)
    rows = {name: connection.execute(f"SELECT {_columns(connection, name)} FROM {name}").fetchall() for name in TABLES}
    in_stays = "departed_at" in _columns(connection, "stays", frozenset())
    place = "s" if in_stays else "g"
    rows["departures"] = connection.execute(
        f"SELECT g.id, {place}.departed_at FROM guests g JOIN stays s ON s.id = g.stay_id ORDER BY g.id"
    ).fetchall()
    connection.close()
    return rows


LATER = frozenset({"departed_at", "account_province", "account_commune", "news_cursor", "known_epoch"})
"""Columns that moved or came after the first schema."""


def _columns(connection: Any, table: str, but: frozenset[str] = LATER) -> str:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return ", ".join(name for name in names if name not in but)


def version(path: Path) -> str:
    connection = cipher.connect(path, KEY)
    found = connection.execute("SELECT version_num FROM schema_version").fetchone()[0]
    connection.close()
    return str(found)


def killed_at(step: str, path: Path, released: str = "0001") -> None:
    """Bring `path` up to date in a child that is killed with SIGKILL as soon as `step` is done."""

    def kill(done: str) -> None:
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        migrate_file(path, KEY, released, at_step=kill)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the step was never reached"
    assert os.WTERMSIG(status) == signal.SIGKILL


def require_whole(path: Path) -> None:
    engine = make_engine(path, KEY)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        assert first_break(LedgerRows(connection, LedgerId("")).entries()) is None
    engine.dispose()
