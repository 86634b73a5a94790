"""Rows onto pages: each row as high as its tallest cell and never split, unless it is taller than a whole page.

Such a row begins on a fresh page and goes on over the next ones; every part repeats its number (column 1).
Called by the register; knows cells only as `Cell`, not how a pen draws them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

from guestreg.documents.columns import LEADING, ROW_EXTRA, Column, row_height
from guestreg.documents.wrapping import Line, Wrapping
from guestreg.ports.renderer import CELLS, RegisterRow

P = TypeVar("P")
Cell = tuple[int, int, P]
"""Column counted from 0, number of lines, and what the pen made of the lines."""
PlacedRow = tuple[int, list[Cell[P]], bool]
"""Height in lines, the cells that are not blank, and whether they are struck through."""

CELLS_KEPT = 500
BLANK_ROW_LINES = 2
NO_TEXT: Line = (0.0, "")

_cells_of: Callable[[RegisterRow], tuple[str, ...]] = attrgetter(*CELLS)


@dataclass(frozen=True, slots=True)
class PageOfRows(Generic[P]):
    """The rows of one page, drawn below each other from `top`."""

    rows: list[PlacedRow[P]]
    first: bool


class CellColumn(dict[str, Cell[P]]):
    """The cells of one column by their text; remembers the first ones, for most columns repeat themselves."""

    def __init__(self, index: int, column: Column, wrapping: Wrapping, made: Callable[[Column, list[Line]], P]) -> None:
        super().__init__()
        self._index = index
        self._column = column
        self._wrapping = wrapping
        self._made = made

    def __missing__(self, text: str) -> Cell[P]:
        cell = self.cell(self._wrapping.lines(text, self._column.room) or [NO_TEXT])
        if len(self) < CELLS_KEPT:
            self[text] = cell
        return cell

    def cell(self, lines: list[Line]) -> Cell[P]:
        return self._index, len(lines), self._made(self._column, lines or [NO_TEXT])

    def parts(self, text: str, lines_each: Iterable[int]) -> list[Cell[P]]:
        """The cell cut into pieces of so many lines, for a row that no page can hold."""
        lines, parts, start = self._wrapping.lines(text, self._column.room), [], 0
        for count in lines_each:
            parts.append(self.cell(lines[start : start + count]))
            start += count
        return parts


class Paging(Generic[P]):
    """Splits a register into pages; `rooms` are the heights in points for rows on the first page and on others."""

    def __init__(self, columns: Sequence[CellColumn[P]], rooms: tuple[float, float]) -> None:
        self._columns = columns
        self._rooms = rooms

    def pages(self, rows: Sequence[RegisterRow]) -> Iterator[PageOfRows[P]]:
        if not rows:
            yield self._blank_page()
            return
        page: list[PlacedRow[P]] = []
        first, left = True, self._rooms[0]
        for placed in self._placed(rows):
            height = placed[0] * LEADING + ROW_EXTRA
            if height > left:
                yield PageOfRows(page, first)
                first, page, left = False, [], self._rooms[1]
            page.append(placed)
            left -= height
        yield PageOfRows(page, first)

    def _blank_page(self) -> PageOfRows[P]:
        count = int(self._rooms[0] // row_height(BLANK_ROW_LINES))
        return PageOfRows([(BLANK_ROW_LINES, [], False)] * count, True)

    def _placed(self, rows: Sequence[RegisterRow]) -> Iterator[PlacedRow[P]]:
        columns, most = list(self._columns), _lines_in(self._rooms[1])
        for row in rows:
            texts = _cells_of(row)
            cells = [column[text] for column, text in zip(columns, texts, strict=True) if text]
            tallest = max([cell[1] for cell in cells], default=1)
            if tallest <= most:
                yield tallest, cells, row.cancelled
            else:
                yield from self._parts(row, tallest, most)

    def _parts(self, row: RegisterRow, tallest: int, most: int) -> Iterator[PlacedRow[P]]:
        """Full pages of the tall row and a rest; a full page never fits below another row."""
        counts = [most] * (tallest // most) + ([tallest % most] if tallest % most else [])
        texts = _cells_of(row)
        by_column = [column.parts(text, counts) for column, text in zip(self._columns, texts, strict=True)]
        for part, count in enumerate(counts):
            number = self._columns[0][texts[0]]
            cells = [number, *(pieces[part] for pieces in by_column[1:])]
            yield count, [cell for cell in cells if cell[1]], row.cancelled


def _lines_in(room: float) -> int:
    return int((room - ROW_EXTRA) // LEADING)
