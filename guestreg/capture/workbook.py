"""Rows of an .xlsx somebody brings: its size is known before its reader sees it.

What is read is packed anew from the bytes that were counted, so no head that lies about its size is believed; a
sheet's cells are counted before they are laid out.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from xml.parsers import expat

from guestreg.ports.reader import ListUnusable

MOST_INFLATED = 100 * 2**20
MOST_RATIO = 100
MOST_PARTS = 1_000
MOST_COLUMNS = 100
MOST_CELLS = 4_000_000
_OF_SHEETS = re.compile(r"(\[Content_Types\]|(_rels|xl)/.*)\.(xml|rels)")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError)


def workbook_rows(content: bytes, *, most_rows: int) -> tuple[str, Iterator[Sequence[Any]]]:
    """Of the first sheet, from its first row on. Raises ListUnusable: E-172, E-174, E-51."""
    from python_calamine import CalamineError, CalamineWorkbook

    parts = _parts(content)
    extent = _Extent(most_rows)
    for part in parts.values():
        extent.measure(part)
    extent.check_texts()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as wrong:
        raise ListUnusable("E-172") from wrong
    return "xlsx", iter(rows)


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts that make up the sheets, inflated; pictures, programs and other formats are left behind."""
    room = min(MOST_INFLATED, MOST_RATIO * len(content))
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise ListUnusable("E-174")
            for info in archive.infolist():
                _refuse_odd(info, parts)
                with archive.open(info) as stream:
                    part = stream.read(room + 1)
                room -= len(part)
                if room < 0:
                    raise ListUnusable("E-174")
                if part.startswith(b"PK\x03\x04"):
                    raise ListUnusable("E-172")
                parts[info.filename] = part
    except _BROKEN as wrong:
        raise ListUnusable("E-172") from wrong
    return {name: part for name, part in parts.items() if _OF_SHEETS.fullmatch(name)}


def _refuse_odd(info: zipfile.ZipInfo, earlier: dict[str, bytes]) -> None:
    name = info.filename
    placed = not name.startswith("/") and "\\" not in name and ".." not in name.split("/")
    plain = not info.flag_bits & 1 and info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if not placed or not plain or name in earlier:
        raise ListUnusable("E-172")


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


class _Extent:
    """How far the cells reach: the reader makes room for the rectangle up to the last one, and a copy of a shared
    text for each cell that shows it. Without a document type there are no entities.
    """

    def __init__(self, most_rows: int) -> None:
        self._most_rows = most_rows
        self._row = self._column = self._last_row = self._last_column = 0
        self._sharing = self._longest = self._text = 0
        self._is_shared = False

    def measure(self, part: bytes) -> None:
        """As UTF-8 whatever it claims, as its other reader sees it."""
        if b"\0" in part:
            raise ListUnusable("E-172")
        self._row = self._column = 0
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        if b"<si" in part or b":si" in part:
            parser.EndElementHandler = self._end
            parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(part, True)
        except expat.ExpatError as wrong:
            raise ListUnusable("E-172") from wrong
        if self._last_row * self._last_column > MOST_CELLS:
            raise ListUnusable("E-174")

    def check_texts(self) -> None:
        if self._sharing * self._longest > MOST_INFLATED:
            raise ListUnusable("E-174")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._sharing += attributes.get("t") == "s"
                self._cell(attributes.get("r"))
            case "row":
                self._reach(attributes.get("r", str(self._row + 1)), 0)
            case "si":
                self._is_shared, self._text = True, 0
            case _:
                pass

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "si":
            self._is_shared = False

    def _characters(self, content: str) -> None:
        if self._is_shared:
            self._text += len(content)
            self._longest = max(self._longest, self._text)

    def _cell(self, reference: str | None) -> None:
        if reference is None:
            self._reach(str(self._row), self._column + 1)
            return
        place = _PLACE.fullmatch(reference)
        if place is None:
            raise ListUnusable("E-172")
        column = 0
        for letter in place[1]:
            column = column * 26 + ord(letter) - 64
        self._reach(place[2], column)

    def _reach(self, row: str, column: int) -> None:
        if not (row.isascii() and row.isdecimal()) or len(row) > 7:
            raise ListUnusable("E-172")
        self._row, self._column = int(row), column
        if self._row > self._most_rows:
            raise ListUnusable("E-51", n=str(self._most_rows))
        if column > MOST_COLUMNS:
            raise ListUnusable("E-174")
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, column)


def _refuse_doctype(*_said: Any) -> None:
    raise ListUnusable("E-172")
