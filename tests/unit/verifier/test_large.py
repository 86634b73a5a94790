"""A long ledger takes time in proportion to its length, and memory that doesn't grow with it."""

import gc
import time
import tracemalloc
from pathlib import Path

import pytest

from guestreg.verifier.check import verify
from tests.tamper.long import long_bundle

MOST = 12
"""Times as long for ten times the entries."""


def cpu_s(file: Path, count: int) -> float:
    """Processor seconds, the best of three: neither other programs nor what other tests left to collect counts."""
    file.write_bytes(long_bundle(count))
    return min(_once(file, count) for _ in range(3))


def _once(file: Path, count: int) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        report = verify(file)
        taken = time.process_time() - began
    finally:
        gc.enable()
    assert (report.findings, report.counts["present"]) == ([], count)
    return taken


def peak(file: Path, count: int) -> int:
    file.write_bytes(long_bundle(count))
    tracemalloc.start()
    assert verify(file).verdict == "unchanged"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_ten_times_the_entries_take_twelve_times_the_time_at_most(tmp_path: Path) -> None:
    file = tmp_path / "so.luutru"
    assert cpu_s(file, 10_000) <= MOST * cpu_s(file, 1_000)


@pytest.mark.soak
def test_a_hundred_thousand_entries_take_twelve_times_the_time_of_ten_thousand(tmp_path: Path) -> None:
    """Part `hundred_thousand` of the soak."""
    file = tmp_path / "so.luutru"
    assert cpu_s(file, 100_000) <= MOST * cpu_s(file, 10_000)


def test_memory_does_not_grow_with_the_entries(tmp_path: Path) -> None:
    file = tmp_path / "so.luutru"
    assert peak(file, 4_000) < 1.2 * peak(file, 1_000)
