"""P4: search as you type over 1,000,000 guests, against a scan of every folded key; and whether both find the same."""

import gc
import json
import subprocess
import sys
import time
from statistics import quantiles

from guestreg.domain.search import query_keys
from guestreg.ports.reading import LineFilter
from guestreg.store import cipher
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
    large_ledger(GUESTS)
    scan, different = scanned()
    ours = [measured_elsewhere("tests.bench.p4", OURS, GUESTS) for _ in range(ROUNDS)]
    return [
        Result("p95 of ours", f"{seconds(ours) * 1000:.1f} ms", "", None),
        Result("p95 of the scan", f"{scan.seconds * 1000:.1f} ms", "", None),
        at_least("faster than the scan, p95", scan.seconds / seconds(ours), 6),
        at_most("p95 of a keystroke to its first 100 lines", seconds(ours) * 1000, 40, "ms"),
        at_most("rows different from the scan", different, 0, "rows"),
    ]


def scanned() -> tuple[Measure, int]:
    """One round of the scan in its own process, and how many rows it and we find differently."""
    command = [sys.executable, "-m", "tests.bench.p4", SCAN, str(GUESTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *_, different, measured = done.stdout.splitlines()
    return Measure(**json.loads(measured)), int(different)


def measure_ours(size: int) -> Measure:
    """The 95th percentile over all keystrokes, each to its first hundred lines."""
    reader = sqlite_reader(large_ledger(size), KEY)
    times = []
    gc.collect()
    for text in keystrokes():
        started = time.perf_counter()
        reader.lines(LineFilter(text))
        times.append(time.perf_counter() - started)
    return Measure(quantiles(times, n=20)[-1], peak_memory_mb())


def measure_scan(size: int) -> tuple[int, Measure]:
    """The same by comparing every key in the database; between the timed scans both results are compared whole."""
    connection = cipher.connect(large_ledger(size), KEY, read_only=True)
    reader = sqlite_reader(large_ledger(size), KEY)
    times, different = [], 0
    for text in keystrokes():
        words = [[f"% {word}%" for word in key.split(" ")] for key in query_keys(text)]
        test = " OR ".join("(" + " AND ".join(["search_key LIKE ?"] * len(way)) + ")" for way in words)
        values = [word for way in words for word in way]
        started = time.perf_counter()
        rows = connection.execute(f"SELECT row_id FROM guests WHERE {test}", values).fetchall()
        times.append(time.perf_counter() - started)
        different += len({row[0] for row in rows} ^ set(reader.ids(LineFilter(text))))
    return different, Measure(quantiles(times, n=20)[-1], peak_memory_mb())


if __name__ == "__main__":
    if sys.argv[1] == OURS:
        report(measure_ours(int(sys.argv[2])))
    else:
        found_differently, taken = measure_scan(int(sys.argv[2]))
        print(found_differently)
        report(taken)
