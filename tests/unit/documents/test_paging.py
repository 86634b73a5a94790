"""Rows go onto pages in order, whole, and once."""

import tomllib
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from guestreg.documents.columns import Column, lay_columns, row_height
from guestreg.documents.paging import CellColumn, PageOfRows, Paging
from guestreg.documents.typeface import Cut, Typeface, load_fonts
from guestreg.documents.words import RegisterWords
from guestreg.documents.wrapping import Line, Wrapping
from guestreg.ports.renderer import RegisterRow

RESOURCES = Path(__file__).parents[3] / "resources"
FACE = Typeface(load_fonts(RESOURCES / "fonts")[Cut.REGULAR])
WORDS = RegisterWords.from_mapping(tomllib.loads((RESOURCES / "rules/register.toml").read_text("utf-8"))).columns
COLUMNS = lay_columns(WORDS)
ROOMS = (row_height(6), row_height(12))
BLANK = RegisterRow(*[""] * 13)


def texts(column: Column, lines: list[Line]) -> list[str]:
    return [line for _, line in lines]


def pages(rows: list[RegisterRow]) -> list[PageOfRows[list[str]]]:
    cells = [CellColumn(index, column, Wrapping(FACE), texts) for index, column in enumerate(COLUMNS)]
    return list(Paging(cells, ROOMS).pages(rows))


def row_of(number: int, lines: int) -> RegisterRow:
    return replace(BLANK, number=str(number), note=" ".join(["Nghiêng"] * lines))


@given(st.lists(st.integers(1, 30), max_size=25))
def test_pages_hold_what_they_are_given_in_order_and_nothing_twice(heights: list[int]) -> None:
    found = pages([row_of(number, lines) for number, lines in enumerate(heights)])
    assert [page.first for page in found] == [True] + [False] * (len(found) - 1)
    notes: dict[str, int] = {}
    for page in found:
        room = ROOMS[0] if page.first else ROOMS[1]
        assert sum(row_height(height) for height, _, _ in page.rows) <= room + 1e-6
        for _, cells, _ in page.rows:
            drawn = {index: lines for index, _, lines in cells}
            if drawn:
                notes[drawn[0][0]] = notes.get(drawn[0][0], 0) + len(drawn[12])
    assert list(notes.items()) == [(str(number), lines) for number, lines in enumerate(heights)]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=25))
def test_a_row_that_fits_a_page_is_never_split(heights: list[int]) -> None:
    found = pages([row_of(number, lines) for number, lines in enumerate(heights)])
    assert sum(len(page.rows) for page in found) == len(heights)


def test_no_rows_give_blank_rows_for_the_pen() -> None:
    (page,) = pages([])
    assert page.rows
    assert all(cells == [] for _, cells, _ in page.rows)


def test_a_cell_of_blanks_is_a_row_of_one_line() -> None:
    ((height, _, _),) = pages([replace(BLANK, number=" ", arrived=" ", note=" ")])[0].rows
    assert height == 1
