"""The register's lines as text with commas, which no spreadsheet takes for anything but text."""

import csv
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import BinaryIO

_SPOKEN_TO = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take the rest of a cell for a formula."""


def write_table(file: BinaryIO, rows: Iterable[Sequence[str]]) -> None:
    """UTF-8 with its mark; `file` stays open."""
    text = TextIOWrapper(file, "utf-8-sig", newline="")
    csv.writer(text).writerows(map(_harmless, rows))
    text.flush()
    text.detach()


def _harmless(cells: Sequence[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(_SPOKEN_TO) else cell for cell in cells]
