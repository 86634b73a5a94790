"""Opening one ledger: its key, its database, the desk everybody works at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.identifiers import LedgerId
from guestreg.platform.atomic_file import make_folder
from guestreg.ports.secrets import Secrets, SecretsUnavailable
from guestreg.ports.store import Store, StoreDamaged, UnitOfWork
from guestreg.services.workplace import CannotOpen

if TYPE_CHECKING:
    from pathlib import Path

    from guestreg.domain.catalogue import Catalogue
    from guestreg.domain.rules import Rules
    from guestreg.platform.paths import Paths
    from guestreg.ports.clock import Clock
    from guestreg.ports.events import Events
    from guestreg.ports.random import Random
    from guestreg.ports.reading import Reader
    from guestreg.ports.settings import LedgerSettings
    from guestreg.services.desk import Desk
    from guestreg.store.sql_store import SqlStore

OPERATOR = "u1"
"""Local id of the one operating-system user; a person's name never enters an envelope."""


class OpenLedger(NamedTuple):
    """A ledger that can be read at once, and written through its store."""

    settings: LedgerSettings
    store: Store
    reader: Reader


def open_ledger(ledger: LedgerSettings, paths: Paths, secrets: Secrets, *, create: bool) -> OpenLedger:
    """Raises CannotOpen with the code that says why; nothing was changed then."""
    with _named_troubles():
        store, reader = _open(ledger, paths, secrets, create=create)
    return OpenLedger(ledger, store, reader)


def sit_down(
    opened: OpenLedger,
    secrets: Secrets,
    *,
    clock: Clock,
    random: Random,
    events: Events,
    rules: Rules,
    catalogue: Catalogue,
    program: str,
    create: bool,
) -> Desk:
    """The desk at which a ledger's verbs are done. Raises CannotOpen."""
    from guestreg.app.heads import LedgerHeads
    from guestreg.app.police import endpoint_terms
    from guestreg.outbox.checkpoints import Checkpoints
    from guestreg.outbox.journal import Journal, Origin
    from guestreg.services.desk import Desk

    with _named_troubles():
        house = opened.reader.establishment()
        key = _device_key(secrets, opened, create=create)
    terms = endpoint_terms(opened.settings, house, rules, catalogue)
    origin = Origin(LedgerId(opened.settings.id), program.rpartition("/")[2], key)
    checkpoints = Checkpoints(LedgerHeads(opened.store, secrets, clock).signed)
    journal = Journal(clock, random, OPERATOR, origin, terms.endpoint_id, checkpoints)
    return Desk(opened.store, opened.reader, clock, random, events, journal, terms, rules, catalogue, program)


@contextmanager
def _named_troubles() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        from guestreg.services.outcome import ENVIRONMENT

        code = ENVIRONMENT.get(type(error))
        if code is None:
            raise
        raise CannotOpen(code) from error


class LateStore:
    """A store that is opened at the first write, so that reading alone never loads the whole database layer."""

    def __init__(self, ledger_id: LedgerId, reader: Reader, open_now: Callable[[], Store]) -> None:
        self._ledger_id = ledger_id
        self._reader = reader
        self._open_now = open_now
        self._lock = Lock()
        self._store: Store | None = None

    @property
    def ledger_id(self) -> LedgerId:
        return self._ledger_id

    def unit_of_work(self) -> UnitOfWork:
        with self._lock:
            if self._store is None:
                self._store = self._open_now()
        return self._store.unit_of_work()

    def close(self) -> None:
        self._reader.close()
        if self._store is not None:
            self._store.close()


def _open(ledger: LedgerSettings, paths: Paths, secrets: Secrets, *, create: bool) -> tuple[Store, Reader]:
    ledger_id = LedgerId(ledger.id)
    if ledger.database:
        from guestreg.store.postgres import open_postgres

        shared = open_postgres(ledger.database, ledger_id, create=create)
        return shared, shared.reader
    from guestreg.store.sqlite_reader import read_sqlite

    path = paths.ledger(ledger.id)
    if create:
        make_folder(path.parent)
    elif not path.exists():
        raise StoreDamaged(path.name)
    key = secrets.database_key(ledger.id, create=create)

    def open_file() -> SqlStore:
        from guestreg.store.sqlite import open_sqlite

        return open_sqlite(path, key, ledger_id, create=create)

    reader = read_sqlite(path, key)
    if reader is not None:
        return LateStore(ledger_id, reader, open_file), reader
    store = open_file()
    return store, store.reader


def _device_key(secrets: Secrets, opened: OpenLedger, *, create: bool) -> bytes | None:
    """None: the key is gone, entries are `unsigned` and recording goes on."""
    from guestreg.app.device_keys import DeviceKeys

    try:
        if create:
            return secrets.device_public_key(opened.settings.id, create=True)
        return DeviceKeys(opened.store.ledger_id, secrets).key(opened.reader.epoch()).public
    except SecretsUnavailable:
        return None


def open_guests(ledger: LedgerSettings, paths: Paths, secrets: Secrets) -> int:
    """Guests still to be told in a ledger not in use; those of practice are nobody. Raises CannotOpen."""
    if ledger.endpoint is EndpointKind.PRACTICE:
        return 0
    opened = open_ledger(ledger, paths, secrets, create=False)
    try:
        return len(opened.reader.open_lines())
    finally:
        opened.store.close()


def discard(path: Path) -> None:
    """Take back the files of a ledger that never began."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        (path.parent / name).unlink(missing_ok=True)
