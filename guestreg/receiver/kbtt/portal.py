"""The portal's side: the list of stays as a download, in a layout of its own so that mapping is practised.

Called by `app`. It shows what is really stored. It must not know the interface's calls.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime

from guestreg.receiver.kbtt.catalogues import Catalogues
from guestreg.receiver.kbtt.record import StoredStay
from guestreg.receiver.kbtt.validation import FOREIGNERS

LIST_PATH = "/portal/danh-sach.csv"
COLUMNS = (
    "Stt",
    "Đối tượng",
    "Họ và tên khách",
    "Sinh ngày",
    "Giới",
    "Quốc tịch",
    "Giấy tờ",
    "Số giấy tờ",
    "Phòng/khoa",
    "Đến lúc",
    "Dự kiến đi",
    "Đã trả phòng",
)
_SEXES = {"M": "Nam", "F": "Nữ"}


def stay_list(stays: Iterable[StoredStay], catalogues: Catalogues) -> bytes:
    """CSV, UTF-8 with a byte order mark; dates as day/month/year."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, stay in enumerate(stays, start=1):
        writer.writerow([str(number), *_cells(stay, catalogues)])
    return out.getvalue().encode("utf-8-sig")


def _cells(stay: StoredStay, catalogues: Catalogues) -> list[str]:
    element = stay.element
    foreign = stay.document.call == FOREIGNERS
    return [
        "Người nước ngoài" if foreign else "Công dân Việt Nam",
        element["hoTen"],
        date.fromisoformat(element["ngayThangNamSinhStr"]).strftime("%d/%m/%Y"),
        _SEXES[element["gioiTinh"]],
        stay.document.nationality or "VNM",
        catalogues.document_label(stay.document.kind),
        element["soHoChieu"] if foreign else element["soGiayTo"],
        element.get("soPhong") or "",
        _moment(stay.arrival),
        _moment(stay.planned_departure),
        _moment(stay.checked_out) if stay.checked_out is not None else "",
    ]


def _moment(local: datetime) -> str:
    return local.strftime("%d/%m/%Y %H:%M")
