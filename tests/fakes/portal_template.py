"""Templates as the portal gives them out, by a writer that is not ours: prepared rows, list sheets, 35 names, checks.

The part of the sheet gets the newer kind of checks of cells besides, in its list of extensions.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from tests.fakes.desk import catalogue

CITIZENS, FOREIGNERS = "DS_KHACH_VIET_NAM_LUU_TRU", "KBTT"
CITIZEN_HEADINGS = (
    "STT|HỌ TÊN (*)|NGÀY SINH (*)|GIỚI TÍNH (*)|QUỐC TỊCH (*)|LOẠI GIẤY TỜ (*)|TÊN GIẤY TỜ|SỐ GIẤY TỜ (*)"
    "|SỐ ĐIỆN THOẠI|NƠI CƯ TRÚ HIỆN NAY|TỈNH/ THÀNH PHỐ |PHƯỜNG/ XÃ/ ĐẶC KHU |ĐỊA CHỈ CHI TIẾT|NGÀY ĐẾN (*)"
    "|NGÀY ĐI DỰ KIẾN (*)|SỐ PHÒNG/ KHOA| LÝ DO CƯ TRÚ (*)|NHẬP LÝ DO|GHI CHÚ"
).split("|")
FOREIGNER_HEADINGS = (
    "STT|HỌ TÊN |NGÀY SINH|NGÀY SINH ĐÚNG ĐẾN|GIỚI TÍNH|MÃ QUỐC TỊCH|SỐ HỘ CHIẾU|SỐ PHÒNG|NGÀY ĐẾN "
    "|THỜI GIAN DỰ KIẾN TẠM TRÚ TẠI CSLT|NGÀY TRẢ PHÒNG|THỜI HẠN ĐƯỢC PHÉP TẠM TRÚ TẠI VIỆT NAM"
).split("|")
TEXT_COLUMNS = {CITIZENS: "BCGHIMNOPRS", FOREIGNERS: "BCGHIJKL"}
_KINDS = ["1 - Thẻ CCCD", "2 - CMND", "4 - Hộ chiếu", "8 - Thẻ Căn Cước", "9 - Giấy Tờ Khác"]
_REASONS = ["1 - Du lịch", "15 - Báo chí phóng viên", "20 - Mục đích khác"]
_NEWER_CHECKS = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    ' uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations'
    ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list"'
    ' allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>TINH_THANH!$C$2:$C$35</xm:f></x14:formula1>'
    "<xm:sqref>K5:K653</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
)


def citizens_template(path: Path, *, rows: bool = True, lists: Mapping[str, list[str]] | None = None) -> Path:
    """With its prepared rows, or with none below the sample."""
    listed = {"DANH_MUC": ["LOẠI", *_KINDS, "1 - Thường trú", *_REASONS, "M - Nam", "F - Nữ", "VNM - Viet Nam"]}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = _sheet(book, CITIZENS, CITIZEN_HEADINGS, 5, 653 if rows else 4)
        sheet.write_string("A3", "Mẫu dữ liệu – không sửa dòng này")
        sheet.write_row("A4", ["[EXAMPLE]", "NGUYỄN VĂN A"])
        sheet.data_validation("F5:F653", {"validate": "list", "source": "=DANH_MUC!$A$2:$A$6"})
        sheet.data_validation("L5:L653", {"validate": "list", "source": '=INDIRECT("PX_"&LEFT($K5,3))'})
        for name, texts in (lists or listed).items():
            book.add_worksheet(name).write_column("A1", texts)
        _places(book)
    path.write_bytes(_with_newer_checks(out.getvalue()))
    return path


def foreigners_template(path: Path) -> Path:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = _sheet(book, FOREIGNERS, FOREIGNER_HEADINGS, 4, 652)
        sheet.write_string("B3", "[TEST] SAMPLE")
        sheet.data_validation("E4:E652", {"validate": "list", "source": "=Lookup!$B$2:$B$3"})
        lookup = book.add_worksheet("Lookup")
        lookup.write_column("A2", [f"{one.code} - {one.label}" for one in catalogue().nationalities if one.in_sheet])
        lookup.write_column("B2", ["M - Nam", "F - Nữ"])
        lookup.write_column("C2", ["D - Ngày", "M - Tháng", "Y - Năm"])
    path.write_bytes(out.getvalue())
    return path


def repacked(path: Path, **changes: bytes | None) -> Path:
    """The same with some parts changed, by the end of their name before the dot; None leaves a part out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            changed = changes.get(Path(name).stem, part)
            if changed is not None:
                archive.writestr(name, changed)
    return path


def part(path: Path, stem: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return next(archive.read(name) for name in archive.namelist() if Path(name).stem == stem)


def _sheet(
    book: xlsxwriter.Workbook, name: str, headings: list[str], first: int, last: int
) -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet(name)
    text, plain = book.add_format({"num_format": "@", "border": 1}), book.add_format({"border": 1})
    sheet.merge_range(0, 0, 0, len(headings) - 1, "DANH SÁCH")
    sheet.write_row("A2", headings)
    for row in range(first, last + 1):
        for place in range(len(headings)):
            sheet.write_blank(row - 1, place, None, text if chr(65 + place) in TEXT_COLUMNS[name] else plain)
        sheet.write_number(row - 1, 0, row - first + 1, plain)
    return sheet


def _places(book: xlsxwriter.Workbook) -> None:
    places = catalogue().places
    provinces, communes = book.add_worksheet("TINH_THANH"), book.add_worksheet("PHUONG_XA")
    provinces.write_row("A1", ["MATT", "TENTT", "DISPLAY"])
    communes.write_row("A1", ["MA_PHUONG_XA", "TEN_PHUONG_XA", "MATT", "DISPLAY"])
    row = 1
    for number, province in enumerate(places.provinces, start=1):
        provinces.write_row(number, 0, [province.code, province.name, f"{province.code} - {province.name}"])
        first = row + 1
        for one in places.communes_of(province.code)[:5]:
            communes.write_row(row, 0, [one.code, one.name, one.province_code, f"{one.code} - {one.name}"])
            row += 1
        book.define_name(f"PX_{province.code}", f"=PHUONG_XA!$D${first}:$D${row}")
    communes.write_row(row, 0, ["302903203", "Xã Na Son", "302", "302903203 - Xã Na Son"])
    book.define_name("DS_TINH", "=TINH_THANH!$C$2:$C$35")


def _with_newer_checks(file: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</worksheet>", _NEWER_CHECKS.encode())
            target.writestr(info, content)
    return out.getvalue()
