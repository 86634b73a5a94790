"""The text table of an export: read back as it was, but for the sign that keeps a cell from being a formula."""

import csv
import io

import pytest

from guestreg.bundle.table import write_table


def written(*rows: tuple[str, ...]) -> bytes:
    file = io.BytesIO()
    write_table(file, rows)
    assert not file.closed
    return file.getvalue()


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_a_cell_that_would_be_a_formula_has_its_sign(text: str) -> None:
    assert read(written(("a", text), (text, "b"))) == [["a", f"'{text}"], [f"'{text}", "b"]]


@pytest.mark.parametrize("text", ["001190000017", "Lò; Văn, “Thử”", 'a"b', "a\nb", "'=1", "1=1", "", " =1"])
def test_any_other_cell_is_what_it_was(text: str) -> None:
    assert read(written(("a", text), (text, "b"))) == [["a", text], [text, "b"]]


def test_it_begins_with_the_mark_of_its_encoding_once() -> None:
    data = written(("Quyển",), ("1",))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1
