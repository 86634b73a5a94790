"""A month of houses: at its end every guest is told, or stands where the owner sees her; and the program has not grown.

The long run has thirty houses on encrypted files: `make soak PART=month`.
"""

import gc
import os
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from guestreg.domain.declaration import DONE, OPEN, State
from tests.faults.model.stores import in_file
from tests.faults.month.house import GUESTS_A_NIGHT, Month, live_a_month
from tests.faults.results import append

SEED = int(os.environ.get("GUESTREG_MONTH_SEED", "20261122"))
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


@pytest.mark.soak
def test_thirty_houses_live_through_a_month() -> None:
    began, sizes, stands, guests, cuts = time.monotonic(), [], Counter[str](), 0, 0
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    for house in range(30):
        with TemporaryDirectory(dir=place, prefix="gr-month-") as folder:
            month = live_a_month(SEED + house, in_file(Path(folder)), guests_a_night=GUESTS_A_NIGHT)
        assert_whole(month)
        stands += month.stands
        guests, cuts = guests + month.guests, cuts + month.cuts
        sizes.append(resident_mb())
    second, last = max(sizes[3:6]), max(sizes[27:30])
    append(
        "month",
        SEED,
        houses=30,
        guests=guests,
        power_cuts=cuts,
        told=sum(stands[state] for state in DONE),
        cancelled=stands[State.CANCELLED],
        visibly_open=sum(stands[state] for state in OPEN | {State.RETURNED}),
        hidden=0,
        memory_of_last_to_second_tenth=f"{last / second:.3f}",
        minutes=(time.monotonic() - began) / 60,
    )
    assert last <= ALLOWED_GROWTH * second
