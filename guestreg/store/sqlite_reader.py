"""Reading an encrypted file without SQLAlchemy: for the first screen and for short commands."""

from pathlib import Path

from guestreg.ports.store import StoreTooNew
from guestreg.store import cipher
from guestreg.store.faults import from_system, known
from guestreg.store.read_pool import SQLITE, ReadPool
from guestreg.store.reader import SqlReader
from guestreg.store.schema_version import HAS_VERSION, NEWEST, READ_VERSION


def read_sqlite(path: Path, key: bytes) -> SqlReader | None:
    """A reader of a file that is up to date; None when `sqlite.open_sqlite` must first make or change it.

    Raises StoreDamaged (also for a wrong key), StoreTooNew, StoreUnreachable.
    """
    found = schema_of(path, key)
    if found is not None and found > NEWEST:
        raise StoreTooNew(found)
    return sqlite_reader(path, key) if found == NEWEST else None


def sqlite_reader(path: Path, key: bytes) -> SqlReader:
    """A reader beside an open store."""
    return SqlReader(ReadPool(SQLITE, lambda: cipher.connect(path, key, read_only=True)), SQLITE)


def schema_of(path: Path, key: bytes) -> str | None:
    """The version the file says, not a byte of it changed; None when it is absent or nothing was made in it."""
    try:
        if not path.exists() or path.stat().st_size == 0 or not cipher.peek(path, key, HAS_VERSION):
            return None
        return str(cipher.peek(path, key, READ_VERSION))
    except OSError as error:
        raise from_system(error) from error
    except Exception as error:
        fault = known(error)
        if fault is None:
            raise
        raise fault from error
