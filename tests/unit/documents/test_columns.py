"""The thirteen columns fill the paper and hold what they must."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from guestreg.documents.columns import FIRST_BASELINE, LEADING, SIZE, lay_columns, row_height
from guestreg.documents.paper import ASCENT, LEFT, MM, RIGHT
from guestreg.documents.typeface import Cut, Typeface, load_fonts
from guestreg.documents.words import RegisterWords

RESOURCES = Path(__file__).parents[3] / "resources"
WORDS = RegisterWords.from_mapping(tomllib.loads((RESOURCES / "rules/register.toml").read_text("utf-8"))).columns
COLUMNS = lay_columns(WORDS)


def width_mm(number: int) -> float:
    return (COLUMNS[number - 1].right - COLUMNS[number - 1].left) / MM


def test_the_columns_fill_the_paper_side_by_side() -> None:
    assert COLUMNS[0].left == LEFT
    assert COLUMNS[-1].right == pytest.approx(RIGHT)
    assert [column.right for column in COLUMNS[:-1]] == [column.left for column in COLUMNS[1:]]


def test_columns_that_hold_what_they_must_keep_the_forms_width() -> None:
    scale = 277 / sum(column.width for column in WORDS)
    for number in (2, 5, 6, 7, 8, 9, 10, 11):
        assert width_mm(number) == pytest.approx(WORDS[number - 1].width * scale)


def test_narrow_columns_borrow_from_the_officers() -> None:
    borrowed = sum(width_mm(number) - WORDS[number - 1].width * 277 / 258.5 for number in (1, 3, 4, 13))
    assert width_mm(3) == pytest.approx(16)
    assert width_mm(12) == pytest.approx(34.6 * 277 / 258.5 - borrowed)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "99999"), (3, "30/12/2000"), (4, "30/12/2000"), (8, "21/11/2026"), (9, "21/11/2026"), (13, "Nghiêng")],
)
def test_what_must_stay_on_one_line_does(number: int, text: str) -> None:
    face = Typeface(load_fonts(RESOURCES / "fonts")[Cut.REGULAR])
    assert face.width(text) <= COLUMNS[number - 1].room


def test_stacked_marks_touch_neither_the_line_above_nor_the_rule() -> None:
    tails = 0.216  # of ỵ and ý in Tinos, in type sizes
    assert (ASCENT + tails) * SIZE <= LEADING
    assert ASCENT * SIZE < FIRST_BASELINE
    assert FIRST_BASELINE + tails * SIZE < row_height(1)


def test_widths_that_leave_nothing_to_lend_are_refused() -> None:
    tight = [replace(column, width=1.0 if number in (0, 2, 3, 12) else 20.0) for number, column in enumerate(WORDS)]
    with pytest.raises(ValueError, match="borrow"):
        lay_columns(tight)
