"""The portal's upload layouts: which column or tag holds what, and how it must be written to be taken.

Called by `portal_upload`. A row that breaks its layout is dropped without a word, as the portal does. It must not
know files, the window or what is stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from guestreg.receiver.kbtt.catalogues import UNKNOWN_NATIONALITY, Catalogues
from guestreg.receiver.kbtt.validation import CITIZENS, FOREIGNERS

CITIZENS_SHEET, FOREIGNERS_SHEET = "DS_KHACH_VIET_NAM_LUU_TRU", "KBTT"
# The rows above the first guest: title, headings, hint, sample; title, headings, sample.
CITIZENS_HEAD, FOREIGNERS_HEAD = 4, 3
FOREIGNER_TAGS = (
    "so_thu_tu",
    "ho_ten",
    "ngay_sinh",
    "ngay_sinh_dung_den",
    "gioi_tinh",
    "ma_quoc_tich",
    "so_ho_chieu",
    "so_phong",
    "ngay_den",
    "ngay_di_du_kien",
    "ngay_tra_phong",
    "thoi_han_tam_tru",
)
_CITIZEN_COLUMNS = "ABCDEFGHIJKLMNOPQRS"
_SEXES = {"M": "Nam", "F": "Nữ"}
_PRECISIONS = {"D": "Ngày", "M": "Tháng", "Y": "Năm"}
_OTHER_DOCUMENT = "9"
_FIRST_YEAR = "1900"
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_NOON = "12:00:00"  # own: the sheets know days only

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class UploadedGuest:
    """One guest as calls 4 and 5 would have written it; only a foreigner may have left already."""

    call: int
    element: dict[str, object]
    left_on: date | None = None

    @property
    def arrival(self) -> datetime | None:
        text = self.element.get("ngayDenCsltStr")
        return datetime.fromisoformat(text) if isinstance(text, str) else None


class _Dropped(ValueError):
    """The row is not written as the portal wants it."""


def citizens(rows: Sequence[Sequence[object]], catalogues: Catalogues) -> list[UploadedGuest]:
    """The guests of the citizens' sheet; its head is skipped by position, whatever it holds."""
    communes = {code: commune.name for code, commune in catalogues.communes.items()}
    lists = {
        "D": _labelled(_SEXES),
        "E": _labelled({"VNM": catalogues.nationalities["VNM"]}),
        "F": _labelled(catalogues.document_kinds),
        "J": _labelled(catalogues.residence_kinds),
        "K": _labelled(catalogues.provinces),
        "L": _labelled(communes),
        "Q": _labelled(catalogues.reasons),
    }
    return _taken(rows[CITIZENS_HEAD:], lambda row: _citizen(_in_codes(_texts(row, _CITIZEN_COLUMNS), lists)))


def foreigners(rows: Sequence[Sequence[object]], catalogues: Catalogues) -> list[UploadedGuest]:
    """The guests of the foreigners' sheet; its head is skipped by position, whatever it holds."""
    lists = {
        "ngay_sinh_dung_den": _labelled(_PRECISIONS),
        "gioi_tinh": _labelled(_SEXES),
        "ma_quoc_tich": _labelled(catalogues.sheet_nationalities),
    }
    return _taken(rows[FOREIGNERS_HEAD:], lambda row: _foreigner(_in_codes(_texts(row, FOREIGNER_TAGS), lists)))


def foreigners_of_xml(records: Iterable[Mapping[str, str]], catalogues: Catalogues) -> list[UploadedGuest]:
    """The guests of the XML, which holds bare codes and no sample."""
    nationalities = {*catalogues.sheet_nationalities, UNKNOWN_NATIONALITY}

    def guest(record: Mapping[str, str]) -> UploadedGuest:
        if record.get("ma_quoc_tich") not in nationalities:
            raise _Dropped
        return _foreigner({**dict.fromkeys(FOREIGNER_TAGS, ""), **record})

    return _taken(records, guest)


