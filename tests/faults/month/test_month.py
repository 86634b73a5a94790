"""A month of houses: at its end every guest is told, or stands where the owner sees her; and the program has not grown.

The long run has thirty houses on encrypted files, in two processes: `make soak PART=month`.
"""

import gc
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from guestreg.domain.declaration import DONE, OPEN, State
from tests.faults.model.stores import in_file
from tests.faults.month.house import GUESTS_A_NIGHT, Month, live_a_month
from tests.faults.results import append

SEED = int(os.environ.get("GUESTREG_MONTH_SEED", "20261122"))
HOUSES = int(os.environ.get("GUESTREG_MONTH_HOUSES", "30"))
PROCESSES = 2
ALLOWED_GROWTH = 1.05
TOLD = DONE | {State.CANCELLED}


def resident_mb() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576


def assert_whole(month: Month) -> None:
    assert month.hidden == []
    assert sum(month.stands.values()) == month.guests - month.unsaved
    assert set(month.stands) <= TOLD | OPEN | {State.RETURNED}
    assert month.unsaved <= month.cuts
    assert sum(month.stands[state] for state in DONE) >= 0.6 * month.guests


@pytest.mark.timeout(120)
def test_three_houses_live_through_a_month() -> None:
    sizes = []
    for house in range(3):
        month = live_a_month(SEED + house, guests_a_night=5)
        print(f"house {SEED + house}: {month.guests} guests, {month.cuts} power cuts, {dict(month.stands)}")
        assert_whole(month)
        assert month.cuts
        sizes.append(resident_mb())
    assert sizes[-1] <= ALLOWED_GROWTH * sizes[0]


@dataclass
class Street:
    """Houses one process lived through, and what it held after each."""

    months: list[Month] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """The most of the last tenth over the most of the second."""
        tenth = -(-len(self.sizes) // 10)
        return max(self.sizes[-tenth:]) / max(self.sizes[tenth : 2 * tenth])


def live_in_street(houses: Sequence[int]) -> Street:
    """On encrypted files in memory. In a process of its own: what it holds is what these houses left."""
    street = Street()
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    for house in houses:
        began = time.monotonic()
        with TemporaryDirectory(dir=place, prefix="gr-month-") as folder:
            month = live_a_month(SEED + house, in_file(Path(folder)), guests_a_night=GUESTS_A_NIGHT)
        street.months.append(month)
        street.sizes.append(resident_mb())
        print(f"house {SEED + house}: {time.monotonic() - began:.0f} s, {street.sizes[-1]:.0f} MB", flush=True)
    return street


@pytest.mark.soak
def test_thirty_houses_live_through_a_month() -> None:
    began = time.monotonic()
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        streets = list(pool.map(live_in_street, [range(first, HOUSES, PROCESSES) for first in range(PROCESSES)]))
    months = [month for street in streets for month in street.months]
    assert len(months) == HOUSES
    for month in months:
        assert_whole(month)
    stands = sum((month.stands for month in months), Counter[str]())
    growth = max(street.growth for street in streets)
    append(
        "month",
        SEED,
        houses=HOUSES,
        processes=PROCESSES,
        guests=sum(month.guests for month in months),
        power_cuts=sum(month.cuts for month in months),
        told=sum(stands[state] for state in DONE),
        cancelled=stands[State.CANCELLED],
        visibly_open=sum(stands[state] for state in OPEN | {State.RETURNED}),
        hidden=0,
        memory_of_last_to_second_tenth=f"{growth:.3f}",
        minutes=(time.monotonic() - began) / 60,
    )
    assert growth <= ALLOWED_GROWTH
