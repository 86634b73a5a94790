"""P4: search as you type over 1,000,000 guests, against a scan of every folded key; and whether both find the same."""

import gc
import sys
import time
from collections.abc import Callable
from statistics import quantiles

from guestreg.domain.search import query_keys
from guestreg.ports.reading import LineFilter
from guestreg.store import cipher
from guestreg.store.reader import SqlReader
from guestreg.store.sqlite_reader import sqlite_reader
from tests.bench.harness import (
    Measure,
    Result,
    at_least,
    at_most,
    measured_elsewhere,
    peak_memory_mb,
    report,
    seconds,
    spread,
)
from tests.bench.large_ledger import KEY, large_ledger

NAME = "P4 search as you type, 1,000,000 guests"
BAR = "p95 of 243 keystrokes ≥ 6 × faster than a scan of the folded keys and ≤ 40 ms; 0 rows different from the scan."
GUESTS, ROUNDS, KEYSTROKES = 1_000_000, 3, 243
OURS, SCAN = "ours", "scan"
_TYPED = (
    "nguyen thi hoa", "Nguyễn Văn Đạt", "dang duc y", "Đặng Đình Đào", "ly a", "Ma", "vang a de", "Vàng A Sử", "an",
    "giang a pao", "nguyeenx thij hoas", "nguye6n4 van8 an", "tran thi thu trang", "lo thi pang", "Lò Văn Ý", "o",
    "do minh tam", "Đỗ Ngọc Ánh", "jean-pierre", "muller anna", "kim min-jun", "nunez", "c1234", "0123456", "p17",
    "nth", "quang", "hoang thanh binh", "bui", "zz",
)  # fmt: skip


def keystrokes() -> list[str]:
    """What stands in the search box after each key: every text typed letter by letter."""
    typed = [text[:end] for text in _TYPED for end in range(1, len(text) + 1)]
    if len(typed) < KEYSTROKES:
        raise ValueError(f"only {len(typed)} keystrokes")
    return typed[:: len(typed) // KEYSTROKES][:KEYSTROKES]


def run() -> list[Result]:
    path = large_ledger(GUESTS)
    reader = sqlite_reader(path, KEY)
    different = differences(reader)
    reader.close()
    scan = [measured_elsewhere("tests.bench.p4", SCAN, GUESTS)]
    ours = [measured_elsewhere("tests.bench.p4", OURS, GUESTS) for _ in range(ROUNDS)]
    return [
        Result("p95 of ours", spread(ours), "", None),
        Result("p95 of the scan", spread(scan), "", None),
        at_least("faster than the scan, p95", seconds(scan) / seconds(ours), 6),
        at_most("p95 of a keystroke to its first 100 lines", seconds(ours) * 1000, 40, "ms"),
        at_most("rows different from the scan", different, 0, "rows"),
    ]


def measure(contender: str, size: int) -> Measure:
    """The 95th percentile over all keystrokes."""
    search = _ours(size) if contender == OURS else _scan(size)
    times = []
    gc.collect()
    for text in keystrokes():
        started = time.perf_counter()
        search(text)
        times.append(time.perf_counter() - started)
    return Measure(quantiles(times, n=20)[-1], peak_memory_mb())


def _ours(size: int) -> Callable[[str], object]:
    reader = sqlite_reader(large_ledger(size), KEY)
    return lambda text: reader.lines(LineFilter(text))


def _scan(size: int) -> Callable[[str], object]:
    """Every key is compared, by the database; the first hundred are kept."""
    connection = cipher.connect(large_ledger(size), KEY, read_only=True)

    def search(text: str) -> list[int]:
        words = [[f"% {word}%" for word in key.split(" ")] for key in query_keys(text)]
        test = " OR ".join("(" + " AND ".join(["search_key LIKE ?"] * len(way)) + ")" for way in words)
        rows = connection.execute(f"SELECT row_id FROM guests WHERE {test}", [word for way in words for word in way])
        return [row[0] for row in rows.fetchall()[-100:]]

    return search


def differences(reader: SqlReader) -> int:
    """Rows that one finds and the other doesn't, over all keystrokes; keys are compared in memory."""
    connection = cipher.connect(large_ledger(GUESTS), KEY, read_only=True)
    keys = connection.execute("SELECT row_id, search_key FROM guests").fetchall()
    different = 0
    for text in keystrokes():
        ways = [[f" {word}" for word in key.split(" ")] for key in query_keys(text)]
        wanted = {row_id for row_id, key in keys if any(all(word in key for word in way) for way in ways)}
        different += len(wanted ^ set(reader.ids(LineFilter(text))))
    connection.close()
    return different


if __name__ == "__main__":
    report(measure(sys.argv[1], int(sys.argv[2])))
