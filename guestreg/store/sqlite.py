"""Opening a ledger in an encrypted SQLite file: made when absent, brought up to date when older, refused when newer."""

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver

from guestreg.domain.identifiers import LedgerId
from guestreg.ports.store import StoreDamaged, StoreTooNew
from guestreg.store import cipher, schema
from guestreg.store.faults import from_system, translate
from guestreg.store.schema_version import NEWEST
from guestreg.store.sql_store import SqlStore
from guestreg.store.sqlite_reader import schema_of, sqlite_reader
from guestreg.store.unit_of_work import WriteLane

BUSY_WAIT_S = 15.0


def open_sqlite(
    path: Path, key: bytes, ledger_id: LedgerId, *, create: bool = True, busy_wait_s: float = BUSY_WAIT_S
) -> SqlStore:
    """Raises StoreDamaged (also for a wrong key or another ledger), StoreTooNew, StoreBusy, StoreFull.

    Without `create` a file that is gone or empty is damage: a new one would hide the loss.
    """
    found = schema_of(path, key)
    if found is None and not create:
        raise StoreDamaged(path.name)
    if found is not None and found > NEWEST:
        raise StoreTooNew(found)
    if found is not None and found < NEWEST:
        from guestreg.store.migrate import migrate_file

        migrate_file(path, key, found, busy_wait_s=busy_wait_s)
    _make_private(path)
    engine = make_engine(path, key, busy_wait_s)
    lane = WriteLane(engine, take_lane, busy_wait_s)
    try:
        _settle(lane, engine, ledger_id, is_new=found is None)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(ledger_id, lane, sqlite_reader(path, key), engine.dispose)


def make_engine(path: Path, key: bytes, busy_wait_s: float = BUSY_WAIT_S, *, read_only: bool = False) -> Engine:
    """A pool of guarded connections that raise the socket's exceptions."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: cipher.connect(path, key, busy_wait_s=busy_wait_s, read_only=read_only),
        poolclass=QueuePool,
    )
    translate(engine)
    return engine


def take_lane(connection: Connection) -> None:
    """The one writer from here to the end of the transaction, over all processes."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise from_system(error) from error


def _settle(lane: WriteLane, engine: Engine, ledger_id: LedgerId, *, is_new: bool) -> None:
    if is_new:
        connection = lane.enter()
        try:
            if schema.version(connection) is None:
                schema.create(connection, ledger_id)
            connection.commit()
        finally:
            lane.leave(connection)
    with engine.connect() as connection:
        schema.require_ledger(connection, ledger_id)
