"""An older file is brought up to date on a copy; killed at any step, the old or the new one opens."""

import os
import signal
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.chain import first_break
from guestreg.domain.declaration import Hold
from guestreg.domain.identifiers import LedgerId
from guestreg.ports.reading import LineFilter
from guestreg.ports.store import StoreBusy, StoreDamaged
from guestreg.ports.telling import TellingKind
from guestreg.store import cipher
from guestreg.store.ledger_rows import LedgerRows
from guestreg.store.migrate import STEPS, kept_file, migrate_file
from guestreg.store.schema_version import NEWEST
from guestreg.store.sqlite import make_engine, open_sqlite
from tests.fakes.kept import ENDPOINT, EVENING, LEDGER, citizen, kept_stay, record, telling
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


LATER = frozenset({"departed_at", "account_province", "account_commune", "news_cursor"})
"""Columns that moved or came after the first schema."""


def _columns(connection: Any, table: str, but: frozenset[str] = LATER) -> str:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return ", ".join(name for name in names if name not in but)


def test_the_kept_file_is_the_first_schema_word_for_word(first_release: Path) -> None:
    connection = cipher.connect(first_release, KEY)
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    connection.close()
    written = (GOLDEN / "schema-0001.sqlite.sql").read_text()
    assert " ".join(" ".join(f"{row[0]};" for row in rows).split()) == " ".join(written.split())


def test_the_first_release_opens_with_everything_in_it(first_release: Path) -> None:
    before = contents(first_release)
    assert {name: len(rows) for name, rows in before.items() if name in ("stays", "guests", "attempts")} == {
        "stays": 12,
        "guests": 24,
        "attempts": 24,
    }
    store = open_sqlite(first_release, KEY, LEDGER)
    assert contents(first_release) == before
    with store.unit_of_work() as work:
        assert first_break(work.ledger.entries()) is None
    record(store, kept_stay(50, citizen("Mới")))
    assert len(store.reader.lines(LineFilter())) == 25
    store.close()


def test_brought_up_to_date_it_is_what_a_new_file_is(first_release: Path, tmp_path: Path) -> None:
    open_sqlite(first_release, KEY, LEDGER).close()
    open_sqlite(tmp_path / "new.db", KEY, LEDGER).close()
    assert objects(first_release) == objects(tmp_path / "new.db")


