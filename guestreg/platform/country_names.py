"""What countries are called, for lists of guests: one file of the catalogues, read without the rest."""

import csv
from collections.abc import Mapping
from pathlib import Path


def country_names(folder: Path) -> Mapping[str, tuple[str, str]]:
    """Vietnamese and English name by the ministry's code; the few codes that stand in no sheet are missing."""
    with (folder / "nationalities.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["name_vi"], row["name_en"]) for row in csv.DictReader(lines)}
