"""The long run's parts, each a process of its own, and the book that lets a run cut off go on where it stopped."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.model.plays import Account

ROOT = Path(__file__).resolve().parents[3]
BOOKS = ROOT / "build" / "model"
LANES = 2
RULING = ("guestreg", "tests/fakes", "tests/faults/model", "tests/faults/month")
"""A book holds for the tree it was made with."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many steps over one kind of store."""

    kind: str
    seed: int
    steps: int

    @property
    def words(self) -> list[str]:
        """Run by hand it says again what it found, and the shortest way to it."""
        return ["tests.faults.model.plays", self.kind, str(self.seed), str(self.steps)]


@dataclass(frozen=True, slots=True)
class Told:
    """What a part came to: `finding` is empty when all held."""

    part: Part
    account: Account
    finding: str = ""


def parts(seed: int, steps: dict[str, int], most: dict[str, int]) -> Iterator[Part]:
    """In pieces of at most so many steps, the seeds far enough from each other that no two plays are the same."""
    number = seed * 10_000
    for kind, wanted in steps.items():
        for begun in range(0, wanted, most[kind]):
            number += 10
            yield Part(kind, number, min(most[kind], wanted - begun))


def tree_mark() -> str:
    found = sorted(path for place in RULING for path in (ROOT / place).rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest()[:16]


def run(todo: list[Part], book: Path) -> list[Told]:
    """Two at a time. What held is in the book, and is not played again; a finding is."""
    book.mkdir(parents=True, exist_ok=True)
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(dir=place, prefix="gr-model-") as folder, ThreadPoolExecutor(LANES) as pool:
        return list(pool.map(lambda part: _told(part, book, folder), todo))


def _told(part: Part, book: Path, folder: str) -> Told:
    page = book / f"{part.kind}-{part.seed}-{part.steps}.json"
    if not page.exists():
        done = subprocess.run(
            [sys.executable, "-m", *part.words, folder], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            return Told(part, Account(), f"python -m {' '.join(part.words)} FOLDER\n{done.stderr[-4000:]}")
        page.write_text(done.stdout, encoding="utf-8")
    return Told(part, Account.read(json.loads(page.read_text(encoding="utf-8"))))
