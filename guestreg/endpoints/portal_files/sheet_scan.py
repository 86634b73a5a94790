"""Where the rows and cells of a sheet stand in its bytes, and what they hold: so that cells alone are changed.

Called by `template` for a part that `package` has guarded. It must not know what a column means.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from guestreg.endpoints.portal_files.package import Unreadable

_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_END = re.compile(rb"</[^>]*>")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


@dataclass(slots=True)
class Cell:
    """`start` to `end` are its bytes; `text` is what a person sees, as far as it is text or a number."""

    column: str
    start: int
    style: str | None
    kind: str
    end: int = 0
    text: str = ""
    formula: bool = False


@dataclass(slots=True)
class Row:
    """`head_end` is where its start tag ends; `empty` when that tag is all of it."""

    number: int
    start: int
    head_end: int
    empty: bool
    end: int = 0
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """`data_end` is where the rows end. `prefix` stands before every tag, with its colon."""

    content: bytes
    prefix: str = ""
    data_end: int = 0
    rows: dict[int, Row] = field(default_factory=dict)
    column_styles: list[tuple[int, int, str]] = field(default_factory=list)


def scan_sheet(content: bytes, shared: Sequence[str]) -> Sheet:
    """Raises Unreadable for a sheet without rows, or whose rows and cells don't say their place."""
    scan = _Scan(content, shared)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attrs: scan.begin(name, attrs, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda name: scan.end(name, parser.CurrentByteIndex)
    parser.CharacterDataHandler = scan.say
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        raise Unreadable(str(wrong)) from wrong
    if not scan.sheet.data_end:
        raise Unreadable("no rows")
    return scan.sheet


class _Scan:
    def __init__(self, content: bytes, shared: Sequence[str]) -> None:
        self.sheet = Sheet(content)
        self._shared = shared
        self._row: Row | None = None
        self._last_row = 0
        self._cell: Cell | None = None
        self._texts: list[str] | None = None

    def begin(self, tag: str, attrs: Mapping[str, str], at: int) -> None:
        prefix, colon, name = tag.rpartition(":")
        if name == "sheetData":
            head = _head(self.sheet.content, at)
            if head[1]:
                raise Unreadable("no rows")
            self.sheet.prefix = prefix + colon
        elif name == "row":
            self._begin_row(attrs, at)
        elif name == "c":
            self._begin_cell(attrs, at)
        elif name in ("v", "t") and self._cell is not None:
            self._texts = []
        elif name == "f" and self._cell is not None:
            self._cell.formula = True
        elif name == "col" and "style" in attrs:
            self.sheet.column_styles.append((int(attrs["min"]), int(attrs["max"]), attrs["style"]))

    def end(self, tag: str, at: int) -> None:
        name = tag.rpartition(":")[2]
        if name == "sheetData":
            self.sheet.data_end = at
        elif name == "row" and self._row is not None:
            self._row.end = self._row.head_end if self._row.empty else _end(self.sheet.content, at)
            self._row = None
        elif name == "c" and self._cell is not None:
            self._end_cell(self._cell, at)
            self._cell = None
        elif name in ("v", "t") and self._cell is not None and self._texts is not None:
            self._cell.text += "".join(self._texts)
            self._texts = None

    def say(self, text: str) -> None:
        if self._texts is not None:
            self._texts.append(text)

    def _begin_row(self, attrs: Mapping[str, str], at: int) -> None:
        text = attrs.get("r", "")
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else 0
        if number <= self._last_row or self._row is not None:
            raise Unreadable("a row out of its place")
        head_end, empty = _head(self.sheet.content, at)
        self._row = self.sheet.rows[number] = Row(number, at, head_end, empty)
        self._last_row = number

    def _begin_cell(self, attrs: Mapping[str, str], at: int) -> None:
        found = _PLACE.fullmatch(attrs.get("r", ""))
        if found is None or self._row is None or int(found[2]) != self._row.number or found[1] in self._row.cells:
            raise Unreadable("a cell out of its place")
        self._cell = self._row.cells[found[1]] = Cell(found[1], at, attrs.get("s"), attrs.get("t", "n"))

    def _end_cell(self, cell: Cell, at: int) -> None:
        head_end, empty = _head(self.sheet.content, cell.start)
        cell.end = head_end if empty else _end(self.sheet.content, at)
        if cell.kind == "s":
            place = int(cell.text) if cell.text.isdecimal() else -1
            if not 0 <= place < len(self._shared):
                raise Unreadable("a text that isn't there")
            cell.text = self._shared[place]


def _head(content: bytes, at: int) -> tuple[int, bool]:
    """Where the start tag at `at` ends, and whether it is the whole element."""
    found = _TAG.match(content, at)
    if found is None:
        raise Unreadable("a tag that can't be read")
    return found.end(), bool(found[1])


def _end(content: bytes, at: int) -> int:
    found = _END.match(content, at)
    if found is None:
        raise Unreadable("an end that can't be read")
    return found.end()
