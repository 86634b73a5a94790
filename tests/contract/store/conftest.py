"""Every store there is, behind one fixture. A test that takes `opened` runs against each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from guestreg.ports.reading import Reader
from guestreg.ports.store import Store
from guestreg.store.postgres import open_postgres
from guestreg.store.sql_store import SqlStore
from guestreg.store.sqlite import open_sqlite
from tests.fakes.kept import LEDGER, open_volume
from tests.fakes.postgres import PostgresServer
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore

KEY = bytes(range(32))
BUSY_WAIT_S = 0.2


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind with an open volume; a busy lane is waited for 0.2 s."""
    store: Store
    match request.param:
        case "memory":
            store = MemoryStore(LEDGER, busy_wait_s=BUSY_WAIT_S)
        case "postgresql":
            server: PostgresServer = request.getfixturevalue("postgres")
            store = open_postgres(server.new_place(), LEDGER, busy_wait_s=BUSY_WAIT_S, durable=False)
        case _:
            store = open_sqlite(tmp_path / "ledger.db", KEY, LEDGER, busy_wait_s=BUSY_WAIT_S)
    open_volume(store)
    yield store
    store.close()


@pytest.fixture
def reader(opened: Store) -> Reader:
    """What reads the store of `opened`."""
    if isinstance(opened, MemoryStore):
        return MemoryReader(opened)
    assert isinstance(opened, SqlStore)
    return opened.reader
