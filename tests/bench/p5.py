"""P5, what the store does of it: pages of a register of 1,000,000 lines, near its top and near its end."""

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
BAR = "The page at 99.9 % ≤ 2 × the first page. First screen and jumps against a model of strings: see the window."
LINES, ROUNDS, TIMES = 1_000_000, 5, 40
EVERYTHING = LineFilter()
CONTENDERS = ("first_page", "last_page", "random_jump", "all_ids")


def run() -> list[Result]:
    large_ledger(LINES)
    taken = interleaved("tests.bench.p5", CONTENDERS, LINES, ROUNDS)
    timed = [
        Result(f"{name}, median of {TIMES}", f"{seconds(measures) * 1000:.2f} ms", "", None)
        for name, measures in taken.items()
        if name != "all_ids"
    ]
    ratio = seconds(taken["last_page"]) / seconds(taken["first_page"])
    return [
        *timed,
        Result("all ids, once, in the background", spread(taken["all_ids"]), "", None),
        at_most("page at 99.9 % over the first page", ratio, 2, "×"),
    ]


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
