"""Plain A4 leaves as a PDF: laid out from the top, broken into pages, drawn string by string.

Built by `app` with the folder of fonts and the papers' words; called through `ports.leaf`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from guestreg.documents.paper import ASCENT, MM, Rule, Run, box
from guestreg.documents.pdf_document import new_canvas
from guestreg.documents.typeface import BOX, Cut, Typeface, load_fonts
from guestreg.documents.whole_file import whole_file
from guestreg.documents.wrapping import Wrapping
from guestreg.ports.leaf import Block, Entry, Leaf

PAGE = (210 * MM, 297 * MM)
LEFT, RIGHT, TOP, BOTTOM = 20 * MM, PAGE[0] - 15 * MM, PAGE[1] - 15 * MM, 18 * MM
FOOT = 10 * MM
VALUE_LEFT = LEFT + 52 * MM
SMALL, MARK, TITLE, LARGE = 8.0, 11.0, 17.0, 26.0
SPACING = 1.32


@dataclass(slots=True)
class _Page:
    foot: str
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


class LeafPdf:
    """The `LeafRenderer` for paper."""

    def __init__(self, fonts_dir: Path, words: Mapping[str, Mapping[str, str]]) -> None:
        self._fonts_dir = fonts_dir
        self._words = words
        self._fonts: Mapping[Cut, TTFont] | None = None

    def words(self, paper: str) -> Mapping[str, str]:
        return self._words[paper]

    def render(self, title: str, leaves: Sequence[Leaf], target: Path) -> int:
        if self._fonts is None:
            self._fonts = load_fonts(self._fonts_dir)
        faces = {cut: Typeface(font) for cut, font in self._fonts.items()}
        pages = [page for leaf in leaves for page in _Layout(leaf, faces).pages]
        with whole_file(target) as file:
            canvas = new_canvas(file, title, self._fonts[Cut.REGULAR], PAGE)
            for number, page in enumerate(pages, 1):
                _draw(canvas, faces, page, f"{self._words['leaf']['page']} {number}/{len(pages)}")
            canvas.save()
        return len(pages)


class _Layout:
    """One leaf from the top down; what doesn't fit goes on over the page."""

    def __init__(self, leaf: Leaf, faces: Mapping[Cut, Typeface]) -> None:
        self._leaf = leaf
        self._faces = faces
        self.pages = [_Page(leaf.foot)]
        self._y = TOP
        self._marks()
        self._text(leaf.title, Cut.BOLD, TITLE, LEFT)
        self._text(leaf.remark, Cut.ITALIC, leaf.size_pt, LEFT)
        for block in leaf.blocks:
            self._block(block)

    def _marks(self) -> None:
        left = LEFT
        for mark in self._leaf.marks:
            right = left + self._faces[Cut.BOLD].width(mark) * MARK / 1000 + 12
            self._put(left + 6, TOP - MARK * ASCENT, mark, Cut.BOLD, MARK)
            self.pages[-1].rules += box(left, TOP - MARK - 4, right, TOP + 2)
            left = right + 6
        if self._leaf.marks:
            self._y -= MARK + 16

    def _block(self, block: Block) -> None:
        size = self._leaf.size_pt
        self._y -= size * 0.7
        if block.heading:
            first = self._height(block.entries[0]) if block.entries else 0.0
            self._need(size * SPACING + first + 6)
            self._text(block.heading, Cut.BOLD, size + 1, LEFT)
            page = self.pages[-1]
            page.rules.append(Rule(LEFT, self._y - 4, RIGHT, self._y - 4))
            self._y -= 6
        for entry in block.entries:
            self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        size = self._size(entry)
        labels = self._lines(entry.label, Cut.REGULAR, self._leaf.size_pt, VALUE_LEFT - LEFT - 8)
        values = self._lines(entry.value, Cut.BOLD, size, RIGHT - VALUE_LEFT)
        self._need(min(self._height(entry), TOP - BOTTOM))
        step = size * SPACING
        for row in range(max(len(labels), len(values), 1)):
            self._need(step)
            self._y -= step
            if row < len(labels):
                self._put(LEFT, self._y, labels[row], Cut.REGULAR, self._leaf.size_pt)
            if row < len(values):
                self._put(VALUE_LEFT, self._y, values[row], Cut.BOLD, size)
        if not entry.value:
            self.pages[-1].rules.append(Rule(VALUE_LEFT, self._y - 1, RIGHT, self._y - 1))

    def _text(self, text: str, cut: Cut, size: float, left: float) -> None:
        for line in self._lines(text, cut, size, RIGHT - left):
            self._need(size * SPACING)
            self._y -= size * SPACING
            self._put(left, self._y, line, cut, size)

    def _size(self, entry: Entry) -> float:
        return LARGE if entry.large else self._leaf.size_pt

    def _height(self, entry: Entry) -> float:
        labels = self._lines(entry.label, Cut.REGULAR, self._leaf.size_pt, VALUE_LEFT - LEFT - 8)
        values = self._lines(entry.value, Cut.BOLD, self._size(entry), RIGHT - VALUE_LEFT)
        return max(len(labels), len(values), 1) * self._size(entry) * SPACING

    def _lines(self, text: str, cut: Cut, size: float, room: float) -> list[str]:
        return [line for _, line in Wrapping(self._faces[cut]).lines(text, room / size * 1000)]

    def _need(self, height: float) -> None:
        if self._y - height < BOTTOM:
            self.pages.append(_Page(self._leaf.foot))
            self._y = TOP

    def _put(self, x: float, y: float, text: str, cut: Cut, size: float) -> None:
        self.pages[-1].runs.append(Run(x, y, text, cut, size))


def _draw(canvas: Canvas, faces: Mapping[Cut, Typeface], page: _Page, number: str) -> None:
    canvas.setLineWidth(0.5)
    right = RIGHT - faces[Cut.REGULAR].width(number) * SMALL / 1000
    foot = (Run(LEFT, FOOT, page.foot, Cut.REGULAR, SMALL), Run(right, FOOT, number, Cut.REGULAR, SMALL))
    for run in (*page.runs, *foot):
        face = faces[run.cut]
        canvas.setFont(face.font.fontName, run.size)
        canvas.drawString(run.x, run.y, "".join(letter if face.has(letter) else BOX for letter in run.text))
    canvas.lines([(rule.x1, rule.y1, rule.x2, rule.y2) for rule in page.rules])
    canvas.showPage()
