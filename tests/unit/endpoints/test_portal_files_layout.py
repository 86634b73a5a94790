"""The sheets are the portal's to the letter: headings, rows above the guests, list sheets, names, checks of cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from guestreg.ports.exporter import UploadKind
from tests.fakes import kept
from tests.fakes.portal_template import CITIZEN_HEADINGS, FOREIGNER_HEADINGS
from tests.fakes.upload_guests import NOW, form, upload


@pytest.fixture(scope="module")
def citizens(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    target = tmp_path_factory.mktemp("files") / "a.xlsx"
    form(UploadKind.CITIZENS_SHEET).write([upload()], target, NOW)
    return openpyxl.load_workbook(target)


@pytest.fixture(scope="module")
def foreigners(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    target = tmp_path_factory.mktemp("files") / "a.xlsx"
    form(UploadKind.FOREIGNERS_SHEET).write([upload(kept.foreigner(), departed_at=NOW)], target, NOW)
    return openpyxl.load_workbook(target)


def texts(book: Workbook, sheet: str, row: int) -> list[object]:
    return [cell.value for cell in book[sheet][row]]


def test_the_citizens_head(citizens: Workbook) -> None:
    sheet = citizens["DS_KHACH_VIET_NAM_LUU_TRU"]
    assert citizens.sheetnames == ["DS_KHACH_VIET_NAM_LUU_TRU", "DANH_MUC", "TINH_THANH", "PHUONG_XA"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:S1"]
    assert sheet["A1"].value == (
        "DANH SÁCH THÔNG BÁO LƯU TRÚ CHO CÔNG DÂN VIỆT NAM (*Vui lòng không xóa dữ liệu mẫu;"
        " hãy thêm thông tin từ dòng tiếp theo)"
    )
    assert texts(citizens, sheet.title, 2) == CITIZEN_HEADINGS
    assert sheet["A3"].value.startswith("Mẫu dữ liệu")
    assert sheet["A4"].value == "[EXAMPLE]"
    assert sheet["B5"].value == "Nguyễn Thị Hoa"
    assert {column for column in "ABCDEFGHIJKLMNOPQRS" if sheet.column_dimensions[column].width} == set(
        "ABCDEFGHIJKLMNOPQRS"
    )
    assert {cell.column_letter for cell in sheet[5] if cell.number_format == "@"} == set("BCHIMNOPS")
    assert {cell.column_letter for cell in sheet[5] if cell.value is None} == set("GR")


def test_the_citizens_lists(citizens: Workbook) -> None:
    lists = citizens["DANH_MUC"]
    counts = [sum(1 for cell in column[1:] if cell.value) for column in lists.columns]
    assert counts == [9, 3, 20, 2, 205]
    assert [cell.value for cell in lists["A"]][1:10] == [
        "1 - Thẻ CCCD",
        "2 - Thẻ CMND",
        "3 - Giấy phép lái xe",
        "4 - Hộ chiếu",
        "5 - Giấy khai sinh",
        "6 - Thẻ BHYT",
        "7 - Thông báo số định danh cá nhân",
        "8 - Thẻ Căn Cước",
        "9 - Giấy Tờ Khác",
    ]
    assert lists["C16"].value == "15 - Báo chí, phóng viên"
    assert texts(citizens, "TINH_THANH", 1) == ["MATT", "TENTT", "DISPLAY"]
    assert citizens["TINH_THANH"].max_row == 35
    assert texts(citizens, "PHUONG_XA", 1) == ["MA_PHUONG_XA", "TEN_PHUONG_XA", "MATT", "DISPLAY"]
    assert citizens["PHUONG_XA"].max_row == 3322


def test_every_name_covers_the_communes_of_its_province(citizens: Workbook) -> None:
    names = dict(citizens.defined_names)
    assert len(names) == 35
    provinces = [row[0].value for row in citizens["TINH_THANH"].iter_rows(min_row=2)]
    assert {f"PX_{code}" for code in provinces} == names.keys() - {"DS_TINH_THANH"}
    covered = 0
    for code in provinces:
        ((sheet, area),) = names[f"PX_{code}"].destinations
        rows = [cell.row for (cell,) in citizens[sheet][area]]
        covered += len(rows)
        assert {citizens[sheet].cell(row, 3).value for row in rows} == {code}
        assert area.startswith("$D$")
    assert covered == 3321


def test_the_citizens_checks(citizens: Workbook) -> None:
    checks = citizens["DS_KHACH_VIET_NAM_LUU_TRU"].data_validations.dataValidation
    assert {str(one.sqref): (one.type, one.formula1) for one in checks} == {
        "D5:D653": ("list", "DANH_MUC!$D$2:$D$3"),
        "E5:E653": ("list", "DANH_MUC!$E$2:$E$206"),
        "F5:F653": ("list", "DANH_MUC!$A$2:$A$10"),
        "J5:J653": ("list", "DANH_MUC!$B$2:$B$4"),
        "K5:K653": ("list", "DS_TINH_THANH"),
        "L5:L653": ("list", 'INDIRECT("PX_"&LEFT($K5,3))'),
        "Q5:Q653": ("list", "DANH_MUC!$C$2:$C$21"),
    }


def test_the_foreigners_sheet(foreigners: Workbook) -> None:
    sheet = foreigners["KBTT"]
    assert foreigners.sheetnames == ["KBTT", "Lookup"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:L1"]
    title = sheet["A1"].value.splitlines()
    assert title == [
        "DANH SÁCH HỒ SƠ KBTT",
        "(*Lưu ý: Người khai báo chịu trách nhiệm trước pháp luật về các nội dung thông tin cung cấp)",
    ]
    assert texts(foreigners, "KBTT", 2) == FOREIGNER_HEADINGS
    assert sheet["B3"].value == "[TEST] SAMPLE"
    assert texts(foreigners, "KBTT", 4) == [
        "1",
        "ANNA MUELLER",
        "01/01/1964",
        "Y - Năm",
        "F - Nữ",
        "D - Germany",
        "C01X00T47",
        "Nhà sàn 1",
        "21/11/2026",
        "23/11/2026",
        "21/11/2026",
        "05/01/2027",
    ]
    assert {cell.column_letter for cell in sheet[4] if cell.number_format == "@"} == set("BCGHIJKL")
    counts = [sum(1 for cell in column[1:] if cell.value) for column in foreigners["Lookup"].columns]
    assert counts == [205, 2, 3]
    assert {str(one.sqref) for one in sheet.data_validations.dataValidation} == {"D4:D652", "E4:E652", "F4:F652"}


def test_the_xml_to_the_letter(tmp_path: Path) -> None:
    target = tmp_path / "a.xml"
    form(UploadKind.FOREIGNERS_XML).write([upload(kept.foreigner())], target, NOW)
    assert target.read_text("utf-8") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<KHAI_BAO_TAM_TRU>\n    <THONG_TIN_KHACH>\n'
        "        <so_thu_tu>1</so_thu_tu>\n        <ho_ten>ANNA MUELLER</ho_ten>\n"
        "        <ngay_sinh>01/01/1964</ngay_sinh>\n        <ngay_sinh_dung_den>Y</ngay_sinh_dung_den>\n"
        "        <gioi_tinh>F</gioi_tinh>\n        <ma_quoc_tich>D</ma_quoc_tich>\n"
        "        <so_ho_chieu>C01X00T47</so_ho_chieu>\n        <so_phong>Nhà sàn 1</so_phong>\n"
        "        <ngay_den>21/11/2026</ngay_den>\n        <ngay_di_du_kien>23/11/2026</ngay_di_du_kien>\n"
        "        <thoi_han_tam_tru>05/01/2027</thoi_han_tam_tru>\n    </THONG_TIN_KHACH>\n</KHAI_BAO_TAM_TRU>\n"
    )
