"""Guests put into the rows of a scanned sheet: the bytes of their cells change, every other byte stays.

Called by `template`. Texts stand in the cells themselves, so that no other part needs to know them.
"""

import re
from collections.abc import Mapping, Sequence

from guestreg.endpoints.portal_files.sheet_scan import Cell, Row, Sheet

_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")


def filled(sheet: Sheet, first_row: int, columns: Sequence[str], guests: Sequence[Sequence[str]]) -> bytes:
    """The sheet with one guest a row from `first_row` on; `columns` are single letters, `guests` one text for each."""
    styles = {letter: _style(sheet, first_row, letter) for letter in columns}
    pieces: list[bytes] = []
    done = 0
    for number, texts in enumerate(guests, start=first_row):
        cells = {
            letter: _cell(sheet.prefix, f"{letter}{number}", text, styles[letter])
            for letter, text in zip(columns, texts, strict=True)
            if text
        }
        row = sheet.rows.get(number)
        at = row.start if row else _next_start(sheet, number)
        pieces += [sheet.content[done:at], _row(sheet, row, number, cells)]
        done = row.end if row else at
    return b"".join([*pieces, sheet.content[done:]])


def _row(sheet: Sheet, row: Row | None, number: int, cells: Mapping[str, bytes]) -> bytes:
    content, prefix = sheet.content, sheet.prefix.encode()
    if row is None:
        head, kept = b'<%srow r="%d">' % (prefix, number), dict[str, bytes]()
    else:
        head = content[row.start : row.head_end]
        head = head[:-2].rstrip() + b">" if row.empty else head
        kept = {letter: content[cell.start : cell.end] for letter, cell in row.cells.items()}
    every = {**kept, **cells}
    body = b"".join(every[letter] for letter in sorted(every, key=_order))
    return head + body + b"</%srow>" % prefix


def _cell(prefix: str, place: str, text: str, style: str | None) -> bytes:
    from xml.etree import ElementTree

    cell = ElementTree.Element(f"{prefix}c", {"r": place, **({"s": style} if style else {}), "t": "inlineStr"})
    shown = ElementTree.SubElement(ElementTree.SubElement(cell, f"{prefix}is"), f"{prefix}t", {"xml:space": "preserve"})
    # A text that looks like the format's own escape is escaped, as spreadsheet programs do.
    shown.text = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)
    written: bytes = ElementTree.tostring(cell, encoding="utf-8")
    return written


def _style(sheet: Sheet, first_row: int, letter: str) -> str | None:
    """Of the first row prepared for guests, else of the whole column."""
    row = sheet.rows.get(first_row)
    cell: Cell | None = row.cells.get(letter) if row else None
    if cell is not None:
        return cell.style
    number = ord(letter) - ord("A") + 1
    return next((style for first, last, style in sheet.column_styles if first <= number <= last), None)


def _next_start(sheet: Sheet, number: int) -> int:
    """Where a row that isn't there belongs."""
    return min((row.start for row in sheet.rows.values() if row.number > number), default=sheet.data_end)


def _order(letter: str) -> tuple[int, str]:
    return len(letter), letter
