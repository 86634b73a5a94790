"""A connection to an encrypted file through the bare driver, every guard set and read back.

The store's engines use it, and quick readers that can't wait for SQLAlchemy.
"""

import re
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from guestreg.ports.store import StoreDamaged

LEAST_SQLITE = (3, 51, 3)
_GUARDS = {
    "synchronous": 2,
    "foreign_keys": 1,
    "temp_store": 2,
    "secure_delete": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
}


def connect(path: Path, key: bytes, *, busy_wait_s: float = 15.0, read_only: bool = False) -> Any:
    """A driver connection in autocommit: transactions are begun in words.

    `read_only` still needs the file writable for its reader marks. Raises StoreDamaged when the key doesn't fit,
    RuntimeError when a guard doesn't hold.
    """
    connection = driver.connect(
        str(path), timeout=busy_wait_s, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        _unlock(connection, key)
        _guard(connection)
        if read_only:
            _set(connection, "query_only", 1)
    except BaseException:
        connection.close()
        raise
    return connection


def peek(path: Path, key: bytes, sql: str) -> Any:
    """The first value `sql` gives, with not a byte of the file changed; None when there is no row."""
    left_over = path.with_name(path.name + "-wal")
    mode = "mode=ro" if left_over.exists() and left_over.stat().st_size else "immutable=1"
    connection = driver.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    try:
        _unlock(connection, key)
        row = connection.execute(sql).fetchone()
    finally:
        connection.close()
    return None if row is None else row[0]


def require_sqlite(version: str) -> None:
    """Raises RuntimeError for a library that can damage a WAL database."""
    if tuple(map(int, version.split("."))) < LEAST_SQLITE:
        raise RuntimeError(f"SQLite {version} is older than {'.'.join(map(str, LEAST_SQLITE))}")


def _unlock(connection: Any, key: bytes) -> None:
    if len(key) != 32:
        raise ValueError("the key is 32 raw bytes")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except driver.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise StoreDamaged("no database of ours, or another key") from error
        raise


def _guard(connection: Any) -> None:
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise RuntimeError("the driver doesn't encrypt")
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise RuntimeError("journal_mode isn't WAL")
    for name, value in _GUARDS.items():
        _set(connection, name, value)


def _set(connection: Any, name: str, value: int) -> None:
    if not re.fullmatch("[a-z_]+", name):
        raise ValueError(name)
    connection.execute(f"PRAGMA {name} = {value}")
    if connection.execute(f"PRAGMA {name}").fetchone()[0] != value:
        raise RuntimeError(f"{name} isn't {value}")


require_sqlite(driver.sqlite_version)
