"""The sheet: A4 landscape in points, and the marks that can stand on it besides the rows of the table.

Heading and sheet make `Furniture`, the pens draw it. Origin bottom left, as in PDF.
"""

from dataclasses import dataclass

from guestreg.documents.typeface import Cut

MM = 72 / 25.4
PAGE_WIDTH = 297 * MM
PAGE_HEIGHT = 210 * MM
MARGIN = 10 * MM
LEFT = MARGIN
RIGHT = PAGE_WIDTH - MARGIN
TOP = PAGE_HEIGHT - MARGIN
TABLE_BOTTOM = MARGIN + 11
FOOT_BASELINE = MARGIN

LINE_WIDTH = 0.5
ASCENT = 0.92
"""Height of the tallest Vietnamese capital with two marks, in type sizes (Tinos Bold)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line; `x`, `y` is the start of its baseline. Grey 0 is black."""

    x: float
    y: float
    text: str
    cut: Cut
    size: float
    grey: float = 0.0
    angle: float = 0.0
    """Degrees, counter-clockwise around the start."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on a page besides the rows, in order of drawing: runs first, then rules."""

    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()

    def __add__(self, other: "Furniture") -> "Furniture":
        return Furniture(self.runs + other.runs, self.rules + other.rules)


def box(left: float, bottom: float, right: float, top: float) -> tuple[Rule, ...]:
    return (
        Rule(left, bottom, right, bottom),
        Rule(left, top, right, top),
        Rule(left, bottom, left, top),
        Rule(right, bottom, right, top),
    )
