"""Uploaded workbooks and XML: read by position, and refused before anything larger than an honest file is built."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping

import pytest

from guestreg.receiver.kbtt.guarded_xml import MOST_ELEMENTS, Unreadable
from guestreg.receiver.kbtt.guest_xml import guest_records
from guestreg.receiver.kbtt.workbook import MOST_COLUMNS, MOST_ROWS, sheet_rows
from tests.fakes.portal_sheets import foreigner_record, foreigners_xml, sheet

SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"
MEGABYTE = 2**20
BOOK = sheet("KBTT", [{}, {"B": "Lò Thị Mẫu", "D": 7}])
ROWS = [["", "", "", ""], ["", "Lò Thị Mẫu", "", 7.0]]


def parts_of(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def book_with(**changes: bytes) -> bytes:
    """`sheet` or `shared` replaced; other names are new parts."""
    names = {"sheet": SHEET, "shared": SHARED}
    return packed(parts_of(BOOK) | {names.get(name, name): part for name, part in changes.items()})


def sheet_of(rows: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


def test_cells_keep_their_place_and_kind() -> None:
    assert sheet_rows(BOOK, "KBTT") == ROWS
    assert sheet_rows(BOOK, "Another") == []


def test_cells_without_a_reference_follow_each_other() -> None:
    row = b'<row><c t="inlineStr"><is><t>a</t></is></c><c><v>2</v></c></row>'

    assert sheet_rows(book_with(sheet=sheet_of(row)), "KBTT") == [["a", 2.0]]


def test_pictures_and_programs_are_left_behind() -> None:
    odd = {"xl/vbaProject.bin": b"\xff" * 9, "xl/media/image1.png": b"\x89PNG", "content.xml": b"no XML at all"}

    assert sheet_rows(packed(parts_of(BOOK) | odd), "KBTT") == ROWS


def bomb() -> bytes:
    return book_with(bomb=b" " * 50 * MEGABYTE)


def bomb_with_a_lying_head() -> bytes:
    """Both places that tell the inflated size of the bomb say: one byte."""
    size, small = struct.pack("<L", 50 * MEGABYTE), struct.pack("<L", 1)
    lying = bomb().replace(size, small)
    assert lying != bomb()
    return lying


def more_than_a_hundred_megabytes() -> bytes:
    filler = bytes(range(256)) * 4
    parts = {f"xl/{number}.bin": filler * 1024 * 11 for number in range(10)}
    return packed(parts_of(BOOK) | parts) + b"\0" * 2 * MEGABYTE


def far_cell(place: str) -> bytes:
    return book_with(sheet=sheet_of(f'<row r="1"><c r="A1"><v>1</v></c><c r="{place}"><v>1</v></c></row>'.encode()))


def one_text_in_many_cells() -> bytes:
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 2_001))
    text = b"<si><t>" + b"0123456789abcdef" * 4_000 + b"</t></si>"
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return book_with(sheet=sheet_of(cells), shared=b'<sst xmlns="' + space + b'">' + text + b"</sst>")


def locked() -> bytes:
    """The flag of a part under a password, set in the local and in the central head."""
    book = bytearray(BOOK)
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        book[book.index(head) + at] |= 1
    return bytes(book)


BAD_BOOKS: dict[str, Callable[[], bytes]] = {
    "a bomb": bomb,
    "a bomb whose head lies": bomb_with_a_lying_head,
    "more than a hundred megabytes": more_than_a_hundred_megabytes,
    "too many parts": lambda: packed({f"{number}.xml": b"<a/>" for number in range(1_001)}),
    "an archive in an archive": lambda: book_with(inner=BOOK),
    "a name that climbs": lambda: packed(parts_of(BOOK) | {"../a.xml": b"<a/>"}),
    "a name from the root": lambda: packed(parts_of(BOOK) | {"/a.xml": b"<a/>"}),
    "packed in an unusual way": lambda: packed(parts_of(BOOK), zipfile.ZIP_LZMA),
    "locked": locked,
    "a row far below": lambda: far_cell(f"A{MOST_ROWS + 1}"),
    "a column far to the right": lambda: far_cell("CW1"),
    "the last cell there is": lambda: far_cell("XFD1048576"),
    "a cell without a place": lambda: far_cell("a1"),
    "a row number that is none": lambda: book_with(sheet=sheet_of(b'<row r="x"/>')),
    "cells without end": lambda: book_with(sheet=sheet_of(b"<row>" + b"<c/>" * (MOST_COLUMNS + 1) + b"</row>")),
    "rows without end": lambda: book_with(sheet=sheet_of(b"<row/>" * (MOST_ROWS + 1))),
    "elements without end": lambda: book_with(shared=b"<sst>" + b"<a/>" * MOST_ELEMENTS + b"</sst>"),
    "one text in many cells": one_text_in_many_cells,
    "a document type": lambda: book_with(shared=b"<!DOCTYPE sst><sst/>"),
    "XML that is none": lambda: book_with(shared=b"<sst>"),
    "another encoding": lambda: book_with(shared=b"\xff\xfe" + "<sst/>".encode("utf-16-le")),
    "no workbook": lambda: packed({"xl/a.xml": b"<a/>"}),
    "a cut file": lambda: BOOK[:-40],
}


@pytest.mark.parametrize("kind", BAD_BOOKS)
def test_a_bad_workbook_is_refused_with_little_memory(kind: str) -> None:
    book = BAD_BOOKS[kind]()
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            sheet_rows(book, "KBTT")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 200 * MEGABYTE


def test_the_last_cell_allowed_is_read() -> None:
    """Negative control of the limits on places."""
    rows = sheet_rows(far_cell(f"CV{MOST_ROWS}"), "KBTT")

    assert (len(rows), len(rows[0]), rows[-1][-1]) == (MOST_ROWS, MOST_COLUMNS, 1.0)


def test_a_name_given_twice_is_refused() -> None:
    out = io.BytesIO(BOOK)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, sheet_of(b""))

    with pytest.raises(Unreadable):
        sheet_rows(out.getvalue(), "KBTT")


GUEST = foreigners_xml(foreigner_record())
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><KHAI_BAO_TAM_TRU>&b;</KHAI_BAO_TAM_TRU>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "https://example.test/a">]><KHAI_BAO_TAM_TRU>&a;</KHAI_BAO_TAM_TRU>'


@pytest.mark.parametrize(
    "document",
    [
        LAUGHS,
        OUTSIDE,
        b"<!DOCTYPE x><KHAI_BAO_TAM_TRU/>",
        b"<KHAI_BAO_TAM_TRU>&a;</KHAI_BAO_TAM_TRU>",
        b"<KHAI_BAO_TAM_TRU>",
        b"<a/>" + b"x",
        GUEST.decode().encode("utf-16"),
        b"<KHAI_BAO_TAM_TRU>\xff</KHAI_BAO_TAM_TRU>",
        b"<r>" + b"<a/>" * MOST_ELEMENTS + b"</r>",
        b"",
    ],
)
def test_bad_xml_is_refused(document: bytes) -> None:
    with pytest.raises(Unreadable):
        guest_records(document)


def test_good_xml_is_read() -> None:
    assert guest_records(GUEST) == [foreigner_record()]
    claimed = GUEST.replace(b"utf-8", b"windows-1258")
    assert claimed != GUEST
    assert guest_records(claimed) == [foreigner_record()]
