"""The portal's own template as the owner downloaded it: is it the one this program knows, and guests put into it.

Called by the forms. Only cells of the sheet of guests change; every other part stays byte for byte.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from guestreg.endpoints.portal_files.filling import filled
from guestreg.endpoints.portal_files.layout import SheetLayout
from guestreg.endpoints.portal_files.package import FILE_BYTES, READ_BYTES, Package, Unreadable, guard_xml, read_package
from guestreg.endpoints.portal_files.sheet_scan import Row, Sheet, scan_sheet
from guestreg.ports.exporter import TemplateUnusable

_WORKBOOK, _RELATIONS, _SHARED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
_HEADINGS_ROW = 2
_NAME = "full_name"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Template:
    """An empty template that fits `layout`."""

    def __init__(self, layout: SheetLayout, package: Package, part: str, sheet: Sheet, texts: Iterable[str]) -> None:
        self.layout = layout
        self.texts = tuple(texts)
        """All texts of the file, among them its lists."""
        self._package = package
        self._part = part
        self._sheet = sheet

    def with_guests(self, guests: Sequence[Sequence[str]]) -> bytes:
        """The file with these guests; one text a column."""
        content = filled(self._sheet, self.layout.first_row, _letters(self.layout), guests)
        return self._package.with_part(self._part, content)


def read_template(path: Path, layouts: Iterable[SheetLayout]) -> Template:
    """The one of `layouts` is found by its sheet. Raises TemplateUnusable."""
    try:
        with path.open("rb") as stream:
            package = read_package(stream.read(FILE_BYTES + 1))
        return _template(package, layouts)
    except (OSError, Unreadable) as wrong:
        raise TemplateUnusable(path) from wrong


def _template(package: Package, layouts: Iterable[SheetLayout]) -> Template:
    sheets = _sheets(package)
    layout = next((one for one in layouts if one.sheet in sheets), None)
    if layout is None:
        raise Unreadable("no sheet of guests")
    if sum(len(package.parts.get(name, b"")) for name in (_SHARED, *sheets.values())) > READ_BYTES:
        raise Unreadable("too large")
    part = sheets.pop(layout.sheet)
    shared = _shared(package)
    sheet = scan_sheet(_guarded(package, part), shared)
    _check_layout(sheet, layout)
    others = (scan_sheet(_guarded(package, name), shared) for name in sheets.values())
    texts = dict.fromkeys(cell.text for other in others for row in other.rows.values() for cell in row.cells.values())
    return Template(layout, package, part, sheet, texts)


def _check_layout(sheet: Sheet, layout: SheetLayout) -> None:
    """The same headings at the same places, nobody in it yet, and no formula where guests go."""
    letters = _letters(layout)
    headings = sheet.rows.get(_HEADINGS_ROW)
    found = {letter: _plain(cell.text) for letter, cell in headings.cells.items() if cell.text} if headings else {}
    if found != {letter: _plain(column.heading) for letter, column in zip(letters, layout.columns, strict=True)}:
        raise Unreadable("other headings")
    name = letters[[column.field for column in layout.columns].index(_NAME)]
    for row in sheet.rows.values():
        if row.number >= layout.first_row and _is_used(row, letters, name):
            raise Unreadable("not empty")


def _is_used(row: Row, letters: Sequence[str], name: str) -> bool:
    named = name in row.cells and row.cells[name].text != ""
    return named or any(cell.formula for letter, cell in row.cells.items() if letter in letters)


def _sheets(package: Package) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    targets = {one.get("Id"): one.get("Target", "") for one in _tree(package, _RELATIONS).iter() if one.get("Id")}
    sheets = {}
    for element in _tree(package, _WORKBOOK).iter():
        target = targets.get(element.get(_RELATION))
        if element.tag.endswith("}sheet") and target:
            name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if name.startswith("xl/worksheets/"):
                sheets[element.get("name", "")] = name
    return sheets


def _shared(package: Package) -> list[str]:
    """The shared texts in their order, without how they are read aloud."""
    if _SHARED not in package.parts:
        return []
    return [_text(item) for item in _tree(package, _SHARED) if item.tag.endswith("}si")]


def _text(item: Any) -> str:
    runs = [item, *(run for run in item if run.tag.endswith("}r"))]
    return "".join(part.text or "" for run in runs for part in run if part.tag.endswith("}t"))


def _tree(package: Package, name: str) -> Any:
    from defusedxml import ElementTree

    return ElementTree.fromstring(_guarded(package, name), forbid_dtd=True)


def _guarded(package: Package, name: str) -> bytes:
    part = package.parts.get(name)
    if part is None:
        raise Unreadable("a part is missing")
    guard_xml(part)
    return part


def _letters(layout: SheetLayout) -> list[str]:
    return [chr(ord("A") + place) for place in range(len(layout.columns))]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
