"""A long ledger takes time in proportion to its length, and memory that doesn't grow with it."""

import time
import tracemalloc
from pathlib import Path

import pytest

from guestreg.verifier.check import verify
from tests.tamper.long import long_bundle

MOST = 12
"""Times as long for ten times the entries."""


def cpu_s(file: Path, count: int) -> float:
    """Processor seconds: other programs on the machine don't count."""
    file.write_bytes(long_bundle(count))
    began = time.process_time()
    report = verify(file)
    taken = time.process_time() - began
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
    short = min(cpu_s(file, 1_000) for _ in range(3))
    assert cpu_s(file, 10_000) <= MOST * short


@pytest.mark.soak
def test_a_hundred_thousand_entries_take_twelve_times_the_time_of_ten_thousand(tmp_path: Path) -> None:
    """Part `hundred_thousand` of the soak."""
    file = tmp_path / "so.luutru"
    assert cpu_s(file, 100_000) <= MOST * cpu_s(file, 10_000)


def test_memory_does_not_grow_with_the_entries(tmp_path: Path) -> None:
    file = tmp_path / "so.luutru"
    assert peak(file, 4_000) < 1.2 * peak(file, 1_000)
