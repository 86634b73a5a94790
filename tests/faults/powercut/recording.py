"""What the program is made to do under strace, and the record kept in a folder so that a long run may go on later.

A record is `start/` (the disk before), `place` (where it was recorded) and one `.trace` for each process, in order.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind
from guestreg.platform.clock import SystemClock
from guestreg.platform.key_file import KeyFile
from guestreg.platform.keyring_secrets import NO_KEYRING, VaultSecrets
from guestreg.platform.random import OsRandom
from guestreg.platform.settings import save_settings
from guestreg.ports.settings import LedgerSettings, Settings
from tests.fakes.kept import LEDGER
from tests.faults.kill_program import stay_json
from tests.faults.powercut import strace
from tests.faults.powercut.disk import Disk, Tree, pick_up

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden" / "schema-0001.db"
DATA = "data"
"""The data folder, inside the folder whose disk is recorded."""


@dataclass(frozen=True)
class Record:
    """The disk at the beginning, and all that was asked of it since."""

    tree: Tree
    folders: frozenset[str]
    events: tuple[strace.Event, ...]

    def disk(self) -> Disk:
        return Disk(self.tree, self.folders)

    def end(self) -> Tree:
        disk = self.disk()
        for event in self.events:
            disk.apply(event)
        return disk.now()


class Recorder:
    """Runs the program under strace in `place`; the record grows in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder / "place"
        self.typed = folder / "typed"
        for one in (self.place, self.typed):
            one.mkdir(parents=True)
        (folder / "where").write_text(str(self.place), "utf-8")

    def begin(self) -> None:
        """What lies in the place now is durable."""
        shutil.copytree(self.place, self.folder / "start")

    def verb(self, *arguments: str) -> None:
        """One process of the program."""
        self._run([sys.executable, "-m", "guestreg", "--data", self._data, "--json", *arguments])

    def sitting(self, acts: Sequence[Sequence[str]], *how: str) -> None:
        listed = self.typed / f"acts-{self._count()}"
        listed.write_text("".join(json.dumps(act) + "\n" for act in acts), "utf-8")
        self._run([sys.executable, "-m", "tests.faults.powercut.sitting", self._data, str(listed), *how])

    def stay(self, number: int, *, days_ago: int = 0) -> str:
        """The typed form of a made-up guest, in a file."""
        form = self.typed / f"{number}.json"
        form.write_text(json.dumps(stay_json(number, SystemClock().now(), days_ago=days_ago)), "utf-8")
        return str(form)

    def paper(self, name: str) -> Path:
        """A folder of the owner's own, there from the beginning."""
        folder = self.place / "paper" / name
        folder.mkdir(parents=True)
        return folder

    @property
    def _data(self) -> str:
        return str(self.place / DATA)

    def _count(self) -> int:
        return len(list(self.folder.glob("*.trace")))

    def _run(self, command: list[str]) -> None:
        trace = self.folder / f"{self._count():02}.trace"
        strace.record(command, self.place, trace, os.environ | {NO_KEYRING: "none"}, ROOT)


def load(folder: Path) -> Record:
    """AssertionError when what was recorded doesn't make the files that are really there."""
    place = Path((folder / "where").read_text("utf-8"))
    tree, folders = pick_up(folder / "start")
    traces = sorted(folder.glob("*.trace"))
    record = Record(tree, folders, tuple(event for trace in traces for event in strace.read(trace, place)))
    made, found = record.end(), pick_up(place)[0]
    missed = sorted(path for path in {*made, *found} if made.get(path) != found.get(path))
    assert not missed, f"the record has a hole: {missed}"
    return record


def record_house(folder: Path, rounds: int) -> None:
    """A house is set up, takes guests in and tells the police, in processes, in one that stays open, and on paper."""
    recorder = Recorder(folder)
    acts = list(_acts(recorder, rounds))
    half = len(acts) // 2
    recorder.begin()
    recorder.verb("setup", "--practice")
    recorder.verb("add", recorder.stay(1))
    recorder.sitting([*acts[:half], _print(recorder, "first")], "closing")
    recorder.sitting([*acts[half:], _print(recorder, "last")], "open")
    recorder.verb("send")


def record_older_ledger(folder: Path) -> None:
    """The first release's ledger is met by this program, which brings it up to date and takes a guest in."""
    recorder = Recorder(folder)
    data = recorder.place / DATA
    (data / "ledgers").mkdir(parents=True)
    shutil.copy(GOLDEN, data / "ledgers" / f"{LEDGER}.db")
    ledger = LedgerSettings(LEDGER, EndpointKind.PRACTICE)
    save_settings(data / "settings.toml", Settings(active=LEDGER, ledgers=(ledger,)))
    secrets = VaultSecrets(KeyFile(data / "keys"), None, _OldKey())
    secrets.database_key(LEDGER, create=True)
    secrets.device_public_key(LEDGER, create=True)
    recorder.begin()
    recorder.verb("add", recorder.stay(1))


def record_careless_house(folder: Path, rounds: int) -> None:
    """The negative control: the same work by a program that doesn't wait for its commits."""
    recorder = Recorder(folder)
    acts = [["setup", "--practice"], *_acts(recorder, rounds, first=1)]
    recorder.begin()
    recorder.sitting(acts, "open", "normal")


def _acts(recorder: Recorder, rounds: int, first: int = 2) -> Iterator[list[str]]:
    """Register numbers are given in the order of the guests."""
    for number in range(first, first + 4 * rounds, 4):
        for guest in range(number, number + 3):
            yield ["add", recorder.stay(guest)]
        yield ["add", recorder.stay(number + 3, days_ago=3)]
        yield ["hand-over", str(number + 3), "--channel", "phone", "--officer", "Lò Văn Mẫu"]
        yield ["correct", str(number), recorder.stay(number + 500)]
        yield ["cancel", str(number + 1), "--reason", "entered-twice"]
        yield ["files", "-o", str(recorder.paper(f"upload-{number}"))]
        yield ["send"]
        yield ["reconcile", "--count", str(2)]
        yield ["checkout", str(number), "--at", _minute(SystemClock().now() - timedelta(minutes=1))]


def _print(recorder: Recorder, name: str) -> list[str]:
    return ["print", "register", "-o", str(recorder.place / "paper" / f"{name}.pdf")]


def _minute(at: datetime) -> str:
    return local(at).strftime("%Y-%m-%dT%H:%M")


class _OldKey(OsRandom):
    """The key of the kept database where a key is drawn."""

    def token_bytes(self, count: int) -> bytes:
        return bytes(range(count))
