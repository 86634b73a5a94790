"""Comma-separated rows in whatever encoding and with whatever separator they come; both are found and told."""

import csv
import io
from collections.abc import Iterator, Sequence

from guestreg.ports.reader import ListUnusable

_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_VIETNAMESE_WINDOWS = "cp1258"
_SEPARATORS = ",;\t|"
_LOOKED_AT = 20


def csv_rows(content: bytes) -> tuple[str, Iterator[Sequence[str]]]:
    """What the file is, and its rows. Raises ListUnusable for what is no text, also while rows are taken."""
    encoding, text = _decoded(content)
    if "\0" in text:
        raise ListUnusable("E-172")
    separator = _separator(text)
    return f"csv {encoding} {separator!r}", _rows(text, separator)


def _rows(text: str, separator: str) -> Iterator[Sequence[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as wrong:
        raise ListUnusable("E-172") from wrong


def _decoded(content: bytes) -> tuple[str, str]:
    """By its mark, else as UTF-8, else as Vietnamese Windows wrote it."""
    marked = next((encoding for mark, encoding in _MARKED if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", _VIETNAMESE_WINDOWS):
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListUnusable("E-172")


def _separator(text: str) -> str:
    """The sign that stands most often in the first lines."""
    lines = text[:20_000].splitlines()[:_LOOKED_AT]
    return max(_SEPARATORS, key=lambda sign: sum(line.count(sign) for line in lines))
