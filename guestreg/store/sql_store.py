"""One ledger's store over an engine that is ready to use. `sqlite` and `postgres` make it."""

from collections.abc import Callable

from guestreg.domain.identifiers import LedgerId
from guestreg.store.reader import SqlReader
from guestreg.store.unit_of_work import SqlUnitOfWork, WriteLane


class SqlStore:
    """The socket `Store`; safe to call from several threads."""

    def __init__(self, ledger_id: LedgerId, lane: WriteLane, reader: SqlReader, close: Callable[[], None]) -> None:
        self._ledger_id = ledger_id
        self._lane = lane
        self._reader = reader
        self._close = close

    @property
    def ledger_id(self) -> LedgerId:
        return self._ledger_id

    @property
    def reader(self) -> SqlReader:
        """Read models of the same ledger, closed with it."""
        return self._reader

    def unit_of_work(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._lane, self._ledger_id)

    def close(self) -> None:
        self._reader.close()
        self._close()
