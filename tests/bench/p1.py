"""P1: the ĐK14 register of 10,000 rows against platypus, the canvas and the limit; 100,000 rows for growth."""

import gc
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from reportlab import rl_config

from guestreg.documents.register import RegisterPdf
from guestreg.documents.words import RegisterWords
from guestreg.ports.renderer import PageStamp, RegisterHead, RegisterRow
from tests.bench.harness import (
    Measure,
    Result,
    at_least,
    at_most,
    interleaved,
    measured_elsewhere,
    peak_memory_mb,
    report,
    seconds,
    spread,
)
from tests.bench.p1_rows import made_rows

NAME = "P1 ĐK14 as a PDF, 10,000 rows"
BAR = (
    "≥ 9 × faster than a LongTable of strings, ≥ 35 × than of Paragraphs, ≥ 2.3 × than canvas `drawString`, "
    "within 4 × of the limit; ≤ 64 MB; 100,000 rows ≤ 11 × the time and ≤ 180 MB."
)
ROWS, MANY_ROWS = 10_000, 100_000
ROUNDS, MANY_ROUNDS = 5, 3
OURS = "ours"
PLAIN = "same_layout_draw_string"
RIVALS = (PLAIN, "canvas_draw_string", "long_table_of_strings", "long_table_of_paragraphs", "limit")
RESOURCES = Path(__file__).parents[2] / "resources"
HEAD = RegisterHead("Homestay Ví Dụ", "Bản Mẫu, Xã Sín Thầu, Điện Biên", 1, "01/01/2026", "31/12/2026", "Mẫu ĐK14")
STAMP = PageStamp("20:45 21/11/2026", "0FAC-2D1C-7FB5-2207", practice=False)


def run() -> list[Result]:
    module = "tests.bench.p1"
    taken = interleaved(module, (OURS, *RIVALS), ROWS, ROUNDS)
    few, many = [], []
    for _ in range(MANY_ROUNDS):
        few.append(measured_elsewhere(module, OURS, ROWS))
        many.append(measured_elsewhere(module, OURS, MANY_ROWS))
    ours = seconds(taken[OURS])
    timed = [Result(f"{name}, {ROWS:,} rows", spread(measures), "", None) for name, measures in taken.items()]
    ratios = [seconds(taken[rival]) / ours for rival in RIVALS]
    return [
        *timed,
        Result(f"ours, {MANY_ROWS:,} rows", spread(many), "", None),
        at_least("faster than drawString after our own layout", ratios[0], 2.3),
        at_least("faster than drawString and simpleSplit", ratios[1], 2.3),
        at_least("faster than LongTable of strings", ratios[2], 9),
        at_least("faster than LongTable of Paragraphs", ratios[3], 35),
        at_most("slower than the limit", 1 / ratios[4], 4, "×"),
        at_most(f"peak memory of the process, {ROWS:,} rows", _peak(taken[OURS]), 64, "MB"),
        at_most(f"time of {MANY_ROWS:,} rows over {ROWS:,}", seconds(many) / seconds(few), 11, "×"),
        at_most(f"peak memory of the process, {MANY_ROWS:,} rows", _peak(many), 180, "MB"),
    ]


def _peak(measures: list[Measure]) -> float:
    return max(measure.peak_mb for measure in measures)


def measure(contender: str, size: int) -> Measure:
    """Rows are made and modules imported before the clock starts; reading the fonts counts for all who use them."""
    words = RegisterWords.from_mapping(tomllib.loads((RESOURCES / "rules/register.toml").read_text("utf-8")))
    draw = _drawing(contender, words)
    rows = made_rows(size)
    with tempfile.TemporaryDirectory() as folder:
        gc.collect()
        started = time.perf_counter()
        draw(rows, Path(folder) / "register.pdf")
        return Measure(time.perf_counter() - started, peak_memory_mb())


def _drawing(contender: str, words: RegisterWords) -> Callable[[list[RegisterRow], Path], object]:
    fonts = RESOURCES / "fonts"
    if contender == OURS:
        return lambda rows, target: RegisterPdf(fonts, words).render(HEAD, rows, STAMP, target)
    if contender == PLAIN:
        rl_config.useA85 = 0
        return lambda rows, target: RegisterPdf(fonts, words, plain=True).render(HEAD, rows, STAMP, target)
    from tests.bench.p1_rivals import Rivals

    return lambda rows, target: getattr(Rivals(fonts, words), contender)(rows, target)


if __name__ == "__main__":
    report(measure(sys.argv[1], int(sys.argv[2])))
