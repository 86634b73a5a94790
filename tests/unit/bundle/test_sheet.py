"""The spreadsheet of an export: two other programs read every cell back as the text it was, and none as a formula."""

import io
import tracemalloc
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from guestreg.bundle.sheet import write_sheet
from tests.tables.hostile import HOSTILE

MADE = (2026, 11, 21, 20, 0, 0)
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1+1", "{=1+1}", '=HYPERLINK("http://a")')
WRITABLE = [one.text for one in HOSTILE if one.text and one.text.isprintable()]


class Narrow(io.RawIOBase):
    """A file that takes bytes and can do nothing else."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.taken += data
        return len(data)


def written(*rows: tuple[str, ...]) -> bytes:
    file = Narrow()
    write_sheet(file, MADE, rows)  # type: ignore[arg-type]
    return bytes(file.taken)


def cells(data: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


@pytest.mark.parametrize(
    "text", [*FORMULAS, "001190000017", "1.23E+11", "0", "TRUE", "21/11/2026", " giữ chỗ ", "<b>&amp;"]
)
def test_a_cell_is_the_text_it_was(text: str) -> None:
    data = written(("số", text), (text, "sau"))
    assert cells(data) == [["số", text], [text, "sau"]]
    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert read == [["số", text], [text, "sau"]]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {(cell.data_type, cell.number_format) for row in book.active.iter_rows() for cell in row} == {("s", "@")}


def test_hostile_text_passes_whole() -> None:
    data = written(*((text,) for text in WRITABLE))
    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read] == WRITABLE
    assert [row[0] for row in cells(data)] == WRITABLE


def test_what_looks_like_an_escape_is_written_as_one() -> None:
    """As Excel and LibreOffice want it; readers that know no such escapes show it as it is written."""
    data = written(("_x0041_", "_x00e1_x", "a_x41_"))
    assert cells(data) == [["_x005F_x0041_", "_x005F_x00e1_x", "a_x41_"]]


def test_what_no_such_file_can_hold_shows_as_its_sign() -> None:
    assert cells(written(("Hoa\x00; x", "a\x1fb", "c\uffffd"))) == [["Hoa\ufffd; x", "a\ufffdb", "c\ufffdd"]]


def test_many_rows_take_no_more_memory_than_few(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        with (tmp_path / "rows.xlsx").open("wb") as file:
            write_sheet(file, MADE, ((str(row), "Nguyễn Thị Hoa") for row in range(rows)))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4_000) < 1.5 * peak(400)
