"""The heading rows of ĐK14: headings, headings shared by two columns, and the numbers (1)…(13).

Made once per document, drawn at the top of the table on every page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from guestreg.documents.columns import PADDING, Column
from guestreg.documents.paper import Furniture, Rule, Run
from guestreg.documents.typeface import Cut, Typeface
from guestreg.documents.words import RegisterWords
from guestreg.documents.wrapping import Line, Wrapping

SIZE = 8.0
LEADING = 9.4
CELL_EXTRA = 4.4
NUMBER_SIZE = 7.5
NUMBER_HEIGHT = 11.5
ASCENT_SHARE = 0.70
"""Where the baseline of centred text stands below the top of its line, in sizes: optical middle of capitals."""


@dataclass(frozen=True, slots=True)
class HeadingCell:
    """A cell of the heading; `row` 0 is the shared parent or a heading over both rows, 1 a heading below a parent."""

    left: float
    right: float
    row: int
    rows: int
    lines: list[Line]


class Heading:
    """The heading's cells and heights in points."""

    def __init__(self, words: RegisterWords, columns: Sequence[Column], bold: Typeface, plain: Typeface) -> None:
        self._columns = columns
        self._plain = plain
        self._cells = _cells(words, columns, Wrapping(bold))
        parent = _tallest(self._cells, row=0, rows=1)
        child = _tallest(self._cells, row=1, rows=1)
        whole = max(parent + child, _tallest(self._cells, row=0, rows=2))
        self._row_heights = (parent, whole - parent)
        self.height = whole + NUMBER_HEIGHT

    def furniture(self, top: float) -> Furniture:
        bottom = top - sum(self._row_heights)
        runs: list[Run] = []
        rules = [Rule(self._columns[0].left, top, self._columns[-1].right, top)]
        for cell in self._cells:
            cell_top = top - sum(self._row_heights[: cell.row])
            cell_bottom = cell_top - sum(self._row_heights[cell.row : cell.row + cell.rows])
            runs.extend(_centred_lines(cell, (cell_top + cell_bottom) / 2))
            rules.append(Rule(cell.left, cell_bottom, cell.left, cell_top))
            rules.append(Rule(cell.left, cell_bottom, cell.right, cell_bottom))
        rules.append(Rule(self._columns[-1].right, bottom, self._columns[-1].right, top))
        return Furniture(tuple(runs) + self._numbers(bottom), tuple(rules) + self._number_rules(bottom))

    def _numbers(self, top: float) -> tuple[Run, ...]:
        runs = []
        for number, column in enumerate(self._columns, start=1):
            text = f"({number})"
            width = self._plain.width(text) * NUMBER_SIZE / 1000
            middle = (column.left + column.right) / 2
            runs.append(Run(middle - width / 2, top - 8.2, text, Cut.REGULAR, NUMBER_SIZE))
        return tuple(runs)

    def _number_rules(self, top: float) -> tuple[Rule, ...]:
        bottom = top - NUMBER_HEIGHT
        sides = [column.left for column in self._columns] + [self._columns[-1].right]
        uprights = tuple(Rule(x, bottom, x, top) for x in sides)
        return (*uprights, Rule(sides[0], bottom, sides[-1], bottom))


def _cells(words: RegisterWords, columns: Sequence[Column], wrapping: Wrapping) -> list[HeadingCell]:
    def cell(heading: str, left: float, right: float, row: int, rows: int) -> HeadingCell:
        room = (right - left - 2 * PADDING) / SIZE * 1000
        return HeadingCell(left, right, row, rows, wrapping.lines(heading, room))

    shared = {number for group in words.groups for number in range(group.first, group.last + 1)}
    parents = [
        cell(group.heading, columns[group.first - 1].left, columns[group.last - 1].right, 0, 1)
        for group in words.groups
    ]
    singles = [
        cell(column.heading, place.left, place.right, *((1, 1) if number in shared else (0, 2)))
        for number, (column, place) in enumerate(zip(words.columns, columns, strict=True), start=1)
    ]
    return parents + singles


def _tallest(cells: Sequence[HeadingCell], row: int, rows: int) -> float:
    counts = [len(cell.lines) for cell in cells if (cell.row, cell.rows) == (row, rows)]
    return max(counts, default=0) * LEADING + (CELL_EXTRA if counts else 0.0)


def _centred_lines(cell: HeadingCell, middle: float) -> list[Run]:
    top = middle + len(cell.lines) * LEADING / 2
    centre = (cell.left + cell.right) / 2
    return [
        Run(
            centre - width * SIZE / 2000,
            top - index * LEADING - (LEADING - SIZE) / 2 - ASCENT_SHARE * SIZE - 1.0,
            text,
            Cut.BOLD,
            SIZE,
        )
        for index, (width, text) in enumerate(cell.lines)
    ]
