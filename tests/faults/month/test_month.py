"""A month of houses: at its end every guest is told, or stands where the owner sees her; and the program has not grown.

The long run has thirty houses on encrypted files, in two processes: `make soak PART=month`.
"""

import multiprocessing
import os
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from guestreg.domain.declaration import DONE, OPEN, State
from tests.faults.model.long_run import tree_mark
from tests.faults.month import street
from tests.faults.month.house import Month, live_a_month
from tests.faults.month.street import BOOKS, SEED, growth_of, live_in_street, resident_mb, sizes_by_sitting
from tests.faults.results import append

HOUSES = int(os.environ.get("GUESTREG_MONTH_HOUSES", "30"))
PROCESSES = 2
LEAST_IN_A_SITTING = 10
ALLOWED_GROWTH = 1.05
TOLD = DONE | {State.CANCELLED}


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
    """Goes on where it was cut off. Memory is judged within each sitting long enough to show growth."""
    began, book = time.monotonic(), BOOKS / tree_mark()
    book.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        streets = [range(first, HOUSES, PROCESSES) for first in range(PROCESSES)]
        pages = [page for street in pool.map(live_in_street, streets, [book] * PROCESSES) for page in street]
    months = [page.month for page in pages]
    assert len(months) == HOUSES
    for month in months:
        assert_whole(month)
    sittings = [one for one in sizes_by_sitting(pages) if len(one) >= LEAST_IN_A_SITTING]
    assert sittings, f"it was cut off too often to judge memory: remove {book}"
    growth = max(map(growth_of, sittings))
    stands = sum((month.stands for month in months), Counter[str]())
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
        hidden=sum(len(month.hidden) for month in months),
        memory_of_last_to_second_tenth=f"{growth:.3f}",
        houses_in_one_process=max(map(len, sittings)),
        minutes=(time.monotonic() - began) / 60,
    )
    assert growth <= ALLOWED_GROWTH


@pytest.mark.timeout(120)
def test_a_house_in_the_book_is_not_lived_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(street, "GUESTS_A_NIGHT", 1)
    (first,), again = live_in_street([0], tmp_path), live_in_street([0], tmp_path)
    assert again == [first]
    assert first.month.guests == sum(first.month.stands.values()) + first.month.unsaved


def test_a_process_that_grows_is_seen() -> None:
    steady = [100.0 + house % 2 for house in range(15)]
    assert growth_of(steady) <= ALLOWED_GROWTH
    assert growth_of([*steady[:-1], 108.0]) > ALLOWED_GROWTH
