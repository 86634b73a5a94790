"""The encrypted file: its guards on every connection, and what is refused when it is opened."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from guestreg.domain.declaration import State
from guestreg.domain.identifiers import AttemptId, LedgerId
from guestreg.ports.attempt import AttemptOutcome
from guestreg.ports.reading import LineFilter
from guestreg.ports.store import StoreBusy, StoreDamaged, StoreFull, StoreTooNew, StoreUnreachable
from guestreg.store import cipher
from guestreg.store.schema_version import NEWEST
from guestreg.store.sql_store import SqlStore
from guestreg.store.sqlite import make_engine, open_sqlite
from guestreg.store.sqlite_reader import read_sqlite
from tests.fakes.kept import EVENING, LEDGER, citizen, entry, kept_stay, open_volume, record
from tests.integration.store.conftest import KEY

GUARDS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "temp_store": 2,
    "secure_delete": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
}


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_has_every_guard(store: SqlStore, path: Path, read_only: bool) -> None:
    engine = make_engine(path, KEY, read_only=read_only)
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in GUARDS}
            assert found == GUARDS
    engine.dispose()


def test_a_guard_that_does_not_hold_is_noticed(store: SqlStore, path: Path) -> None:
    connection = cipher.connect(path, KEY)
    with pytest.raises(RuntimeError, match="synchronous"):
        cipher._set(connection, "synchronous", 7)
    connection.close()


@pytest.mark.parametrize("version", ["3.51.2", "3.7.0", "3.9.99"])
def test_a_library_that_can_damage_the_file_is_refused(version: str) -> None:
    with pytest.raises(RuntimeError):
        cipher.require_sqlite(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.52.0", "4.0.0", driver.sqlite_version])
def test_a_sound_library_is_taken(version: str) -> None:
    cipher.require_sqlite(version)


def test_nothing_of_a_guest_can_be_read_on_the_disk(store: SqlStore, path: Path) -> None:
    record(store, kept_stay(1, citizen("Canary Person", "090909090909")))
    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == ["ledger.db", "ledger.db-shm", "ledger.db-wal"]
    for file in files:
        content = file.read_bytes().lower()
        for word in ("canary", "090909090909", "lò thị"):
            for encoding in ("utf-8", "utf-16-le"):
                assert word.encode(encoding) not in content
    assert b"SQLite format 3" not in path.read_bytes()


def test_the_file_is_its_owners_alone(store: SqlStore, path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_another_key_or_no_database_or_another_ledger_is_damaged(store: SqlStore, path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged):
        open_sqlite(path, bytes(32), LEDGER)
    with pytest.raises(StoreDamaged):
        open_sqlite(path, KEY, LedgerId("another"))
    letter = tmp_path / "letter.db"
    letter.write_bytes(b"Dear police," * 1000)
    before = digests(tmp_path)
    with pytest.raises(StoreDamaged):
        open_sqlite(letter, KEY, LEDGER)
    assert digests(tmp_path) == before


def test_a_wrong_key_says_nothing_on_the_terminal(
    store: SqlStore, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StoreDamaged):
        open_sqlite(path, bytes(32), LEDGER)
    assert capfd.readouterr() == ("", "")


def test_a_torn_page_is_damaged(path: Path) -> None:
    opened = open_sqlite(path, KEY, LEDGER)
    open_volume(opened)
    for number in range(1, 30):
        record(opened, kept_stay(number))
    opened.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        open_and_read(path)


def open_and_read(path: Path) -> None:
    opened = open_sqlite(path, KEY, LEDGER)
    try:
        with opened.unit_of_work() as work:
            list(work.ledger.entries())
        list(opened.reader.register(1, None, None))
    finally:
        opened.close()


def digests(folder: Path) -> dict[str, str]:
    """Every file but the shared-memory index, which holds nothing that lasts."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.endswith("-shm"))
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def set_version(path: Path, version: str) -> Any:
    connection = cipher.connect(path, KEY)
    connection.execute("UPDATE schema_version SET version_num = ?", (version,))
    return connection


@pytest.mark.parametrize("crashed", [False, True], ids=["closed", "left open"])
def test_a_database_from_the_future_is_left_as_it_is(path: Path, crashed: bool) -> None:
    open_sqlite(path, KEY, LEDGER).close()
    newer = set_version(path, "9999")
    if not crashed:
        newer.close()
    before = digests(path.parent)
    assert len(before) == (2 if crashed else 1)
    with pytest.raises(StoreTooNew):
        open_sqlite(path, KEY, LEDGER)
    with pytest.raises(StoreTooNew):
        read_sqlite(path, KEY)
    assert digests(path.parent) == before
    newer.close()


def test_the_same_look_at_our_own_version_opens_it(path: Path) -> None:
    """The negative control: what is refused above is the version and nothing else."""
    open_sqlite(path, KEY, LEDGER).close()
    set_version(path, NEWEST).close()
    open_sqlite(path, KEY, LEDGER).close()


def test_a_quick_reader_wants_a_file_that_is_up_to_date(path: Path, first_release: Path) -> None:
    assert read_sqlite(path, KEY) is None
    assert read_sqlite(first_release, KEY) is None
    opened = open_sqlite(path, KEY, LEDGER)
    open_volume(opened)
    record(opened, kept_stay(1))
    opened.close()
    reader = read_sqlite(path, KEY)
    assert reader is not None
    assert len(reader.lines(LineFilter())) == 1
    reader.close()


@pytest.mark.parametrize("left", [("-wal", "-shm"), ("-wal",)], ids=["whole", "without its index"])
def test_a_log_left_by_a_power_cut_is_read(store: SqlStore, path: Path, tmp_path: Path, left: tuple[str, ...]) -> None:
    record(store, kept_stay(1))
    found = tmp_path / "found.db"
    for ending in ("", *left):
        shutil.copy(f"{path}{ending}", f"{found}{ending}")
    again = open_sqlite(found, KEY, LEDGER)
    assert len(again.reader.lines(LineFilter())) == 1
    again.close()


def test_a_full_disk_keeps_nothing_of_the_transaction(store: SqlStore, path: Path) -> None:
    record(store, kept_stay(1))
    engine = store._lane._engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull):
        record(store, kept_stay(2, *(citizen(f"{n} " + "x" * 3000) for n in range(20))))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with store.unit_of_work() as work:
        assert work.ledger.head().seq == 1
        assert work.stays.get(kept_stay(2).id) is None
    record(store, kept_stay(2))


def test_another_program_that_writes_makes_it_busy(store: SqlStore, path: Path) -> None:
    other = cipher.connect(path, KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy), store.unit_of_work():
        pass
    assert store.reader.lines(LineFilter()) == ()
    other.execute("ROLLBACK")
    other.close()
    with store.unit_of_work() as work:
        work.ledger.append(entry(1))
        work.commit()


def test_a_folder_that_is_a_file_cannot_be_reached(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnreachable):
        open_sqlite(tmp_path / "file" / "ledger.db", KEY, LEDGER)


def test_a_bug_stays_a_bug(store: SqlStore) -> None:
    with store.unit_of_work() as work, pytest.raises(Exception, match="FOREIGN KEY") as caught:
        work.attempts.finish(AttemptOutcome(AttemptId("none"), EVENING, "accepted", State.SENT))
    assert not isinstance(caught.value, StoreBusy | StoreFull | StoreDamaged | StoreUnreachable)
