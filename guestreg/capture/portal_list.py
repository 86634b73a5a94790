"""The portal's list of guests, CSV or xlsx: the socket `ListReader`.

The layout is nobody's promise: the owner's columns, else the headings', tell where things stand.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from guestreg.capture.csv_rows import csv_rows
from guestreg.capture.list_cells import arrival_of, label_of, number_of
from guestreg.domain.search import fold
from guestreg.ports.reader import ColumnsUnknown, ListColumns, ListRow, ListUnusable, PortalList, SpoiltRow

MOST_BYTES = 20 * 2**20
MOST_ROWS = 100_000
SPOILT, NO_DATE, TOO_LARGE, TOO_MANY, NO_LIST = "E-50", "E-175", "E-174", "E-51", "E-172"
_ARCHIVE = b"PK\x03\x04"
_HEADINGS_WITHIN = 15
_SHOWN_ROWS = 5
_NUMBER = ("so giay to", "so ho chieu", "so cccd", "so can cuoc", "so dinh danh", "so ddcn")
_ARRIVAL = ("ngay den", "den luc", "den ngay", "thoi gian den", "ngay luu tru", "tu ngay")
_NAME = ("ho va ten", "ho ten", "ten khach")


class PortalListFile:
    """Reads one file whole; nothing of it is kept outside memory."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most_rows = most_rows

    def read(self, path: Path, columns: ListColumns | None = None) -> PortalList:
        if path.stat().st_size > MOST_BYTES:
            raise ListUnusable(TOO_LARGE)
        content = path.read_bytes()
        form, rows = self._rows(content)
        head = [next(rows, []) for _ in range(_HEADINGS_WITHIN)]
        place, guessed = _headings(head)
        if columns is None and guessed is None:
            shown = [tuple(map(label_of, row)) for row in head if any(map(label_of, row))]
            raise ColumnsUnknown(tuple(shown[:_SHOWN_ROWS]))
        chosen = columns or guessed
        assert chosen is not None
        if guessed is None:
            place = _first_guest(head, chosen.arrival)
        found, spoilt = self._read(place, [*head[place:]], rows, chosen)
        headings = tuple(map(label_of, head[place - 1])) if place else ()
        return PortalList(hashlib.sha256(content).hexdigest(), form, chosen, headings, found, spoilt)

    def _rows(self, content: bytes) -> tuple[str, Iterator[Sequence[Any]]]:
        if not content.startswith(_ARCHIVE):
            return csv_rows(content)
        from guestreg.capture.workbook import workbook_rows

        return workbook_rows(content, most_rows=self._most_rows + _HEADINGS_WITHIN)

    def _read(
        self, place: int, head: list[Sequence[Any]], rest: Iterator[Sequence[Any]], columns: ListColumns
    ) -> tuple[tuple[ListRow, ...], tuple[SpoiltRow, ...]]:
        found: list[ListRow] = []
        spoilt: list[SpoiltRow] = []
        for row, cells in enumerate(_chained(head, rest), start=place + 1):
            if row - place > self._most_rows:
                raise ListUnusable(TOO_MANY, n=str(self._most_rows))
            one = _row(row, cells, columns)
            if isinstance(one, ListRow):
                found.append(one)
            elif one is not None:
                spoilt.append(one)
        return tuple(found), tuple(spoilt)


def _chained(head: list[Sequence[Any]], rest: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield from head
    yield from rest


def _row(row: int, cells: Sequence[Any], columns: ListColumns) -> ListRow | SpoiltRow | None:
    """None for an empty line, a foot, a guest without a number: nothing of ours is found by those."""
    number, whole = number_of(_cell(cells, columns.number))
    typed = _cell(cells, columns.arrival)
    arrival: date | None = arrival_of(typed)
    if not whole:
        return SpoiltRow(row, SPOILT, arrival)
    if not number or (arrival is None and not label_of(typed)):
        return None
    if arrival is None:
        return SpoiltRow(row, NO_DATE, None)
    return ListRow(row, number, arrival, label_of(_cell(cells, columns.name)))


def _cell(cells: Sequence[Any], place: int | None) -> Any:
    return "" if place is None or place >= len(cells) else cells[place]


def _headings(head: list[Sequence[Any]]) -> tuple[int, ListColumns | None]:
    """How many rows stand above the guests, and the columns the headings tell."""
    for place, row in enumerate(head, start=1):
        labels = [fold(label_of(cell)) for cell in row]
        number, arrival = _first(labels, _NUMBER), _first(labels, _ARRIVAL)
        if number is not None and arrival is not None:
            return place, ListColumns(number, arrival, _first(labels, _NAME))
    return 0, None


def _first_guest(head: list[Sequence[Any]], arrival: int) -> int:
    """How many rows stand above the first with a day where the owner says the arrival is."""
    return next((place for place, row in enumerate(head) if arrival_of(_cell(row, arrival)) is not None), 0)


def _first(labels: Sequence[str], words: Sequence[str]) -> int | None:
    """The column whose heading has the first of `words` that any has."""
    for word in words:
        for place, label in enumerate(labels):
            if word in label:
                return place
    return None
