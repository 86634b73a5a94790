"""The matrix at five phases of the evening in three sizes: `make soak PART=matrix`.

Its books lie in build/matrix, named after the commit: a run that was stopped goes on where it was.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.matrix.plans import Findings, long_run, read
from tests.faults.matrix.test_matrix_names import in_own_network
from tests.faults.results import ROOT, append, commit

SEED = int(os.environ.get("GUESTREG_MATRIX_SEED", "20261122"))
MINUTES = os.environ.get("GUESTREG_MATRIX_MINUTES", "inf")
"""For a look at a part of it; the line in the book says how many cells there would have been."""
LANES = 3
BOOKS = ROOT / "build" / "matrix"


def _share(folder: Path, tree: str, share: int) -> Findings:
    book = BOOKS / f"{tree}-{SEED}-{share}of{LANES}.jsonl"
    words = (folder / str(share), book, SEED, share, LANES, MINUTES)
    command = [sys.executable, "-m", "tests.faults.matrix.plans", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return read(book)


@pytest.mark.soak
def test_matrix_at_every_phase_and_size(tmp_path: Path) -> None:
    began = time.monotonic()
    BOOKS.mkdir(parents=True, exist_ok=True)
    found: Findings = {}
    tree = commit()
    with ThreadPoolExecutor(LANES) as lanes:
        for part in lanes.map(lambda share: _share(tmp_path, tree, share), range(LANES)):
            found |= part
    (tmp_path / "names").mkdir()
    names = in_own_network(tmp_path / "names", *([str(SEED)] if MINUTES == "inf" else []))
    found |= names
    wrong = {cell: said for cell, said in found.items() if said}
    false_success = sum(
        "false success" in one or "do not have the guest" in one for said in wrong.values() for one in said
    )
    silent = sum(
        "not among the open ones" in one or "left the register" in one for said in wrong.values() for one in said
    )
    append(
        "matrix",
        SEED,
        cells=len(found),
        cells_there_are=len(long_run()) + len(names),
        cells_with_findings=len(wrong),
        false_successes=false_success,
        silent_drops=silent,
        minutes=(time.monotonic() - began) / 60,
    )
    assert wrong == {}