def _taken(rows: Iterable[_Row], guest_of: Callable[[_Row], UploadedGuest]) -> list[UploadedGuest]:
    guests = []
    for row in rows:
        try:
            guests.append(guest_of(row))
        except _Dropped:
            continue
    return guests


def _texts(row: Sequence[object], names: Sequence[str]) -> dict[str, str]:
    """Cells by name; dates and numbers must be text, and the first column counts for nothing."""
    cells = [*row, *[""] * len(names)][1 : len(names)]
    if not all(isinstance(cell, str) for cell in cells):
        raise _Dropped
    return {name: str(cell) for name, cell in zip(names[1:], cells, strict=True)}


def _citizen(cells: Mapping[str, str]) -> UploadedGuest:
    if not cells["E"] or (cells["F"] == _OTHER_DOCUMENT) != bool(cells["G"]):
        raise _Dropped
    element = {
        "hoTen": cells["B"],
        "ngayThangNamSinhStr": _iso_day(cells["C"]),
        "gioiTinh": cells["D"],
        "loaiGiayTo": _number(cells["F"]),
        "tenGiayTo": cells["G"],
        "soGiayTo": cells["H"],
        "soDienThoai": cells["I"],
        "noiCuTru": _number(cells["J"]),
        "maTT": cells["K"],
        "maPX": cells["L"],
        "diaChi": cells["M"],
        "ngayDenCsltStr": _noon(cells["N"]),
        "ngayDiDuKienStr": _noon(cells["O"]),
        "soPhong": cells["P"],
        "lyDoCuTru": _number(cells["Q"]),
        "lyDoChiTiet": cells["R"],
        "ghiChu": cells["S"],
    }
    return UploadedGuest(CITIZENS, _without_empty(element))


def _foreigner(texts: Mapping[str, str]) -> UploadedGuest:
    permitted_until = _iso_day(texts["thoi_han_tam_tru"])
    left_on = _iso_day(texts["ngay_tra_phong"])
    element: dict[str, object] = {
        "hoTen": texts["ho_ten"],
        "quocTich": texts["ma_quoc_tich"],
        "soHoChieu": texts["so_ho_chieu"],
        "gioiTinh": texts["gioi_tinh"],
        "loaiNgayThangNamSinh": texts["ngay_sinh_dung_den"],
        "ngayThangNamSinhStr": _iso_day(texts["ngay_sinh"]),
        "ngayDenCsltStr": _noon(texts["ngay_den"]),
        "ngayDiDuKienStr": _noon(texts["ngay_di_du_kien"]),
        "soPhong": texts["so_phong"],
        "thoiHanTamTruStr": permitted_until and f"{permitted_until} 23:59:59",
    }
    return UploadedGuest(FOREIGNERS, _without_empty(element), date.fromisoformat(left_on) if left_on else None)


def _labelled(labels: Mapping[str, str]) -> dict[str, str]:
    """What a list cell holds, with the code it stands for."""
    return {_composed(f"{code} - {label}"): code for code, label in labels.items()}


def _in_codes(texts: Mapping[str, str], lists: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The codes of list cells; to the letter, except that composed and decomposed letters are alike."""
    codes = dict(texts)
    for name, labels in lists.items():
        label = _composed(texts[name])
        if label and label not in labels:
            raise _Dropped
        codes[name] = labels[label] if label else ""
    return codes


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _number(code: str) -> int | None:
    return int(code) if code else None


def _iso_day(cell: str) -> str:
    """dd/MM/yyyy as YYYY-MM-DD, "" for an empty cell."""
    if not cell:
        return ""
    found = _DAY.fullmatch(cell)
    if found is None or found[3] < _FIRST_YEAR:
        raise _Dropped
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError as wrong:
        raise _Dropped from wrong


def _noon(cell: str) -> str:
    day = _iso_day(cell)
    return day and f"{day} {_NOON}"


def _without_empty(element: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in element.items() if value not in ("", None)}
