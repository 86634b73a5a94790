"""The book of long runs: a heading once, then a line for each run."""

import re
from pathlib import Path

from tests.faults.results import HEADING, append


def test_each_run_gets_its_line_below_one_heading(tmp_path: Path) -> None:
    book = tmp_path / "RESULTS.md"
    first = append("matrix", 7, book, cells=2_700, false_success=0, seconds=12.34)
    second = append("kills", "a|b", book, kills=10_000)
    assert book.read_text(encoding="utf-8") == HEADING + first + second
    line = re.fullmatch(r"\| matrix \| [0-9-]{10} \| ([0-9a-f]{7,}|unknown)\+? \| 7 \| (.*) \|\n", first)
    assert line is not None
    assert line[2] == "cells 2,700 · false success 0 · seconds 12.3"
    assert "| a/b | kills 10,000 |" in second
