"""The shipped fonts: Vietnamese, digits of one width, licences."""

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from guestreg.documents.typeface import Cut, load_fonts

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
