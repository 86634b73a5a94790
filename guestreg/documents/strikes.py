"""The lines through a cancelled row: what was written stays readable. Both pens draw the same ones."""

from collections.abc import Sequence
from typing import Any

from guestreg.documents.columns import FIRST_BASELINE, LEADING, PADDING, Column, row_height
from guestreg.documents.paging import PageOfRows
from guestreg.documents.paper import Rule

ABOVE_BASELINE = 2.4
"""Points from a baseline up to the line, the middle of a small letter."""
STRUCK = range(1, 12)
"""Columns counted from 0: all but the number, which is never used again, and the note, which says why."""


def strikes(page: PageOfRows[Any], top: float, columns: Sequence[Column]) -> list[Rule]:
    """One rule for each line of text in a cancelled row; rows are drawn from `top` down."""
    rules: list[Rule] = []
    for height, cells, struck in page.rows:
        if struck:
            first = top - FIRST_BASELINE + ABOVE_BASELINE
            for index, count, _ in cells:
                if index in STRUCK:
                    left, right = columns[index].text_left, columns[index].right - PADDING
                    levels = (first - line * LEADING for line in range(count))
                    rules.extend(Rule(left, y, right, y) for y in levels)
        top -= row_height(height)
    return rules
