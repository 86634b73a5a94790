"""LibreOffice opens the views of an export: every cell is the text that was written, and nothing is a formula."""

import subprocess
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from guestreg.bundle.sheet import write_sheet
from guestreg.bundle.table import write_table
from tests.tables.hostile import HOSTILE

ROWS = [
    ("STT", "Họ và tên"),
    *(("001190000017", one.text) for one in HOSTILE if one.text.strip() and one.text.isprintable()),
    *(("1.23E+11", text) for text in ("=1+1", "+1", "-2", "@A1", "_x0041_", "21/11/2026", "TRUE", " hai  chỗ ")),
]
AS_TEXT = "CSV:44,34,76,1,1/2/2/2,0,false,false"


def reopened(file: Path, folder: Path, *options: str) -> list[list[Any]]:
    """Saved anew by LibreOffice, with a profile of its own."""
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options]
    done = subprocess.run(
        [*command, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "saved", file],
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    saved = CalamineWorkbook.from_path(folder / "saved" / f"{file.stem}.xlsx").get_sheet_by_index(0)
    return saved.to_python()


def test_libreoffice_reads_the_spreadsheet_and_the_table_back_whole(tmp_path: Path) -> None:
    sheet, table = tmp_path / "register.xlsx", tmp_path / "table.csv"
    with sheet.open("wb") as file:
        write_sheet(file, (2026, 11, 21, 20, 0, 0), ROWS)
    with table.open("wb") as file:
        write_table(file, ROWS)
    assert reopened(sheet, tmp_path) == [list(row) for row in ROWS]
    harmless = [[f"'{one}" if one[0] in "=+-@" else one for one in row] for row in ROWS]
    assert reopened(table, tmp_path, f"--infilter={AS_TEXT}") == harmless
