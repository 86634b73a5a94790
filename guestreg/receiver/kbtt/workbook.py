"""One sheet of an uploaded .xlsx, by position: limits first, then the cells.

Called by `portal_upload`. What the reader parses is packed anew here from the bytes that were counted, so no head
that lies about its size reaches it. It must not know what a column means.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from xml.sax.xmlreader import AttributesImpl

from guestreg.receiver.kbtt.guarded_xml import Elements, Unreadable, read_xml

INFLATED_BYTES = 100 * 2**20
RATIO = 100
MOST_ROWS, MOST_COLUMNS = 10_000, 100
_MOST_PARTS = 1_000
_PARTS = re.compile(r"(\[Content_Types\]|(_rels|xl)/.*)\.(xml|rels)")
_PART_HEAD, _ARCHIVE = b"PK\x01\x02", b"PK\x03\x04"
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError)


def sheet_rows(file: bytes, sheet: str) -> list[list[object]]:
    """All rows from the first on, empty cells as ""; no rows when the sheet is missing. Raises Unreadable."""
    from python_calamine import CalamineError, CalamineWorkbook

    parts = _parts(file)
    extent = _Extent()
    for part in parts.values():
        read_xml(part, extent)
    extent.check_text()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
        if sheet not in workbook.sheet_names:
            return []
        rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as wrong:
        raise Unreadable(str(wrong)) from wrong
    return [list(row) for row in rows]


def _parts(file: bytes) -> dict[str, bytes]:
    """The parts that make up the sheets, inflated; pictures, programs and other formats are left behind."""
    if file.count(_PART_HEAD) > _MOST_PARTS:
        raise Unreadable("too many parts")
    room = min(INFLATED_BYTES, RATIO * len(file))
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            for info in archive.infolist():
                _check_part(info, parts)
                with archive.open(info) as stream:
                    part = stream.read(room + 1)
                room -= len(part)
                if room < 0:
                    raise Unreadable("inflates too far")
                if part.startswith(_ARCHIVE):
                    raise Unreadable("an archive in an archive")
                parts[info.filename] = part
    except _BROKEN as wrong:
        raise Unreadable(str(wrong)) from wrong
    return {name: part for name, part in parts.items() if _PARTS.fullmatch(name)}


def _check_part(info: zipfile.ZipInfo, earlier: Mapping[str, bytes]) -> None:
    name = info.filename
    if name.startswith("/") or ".." in name.split("/") or name in earlier:
        raise Unreadable("a name no spreadsheet has")
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("locked or packed in an unusual way")


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


class _Extent(Elements):
    """Refuses sheets the reader would lay out far larger than the file: it makes room for the whole rectangle
    up to the last cell, and a copy of a shared text for each cell that shows it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._row = self._column = 0
        self._sharing_cells = 0
        self._shared_texts_open = 0
        self._text = self._longest_text = 0

    def startDocument(self) -> None:  # noqa: N802
        self._row = self._column = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        super().startElement(name, attrs)
        match name.rpartition(":")[2]:
            case "row":
                self._place(attrs.get("r", str(self._row + 1)), 0)
            case "c":
                self._sharing_cells += attrs.get("t") == "s"
                self._cell(attrs.get("r"))
            case "si":
                self._shared_texts_open += 1
            case _:
                pass

    def endElement(self, name: str) -> None:  # noqa: N802
        if name.rpartition(":")[2] == "si":
            self._shared_texts_open -= 1
            self._text = 0

    def characters(self, content: str) -> None:
        if self._shared_texts_open:
            self._text += len(content)
            self._longest_text = max(self._longest_text, self._text)

    def check_text(self) -> None:
        if self._sharing_cells * self._longest_text > INFLATED_BYTES:
            raise Unreadable("one text in too many cells")

    def _cell(self, reference: str | None) -> None:
        if reference is None:
            self._place(str(self._row), self._column + 1)
            return
        found = _CELL.fullmatch(reference)
        if found is None:
            raise Unreadable("a cell without a place")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        self._place(found[2], column)

    def _place(self, row: str, column: int) -> None:
        if not row.isdecimal() or len(row) > 7 or int(row) > MOST_ROWS or column > MOST_COLUMNS:
            raise Unreadable("a cell far outside")
        self._row, self._column = int(row), column
