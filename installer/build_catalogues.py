"""Fills the names of countries in `resources/catalogues/nationalities.csv` from Unicode CLDR (through Babel).

Run by a developer after the list or Babel changed: `python installer/build_catalogues.py`. The program itself
only reads the finished file; a test makes it again and compares.
"""

import csv
import io
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel import Locale

CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "catalogues"
COLUMNS = ("code", "label", "alpha2", "alpha3_mrz", "name_vi", "name_en")


def with_names(rows: Iterable[Mapping[str, str]], corrections: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the rows with both name columns filled. Raises KeyError for a code nobody has a name for."""
    vietnamese, english = Locale("vi").territories, Locale("en").territories
    named = []
    for row in rows:
        corrected = corrections.get(row["code"])
        territory = row["alpha2"]
        name_vi = corrected["vi"] if corrected else vietnamese[territory]
        name_en = corrected["en"] if corrected else english[territory]
        named.append({**row, "name_vi": name_vi, "name_en": name_en})
    return named


def made_again(folder: Path = CATALOGUES) -> str:
    """Return the text `nationalities.csv` should have, from its codes and the names in `catalogue.toml`."""
    origins = tomllib.loads((folder / "catalogue.toml").read_text(encoding="utf-8"))
    with (folder / "nationalities.csv").open(encoding="utf-8", newline="") as lines:
        rows = with_names(csv.DictReader(lines), origins["nationalities"]["names"])
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main() -> int:
    """Write the file anew."""
    (CATALOGUES / "nationalities.csv").write_text(made_again(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
