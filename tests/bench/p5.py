"""P5: pages of a register of 1,000,000 lines, near its top and near its end, from the store and on the screen.

What the store does of it is measured here, the window's part by `p5_window`.
"""

import gc
import random
import sys
import time
from array import array
from statistics import median

from guestreg.ports.reading import LineFilter
from guestreg.store.reader import SqlReader
from guestreg.store.sqlite_reader import sqlite_reader
from tests.bench.harness import Measure, Result, at_most, interleaved, peak_memory_mb, report, seconds, spread
from tests.bench.large_ledger import KEY, large_ledger

NAME = "P5 pages of a register of 1,000,000 lines"
BAR = (
    "First screen ≤ 1.5 ×, random jump ≤ 1.3 × (p50) a model of constant strings in the same table, until the lines "
    "themselves are painted; page at 99.9 % ≤ 2 × the first page. What follows the first screen in the background: "
    "`know_ids` (every row can be reached, their number is shown) and `count` (the chips' numbers)."
)
LINES, ROUNDS, TIMES = 1_000_000, 5, 40
EVERYTHING = LineFilter()
CONTENDERS = ("first_page", "last_page", "random_jump", "all_ids")
ON_SCREEN = (
    "strings_first_screen",
    "ledger_first_screen",
    "ledger_know_ids",
    "ledger_count",
    "strings_jump",
    "ledger_jump",
    "ledger_first_page",
    "ledger_last_page",
)


def run() -> list[Result]:
    large_ledger(LINES)
    taken = interleaved("tests.bench.p5", CONTENDERS, LINES, ROUNDS)
    timed = [Result(f"store: {name}", _spread(of), "", None) for name, of in taken.items() if name != "all_ids"]
    ratio = seconds(taken["last_page"]) / seconds(taken["first_page"])
    return [
        *timed,
        Result("all ids, once, in the background", spread(taken["all_ids"]), "", None),
        at_most("store: page at 99.9 % over the first page", ratio, 2, "×"),
        *_on_screen(),
    ]


def _on_screen() -> list[Result]:
    taken = interleaved("tests.bench.p5_window", ON_SCREEN, LINES, ROUNDS)
    first = _over(taken, "ledger_first_screen", "strings_first_screen")
    return [
        *(Result(f"screen: {name}", _spread(measures), "", None) for name, measures in taken.items()),
        at_most("first screen over strings", first, 1.5, "×"),
        at_most("random jump over strings", _over(taken, "ledger_jump", "strings_jump"), 1.3, "×"),
        at_most("page at 99.9 % over the first", _over(taken, "ledger_last_page", "ledger_first_page"), 2, "×"),
    ]


def _over(taken: dict[str, list[Measure]], one: str, other: str) -> float:
    """The median of the rounds' ratios: both sides of each had the same minute of the machine."""
    return median(mine.seconds / its.seconds for mine, its in zip(taken[one], taken[other], strict=True))


def _spread(measures: list[Measure]) -> str:
    times = [measure.seconds * 1000 for measure in measures]
    return f"{median(times):.1f} ms ({min(times):.1f}–{max(times):.1f})"


def measure(contender: str, size: int) -> Measure:
    reader = sqlite_reader(large_ledger(size), KEY)
    started = time.perf_counter()
    ids = reader.ids(EVERYTHING)
    taken = time.perf_counter() - started
    chance = random.Random(5)
    if contender != "all_ids":
        times = []
        gc.collect()
        for _ in range(TIMES):
            started = time.perf_counter()
            _page(contender, reader, ids, chance)
            times.append(time.perf_counter() - started)
        taken = median(times)
    return Measure(taken, peak_memory_mb())


def _page(contender: str, reader: SqlReader, ids: "array[int]", chance: random.Random) -> None:
    match contender:
        case "first_page":
            reader.lines(EVERYTHING)
        case "last_page":
            reader.lines(EVERYTHING, before=ids[len(ids) * 999 // 1000])
        case _:
            start = chance.randrange(len(ids) - 100)
            reader.by_ids(ids[start : start + 100])


if __name__ == "__main__":
    report(measure(sys.argv[1], int(sys.argv[2])))
