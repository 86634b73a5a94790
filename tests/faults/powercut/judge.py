"""What is found in a data folder after a power cut, read with the program's own settings, key, guards and rules."""

import io
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from guestreg.app.main import main as guestreg
from guestreg.cli.answer import Exit
from guestreg.domain.chain import first_break
from guestreg.domain.identifiers import LedgerId
from guestreg.domain.ledger import Entry
from guestreg.platform.keyring_secrets import open_secrets
from guestreg.platform.paths import Paths, find_paths
from guestreg.platform.random import OsRandom
from guestreg.platform.settings import SettingsDamaged, load_settings
from guestreg.ports.secrets import SecretsUnavailable
from guestreg.ports.store import StoreDamaged
from guestreg.store import cipher
from guestreg.store.sqlite import open_sqlite
from tests.faults.powercut.disk import Tree, lay_down
from tests.faults.powercut.recording import DATA

_SAVED = ("stay.saved", "stay.amended", "stay.checkout", "stay.cancelled")
_ENTRIES = (
    "SELECT l.seq, l.envelope, l.leaf, b.salt, b.body FROM ledger l"
    " LEFT JOIN ledger_bodies b ON b.seq = l.seq ORDER BY l.seq"
)
_VERSIONS = (
    "SELECT d.id || '.' || d.version, d.document, count(a.id) FROM declarations d"
    " LEFT JOIN attempts a ON a.declaration_id = d.id AND a.version = d.version GROUP BY d.id, d.version"
)
_CHECKS = {"integrity_check": ["ok"], "foreign_key_check": [], "cipher_integrity_check": []}
"""The last one reads the file past its log, so the log is written back before; `integrity_check` holds quick_check."""
_STORE_EVERY = 25
_READINGS_KEPT = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """What one disk holds; `wrong` is what no disk may show, whatever was promised."""

    begun: bool = False
    leaves: tuple[str, ...] = ()
    versions: frozenset[str] = frozenset()
    tried: frozenset[str] = frozenset()
    """Declarations with an attempt."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Declarations by the guest's document number."""
    wrong: tuple[str, ...] = ()


class Judge:
    """Lays disks down in one work folder, one after the other."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.disks = 0
        self.stores = 0
        self._readings: dict[frozenset[tuple[str, bytes]], Reading] = {}

    def read(self, tree: Tree) -> Reading:
        """The same disk is read once, unless it comes again much later."""
        ours = {path: content for path, content in tree.items() if _is_ours(path)}
        disk = frozenset(ours.items())
        reading = self._readings.pop(disk, None)
        if reading is None:
            self.lay_down(ours)
            self.disks += 1
            reading = self._read(with_store=self.disks % _STORE_EVERY == 0)
        self._readings[disk] = reading
        if len(self._readings) > _READINGS_KEPT:
            del self._readings[next(iter(self._readings))]
        return reading

    def go_on(self, tree: Tree, form: Path) -> str:
        """The whole program takes a guest in and sends; empty when it can, or what it said."""
        self.lay_down(tree)
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            calls = [["add", str(form)], ["send"]]
            if not load_settings(find_paths(self.work / DATA).settings).ledgers:
                calls.insert(0, ["setup", "--practice"])
            ended = [guestreg(["--data", str(self.work / DATA), "--json", *call]) for call in calls]
        return said.getvalue() if {*ended} - {Exit.DONE, Exit.NOT_ALL_SENT} else ""

    def lay_down(self, tree: Tree) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        lay_down(tree, self.work)

    def _read(self, *, with_store: bool) -> Reading:
        paths = find_paths(self.work / DATA)
        try:
            ledger = load_settings(paths.settings).ledger()
            if ledger is None:
                return Reading()
            key = open_secrets(paths.keys, OsRandom(), keyring=False).database_key(ledger.id, create=False)
        except (SettingsDamaged, SecretsUnavailable) as error:
            return Reading(begun=True, wrong=(f"{type(error).__name__}: {error}",))
        try:
            reading = self._read_ledger(paths, ledger.id, key)
            if with_store and not reading.wrong:
                self._read_store(paths, ledger.id, key, reading)
        except (StoreDamaged, driver.DatabaseError) as error:
            return Reading(begun=True, wrong=(f"damaged: {type(error).__name__}: {error}",))
        return reading

    def _read_ledger(self, paths: Paths, ledger_id: str, key: bytes) -> Reading:
        path = paths.ledger(ledger_id)
        if not path.exists():
            return Reading(begun=True, wrong=("damaged: the ledger's file is gone",))
        with closing(cipher.connect(path, key)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            wrong = [
                f"{name}: {answer[:3]}"
                for name, good in _CHECKS.items()
                if (answer := [row[0] for row in connection.execute(f"PRAGMA {name}")]) != good
            ]
            entries = [Entry(*row) for row in connection.execute(_ENTRIES)]
            versions = connection.execute(_VERSIONS).fetchall()
        broken = first_break(entries)
        if broken is not None:
            wrong.append(f"chain: {broken}")
        keys = [key for key, _, _ in versions]
        if set(_saved(entries)) != set(keys):
            wrong.append("a version without its entry, or an entry without its version")
        return Reading(
            begun=True,
            leaves=tuple(entry.leaf for entry in entries),
            versions=frozenset(keys),
            tried=frozenset(key.rpartition(".")[0] for key, _, tries in versions if tries),
            numbers=dict(_numbers(versions)),
            wrong=tuple(wrong),
        )

    def _read_store(self, paths: Paths, ledger_id: str, key: bytes, reading: Reading) -> None:
        """The program's own store finds the same history. Raises StoreDamaged."""
        self.stores += 1
        store = open_sqlite(paths.ledger(ledger_id), key, LedgerId(ledger_id), create=False)
        try:
            with store.unit_of_work() as uow:
                leaves = tuple(uow.ledger.leaves())
        finally:
            store.close()
        if leaves != reading.leaves:
            raise StoreDamaged("the store reads another history")


def _saved(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        envelope = json.loads(entry.envelope)
        if envelope["k"] in _SAVED:
            yield envelope["ref"]


def _numbers(versions: Iterable[tuple[str, bytes, int]]) -> Iterator[tuple[str, str]]:
    """What leaves the house with a declaration: its guest's document number."""
    for key, document, _ in versions:
        guest = json.loads(document).get("guest", {})
        if "doc_number" in guest:
            yield guest["doc_number"], key.rpartition(".")[0]


def _is_ours(path: str) -> bool:
    """What the reading looks at: neither the practice police's own book nor the marks of runs nor paper."""
    return path.startswith((f"{DATA}/ledgers/", f"{DATA}/keys/", f"{DATA}/settings"))
