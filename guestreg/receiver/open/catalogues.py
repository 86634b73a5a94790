"""The code lists declarations are checked against, read from a folder of CSV files named by the caller."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

# Known to the authorities though the upload sheets' list lacks them.
_BEYOND_THE_SHEETS = frozenset({"0RQ", "GBN", "GBO", "GBP", "GBS"})


@dataclass(frozen=True, slots=True)
class Catalogues:
    """`communes` gives each commune its province."""

    nationalities: frozenset[str]
    provinces: frozenset[str]
    communes: dict[str, str]
    reasons: frozenset[int]
    document_kinds: frozenset[int]
    residence_kinds: frozenset[int]


def read_catalogues(folder: Path) -> Catalogues:
    """A missing file or column is the caller's mistake and raises."""

    def codes(name: str) -> frozenset[str]:
        return frozenset(row["code"] for row in _rows(folder / name))

    return Catalogues(
        codes("nationalities.csv") | _BEYOND_THE_SHEETS,
        codes("provinces.csv"),
        {row["code"]: row["province_code"] for row in _rows(folder / "communes.csv")},
        frozenset(map(int, codes("stay_reasons.csv"))),
        frozenset(map(int, codes("document_kinds.csv"))),
        frozenset(map(int, codes("residence_kinds.csv"))),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
