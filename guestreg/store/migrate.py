"""Bringing an older database up to date. Imported only when the schema differs, because it brings Alembic.

A file is never changed in place: a copy is brought up to date and verified, then takes the file's place by rename.
Whatever moment the power goes, the old or the new one opens. On PostgreSQL one transaction does it.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as driver

from guestreg.domain.chain import first_break
from guestreg.domain.identifiers import LedgerId
from guestreg.ports.store import StoreDamaged
from guestreg.store import cipher
from guestreg.store.faults import from_system, known, translate
from guestreg.store.ledger_rows import LedgerRows
from guestreg.store.schema_version import VERSION_TABLE

STEPS = ("alone", "kept", "copied", "changed", "upgraded", "verified", "swapped")
"""What has been done when the hook is told; `changed` is inside the transaction that changes the copy."""
Hook = Callable[[str], None]


def _nothing(_step: str) -> None:
    """Nobody watches."""


def kept_file(path: Path, version: str) -> Path:
    """Where the earlier database stays after a change from `version`."""
    return path.with_name(f"{path.name}.before-{version}")


def migrate_file(path: Path, key: bytes, version: str, *, busy_wait_s: float = 15.0, at_step: Hook = _nothing) -> None:
    """Raises StoreBusy while somebody else has the file open, StoreFull, StoreDamaged when the copy doesn't hold.

    The older file stays locked until the newer one has its place; of two starts the second, which then waited for a
    file that is no longer there, has nothing to do.
    """
    found = path.stat().st_ino
    try:
        source = _alone(path, key, busy_wait_s)
        try:
            at_step("alone")
            if path.stat().st_ino == found:
                _replace(path, key, version, source, at_step)
        finally:
            source.close()
    except driver.Error as error:
        if path.stat().st_ino != found:
            return
        fault = known(error)
        if fault is None:
            raise
        raise fault from error
    except OSError as error:
        raise from_system(error) from error


def _replace(path: Path, key: bytes, version: str, source: Any, at_step: Hook) -> None:
    copy = path.with_name(f"{path.name}.new")
    try:
        _copy(source, kept_file(path, version), key)
        at_step("kept")
        _copy(source, copy, key)
        at_step("copied")
        _upgrade_copy(copy, key, at_step)
        at_step("upgraded")
        _verify(copy, key, source)
        at_step("verified")
        if os.name == "nt":
            source.close()  # no open file gives up its place there, ours or another's
        copy.replace(path)
        _sync(path.parent)
        at_step("swapped")
    finally:
        _remove(copy)


def migrate_server(connection: Connection) -> None:
    """Inside the caller's transaction, which holds the write lane."""
    _upgrade(connection, _nothing)


def _alone(path: Path, key: bytes, busy_wait_s: float) -> Any:
    """A reader of the file whose log is written back and gone, so that it can't meet the new file.

    Without the log a reader keeps everybody from committing. The backup interface refuses a writing source.
    """
    source = cipher.connect(path, key, busy_wait_s=busy_wait_s)
    try:
        if source.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise StoreDamaged("the log stays")
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        source.close()
        raise
    return source


def _copy(source: Any, target: Path, key: bytes) -> None:
    """Through the backup interface into a file under the same key, on disk when it returns."""
    _remove(target)
    target.touch(mode=0o600)
    destination = cipher.connect(target, key)
    try:
        source.backup(destination)
        destination.execute("PRAGMA journal_mode = DELETE")
    finally:
        destination.close()
    _sync(target)


def _upgrade_copy(copy: Path, key: bytes, at_step: Hook) -> None:
    engine = _engine(copy, key)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = 0")
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        _upgrade(connection, at_step)
        connection.commit()
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    engine.dispose()
    _sync(copy)


def _engine(path: Path, key: bytes) -> Engine:
    engine = create_engine("sqlite://", module=driver, creator=lambda: cipher.connect(path, key), poolclass=NullPool)
    translate(engine)
    return engine


def _upgrade(connection: Connection, at_step: Hook) -> None:
    script = ScriptDirectory(str(Path(__file__).parent / "migrations"))

    def to_head(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)  # what alembic's own command does

    with EnvironmentContext(Config(), script, fn=to_head) as environment:
        environment.configure(
            connection=connection,
            version_table=VERSION_TABLE,
            transactional_ddl=False,
            on_version_apply=lambda **_: at_step("changed"),
        )
        environment.run_migrations()


def _verify(copy: Path, key: bytes, source: Any) -> None:
    """Raises StoreDamaged when the copy isn't whole, or doesn't hold the same history as the file it comes from."""
    engine = _engine(copy, key)
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA quick_check").scalars().all() != ["ok"]:
            raise StoreDamaged("quick_check")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise StoreDamaged("foreign_key_check")
        _require_chain(connection)
        before = source.execute("SELECT count(*), max(leaf) FROM ledger").fetchone()
        after = connection.exec_driver_sql("SELECT count(*), max(leaf) FROM ledger").one()
        if tuple(before) != tuple(after):
            raise StoreDamaged("another history")
        connection.rollback()
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    engine.dispose()


def _require_chain(connection: Connection) -> None:
    broken = first_break(LedgerRows(connection, LedgerId("")).entries())
    if broken is not None:
        raise StoreDamaged(f"entry {broken.seq}: {broken.what}")


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """A folder can't be flushed on Windows, where a rename is kept by the journal of the file system."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
