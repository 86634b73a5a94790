"""The typefaces of paper: three cuts of Tinos, their widths, and which letters they lack.

Used by wrapping, heading, sheet and both pens. Knows no page and no register.
"""

from enum import StrEnum
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

BOX = "□"
"""Shown in place of a letter the typeface lacks; the fonts' own .notdef has no ink under code 0."""


class Cut(StrEnum):
    """Which of the family's cuts a text is set in; the value is the end of the file's name."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"


class Typeface:
    """One cut with its widths in thousandths of the type size; remembers each letter it was asked for and lacks."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.missing: set[str] = set()
        self._widths: dict[int, float] = font.face.charWidths

    def has(self, letter: str) -> bool:
        return ord(letter) in self._widths

    def width(self, text: str) -> float:
        widths = self._widths
        try:
            return sum([widths[code] for code in map(ord, text)])
        except KeyError:
            return sum(self._width_of_any(letter) for letter in text)

    def _width_of_any(self, letter: str) -> float:
        if self.has(letter):
            return self._widths[ord(letter)]
        self.missing.add(letter)
        return self._widths[ord(BOX)]


def load_fonts(fonts_dir: Path) -> dict[Cut, TTFont]:
    """Read the three cuts once; reportlab's canvas finds them by name. OSError when a file is absent."""
    fonts = {}
    for cut in Cut:
        path = fonts_dir / f"Tinos-{cut}.ttf"
        if not path.is_file():
            raise FileNotFoundError(f"font file missing: {path.name}")
        fonts[cut] = TTFont(f"guestreg-Tinos-{cut}", str(path), shapable=False)
        pdfmetrics.registerFont(fonts[cut])
    return fonts
