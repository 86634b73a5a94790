"""How words find room in a cell."""

import pytest
from PySide6.QtGui import QFontMetrics

from guestreg.desktop.kit.cells import Pen
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ROW

LONG = "Nguyễn Phúc Hoàng Thị Ngọc Bích Trâm Anh Thư"


@pytest.fixture
def pen(theme: Theme) -> Pen:
    return Pen.of(theme.font(), theme.tokens.text)


def width(pen: Pen, text: str) -> int:
    return QFontMetrics(pen.font).horizontalAdvance(text)


def test_a_long_name_is_whole_on_two_lines(pen: Pen) -> None:
    lines = pen.lines(LONG, width(pen, "Ngọc Bích Trâm Anh Thư"), 2)
    assert lines == ["Nguyễn Phúc Hoàng Thị", "Ngọc Bích Trâm Anh Thư"]


@pytest.mark.parametrize("text", [LONG, "Wolfeschlegelsteinhausenbergerdorff", "A" * 160, f"Ly {'B' * 90}"])
@pytest.mark.parametrize("most", [1, 2])
def test_nothing_leaves_its_cell(pen: Pen, text: str, most: int) -> None:
    lines = pen.lines(text, 120, most)
    assert len(lines) <= most
    assert all(width(pen, line) <= 120 for line in lines)
    assert lines[-1].endswith("…")


def test_what_fits_stays_on_one_line(pen: Pen) -> None:
    assert pen.lines("Lò Thị Mai", width(pen, "Lò Thị Mai"), 2) == ["Lò Thị Mai"]


def test_a_row_has_room_for_two_lines(pen: Pen) -> None:
    assert 2 * pen.metrics.height() <= ROW


def test_a_second_line_loses_whole_parts_never_letters(pen: Pen) -> None:
    second = "57 · …4821 · 21/11 → 22/11 · Phòng 1"
    wide = pen.metrics.horizontalAdvance(second)
    assert pen.whole_parts(second, wide) == second
    assert pen.whole_parts(second, wide - 1) == "…4821 · 21/11 → 22/11 · Phòng 1"
    assert pen.whole_parts(second, pen.metrics.horizontalAdvance("Phòng 1")) == "Phòng 1"
    assert pen.whole_parts("Phòng 1", 1) == "Phòng 1"
