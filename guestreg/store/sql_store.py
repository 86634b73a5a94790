"""One ledger's store over an engine that is ready to use. `sqlite` and `postgres` make it."""

from collections.abc import Callable

from guestreg.domain.identifiers import LedgerId
from guestreg.store.unit_of_work import SqlUnitOfWork, WriteLane


class SqlStore:
    """The socket `Store`; safe to call from several threads."""

    def __init__(self, ledger_id: LedgerId, lane: WriteLane, close: Callable[[], None]) -> None:
        self._ledger_id = ledger_id
        self._lane = lane
        self._close = close

    @property
    def ledger_id(self) -> LedgerId:
        return self._ledger_id

    def unit_of_work(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._lane, self._ledger_id)

    def close(self) -> None:
        self._close()
