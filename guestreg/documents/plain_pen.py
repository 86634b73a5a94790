"""The plain pen: the same layout as `stream_pen`, through the canvas' public calls only.

The way back should a new reportlab close the fast way, and the second opinion of the tests.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from guestreg.documents.columns import FIRST_BASELINE, LEADING, SIZE, Column, row_height
from guestreg.documents.paging import PageOfRows
from guestreg.documents.paper import LINE_WIDTH, Furniture, Run
from guestreg.documents.pdf_document import new_canvas
from guestreg.documents.strikes import strikes
from guestreg.documents.typeface import BOX, Cut, Typeface
from guestreg.documents.wrapping import Line


class PlainPen:
    """Keeps the pages until their number is known, then draws string by string."""

    def __init__(self, file: BinaryIO, title: str, faces: Mapping[Cut, Typeface], columns: Sequence[Column]) -> None:
        self._canvas = new_canvas(file, title, faces[Cut.REGULAR].font)
        self._faces = faces
        self._columns = columns
        self._pages: list[tuple[Furniture, float, PageOfRows[list[Line]]]] = []

    def word(self, word: str) -> str:
        """Boxes for the letters the typeface lacks: the public canvas can't keep their text."""
        face = self._faces[Cut.REGULAR]
        return "".join(letter if face.has(letter) else BOX for letter in word)

    def cell(self, column: Column, lines: list[Line]) -> list[Line]:
        return lines

    def add_page(self, furniture: Furniture, top: float, page: PageOfRows[list[Line]]) -> None:
        self._pages.append((furniture, top, page))

    def finish(self, numbers: Iterable[Run]) -> None:
        for (furniture, top, page), page_number in zip(self._pages, numbers, strict=True):
            self._canvas.setLineWidth(LINE_WIDTH)
            for run in furniture.runs:
                self._draw(run)
            self._canvas.lines([(rule.x1, rule.y1, rule.x2, rule.y2) for rule in furniture.rules])
            self._draw_rows(top, page)
            self._draw(page_number)
            self._canvas.showPage()
        self._canvas.save()

    def _draw(self, run: Run) -> None:
        self._canvas.saveState()
        self._canvas.translate(run.x, run.y)
        self._canvas.rotate(run.angle)
        self._canvas.setFillGray(run.grey)
        self._canvas.setFont(self._faces[run.cut].font.fontName, run.size)
        self._canvas.drawString(0, 0, run.text)
        self._canvas.restoreState()

    def _draw_rows(self, top: float, page: PageOfRows[list[Line]]) -> None:
        canvas, y = self._canvas, top
        canvas.setFont(self._faces[Cut.REGULAR].font.fontName, SIZE)
        levels = []
        for height, cells, _ in page.rows:
            for index, _, lines in cells:
                column = self._columns[index]
                for number, (width, line) in enumerate(lines):
                    x = column.text_left + column.indent(width)
                    canvas.drawString(x, y - FIRST_BASELINE - number * LEADING, line)
            y -= row_height(height)
            levels.append(y)
        left, right = self._columns[0].left, self._columns[-1].right
        uprights = [(x, top, x, y) for x in [*(column.left for column in self._columns), right]]
        struck = [(rule.x1, rule.y1, rule.x2, rule.y2) for rule in strikes(page, top, self._columns)]
        canvas.lines(uprights + [(left, level, right, level) for level in levels] + struck)
