"""Where the thirteen columns of ĐK14 stand, and how a line of data sits in its cell.

Widths come from the form; a column too narrow for what it must hold on one line (a full date, a number of
five digits, the longest syllable) borrows from the widest one, which is the officer's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from guestreg.documents.paper import LEFT, MM, RIGHT
from guestreg.documents.words import ColumnWords

SIZE = 8.5
LEADING = 10.0
PADDING = 2.0
"""Blank points between a rule and the text beside it."""
FIRST_BASELINE = 9.6
"""Points from the top of a row down to its first baseline."""
ROW_EXTRA = 3.4
"""A row of n lines is n × LEADING + ROW_EXTRA high."""

FLOOR_MM = {1: 9.0, 3: 16.0, 4: 16.0, 13: 18.0}
CENTRED = frozenset({1, 3, 4, 8, 9, 10})


@dataclass(frozen=True, slots=True)
class Column:
    """One column in points; `room` is the text's width in thousandths of SIZE."""

    left: float
    right: float
    centred: bool

    @property
    def text_left(self) -> float:
        return round(self.left + PADDING, 2)

    @property
    def room(self) -> float:
        return (self.right - self.left - 2 * PADDING) / SIZE * 1000

    def indent(self, width: float) -> float:
        """Points from `text_left` to the start of a line of `width` thousandths."""
        return round(max(0.0, self.room - width) * SIZE / 2000, 2) if self.centred else 0.0


def row_height(lines: int) -> float:
    return lines * LEADING + ROW_EXTRA


def lay_columns(words: Sequence[ColumnWords]) -> tuple[Column, ...]:
    """Scale the form's widths to the paper; ValueError when the widest column has nothing left to lend."""
    widths = _widths([column.width for column in words])
    columns, left = [], LEFT
    for number, width in enumerate(widths, start=1):
        columns.append(Column(left, left + width, number in CENTRED))
        left += width
    return tuple(columns)


def _widths(characters: Sequence[float]) -> list[float]:
    scale = (RIGHT - LEFT) / sum(characters)
    widths = [width * scale for width in characters]
    lender = widths.index(max(widths))
    for number, floor in FLOOR_MM.items():
        borrowed = max(0.0, floor * MM - widths[number - 1])
        widths[number - 1] += borrowed
        widths[lender] -= borrowed
    if widths[lender] < max(FLOOR_MM.values()) * MM:
        raise ValueError("register words: the column widths leave no room to borrow from")
    return widths
