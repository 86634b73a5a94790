"""One write transaction over either database. How the write lane is taken differs; it is given as a function."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from guestreg.domain.identifiers import LedgerId
from guestreg.ports.store import StoreBusy
from guestreg.store.attempt_rows import AttemptRows
from guestreg.store.declaration_rows import DeclarationRows
from guestreg.store.house_rows import HouseRows
from guestreg.store.ledger_rows import LedgerRows
from guestreg.store.receipt_rows import ReceiptRows
from guestreg.store.stay_rows import StayRows
from guestreg.store.telling_rows import TellingRows
from guestreg.store.trust_rows import TrustRows

TakeLane = Callable[[Connection], None]


class WriteLane:
    """What all units of work of one store share: the engine, this process's queue, and the database's own lock."""

    def __init__(self, engine: Engine, take: TakeLane, busy_wait_s: float) -> None:
        self._engine = engine
        self._take = take
        self._busy_wait_s = busy_wait_s
        self._queue = threading.Lock()

    def enter(self) -> Connection:
        """A connection inside the one write transaction. Raises StoreBusy after the wait."""
        if not self._queue.acquire(timeout=self._busy_wait_s):
            raise StoreBusy("another thread writes")
        try:
            return self._begin()
        except BaseException:
            self._queue.release()
            raise

    def _begin(self) -> Connection:
        connection = self._engine.connect()
        try:
            self._take(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def leave(self, connection: Connection) -> None:
        """Undo what isn't committed and let the next one in."""
        try:
            connection.close()
        finally:
            self._queue.release()


class SqlUnitOfWork:
    """Repositories over one transaction; leaving without `commit` undoes everything."""

    def __init__(self, lane: WriteLane, ledger_id: LedgerId) -> None:
        self._lane = lane
        self._ledger_id = ledger_id
        self._connection: Connection | None = None
        self._entered = False

    def __enter__(self) -> Self:
        if self._entered:
            raise RuntimeError("a unit of work is entered once")
        self._entered = True
        self._connection = connection = self._lane.enter()
        self._stays = StayRows(connection)
        self._declarations = DeclarationRows(connection)
        self._ledger = LedgerRows(connection, self._ledger_id)
        self._attempts = AttemptRows(connection)
        self._tellings = TellingRows(connection)
        self._receipts = ReceiptRows(connection)
        self._trust = TrustRows(connection)
        self._house = HouseRows(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._lane.leave(connection)

    def commit(self) -> None:
        connection = self._open()
        try:
            connection.commit()
        finally:
            self._connection = None
            self._lane.leave(connection)

    @property
    def stays(self) -> StayRows:
        self._open()
        return self._stays

    @property
    def declarations(self) -> DeclarationRows:
        self._open()
        return self._declarations

    @property
    def ledger(self) -> LedgerRows:
        self._open()
        return self._ledger

    @property
    def attempts(self) -> AttemptRows:
        self._open()
        return self._attempts

    @property
    def tellings(self) -> TellingRows:
        self._open()
        return self._tellings

    @property
    def receipts(self) -> ReceiptRows:
        self._open()
        return self._receipts

    @property
    def trust(self) -> TrustRows:
        self._open()
        return self._trust

    @property
    def house(self) -> HouseRows:
        self._open()
        return self._house

    def _open(self) -> Connection:
        if self._connection is None:
            raise RuntimeError("outside its transaction")
        return self._connection
