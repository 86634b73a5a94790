"""The owner's template is filled in its cells and stays what it was everywhere else; another file is refused."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from guestreg.domain.violation import Violation
from guestreg.ports.exporter import TemplateUnusable, UploadGuest, UploadKind
from tests.fakes import kept
from tests.fakes.portal_template import (
    CITIZENS,
    FOREIGNERS,
    citizens_template,
    foreigners_template,
    part,
    repacked,
)
from tests.fakes.upload_guests import AWKWARD, ESCAPE, NOW, TODAY, light_form, stay, upload

SHEET = "xl/worksheets/sheet1.xml"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def opened(path: Path, sheet: str) -> Worksheet:
    with pytest.warns(UserWarning, match="Data Validation extension"):
        book = openpyxl.load_workbook(path)
    assert len(book.defined_names) == 35
    return book[sheet]


def fill(template: Path, *guests: UploadGuest, kind: UploadKind = UploadKind.CITIZENS_SHEET) -> Path:
    form, target = light_form(kind, template), template.with_name("filled.xlsx")
    form.write(guests, target, NOW)
    return target


@pytest.mark.parametrize("rows", [True, False])
def test_only_cells_of_the_sheet_change(tmp_path: Path, rows: bool) -> None:
    template = citizens_template(tmp_path / "mau.xlsx", rows=rows)
    target = fill(template, *[upload(kept.citizen(doc_number=f"00119000001{n}")) for n in range(3)])
    before, after = parts(template), parts(target)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {SHEET}
    old, new = (re.sub(rb'<row r="[567]".*?</row>', b"", one[SHEET], flags=re.DOTALL) for one in (before, after))
    assert old == new
    assert any("theme" in name for name in before)
    assert "xl/sharedStrings.xml" in before
    assert b"x14:dataValidation " in after[SHEET]


def test_guests_stand_in_the_prepared_rows(tmp_path: Path) -> None:
    sheet = opened(
        fill(citizens_template(tmp_path / "mau.xlsx"), upload(), upload(kept.citizen("Vàng A Páo"))), CITIZENS
    )
    first = {cell.column_letter: cell.value for cell in sheet[5] if cell.value is not None}
    assert first == {
        "A": "1",
        "B": "Nguyễn Thị Hoa",
        "C": "05/03/1990",
        "D": "F - Nữ",
        "E": "VNM - Viet Nam",
        "F": "8 - Thẻ Căn Cước",
        "H": "001190000017",
        "I": "0912000017",
        "J": "1 - Thường trú",
        "K": "302 - Điện Biên",
        "L": "302903203 - Xã Na Son",
        "M": "Bản Mẫu",
        "N": "21/11/2026",
        "O": "23/11/2026",
        "P": "Nhà sàn 1",
        "Q": "1 - Du lịch",
        "S": "đến muộn",
    }
    assert {sheet[f"{column}5"].data_type for column in first} == {"s"}
    assert {sheet[f"{column}5"].number_format for column in "BCGHIMNOPRS"} == {"@"}
    assert (sheet["B6"].value, sheet["B7"].value, sheet["A7"].value, sheet["A653"].value) == (
        "Vàng A Páo",
        None,
        3,
        649,
    )
    assert {(check.type, str(check.sqref)) for check in sheet.data_validations.dataValidation} == {
        ("list", "F5:F653"),
        ("list", "L5:L653"),
    }
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:S1"]
    assert sheet["A3"].value.startswith("Mẫu dữ liệu")
    assert sheet["A4"].value == "[EXAMPLE]"


def test_awkward_texts_stay_texts(tmp_path: Path) -> None:
    texts = [text for text in AWKWARD if text != ESCAPE]  # openpyxl shows what stands in a cell without unescaping
    guests = [upload(note=text) for text in texts]
    sheet = opened(fill(citizens_template(tmp_path / "mau.xlsx"), *guests), CITIZENS)
    cells = [sheet[f"S{number}"] for number in range(5, 5 + len(texts))]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None) for text in texts]


def test_the_template_s_own_spelling_is_written(tmp_path: Path) -> None:
    template = citizens_template(tmp_path / "mau.xlsx")
    person = UploadGuest(stay(kept.citizen(), reason=15), kept.citizen())
    assert opened(fill(template, person), CITIZENS)["Q5"].value == "15 - Báo chí phóng viên"


def test_what_its_lists_lack_is_refused(tmp_path: Path) -> None:
    form = light_form(UploadKind.CITIZENS_SHEET, citizens_template(tmp_path / "mau.xlsx"))
    assert form.objections(upload(reason=2), TODAY) == (Violation("E-147", "reason"),)
    assert form.objections(upload(), TODAY) == ()
    assert light_form(UploadKind.CITIZENS_SHEET).objections(upload(reason=2), TODAY) == ()


def test_the_foreigners_template_is_filled_too(tmp_path: Path) -> None:
    template = foreigners_template(tmp_path / "mau.xlsx")
    target = fill(template, upload(kept.foreigner()), kind=UploadKind.FOREIGNERS_SHEET)
    before, after = parts(template), parts(target)
    assert {name for name in before if before[name] != after[name]} == {SHEET}
    row = [cell.value for cell in openpyxl.load_workbook(target)[FOREIGNERS][4]]
    assert row == [
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
        None,
        "05/01/2027",
    ]


def _sheet_with(old: bytes, new: bytes) -> dict[str, tuple[bytes, bytes]]:
    return {"sheet1": (old, new)}


@pytest.mark.parametrize(
    "change",
    [
        _sheet_with(b'<row r="3"', b'<row r="2b"'),
        {"workbook": (b"DS_KHACH_VIET_NAM_LUU_TRU", b"KHACH")},
        {"sharedStrings": ("HỌ TÊN (*)".encode(), "TÊN (*)".encode())},
        _sheet_with(b'<row r="5"', b'<row r="4"'),
        _sheet_with(b'<c r="B5" s="2"/>', b'<c r="B5" t="inlineStr"><is><t>Hoa</t></is></c>'),
        _sheet_with(b'<c r="H5" s="2"/>', b'<c r="H5"><f>1+1</f><v>2</v></c>'),
        _sheet_with(b'<c r="H5"', b'<c r="H6"'),
        _sheet_with(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
        _sheet_with(b"</sheetData>", b""),
        _sheet_with(b' t="s"><v>0</v>', b' t="s"><v>99999</v>'),
    ],
    ids=str,
)
def test_a_template_of_another_kind_is_refused(tmp_path: Path, change: dict[str, tuple[bytes, bytes]]) -> None:
    template = citizens_template(tmp_path / "mau.xlsx")
    changes = {}
    for stem, (old, new) in change.items():
        content = part(template, stem)
        assert old in content
        changes[stem] = content.replace(old, new, 1)
    repacked(template, **changes)
    with pytest.raises(TemplateUnusable):
        light_form(UploadKind.CITIZENS_SHEET, template)


def test_what_is_no_workbook_or_too_much_of_one_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "mau.xlsx"
    spoiled: list[Path] = [tmp_path / "gone.xlsx"]
    for name, content in {"empty": b"", "text": b"STT;HO TEN", "zip": b"PK\x03\x04"}.items():
        (tmp_path / name).write_bytes(content)
        spoiled.append(tmp_path / name)
    parts_changed: dict[str, bytes | None] = {
        "theme1": b"A" * (30 * 2**20),
        "styles": b"PK\x03\x04 inside",
        "sharedStrings": None,
        "sheet2": b"<worksheet>" + b"<a/>" * 200_001 + b"</worksheet>",
    }
    for stem, part_changed in parts_changed.items():
        spoiled.append(repacked(citizens_template(tmp_path / f"{stem}.xlsx"), **{stem: part_changed}))
    climbing = citizens_template(tmp_path / "climbing.xlsx")
    with zipfile.ZipFile(climbing, "a") as archive:
        archive.writestr("../evil.xml", b"<a/>")
    for path in [*spoiled, climbing]:
        with pytest.raises(TemplateUnusable):
            light_form(UploadKind.CITIZENS_SHEET, path)
    light_form(UploadKind.CITIZENS_SHEET, citizens_template(template))


def test_a_list_of_many_rows_is_read_once(tmp_path: Path) -> None:
    """Slow by the square of its rows, this would not end in time."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n * 7919) for n in range(1, 66_000))
    long = b"<worksheet><sheetData>%s</sheetData></worksheet>" % rows
    template = repacked(citizens_template(tmp_path / "mau.xlsx"), sheet2=long)
    assert light_form(UploadKind.CITIZENS_SHEET, template).objections(upload(), TODAY) == ()


def test_two_templates_of_one_kind_are_one_too_many(tmp_path: Path) -> None:
    both = citizens_template(tmp_path / "a.xlsx"), citizens_template(tmp_path / "b.xlsx")
    with pytest.raises(TemplateUnusable):
        light_form(UploadKind.CITIZENS_SHEET, *both)
