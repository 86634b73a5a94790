"""A client that holds several exchanges under way, and a store that counts its transactions."""

import threading

from guestreg.domain.identifiers import LedgerId
from guestreg.ports.endpoint import Exchange, Outcome, Parcel
from guestreg.ports.store import StoreBusy
from tests.fakes.endpoint import FakeClient
from tests.fakes.kept import LEDGER, house, open_volume
from tests.fakes.store import MemoryStore, MemoryUnitOfWork

PATIENCE_S = 20


class Crowd(FakeClient):
    """Each request waits until `together` are under way, and notes the most it saw."""

    def __init__(self, together: int, *, otherwise: Outcome | None = None) -> None:
        super().__init__(otherwise=otherwise)
        self._together = together
        self._changed = threading.Condition()
        self.under_way: list[Parcel] = []
        self.most = 0
        self.pairs: list[set[str]] = []
        self.begun = 0

    def send(self, parcel: Parcel) -> Exchange:
        with self._changed:
            self.under_way.append(parcel)
            self.begun += 1
            self.most = max(self.most, len(self.under_way))
            self.pairs.append({one.wire.decode() for one in self.under_way})
            self._changed.notify_all()
            wanted = -(-self.begun // self._together) * self._together
            self._changed.wait_for(lambda: self.begun >= wanted, timeout=PATIENCE_S)
        try:
            return super().send(parcel)
        finally:
            with self._changed:
                self.under_way.remove(parcel)


class CountingStore(MemoryStore):
    """Counts commits; `busy` answers that many entries with StoreBusy, and `refused` says that it has."""

    def __init__(self, ledger_id: LedgerId) -> None:
        super().__init__(ledger_id)
        self.commits = self.busy = 0
        self.refused = threading.Event()

    def unit_of_work(self) -> MemoryUnitOfWork:
        return CountingUnit(self)


class CountingUnit(MemoryUnitOfWork):
    def __init__(self, store: CountingStore) -> None:
        super().__init__(store)
        self._counts = store

    def __enter__(self) -> "CountingUnit":
        if self._counts.busy:
            self._counts.busy -= 1
            self._counts.refused.set()
            raise StoreBusy("another thread writes")
        super().__enter__()
        return self

    def commit(self) -> None:
        super().commit()
        self._counts.commits += 1


def counting() -> CountingStore:
    store = CountingStore(LEDGER)
    open_volume(store)
    store.rows.house = house()
    return store
