"""From the declaration document to the ministry's bytes: an array of one element, call 4, 5 or 12.

`terms` calls it when a stay is saved. A value that is not there is left out; pictures are never sent.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from guestreg.domain.dates import local
from guestreg.domain.declaration import Kind
from guestreg.domain.guest import BirthPrecision, GuestKind
from guestreg.domain.stay import OTHER_REASON
from guestreg.domain.text import fold_to_mrz

Element = dict[str, Any]
BIGGEST_PASSPORT = 10
EARLY, EXTENSION = "TS", "GH"


def build(document: bytes) -> bytes:
    """The body of call 4, 5 or 12 for one person, the same bytes for the same document."""
    parts = json.loads(document)
    stay, guest = parts["stay"], parts["guest"]
    if parts["kind"] == Kind.CHECKOUT:
        element = _departure(guest, stay)
    else:
        element = _foreigner(guest, stay) if is_foreigner(parts) else _citizen(guest, stay)
    return json.dumps([_present(element)], ensure_ascii=False, separators=(",", ":")).encode()


def is_foreigner(parts: Mapping[str, Any]) -> bool:
    return bool(parts["guest_kind"] == GuestKind.FOREIGNER)


def _foreigner(guest: Mapping[str, Any], stay: Mapping[str, Any]) -> Element:
    name = guest["full_name"]
    return {
        "hoTen": fold_to_mrz(name) or name,
        "quocTich": guest["nationality"],
        "soHoChieu": guest["passport_number"],
        "gioiTinh": guest["sex"],
        "loaiNgayThangNamSinh": guest["birth_precision"],
        "ngayThangNamSinhStr": _birth(guest),
        "ngayDenCsltStr": _moment(stay["arrival"]),
        "ngayDiDuKienStr": _moment(stay["planned_departure"]),
        "soPhong": stay.get("room"),
        "thoiHanTamTruStr": f"{guest['permitted_until']} 23:59:59",
    }


def _citizen(guest: Mapping[str, Any], stay: Mapping[str, Any]) -> Element:
    return {
        "hoTen": guest["full_name"],
        "gioiTinh": guest["sex"],
        "ngayThangNamSinhStr": _birth(guest),
        "soDienThoai": guest.get("phone"),
        "ghiChu": stay.get("note"),
        "noiCuTru": guest.get("residence_kind"),
        "maTT": guest.get("res_province"),
        "maPX": guest.get("res_commune"),
        "diaChi": guest.get("res_address"),
        "ngayDenCsltStr": _moment(stay["arrival"]),
        "ngayDiDuKienStr": _moment(stay["planned_departure"]),
        "soPhong": stay.get("room"),
        "lyDoCuTru": stay["reason"],
        "lyDoChiTiet": stay.get("reason_text") if stay["reason"] == OTHER_REASON else None,
        "loaiGiayTo": guest.get("doc_kind"),
        "soGiayTo": guest.get("doc_number"),
    }


def _departure(guest: Mapping[str, Any], stay: Mapping[str, Any]) -> Element:
    left = stay.get("actual_departure") is not None
    return {
        "loai": EARLY if left else EXTENSION,
        "soGiayTo": guest["doc_number"],
        "loaiGiayTo": guest["doc_kind"],
        "thoiGianStr": None if left else _moment(stay["planned_departure"]),
    }


def _birth(guest: Mapping[str, Any]) -> str:
    born: str = guest["birth_date"]
    return f"{born[:4]}-01-01" if guest["birth_precision"] == BirthPrecision.Y else born


def _moment(text: str) -> str:
    wall = local(datetime.fromisoformat(text)).replace(second=0, tzinfo=None)
    return wall.isoformat(sep=" ", timespec="seconds")


def _present(element: Element) -> Element:
    return {key: value for key, value in element.items() if value is not None and value != ""}
