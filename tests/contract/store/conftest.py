"""Every store there is, behind one fixture. A test that takes `opened` runs against each of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guestreg.ports.store import Store
from guestreg.store.sqlite import open_sqlite
from tests.fakes.kept import LEDGER, open_volume
from tests.fakes.store import MemoryStore

KEY = bytes(range(32))
Opener = Callable[[], Store]


@pytest.fixture(params=["memory", "sqlite"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind with an open volume; a busy lane is waited for 0.2 s."""
    store: Store
    match request.param:
        case "memory":
            store = MemoryStore(LEDGER, busy_wait_s=0.2)
        case _:
            store = open_sqlite(tmp_path / "ledger.db", KEY, LEDGER, busy_wait_s=0.2)
    open_volume(store)
    yield store
    store.close()
