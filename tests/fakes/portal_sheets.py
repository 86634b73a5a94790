"""The portal's three upload files, made as an owner's program would: by a writer that is not ours."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

import xlsxwriter

Cells = Mapping[str, object]
"""What a row holds by column letter; a column left out is an empty cell."""

XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
XML = {"Content-Type": "application/xml"}
CITIZENS_PATH, FOREIGNERS_PATH = "/portal/khach-viet-nam.xlsx", "/portal/khach-nuoc-ngoai.xlsx"
FOREIGNERS_XML_PATH = "/portal/khach-nuoc-ngoai.xml"
TAGS = (
    "so_thu_tu ho_ten ngay_sinh ngay_sinh_dung_den gioi_tinh ma_quoc_tich so_ho_chieu so_phong ngay_den"
    " ngay_di_du_kien ngay_tra_phong thoi_han_tam_tru"
).split()


def citizen_row(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "A": 1,
        "B": "Lò Thị Mẫu",
        "C": "17/05/1990",
        "D": "F - Nữ",
        "E": "VNM - Viet Nam",
        "F": "8 - Thẻ Căn Cước",
        "H": "011190000001",
        "J": "1 - Thường trú",
        "K": "302 - Điện Biên",
        "L": "302903203 - Xã Na Son",
        "M": "Bản Na Ten",
        "N": "21/11/2026",
        "O": "23/11/2026",
        "P": "Nhà sàn 1",
        "Q": "1 - Du lịch",
    }
    return row | changes


def foreigner_row(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "A": 1,
        "B": "ANNA MARIA MUSTER",
        "C": "12/08/1974",
        "D": "D - Ngày",
        "E": "F - Nữ",
        "F": "D - Germany",
        "G": "C01X00T47",
        "H": "Nhà sàn 1",
        "I": "21/11/2026",
        "J": "23/11/2026",
        "L": "20/12/2026",
    }
    return row | changes


def foreigner_record(**changes: str | None) -> dict[str, str]:
    """`None` leaves the tag out."""
    record: dict[str, str | None] = {
        "so_thu_tu": "1",
        "ho_ten": "ANNA MARIA MUSTER",
        "ngay_sinh": "12/08/1974",
        "ngay_sinh_dung_den": "D",
        "gioi_tinh": "F",
        "ma_quoc_tich": "D",
        "so_ho_chieu": "C01X00T47",
        "so_phong": "Nhà sàn 1",
        "ngay_den": "21/11/2026",
        "ngay_di_du_kien": "23/11/2026",
        "ngay_tra_phong": None,
        "thoi_han_tam_tru": "20/12/2026",
    }
    return {tag: text for tag, text in (record | changes).items() if text is not None}


def citizens_sheet(*guests: Cells, sample: Cells | None = None) -> bytes:
    """Title, headings, hint and sample in rows 1 to 4, the guests after them."""
    head: list[Cells] = [{"A": "DANH SÁCH"}, {"A": "STT"}, {"A": "Mẫu dữ liệu"}, sample or citizen_row(A="[EXAMPLE]")]
    return sheet("DS_KHACH_VIET_NAM_LUU_TRU", [*head, *guests])


def foreigners_sheet(*guests: Cells, sample: Cells | None = None) -> bytes:
    """Title, headings and sample in rows 1 to 3, the guests after them."""
    head: list[Cells] = [{"A": "DANH SÁCH"}, {"A": "STT"}, sample or foreigner_row(B="TEST SAMPLE")]
    return sheet("KBTT", [*head, *guests])


def sheet(name: str, rows: Sequence[Cells]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in row.items():
                page.write(f"{column}{number}", value)
    return out.getvalue()


def foreigners_xml(*guests: Mapping[str, str]) -> bytes:
    root = ElementTree.Element("KHAI_BAO_TAM_TRU")
    for guest in guests:
        one = ElementTree.SubElement(root, "THONG_TIN_KHACH")
        for tag, text in guest.items():
            ElementTree.SubElement(one, tag).text = text
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
