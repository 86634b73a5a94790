"""Houses one process lives through one after another, what it held after each, and the book of those that are done."""

import gc
import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from tests.faults.model.stores import in_file
from tests.faults.month.house import GUESTS_A_NIGHT, Month, live_a_month

SEED = int(os.environ.get("GUESTREG_MONTH_SEED", "20261122"))
BOOKS = Path(__file__).resolve().parents[3] / "build" / "month"


@dataclass(frozen=True, slots=True)
class Page:
    """Of one house. `sitting`: the run of one process in which it was lived; `mb`: what that held afterwards."""

    month: Month
    sitting: str
    mb: float


def resident_mb() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576


def live_in_street(houses: Sequence[int], book: Path) -> list[Page]:
    """On encrypted files in memory, but for those the book has. In a process of its own."""
    sitting = uuid4().hex
    return [_read(page) or _lived(house, page, sitting) for house in houses for page in [book / f"{SEED + house}.json"]]


def sizes_by_sitting(pages: Iterable[Page]) -> list[list[float]]:
    return [[page.mb for page in together] for _, together in groupby(pages, key=lambda page: page.sitting)]


def growth_of(sizes: Sequence[float]) -> float:
    """The most of the last tenth over the most of the second."""
    tenth = -(-len(sizes) // 10)
    return max(sizes[-tenth:]) / max(sizes[tenth : 2 * tenth])


def _lived(house: int, kept: Path, sitting: str) -> Page:
    began = time.monotonic()
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(dir=place, prefix="gr-month-") as folder:
        month = live_a_month(SEED + house, in_file(Path(folder)), guests_a_night=GUESTS_A_NIGHT)
    page = Page(month, sitting, resident_mb())
    print(f"house {SEED + house}: {time.monotonic() - began:.0f} s, {page.mb:.0f} MB", flush=True)
    told = {"month": vars(month), "sitting": sitting, "mb": page.mb}
    kept.write_text(json.dumps(told), encoding="utf-8")
    return page


def _read(kept: Path) -> Page | None:
    if not kept.exists():
        return None
    told = json.loads(kept.read_text(encoding="utf-8"))
    return Page(Month(**told["month"] | {"stands": Counter(told["month"]["stands"])}), told["sitting"], told["mb"])
