"""Another program opens the filled template and finds guests, names and checks of cells where they were."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from guestreg.ports.exporter import UploadKind
from tests.fakes import kept
from tests.fakes.portal_template import CITIZEN_HEADINGS, CITIZENS, citizens_template
from tests.fakes.upload_guests import AWKWARD, NOW, light_form, upload


def reopened(file: Path, folder: Path) -> Path:
    """Saved anew by LibreOffice, with a profile of its own."""
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    done = subprocess.run(
        [*command, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "saved", file],
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "saved" / file.name


def test_libreoffice_opens_the_filled_template(tmp_path: Path) -> None:
    template, target = citizens_template(tmp_path / "mau.xlsx"), tmp_path / "filled.xlsx"
    guests = [upload(kept.citizen(doc_number=f"00119000000{n}"), note=text) for n, text in enumerate(AWKWARD)]
    light_form(UploadKind.CITIZENS_SHEET, template).write(guests, target, NOW)
    saved = reopened(target, tmp_path)
    book = openpyxl.load_workbook(saved)
    sheet = book[CITIZENS]
    assert [cell.value for cell in sheet[2]] == CITIZEN_HEADINGS
    rows = CalamineWorkbook.from_path(saved).get_sheet_by_name(CITIZENS).to_python()[4 : 4 + len(guests)]
    assert [(row[1], row[7], row[10], row[18]) for row in rows] == [
        ("Nguyễn Thị Hoa", f"00119000000{n}", "302 - Điện Biên", text) for n, text in enumerate(AWKWARD)
    ]
    assert {sheet[f"{column}5"].data_type for column in "ABCDEFHIJKLMNOPQS"} == {"s"}
    assert len({name.upper() for name in book.defined_names} & {"DS_TINH", "PX_302", "PX_101", "PX_823"}) == 4
    checks = sheet.data_validations.dataValidation
    assert {str(check.sqref) for check in checks} >= {"F5:F653", "K5:K653", "L5:L653"}
    assert book.sheetnames == [CITIZENS, "DANH_MUC", "TINH_THANH", "PHUONG_XA"]
