"""An older file is brought up to date on a copy; killed at any step, the old or the new one opens."""

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from guestreg.domain.chain import first_break
from guestreg.ports.reading import LineFilter
from guestreg.ports.store import StoreBusy, StoreDamaged
from guestreg.store import cipher
from guestreg.store.migrate import STEPS, kept_file, migrate_file
from guestreg.store.schema_version import NEWEST
from guestreg.store.sqlite import open_sqlite
from tests.fakes.kept import EVENING, LEDGER, citizen, kept_stay, record
from tests.integration.store.conftest import GOLDEN, KEY
from tests.integration.store.old_files import contents, killed_at, objects, require_whole, version


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


def objects_of(path: Path) -> list[tuple[str, str]]:
    return [(name, sql) for _type, name, _table, sql in objects(path)]


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