def test_what_was_recorded_before_the_index_is_found_by_it(
    first_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guestreg.store.search.SCANNED_UP_TO", 0)
    store = open_sqlite(first_release, KEY, LEDGER)
    assert len(store.reader.ids(LineFilter("mull"))) == 12
    assert len(store.reader.ids(LineFilter("nguyen thi mau"))) == 12
    store.close()


def test_the_earlier_file_stays_and_nothing_else(first_release: Path) -> None:
    before = contents(first_release)
    open_sqlite(first_release, KEY, LEDGER).close()
    kept = kept_file(first_release, "0001")
    assert sorted(file.name for file in first_release.parent.iterdir()) == [first_release.name, kept.name]
    assert contents(kept) == before
    assert version(kept) == "0001"
    assert version(first_release) == NEWEST


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


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_the_old_or_the_new_one_opens(first_release: Path, step: str) -> None:
    before = contents(first_release)
    killed_at(step, first_release)
    assert version(first_release) == (NEWEST if step == "swapped" else "0001")
    require_whole(first_release)
    assert contents(first_release) == before
    store = open_sqlite(first_release, KEY, LEDGER)
    assert contents(first_release) == before
    record(store, kept_stay(50))
    store.close()
    require_whole(first_release)
    assert version(first_release) == NEWEST
    assert not list(first_release.parent.glob("*.new*"))


def departures(path: Path) -> list[datetime | None]:
    """Of all guests in the register's order, as the program reads them."""
    store = open_sqlite(path, KEY, LEDGER)
    found = [row.line.departed_at for row in store.reader.register(1, None, None)]
    store.close()
    return found


def left(number: int) -> datetime:
    """When stay `number` of the kept file left."""
    return EVENING + timedelta(hours=10 + number, minutes=number)


LEFT = [left(number) if number % 2 else None for number in range(1, 7) for _guest in range(2)]


def test_who_left_before_guests_left_one_by_one_has_left(stays_that_left: Path) -> None:
    before = contents(stays_that_left)
    assert departures(stays_that_left) == LEFT
    assert contents(stays_that_left) == before
    assert version(stays_that_left) == NEWEST
    assert "departed_at" not in dict(objects_of(stays_that_left))["stays"]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_nobodys_departure_is_lost(stays_that_left: Path, step: str) -> None:
    before = contents(stays_that_left)
    killed_at(step, stays_that_left, "0003")
    require_whole(stays_that_left)
    assert contents(stays_that_left) == before
    assert departures(stays_that_left) == LEFT
    require_whole(stays_that_left)


def test_a_ledger_from_before_tellings_takes_them(before_tellings: Path, tmp_path: Path) -> None:
    before = contents(before_tellings)
    store = open_sqlite(before_tellings, KEY, LEDGER)
    assert contents(before_tellings) == before
    lines = store.reader.lines(LineFilter())
    assert {line.announced_at for line in lines} == {None}
    condition = store.reader.condition(ENDPOINT)
    assert (condition.hold, condition.failures, condition.account_commune) == (Hold.CREDENTIALS, 3, "302903203")
    with store.unit_of_work() as work:
        first = work.declarations.get(lines[0].declaration_id, 1)
        assert first is not None
        work.tellings.add(telling(first, TellingKind.FILE))
        work.house.put_condition(replace(condition, news_cursor="17"))
        work.commit()
    assert store.reader.lines(LineFilter())[0].filed_at == EVENING
    assert store.reader.condition(ENDPOINT).news_cursor == "17"
    store.close()
    open_sqlite(tmp_path / "new.db", KEY, LEDGER).close()
    assert objects(before_tellings) == objects(tmp_path / "new.db")


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_the_ledger_from_before_tellings_stays_whole(before_tellings: Path, step: str) -> None:
    before = contents(before_tellings)
    killed_at(step, before_tellings, "0005")
    assert version(before_tellings) == (NEWEST if step == "swapped" else "0005")
    require_whole(before_tellings)
    assert contents(before_tellings) == before
    open_sqlite(before_tellings, KEY, LEDGER).close()
    assert contents(before_tellings) == before
    require_whole(before_tellings)


def objects_of(path: Path) -> list[tuple[str, str]]:
    return [(name, sql) for _type, name, _table, sql in objects(path)]


def require_whole(path: Path) -> None:
    engine = make_engine(path, KEY)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        assert first_break(LedgerRows(connection, LedgerId("")).entries()) is None
    engine.dispose()


def test_an_open_file_is_busy_and_left_as_it_is(first_release: Path) -> None:
    other = cipher.connect(first_release, KEY)
    other.execute("BEGIN")
    other.execute("SELECT * FROM meta").fetchall()
    with pytest.raises(StoreBusy):
        migrate_file(first_release, KEY, "0001", busy_wait_s=0.1)
    other.close()
    assert version(first_release) == "0001"


def test_a_copy_that_lost_its_history_never_takes_the_place(first_release: Path) -> None:
    """The negative control of the check before the swap."""

    def spoil(step: str) -> None:
        if step == "upgraded":
            copy = cipher.connect(first_release.with_name("ledger.db.new"), KEY)
            copy.execute("DROP TRIGGER ledger_no_update")
            copy.execute("UPDATE ledger SET envelope = x'7b7d' WHERE seq = 3")
            copy.close()

    with pytest.raises(StoreDamaged):
        migrate_file(first_release, KEY, "0001", at_step=spoil)
    assert version(first_release) == "0001"
    require_whole(first_release)


def bring_up_to_date_beside_another(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """A second start waits for the older file; it goes on as soon as it may, the first saves a guest meanwhile."""
    ends: list[object] = []
    copied, saved = threading.Event(), threading.Event()

    def note(step: str) -> None:
        if step == "copied":
            copied.set()
        if step == "verified":
            saved.wait(10)

    def second() -> None:
        try:
            migrate_file(path, KEY, "0001", at_step=note)
            ends.append("done")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test names it
            ends.append(error)

    other = threading.Thread(target=second)
    replace = Path.replace

    def slowly(file: Path, target: Path) -> Path:
        if threading.current_thread() is not other:
            copied.wait(1)
        return replace(file, target)

    monkeypatch.setattr(Path, "replace", slowly)
    migrate_file(path, KEY, "0001", at_step=lambda step: other.start() if step == "verified" else None)
    store = open_sqlite(path, KEY, LEDGER)
    record(store, kept_stay(50, citizen("Mới")))
    saved.set()
    other.join()
    store.close()
    return ends


def test_a_second_start_never_puts_the_older_contents_back(
    first_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bring_up_to_date_beside_another(first_release, monkeypatch) == ["done"]
    again = open_sqlite(first_release, KEY, LEDGER)
    assert len(again.reader.lines(LineFilter())) == 25
    again.close()
    assert version(first_release) == NEWEST
    assert not list(first_release.parent.glob("*.new*"))
