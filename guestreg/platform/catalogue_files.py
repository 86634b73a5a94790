"""Reads the lists of `resources/catalogues`. Called once by `app`; everybody else sees `domain.catalogue`."""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from guestreg.domain.catalogue import Catalogue, Choice, Nationality, Origin
from guestreg.domain.places import Commune, Places, Province

ORIGIN_FILE = "catalogue.toml"
COLUMNS = {
    "provinces": ["code", "name"],
    "communes": ["code", "name", "province_code"],
    "nationalities": ["code", "label", "alpha2", "alpha3_mrz", "name_vi", "name_en"],
    "stay_reasons": ["code", "label"],
    "document_kinds": ["code", "label"],
    "residence_kinds": ["code", "label"],
}


class CatalogueFileError(Exception):
    """A list is damaged or isn't the one its origin describes; the text names it."""


def load_catalogue(folder: Path) -> Catalogue:
    """Read all lists of `folder`. Raises CatalogueFileError for a wrong list, OSError for a missing file."""
    try:
        origins = tomllib.loads((folder / ORIGIN_FILE).read_text(encoding="utf-8"))
        return _catalogue(folder, origins)
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise CatalogueFileError(str(error)) from error


def _catalogue(folder: Path, origins: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    described = {name: _origin(origins[name]) for name in COLUMNS}
    rows = {name: _rows(folder, name, origin.count) for name, origin in described.items()}
    return Catalogue(
        places=Places(
            provinces=tuple(map(Province._make, rows["provinces"])),
            communes=tuple(map(Commune._make, rows["communes"])),
        ),
        nationalities=_nationalities(rows["nationalities"], origins["nationalities"]),
        reasons=_choices(rows["stay_reasons"]),
        document_kinds=_choices(rows["document_kinds"]),
        residence_kinds=_choices(rows["residence_kinds"]),
        stateless_mrz=frozenset(origins["nationalities"]["stateless"]),
        sheet_only_document_kinds=frozenset(origins["document_kinds"]["sheet_only"]),
        origins=MappingProxyType(described),
        never_offered=frozenset(origins["nationalities"]["never"]),
    )


def _origin(described: Mapping[str, Any]) -> Origin:
    return Origin(described["source"], described["source_en"], described["as_of"], described["count"])


def _rows(folder: Path, name: str, count: int) -> list[list[str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    if head != COLUMNS[name] or len(rows) != count:
        raise CatalogueFileError(f"{name}: {len(rows)} rows, {count} expected")
    return rows


def _choices(rows: Iterable[list[str]]) -> tuple[Choice, ...]:
    return tuple(Choice(int(code), label) for code, label in rows)


def _nationalities(rows: Iterable[list[str]], origin: Mapping[str, Any]) -> tuple[Nationality, ...]:
    never, also = frozenset(origin["never"]), origin["also"]
    listed = (
        Nationality(
            code=code,
            label=label,
            alpha2=alpha2,
            mrz=tuple(mrz.split()),
            name_vi=name_vi,
            name_en=name_en,
            also=tuple(also.get(code, ())),
            offered=code not in never,
        )
        for code, label, alpha2, mrz, name_vi, name_en in rows
    )
    without_sheet = (
        Nationality(
            code=entry["code"],
            label=entry["label"],
            alpha2="",
            mrz=tuple(entry["mrz"]),
            name_vi=entry["name_vi"],
            name_en=entry["name_en"],
            in_sheet=False,
        )
        for entry in origin["without_sheet"]
    )
    return (*listed, *without_sheet)
