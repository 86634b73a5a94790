"""A workbook equal to the portal's: the sheet of guests, the sheets behind its lists, names and checks of cells.

Called by the sheet forms. Every cell is text, none is ever a formula or a link. It must not know a rule.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from guestreg.domain.places import Places
from guestreg.endpoints.portal_files.labels import COMMUNE, PROVINCE, Labels
from guestreg.endpoints.portal_files.layout import ListSheet, PlaceSheets, SheetLayout

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook, Worksheet

_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTH = 18


def sheet_bytes(
    layout: SheetLayout, labels: Labels, places: Places, rows: Sequence[Sequence[str]], made_at: datetime
) -> bytes:
    """`rows` are the cells of each guest, one text a column, empty texts for empty cells."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _SETTINGS) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        as_text = book.add_format({"num_format": "@"})
        formats = [as_text if column.text else None for column in layout.columns]
        sheet = book.add_worksheet(layout.sheet)
        sources = _list_sheets(book, layout, labels)
        if layout.places is not None:
            sources |= _place_sheets(book, layout, layout.places, labels, places)
        # On the whole column, so that what is typed later is text too.
        for place, form in enumerate(formats):
            sheet.set_column(place, place, _WIDTH, form)
        _head(book, sheet, layout, formats)
        for number, row in enumerate(rows, start=layout.first_row - 1):
            _row(sheet, number, row, formats)
        _checks(sheet, layout, sources)
    return out.getvalue()


def _head(book: Workbook, sheet: Worksheet, layout: SheetLayout, formats: Sequence[Format | None]) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"})
    columns = layout.columns
    sheet.merge_range(0, 0, 0, len(columns) - 1, layout.title, bold)
    _row(sheet, 1, [column.heading for column in columns], [bold] * len(columns))
    sample = layout.first_row - 2
    if layout.hint:
        sheet.write_string(sample - 1, 0, layout.hint)
    _row(sheet, sample, [column.sample for column in columns], formats)


def _checks(sheet: Worksheet, layout: SheetLayout, sources: Mapping[str, str]) -> None:
    for place, column in enumerate(layout.columns):
        if column.choices:
            check = {"validate": "list", "source": f"={sources[column.choices]}"}
            sheet.data_validation(layout.first_row - 1, place, layout.last_row - 1, place, check)


def _list_sheets(book: Workbook, layout: SheetLayout, labels: Labels) -> dict[str, str]:
    """Where each list stands, as a formula says it."""
    return {
        name: area for described in layout.list_sheets for name, area in _list_sheet(book, described, labels).items()
    }


def _list_sheet(book: Workbook, described: ListSheet, labels: Labels) -> dict[str, str]:
    sheet = book.add_worksheet(described.name)
    areas = {}
    for place, (heading, name) in enumerate(zip(described.headings, described.lists, strict=True)):
        cells = labels.cells(name)
        sheet.write_column(0, place, (heading, *cells))
        areas[name] = _area(described.name, place, 2, len(cells) + 1)
    return areas


def _place_sheets(
    book: Workbook, layout: SheetLayout, described: PlaceSheets, labels: Labels, places: Places
) -> dict[str, str]:
    provinces = book.add_worksheet(described.provinces_sheet)
    communes = book.add_worksheet(described.communes_sheet)
    _row(provinces, 0, described.provinces_headings)
    _row(communes, 0, described.communes_headings)
    row = 1
    for number, province in enumerate(places.provinces, start=1):
        _row(provinces, number, (province.code, province.name, labels.cell(PROVINCE, province.code) or ""))
        first = row + 1
        for commune in places.communes_of(province.code):
            shown = labels.cell(COMMUNE, commune.code) or ""
            _row(communes, row, (commune.code, commune.name, commune.province_code, shown))
            row += 1
        area = _area(described.communes_sheet, len(described.communes_headings) - 1, first, row)
        book.define_name(f"{described.communes_name}{province.code}", f"={area}")
    last = len(described.provinces_headings) - 1
    book.define_name(
        described.provinces_name, f"={_area(described.provinces_sheet, last, 2, len(places.provinces) + 1)}"
    )
    chosen = next(place for place, column in enumerate(layout.columns) if column.choices == PROVINCE)
    return {
        PROVINCE: described.provinces_name,
        COMMUNE: f'INDIRECT("{described.communes_name}"&LEFT(${_letter(chosen)}{layout.first_row},3))',
    }


def _row(sheet: Worksheet, row: int, texts: Sequence[str], formats: Sequence[Format | None] | None = None) -> None:
    for place, text in enumerate(texts):
        if text:
            sheet.write_string(row, place, text, formats[place] if formats else None)


def _area(sheet: str, place: int, first: int, last: int) -> str:
    letter = _letter(place)
    return f"{sheet}!${letter}${first}:${letter}${last}"


def _letter(place: int) -> str:
    return chr(ord("A") + place)
