"""What every reader of the portal's list promises: who is in it, from whatever form the list comes in."""

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from guestreg.capture.portal_list import PortalListFile
from guestreg.ports.reader import ColumnsUnknown, ListColumns, ListReader, ListRow, ListUnusable, SpoiltRow

HEADINGS = ("Stt", "Họ và tên khách", "Sinh ngày", "Số giấy tờ", "Đến lúc", "Dự kiến đi")
LO = ("1", "Lò Thị Pâng", "05/03/1990", "001190000017", "21/11/2026 20:40", "22/11/2026 12:00")
ANNA = ("2", "ANNA MÜLLER", "01/01/1964", "c01x-00t47", "22/11/2026 00:10", "23/11/2026 12:00")
FOUND = (
    ListRow(2, "001190000017", date(2026, 11, 21), "Lò Thị Pâng"),
    ListRow(3, "C01X00T47", date(2026, 11, 22), "ANNA MÜLLER"),
)
PLACES = ListColumns(3, 4, 1)
Rows = Sequence[Sequence[Any]]


@pytest.fixture
def reader() -> ListReader:
    return PortalListFile()


def as_csv(path: Path, rows: Rows, encoding: str = "utf-8-sig", separator: str = ",") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def as_sheet(path: Path, rows: Rows) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    sheet = book.add_worksheet("Danh sách")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, cell, day)
            else:
                sheet.write(place, column, cell)
    book.close()
    return path


WAYS: dict[str, Callable[[Path, Rows], Path]] = {
    "utf-8 with its mark": as_csv,
    "utf-8": lambda path, rows: as_csv(path, rows, "utf-8"),
    "utf-16": lambda path, rows: as_csv(path, rows, "utf-16"),
    "semicolons": lambda path, rows: as_csv(path, rows, separator=";"),
    "tabs": lambda path, rows: as_csv(path, rows, "utf-16", "\t"),
    "a sheet": as_sheet,
}


@pytest.mark.parametrize("way", WAYS)
def test_the_guests_are_found_by_the_headings(reader: ListReader, tmp_path: Path, way: str) -> None:
    path = WAYS[way](tmp_path / "list", (HEADINGS, LO, ANNA))
    found = reader.read(path)
    assert (found.rows, found.spoilt, found.columns) == (FOUND, (), PLACES)
    assert found.headings == HEADINGS
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.form.startswith("xlsx" if way == "a sheet" else "csv")


def test_vietnamese_windows_writes_its_own_letters(reader: ListReader, tmp_path: Path) -> None:
    """Its table has no whole letters with two marks: they come as a letter and a mark."""
    row = ("1", "Hoa\u0323 Bi\u0300nh", "", "001190000017", "21/11/2026", "")
    heading = ("Stt", "Ho\u0323 tên", "", "Sô\u0301 giâ\u0301y tơ\u0300", "Nga\u0300y đê\u0301n", "")
    found = reader.read(as_csv(tmp_path / "list.csv", (heading, row), "cp1258"))
    assert found.rows == (ListRow(2, "001190000017", date(2026, 11, 21), "Họa Bình".replace("Họa", "Hoạ")),)


@pytest.mark.parametrize("way", ["utf-8", "a sheet"])
def test_headings_may_stand_lower_and_blank_lines_between(reader: ListReader, tmp_path: Path, way: str) -> None:
    above = (("DANH SÁCH LƯU TRÚ", "", "", "", "", ""), ("", "", "", "", "", ""))
    rows = (*above, HEADINGS, LO, ("", "", "", "", "", ""), ANNA, ("Tổng số: 2", "", "", "", "", ""))
    found = reader.read(WAYS[way](tmp_path / "list", rows))
    assert [row.row for row in found.rows] == [4, 6]
    assert found.spoilt == ()


@pytest.mark.parametrize("way", ["utf-8", "a sheet"])
@pytest.mark.parametrize("headed", [False, True])
def test_columns_are_where_the_owner_says(reader: ListReader, tmp_path: Path, way: str, headed: bool) -> None:
    head = [("STT", "KHÁCH", "SINH", "MÃ", "VÀO", "RA")] if headed else []
    path = WAYS[way](tmp_path / "list", (*head, LO, ANNA))
    with pytest.raises(ColumnsUnknown) as unknown:
        reader.read(path)
    assert unknown.value.rows[-1][3] == ANNA[3]
    found = reader.read(path, PLACES)
    assert [row[1:] for row in found.rows] == [row[1:] for row in FOUND]
    assert found.spoilt == ()


def test_the_owners_columns_go_before_the_headings(reader: ListReader, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "list.csv", (HEADINGS, LO))
    assert reader.read(path, ListColumns(3, 5)).rows == (ListRow(2, "001190000017", date(2026, 11, 22), ""),)


@pytest.mark.parametrize("number", ["1.23E+11", "1,19E+09", "1190000017.0", "1E11"])
def test_a_number_a_spreadsheet_spoilt_is_refused_by_itself(reader: ListReader, tmp_path: Path, number: str) -> None:
    bad = (*LO[:3], number, *LO[4:])
    found = reader.read(as_csv(tmp_path / "list.csv", (HEADINGS, bad, ANNA)))
    assert found.rows == FOUND[1:]
    assert found.spoilt == (SpoiltRow(2, "E-50", date(2026, 11, 21)),)


@pytest.mark.parametrize(("number", "kept"), [(101190000017, "101190000017"), (1190000017, None), (123456.5, None)])
def test_a_number_cell_is_taken_only_whole(reader: ListReader, tmp_path: Path, number: float, kept: str | None) -> None:
    found = reader.read(as_sheet(tmp_path / "list", (HEADINGS, (*LO[:3], number, *LO[4:]))))
    assert [row.number for row in found.rows] == ([kept] if kept else [])
    assert [row.code for row in found.spoilt] == ([] if kept else ["E-50"])


@pytest.mark.parametrize("typed", ["2026-11-21", "21.11.2026", "1-2-2026", "20:40 21/11/2026", date(2026, 11, 21)])
def test_days_in_every_usual_form(reader: ListReader, tmp_path: Path, typed: Any) -> None:
    found = reader.read(as_sheet(tmp_path / "list", (HEADINGS, (*LO[:4], typed, ""))))
    assert [row.arrival_on for row in found.rows] == [date(2026, 2, 1) if typed == "1-2-2026" else date(2026, 11, 21)]


@pytest.mark.parametrize("typed", ["31/02/2026", "hôm qua", "46347"])
def test_a_day_nobody_understands_is_refused_by_itself(reader: ListReader, tmp_path: Path, typed: str) -> None:
    found = reader.read(as_csv(tmp_path / "list.csv", (HEADINGS, (*LO[:4], typed, ""), ANNA)))
    assert (found.rows, found.spoilt) == (FOUND[1:], (SpoiltRow(2, "E-175", None),))


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04 nothing"])
def test_what_is_no_list_is_refused(reader: ListReader, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises((ListUnusable, ColumnsUnknown)):
        reader.read(path)


def test_a_file_that_is_not_there_is_the_machines_trouble(reader: ListReader, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        reader.read(tmp_path / "list")


def test_persons_stay_out_of_what_is_shown_of_a_row(reader: ListReader, tmp_path: Path) -> None:
    found = reader.read(as_csv(tmp_path / "list.csv", (HEADINGS, LO, (*LO[:3], "1E11", *LO[4:]))))
    assert "Pâng" not in f"{found!r} {found.rows!r} {found.spoilt!r}"
    assert "001190" not in f"{found!r} {found.rows!r} {found.spoilt!r}"
