"""The shipped fonts: Vietnamese, digits of one width, licences."""

import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from guestreg.documents.typeface import Cut, load_fonts
from guestreg.domain.text import off_paper

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
FILES = sorted(FONTS.glob("*.ttf"))
VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))


def test_both_families_are_there() -> None:
    assert [path.stem for path in FILES] == [
        *("NotoSans-Bold", "NotoSans-Regular", "NotoSans-SemiBold"),
        *("Tinos-Bold", "Tinos-Italic", "Tinos-Regular"),
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_font_has_all_of_vietnamese_digits_of_one_width_and_its_licence(path: Path) -> None:
    font = TTFontFile(str(path))
    assert [letter for letter in VIETNAMESE + "–…·’" if ord(letter) not in font.charToGlyph] == []
    assert len({font.charWidths[ord(digit)] for digit in "0123456789"}) == 1
    licence = (FONTS / f"{path.stem.split('-')[0]}-OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"Tinos-Regular\.ttf"):
        load_fonts(tmp_path)


def test_every_cut_loads() -> None:
    assert set(load_fonts(FONTS)) == set(Cut)


def test_what_is_taken_without_a_word_shows_on_paper() -> None:
    faces = [TTFontFile(str(path)) for path in FILES if path.stem.startswith("Tinos")]
    signs = [sign for sign in map(chr, range(0x20, 0x11000)) if unicodedata.category(sign)[0] in "LMNPS"]
    silent = [sign for sign in signs if off_paper(sign) is None]
    assert [sign for sign in silent if any(ord(sign) not in face.charToGlyph for face in faces)] == []
    assert len(silent) > 1_500


@pytest.mark.parametrize("sign", ["王", "ع", "က", "Հ", "ᥟ", "😀"])
def test_a_letter_that_paper_lacks_is_named(sign: str) -> None:
    assert off_paper(f"Nguyễn {sign}") == sign
