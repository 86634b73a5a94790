"""Calls 6 to 11: the six lists, as the interface gives them out, strays and a decomposed name included.

Called by `exchange`. A fault may ask for a later version of a list. It must not know how lists are used.
"""

from __future__ import annotations

from typing import Literal

from guestreg.receiver.kbtt.catalogues import STRAY_COMMUNES, Catalogues
from guestreg.receiver.kbtt.settings import SimulatorSettings

Rows = list[dict[str, object]]
Version = Literal[
    "catalogue_grown", "catalogue_shrunk", "catalogue_empty", "catalogue_untyped", "catalogue_renamed", "capital_keys"
]
NATIONALITIES, PROVINCES, COMMUNES, REASONS, DOCUMENT_KINDS, RESIDENCE_KINDS = range(6, 12)


def catalogue(call: int, catalogues: Catalogues, settings: SimulatorSettings, province: str | None) -> Rows:
    """The rows of one call; `province` matters to call 8 alone."""
    match call:
        case 6:
            return [
                {"maQT": code, "tenQT": label, "tenQTEn": label} for code, label in catalogues.nationalities.items()
            ]
        case 7:
            return [
                {"maTT": code, "tenTT": name, "tenTTEn": name, "maTTChu": code}
                for code, name in catalogues.provinces.items()
            ]
        case 8:
            return _communes(catalogues, province, settings.province)
        case 9:
            return _pairs(catalogues.reasons)
        case 10:
            return _pairs({code: label for code, label in catalogues.document_kinds.items() if code != "9"})
        case _:
            return _pairs(catalogues.residence_kinds)


def in_version(rows: Rows, version: Version) -> Rows:
    """The same list as another day might bring it: longer, cut to a third, empty, of other types, renamed."""
    if not rows:
        return rows
    code_key, name_key = list(rows[0])[:2]
    match version:
        case "catalogue_grown":
            new_code: object = 99 if isinstance(rows[0][code_key], int) else "999"
            return [*rows, rows[0] | {code_key: new_code, name_key: "Mục mới"}]
        case "catalogue_shrunk":
            return rows[: len(rows) // 3]
        case "catalogue_empty":
            return []
        case "catalogue_untyped":
            return [{key: [value] for key, value in row.items()} for row in rows]
        case "catalogue_renamed":
            return [rows[0] | {name_key: f"{rows[0][name_key]} (tên mới)"}, *rows[1:]]
        case "capital_keys":
            return [{key[:1].upper() + key[1:]: value for key, value in row.items()} for row in rows]


def _communes(catalogues: Catalogues, province: str | None, house_province: str) -> Rows:
    found = [(c.code, c.name) for c in catalogues.communes.values() if c.province_code == province]
    if province == house_province:
        found += STRAY_COMMUNES
    return [
        {"maPhuongXa": code, "tenPhuongXa": name, "tenPhuongXaEn": name, "trucThuocTinh": province}
        for code, name in found
    ]


def _pairs(labels: dict[str, str]) -> Rows:
    return [{"id": int(code), "name": label} for code, label in labels.items()]
