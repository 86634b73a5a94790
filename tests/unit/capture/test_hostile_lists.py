"""Lists made to hurt: refused before they are laid out, in little memory and no more time than a good one takes."""

import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from guestreg.capture import portal_list
from guestreg.capture.portal_list import PortalListFile
from guestreg.ports.reader import ListUnusable

HEAD = "Số giấy tờ,Ngày đến\n"
SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.fixture(scope="module")
def good() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for place, row in enumerate((("Số giấy tờ", "Ngày đến"), ("001190000017", "21/11/2026"))):
        sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()


@pytest.fixture(scope="module")
def longest_s(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds of work for the longest good list."""
    path = tmp_path_factory.mktemp("longest") / "list"
    path.write_text(HEAD + "1,21/11/2026\n" * portal_list.MOST_ROWS)
    started = time.process_time()
    PortalListFile().read(path)
    return time.process_time() - started


def changed(good: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The same workbook with each part as `change` makes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def with_rows(good: bytes, rows: str) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</sheetData>", rows.encode() + b"</sheetData>") if name == SHEET else part

    return changed(good, change)


def cell(place: str, more: str = "") -> str:
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"{more}><v>1</v></c></row>'


def doctype(name: str, part: bytes) -> bytes:
    return part.replace(b"?>", b"?>" + DOCTYPE.encode(), 1) if name == SHEET else part


def other_signs(name: str, part: bytes) -> bytes:
    return part.decode().replace("UTF-8", "UTF-16").encode("utf-16") if name == SHEET else part


def one_long_text(name: str, part: bytes) -> bytes:
    if name == "xl/sharedStrings.xml":
        return part.replace(b"001190000017", b"x" * 2_000_000)
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>2</v></c></row>' for row in range(3, 100))
    return part.replace(b"</sheetData>", cells.encode() + b"</sheetData>") if name == SHEET else part


HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a zip bomb": (lambda good: changed(good, lambda name, part: part, {"xl/a.xml": bytes(50_000_000)}), "E-174"),
    "an archive in it": (lambda good: changed(good, lambda name, part: part, {"xl/a.xml": b"PK\x03\x04"}), "E-172"),
    "a path out of it": (lambda good: changed(good, lambda name, part: part, {"../../a.xml": b"<a/>"}), "E-172"),
    "an absolute path": (lambda good: changed(good, lambda name, part: part, {"/a.xml": b"<a/>"}), "E-172"),
    "thousands of parts": (
        lambda good: changed(good, lambda name, part: part, {f"xl/{n}.xml": b"<a/>" for n in range(1_001)}),
        "E-174",
    ),
    "a document type": (lambda good: changed(good, doctype), "E-172"),
    "signs of another kind": (lambda good: changed(good, other_signs), "E-172"),
    "a cell at the end of the world": (lambda good: with_rows(good, cell("A1048576")), "E-51"),
    "a cell far to the right": (lambda good: with_rows(good, cell("XFD3")), "E-174"),
    "a cell nowhere": (lambda good: with_rows(good, cell("3A")), "E-172"),
    "a huge rectangle": (lambda good: with_rows(good, cell("A90000") + cell("CV90001")), "E-174"),
    "one text in many cells": (lambda good: changed(good, one_long_text), "E-174"),
    "broken xml": (lambda good: with_rows(good, "<row"), "E-172"),
    "a million rows": (lambda good: (HEAD + "1,21/11/2026\n" * 1_000_000).encode(), "E-51"),
    "too large": (lambda good: HEAD.encode() + b"x" * portal_list.MOST_BYTES, "E-174"),
    "one endless cell": (lambda good: HEAD.encode() + b'"' + b"x" * 1_000_000, "E-172"),
    "zeros in text": (lambda good: HEAD.encode() + b"\0" * 100, "E-172"),
}


def test_the_one_they_are_made_of_is_good(good: bytes, tmp_path: Path) -> None:
    """The negative control."""
    path = tmp_path / "list.xlsx"
    for content in (good, changed(good, lambda name, part: part), with_rows(good, cell("A99990"))):
        path.write_bytes(content)
        assert [row.number for row in PortalListFile().read(path).rows] == ["001190000017"]


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_time_and_little_memory(good: bytes, longest_s: float, tmp_path: Path, name: str) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "list"
    path.write_bytes(make(good))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    with pytest.raises(ListUnusable) as refused:
        PortalListFile().read(path)
    assert refused.value.code == code
    assert time.process_time() - started < 2 * longest_s
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_the_most_rows_are_read_and_one_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEAD + "1,21/11/2026\n" * 30)
    assert len(PortalListFile(most_rows=30).read(path).rows) == 30
    with pytest.raises(ListUnusable) as refused:
        PortalListFile(most_rows=29).read(path)
    assert (refused.value.code, refused.value.params) == ("E-51", {"n": "29"})
