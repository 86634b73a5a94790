"""Which database errors are the environment's and which are bugs. A known one becomes the socket's own exception."""

import errno
from typing import TYPE_CHECKING

from guestreg.ports.store import StoreBusy, StoreDamaged, StoreFull, StoreUnreachable

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import ExceptionContext

_SQLITE_BUSY, _SQLITE_LOCKED, _SQLITE_READONLY, _SQLITE_IOERR = 5, 6, 8, 10
_SQLITE_CORRUPT, _SQLITE_FULL, _SQLITE_CANTOPEN, _SQLITE_NOTADB = 11, 13, 14, 26
_SQLITE = {
    _SQLITE_BUSY: StoreBusy,
    _SQLITE_LOCKED: StoreBusy,
    _SQLITE_READONLY: StoreUnreachable,
    _SQLITE_IOERR: StoreDamaged,
    _SQLITE_CORRUPT: StoreDamaged,
    _SQLITE_FULL: StoreFull,
    _SQLITE_CANTOPEN: StoreUnreachable,
    _SQLITE_NOTADB: StoreDamaged,
}
_POSTGRES = {
    "55P03": StoreBusy,  # lock_not_available
    "40P01": StoreBusy,  # deadlock_detected
    "53100": StoreFull,  # disk_full
    "XX001": StoreDamaged,  # data_corrupted
    "XX002": StoreDamaged,  # index_corrupted
}
_UNREACHABLE = ("08", "28", "3D", "53", "57P")


def known(error: BaseException | None) -> Exception | None:
    """The socket's exception for a driver's error; None when it is a bug. Values of the statement don't pass."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        kind = _SQLITE.get(code & 0xFF)
        return kind(getattr(error, "sqlite_errorname", "")) if kind else None
    if type(error).__module__.partition(".")[0] == "psycopg":
        return _postgres(error)
    return None


def from_system(error: OSError) -> Exception:
    """The socket's exception for what the operating system said of file or folder."""
    name = errno.errorcode.get(error.errno or 0, "")
    return StoreFull(name) if error.errno in (errno.ENOSPC, errno.EDQUOT) else StoreUnreachable(name)


def _postgres(error: BaseException | None) -> Exception | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        return StoreUnreachable("connection") if type(error).__name__ == "OperationalError" else None
    if state in _POSTGRES:
        return _POSTGRES[state](state)
    return StoreUnreachable(state) if state.startswith(_UNREACHABLE) else None


def translate(engine: "Engine") -> None:
    """From now on the engine raises the socket's exceptions for what it knows."""
    from sqlalchemy import event

    event.listen(engine, "handle_error", _handle)


def _handle(context: "ExceptionContext") -> None:
    fault = known(context.original_exception)
    if fault is not None:
        raise fault from context.original_exception
