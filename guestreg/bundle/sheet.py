"""A spreadsheet of one sheet, written as a stream: every cell is text in its own place, nothing is ever a formula."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="So luu tru" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        ' Target="worksheets/sheet1.xml"/><Relationship Id="r2"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_SHEET = f'<worksheet xmlns="{_MAIN}"><sheetData>'
_CELL = '<c t="inlineStr" s="1"><is><t xml:space="preserve">'
_BETWEEN = f"</t></is></c>{_CELL}"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_TAKEN_FOR_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_sheet(file: BinaryIO, made: tuple[int, int, int, int, int, int], rows: Iterable[Sequence[str]]) -> None:
    """`file` need not be seekable; `made` is the time its parts carry. Memory stays flat."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(_part(name, made), _HEAD + text)
        with archive.open(_part("xl/worksheets/sheet1.xml", made), "w") as sheet:
            sheet.write((_HEAD + _SHEET).encode())
            for cells in rows:
                sheet.write(_row(cells).encode())
            sheet.write(b"</sheetData></worksheet>")


def _part(name: str, made: tuple[int, int, int, int, int, int]) -> ZipInfo:
    info = ZipInfo(name, made)
    info.compress_type = ZIP_DEFLATED
    return info


def _row(cells: Sequence[str]) -> str:
    text = escape("\x1f".join(map(_plain, cells)), quote=False)
    return f"<row>{_CELL}{text.replace(chr(0x1F), _BETWEEN)}</t></is></c></row>"


def _plain(cell: str) -> str:
    """What XML can't hold shows as the sign for it; what a spreadsheet would read as an escape is one itself."""
    if _UNWRITABLE.search(cell):
        cell = _UNWRITABLE.sub("\ufffd", cell)
    return _TAKEN_FOR_ESCAPE.sub("_x005F_", cell) if "_x" in cell else cell
