"""What countries are called, for lists of guests: one file of the catalogues, read without the rest."""

import csv
from collections.abc import Mapping
from pathlib import Path


def country_names(folder: Path) -> Mapping[str, tuple[str, str]]:
    """Vietnamese and English name by the ministry's code; the few codes that stand in no sheet are missing."""
    with (folder / "nationalities.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        code, vi, en = map(next(rows).index, ("code", "name_vi", "name_en"))
        return {row[code]: (row[vi], row[en]) for row in rows}
