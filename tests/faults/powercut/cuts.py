"""Cuts the power after every event of a record and judges what is left.

`python -m tests.faults.powercut.cuts RECORD SEEDS [SEED]` prints what was found as one JSON line. It goes on where an
earlier run with the same seed was stopped.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from guestreg.platform.clock import SystemClock
from guestreg.platform.keyring_secrets import NO_KEYRING
from tests.faults.in_memory import folder_in_memory
from tests.faults.kill_program import stay_json
from tests.faults.powercut import recording
from tests.faults.powercut.disk import ALL_LOST, MIXED, Tree
from tests.faults.powercut.judge import Judge, Reading
from tests.faults.powercut.recording import DATA, Record
from tests.faults.powercut.strace import Left, Said

_KEPT_FINDINGS = 20
_GOES_ON_EVERY = 499
_NEW_GUEST = 900_000


@dataclass
class Account:
    """What is printed in the end; `states` are pairs of a place in the record and a seed."""

    seed: int = 0
    events: int = 0
    positions: int = 0
    promises: int = 0
    saves: int = 0
    states: int = 0
    disks: int = 0
    stores: int = 0
    lost: int = 0
    corrupt: int = 0
    unmarked: int = 0
    torn_papers: int = 0
    stuck: int = 0
    went_on: int = 0
    """How often the whole program took a guest in and sent after the cut."""
    findings: list[str] = field(default_factory=list)
    next_event: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    """Of the judging alone, so that a busy machine's figure can be read."""


@dataclass
class Promised:
    """What the program has said up to here, so that no later cut may take it back."""

    begun: bool = False
    leaves: tuple[str, ...] = ()
    versions: frozenset[str] = frozenset()
    papers: dict[str, bytes] = field(default_factory=dict)
    numbers_gone: set[str] = field(default_factory=set)
    """Document numbers that left the house."""
    heard: bytes = b""


class Cuts:
    def __init__(self, record: Record, work: Path, account: Account) -> None:
        self._record = record
        self._form = work / "form.json"
        self._form.write_text(json.dumps(stay_json(_NEW_GUEST, SystemClock().now())), "utf-8")
        self._disk = record.disk()
        self._judge = Judge(work / "disk")
        self._promised = Promised()
        self.account = account
        self._end = record.end()
        self._numbers = set(self._judge.read(self._end).numbers)
        self._promised.begun = self._judge.read(record.tree).begun
        if self._promised.begun:
            self._promise(self._judge.read(record.tree))

    def run(self, seeds: int) -> Iterator[None]:
        """Yields after every event whose cuts are judged."""
        first = self.account.next_event
        self.account.events = len(self._record.events)
        began, busy = time.monotonic() - self.account.seconds, time.process_time() - self.account.cpu_seconds
        disks, stores = self.account.disks, self.account.stores
        for place, event in enumerate(self._record.events):
            changed = self._disk.apply(event)
            said = isinstance(event, Said) and self._hear(event.data)
            if isinstance(event, Left):
                self._see_leave(event.data)
            if place < first or not (changed or said):
                continue
            self.account.positions += 1
            for number in range(seeds):
                self._cut(place, number)
            self.account.next_event = place + 1
            self.account.disks, self.account.stores = disks + self._judge.disks, stores + self._judge.stores
            self.account.seconds = round(time.monotonic() - began, 1)
            self.account.cpu_seconds = round(time.process_time() - busy, 1)
            yield

    def _cut(self, place: int, number: int) -> None:
        chance = random.Random(f"{self.account.seed}/{place}/{number}")
        odds = ALL_LOST if number == 0 else chance.choice(MIXED[1:])
        tree = self._disk.cut(chance, odds)
        reading = self._judge.read(tree)
        self.account.states += 1
        for kind, what in (*self._wrong(tree, reading), *self._stuck(tree)):
            setattr(self.account, kind, getattr(self.account, kind) + 1)
            if len(self.account.findings) < _KEPT_FINDINGS:
                event = type(self._record.events[place]).__name__
                self.account.findings.append(f"{kind} after event {place} ({event}), seed {number}: {what}")

    def _wrong(self, tree: Tree, reading: Reading) -> Iterator[tuple[str, str]]:
        promised = self._promised
        if reading.wrong:
            yield "corrupt", "; ".join(reading.wrong)
        elif promised.begun and not reading.begun:
            yield "lost", "the whole house"
        elif reading.leaves[: len(promised.leaves)] != promised.leaves or not promised.versions <= reading.versions:
            yield "lost", f"{len(promised.leaves)} entries promised, {len(reading.leaves)} found"
        else:
            gone = {one for number, one in reading.numbers.items() if number in promised.numbers_gone}
            if gone - reading.tried:
                yield "unmarked", f"left without a mark: {sorted(gone - reading.tried)}"
        for path, content in self._end.items():
            if not path.startswith(f"{DATA}/") and tree.get(path, content) != content:
                yield "torn_papers", path
        for path, content in promised.papers.items():
            if tree.get(path) != content:
                yield "lost", path

    def _stuck(self, tree: Tree) -> Iterator[tuple[str, str]]:
        """Now and then the whole program goes on from what is left."""
        if self.account.states % _GOES_ON_EVERY == 0:
            self.account.went_on += 1
            said = self._judge.go_on(tree, self._form)
            if said:
                yield "stuck", said[-500:]

    def _hear(self, data: bytes) -> bool:
        """Whether the program has just finished an answer."""
        self._promised.heard += data
        if not self._promised.heard.endswith(b"}\n"):
            return False
        answer = json.loads(self._promised.heard.splitlines()[-1])
        self._promised.heard = b""
        tree = self._disk.now()
        reading = self._judge.read(tree)
        assert not reading.wrong, f"an undisturbed disk is already wrong: {reading.wrong}"
        self._promise(reading)
        saved = {f"{one['declaration']['id']}.{one['declaration']['version']}" for one in answer.get("guests", ())}
        assert saved <= reading.versions, f"{answer['schema']} speaks of what isn't there"
        self.account.saves += bool(saved)
        self.account.promises += 1
        self._promised.papers = {path: tree[path] for path in tree if not path.startswith(f"{DATA}/")}
        return True

    def _promise(self, reading: Reading) -> None:
        self._promised.begun = reading.begun
        self._promised.leaves = reading.leaves
        self._promised.versions = reading.versions

    def _see_leave(self, data: bytes) -> None:
        self._promised.numbers_gone |= {number for number in self._numbers if number.encode() in data}


def judge(folder: Path, seeds: int, seed: int = 0) -> Account:
    """Goes on where the account kept beside the record ends."""
    kept = folder / f"account-{seed}.json"
    account = Account(**json.loads(kept.read_text("utf-8"))) if kept.exists() else Account(seed)
    with folder_in_memory() as work:
        cuts = Cuts(recording.load(folder), work, account)
        for done, _ in enumerate(cuts.run(seeds)):
            if done % 100 == 99:
                kept.write_text(json.dumps(asdict(account)), "utf-8")
    kept.write_text(json.dumps(asdict(account)), "utf-8")
    return account


def main(folder: str, seeds: str, seed: str = "0") -> None:
    os.environ[NO_KEYRING] = "none"
    print(json.dumps(asdict(judge(Path(folder), int(seeds), int(seed)))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
