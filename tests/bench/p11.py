"""P11: from the start of the process to the first painted window with 100 real rows, against Qt's emptiest window."""

import os
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.harness import Result, at_least, at_most, interleaved, spread, with_byte_code
from tests.bench.p11_start import CONTENDERS, DATA
from tests.bench.p12_ledger import make_ledger

NAME = "P11 the first screen"
BAR = (
    "≤ 1.6 × a bare QApplication with QMainWindow; ≥ 4 × faster than with all imports first; memory ≤ bare + 20 MB. "
    "Byte code is compiled beforehand, as where the program is installed."
)
ROWS = 100
ROUNDS = 9


def run() -> list[Result]:
    with_byte_code()
    with TemporaryDirectory() as folder:
        os.environ |= {DATA: folder, "GUESTREG_KEYRING": "none", "QT_QPA_PLATFORM": "offscreen"}
        make_ledger(Path(folder), ROWS, every=timedelta(minutes=10))
        measured = interleaved("tests.bench.p11_start", CONTENDERS, ROWS, ROUNDS)
    lines = [Result(name, spread(measured[name]), "", None) for name in CONTENDERS]

    def over(one: str, other: str) -> float:
        rounds = zip(measured[one], measured[other], strict=True)
        return median(mine.seconds / its.seconds for mine, its in rounds)

    memory = {name: max(one.peak_mb for one in measured[name]) for name in CONTENDERS}
    return [
        *lines,
        at_most("slower than the bare window, median of the rounds", over("ours", "bare"), 1.6, "×"),
        at_least("faster than with all imports first, median of the rounds", over("all_imports_first", "ours"), 4),
        at_most("memory above the bare window", memory["ours"] - memory["bare"], 20, "MB"),
    ]
