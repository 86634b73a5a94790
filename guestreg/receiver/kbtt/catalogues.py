"""The lists the simulated interface validates against and gives out.

Read from a folder of CSV files named by the caller. It must not know how the client keeps its own lists.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path

# Codes the interface knows although the upload sheets' list lacks them.
UNKNOWN_NATIONALITY = "0RQ"
API_ONLY_NATIONALITIES = {
    UNKNOWN_NATIONALITY: "Chưa rõ quốc tịch",
    "GBN": "United Kingdom National Overseas",
    "GBO": "United Kingdom Overseas Citizen",
    "GBP": "United Kingdom Protected Person",
    "GBS": "United Kingdom Subject",
    "YUG": "Yugoslavia",
    "ZAR": "Zaire",
    "ANT": "Netherlands Antilles",
    "FXX": "France, Metropolitan",
    "NTZ": "Neutral Zone",
    "PLX": "Polish Republic",
}
STRAY_COMMUNES = (("11111", "Test xã 1"), ("12345", "test"))
DECOMPOSED_COMMUNE = "302903194"


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    name: str
    province_code: str


@dataclass(frozen=True, slots=True)
class Catalogues:
    nationalities: dict[str, str]
    provinces: dict[str, str]
    communes: dict[str, Commune]
    reasons: dict[str, str]
    document_kinds: dict[str, str]
    residence_kinds: dict[str, str]

    @property
    def sheet_nationalities(self) -> dict[str, str]:
        """The shorter list of the portal's upload sheets."""
        return {code: label for code, label in self.nationalities.items() if code not in API_ONLY_NATIONALITIES}

    def document_label(self, kind: int) -> str:
        return self.document_kinds.get(str(kind), "Giấy tờ")


def read_catalogues(folder: Path) -> Catalogues:
    """The six lists of a folder; a missing file or column is the caller's mistake and raises."""
    communes = {
        row["code"]: Commune(row["code"], row["name"], row["province_code"]) for row in _rows(folder / "communes.csv")
    }
    decomposed = communes.get(DECOMPOSED_COMMUNE)
    if decomposed is not None:
        name = unicodedata.normalize("NFD", decomposed.name)
        communes[DECOMPOSED_COMMUNE] = Commune(decomposed.code, name, decomposed.province_code)
    return Catalogues(
        nationalities=_pairs(folder / "nationalities.csv", "label") | API_ONLY_NATIONALITIES,
        provinces=_pairs(folder / "provinces.csv", "name"),
        communes=communes,
        reasons=_pairs(folder / "stay_reasons.csv", "label"),
        document_kinds=_pairs(folder / "document_kinds.csv", "label"),
        residence_kinds=_pairs(folder / "residence_kinds.csv", "label"),
    )


def _pairs(path: Path, column: str) -> dict[str, str]:
    return {row["code"]: row[column] for row in _rows(path)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
