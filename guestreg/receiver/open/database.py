"""Opening the authority's database, SQLite or PostgreSQL, and its transactions; a commit is durable when it returns.

Used by everything that stores. It must not know what is stored.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from guestreg.receiver.open.tables import METADATA

BUSY_SECONDS = 15
_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


class NotDurable(RuntimeError):
    """The server may forget what it said was stored; its receipts would promise too much."""


TROUBLES = (SQLAlchemyError, NotDurable)
"""What using a database may raise; the rest is a bug."""


class Database:
    """One authority's database. Several processes may open it; `durable=False` is for tests with a lax server."""

    def __init__(self, url: str, *, durable: bool = True) -> None:
        given = make_url(url)
        self.is_sqlite = given.get_backend_name() == "sqlite"
        self._writing = threading.Lock()
        self._engine = _sqlite(given.database or "") if self.is_sqlite else _postgres(given)
        with self.writing() as connection:
            if durable and not self.is_sqlite:
                _require_durable(connection)
            METADATA.create_all(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits at the end and is gone after an error."""
        if not self.is_sqlite:
            with self._engine.begin() as connection:
                yield connection
            return
        with self._writing, self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What is committed, nothing else; each statement sees what is so by then."""
        with self._engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection

    def claim(self, connection: Connection, declaration_id: str) -> bool:
        """No other process takes in this declaration until the transaction ends; False when one does."""
        if self.is_sqlite:
            return True
        lane = _lane(declaration_id)
        return bool(connection.scalar(text("select pg_try_advisory_xact_lock(:lane)"), {"lane": lane}))

    def wait_for(self, connection: Connection, declaration_id: str) -> None:
        """Until no other process is taking this declaration in; what is read afterwards has it."""
        if not self.is_sqlite:
            lane = _lane(declaration_id)
            connection.execute(text("select pg_advisory_xact_lock_shared(:lane)"), {"lane": lane})

    def queue_for(self, connection: Connection, name: str) -> None:
        """One transaction after another may do what goes by that name."""
        if not self.is_sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:lane)"), {"lane": _lane(name)})

    def close(self) -> None:
        self._engine.dispose()


def is_busy(error: DBAPIError) -> bool:
    """A lock wasn't had in time, so nothing was stored. A connection that broke may have broken after its commit."""
    return "locked" in str(error.orig) or "lock timeout" in str(error.orig)


def _sqlite(path: str) -> Engine:
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        return dbapi2.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    Path(path).touch(mode=0o600)
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=10, max_overflow=40
    )

    @event.listens_for(engine, "connect")
    def guard(connection: Any, record: object) -> None:
        for name, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)):
            connection.execute(f"PRAGMA {name} = {wanted}")
            if connection.execute(f"PRAGMA {name}").fetchone()[0] != wanted:
                raise NotDurable(name)

    return engine


def _postgres(url: Any) -> Engine:
    options = f"-c timezone=UTC -c lock_timeout={BUSY_SECONDS * 1000}"
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=10,
        max_overflow=40,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "application_name": "stay-declaration", "options": options},
    )


def _require_durable(connection: Connection) -> None:
    for name in _DURABLE:
        if connection.scalar(text(f"show {name}")) not in ("on", "local", "remote_write", "remote_apply"):
            raise NotDurable(name)


def _lane(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
