"""Worlds over each kind of store: in memory, in an encrypted file, in PostgreSQL. The model's tests choose one."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from guestreg.store.postgres import open_postgres
from guestreg.store.sqlite import open_sqlite
from tests.fakes.kept import LEDGER, open_volume
from tests.fakes.postgres import PostgresServer
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore
from tests.faults.model.world import World

Make = Callable[[ExitStack, bool], World]
KEY = bytes(range(32))


def in_memory(stack: ExitStack, asked: bool) -> World:
    store = MemoryStore(LEDGER)
    open_volume(store)
    return World((store, store), (MemoryReader(store), MemoryReader(store)), asked)


def in_file(folder: Path) -> Make:
    """Each run has a copy of one new ledger."""
    new = folder / "new.db"
    first = open_sqlite(new, KEY, LEDGER)
    open_volume(first)
    first.close()

    def make(stack: ExitStack, asked: bool) -> World:
        place = Path(stack.enter_context(TemporaryDirectory(dir=folder))) / "ledger.db"
        shutil.copyfile(new, place)
        store = open_sqlite(place, KEY, LEDGER)
        stack.callback(store.close)
        return World((store, store), (store.reader, store.reader), asked)

    return make


def in_postgres(server: PostgresServer) -> Make:
    """Each desk has its own connections."""

    def make(stack: ExitStack, asked: bool) -> World:
        url = server.new_place()
        stores = [open_postgres(url, LEDGER, durable=False) for _ in range(2)]
        for one in stores:
            stack.callback(one.close)
        open_volume(stores[0])
        return World((stores[0], stores[1]), (stores[0].reader, stores[1].reader), asked)

    return make
