"""Lines fit their room and lose no letter."""

from pathlib import Path
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.documents.typeface import Cut, Typeface, load_fonts
from guestreg.documents.wrapping import Wrapping

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
FACE = Typeface(load_fonts(FONTS)[Cut.REGULAR])
ROOM = 4000.0


def lines_of(text: str, room: float = ROOM) -> list[str]:
    return [line for _, line in Wrapping(FACE).lines(text, room)]


def test_breaks_at_blanks() -> None:
    assert lines_of("Nguyễn Thị Mẫu") == ["Nguyễn", "Thị Mẫu"]


def test_a_word_too_wide_breaks_after_hyphen_or_stroke_first() -> None:
    assert lines_of("MUSTER-MANN") == ["MUSTE", "R-", "MANN"]
    assert lines_of("Xã/Phường") == ["Xã/", "Phường"]


def test_marks_stay_on_their_letter() -> None:
    assert all(category(line[0]) != "Mn" for line in lines_of("m̃" * 30))


def test_runs_from_the_right_are_put_in_the_order_of_the_eye() -> None:
    name = "דוגמה שם"
    assert lines_of(f"Dana {name} Mẫu 12", room=1e6) == [f"Dana {name[::-1]} Mẫu 12"]


def test_blanks_alone_give_no_line() -> None:
    assert lines_of(" \t\n ") == []


def test_a_missing_letter_is_remembered() -> None:
    face = Typeface(FACE.font)
    Wrapping(face).lines("Mẫu 王", ROOM)
    assert face.missing == {"王"}


@given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Zs")), max_size=80))
def test_every_line_fits_and_no_letter_is_lost(text: str) -> None:
    lines = Wrapping(FACE).lines(text, ROOM)
    kept = "".join(line for _, line in lines).replace(" ", "")
    assert sorted(kept) == sorted("".join(normalize("NFC", text).split()))
    for width, line in lines:
        assert width == pytest.approx(FACE.width(line))
        assert width <= ROOM
