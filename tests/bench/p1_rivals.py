"""The other ways to print the register of P1: platypus twice, the canvas call by call, and the limit.

Same columns, same made-up rows, headings on every page, "page x/y" – as a programmer would write them who knows
reportlab's manual. The limit does no layout at all: one formatted operator per cell, zlib per page.
"""

import zlib
from functools import cached_property
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from guestreg.documents.columns import LEADING, PADDING, SIZE, Column, lay_columns
from guestreg.documents.paper import LEFT, MARGIN, PAGE_HEIGHT, RIGHT
from guestreg.documents.typeface import Cut, load_fonts
from guestreg.documents.words import RegisterWords
from guestreg.ports.renderer import CELLS, RegisterRow

ROWS_A_PAGE = 13
PAGE_HEAD = 90.0


class CountingCanvas(Canvas):  # type: ignore[misc]
    """The usual recipe for "page x/y": keep each page's state, draw the foot when all are known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self._kept, start=1):
            self.__dict__.update(state)
            self.setFont("guestreg-Tinos-Regular", 8)
            self.drawRightString(RIGHT, MARGIN, f"Trang {number}/{len(self._kept)}")
            super().showPage()
        super().save()


class Rivals:
    """Each method prints all rows into `target`."""

    def __init__(self, fonts_dir: Path, words: RegisterWords) -> None:
        rl_config.useA85 = 0
        self._fonts_dir = fonts_dir
        self._columns = lay_columns(words.columns)
        self._headings = [column.heading for column in words.columns]

    @cached_property
    def _font(self) -> str:
        """Read at first use, so that the limit, which needs none, doesn't pay for it."""
        name: str = load_fonts(self._fonts_dir)[Cut.REGULAR].fontName
        return name

    def long_table_of_strings(self, rows: list[RegisterRow], target: Path) -> None:
        self._long_table(rows, target, self._broken)

    def long_table_of_paragraphs(self, rows: list[RegisterRow], target: Path) -> None:
        style = ParagraphStyle("cell", fontName=self._font, fontSize=SIZE, leading=LEADING)
        self._long_table(rows, target, lambda text, _: Paragraph(text, style) if text else "")

    def canvas_draw_string(self, rows: list[RegisterRow], target: Path) -> None:
        canvas = CountingCanvas(str(target), pagesize=landscape(A4), pageCompression=1)
        y = self._page_top(canvas)
        for row in rows:
            cells = [self._lines(text, column) for text, column in zip(_texts(row), self._columns, strict=True)]
            height = max(len(lines) for lines in cells) * LEADING + 2 * PADDING
            if y - height < MARGIN + 11:
                canvas.showPage()
                y = self._page_top(canvas)
            self._draw_cells(canvas, cells, y)
            y -= height
            canvas.line(LEFT, y, RIGHT, y)
            canvas.lines([(column.left, y, column.left, y + height) for column in self._columns])
        canvas.showPage()
        canvas.save()

    def limit(self, rows: list[RegisterRow], target: Path) -> None:
        with target.open("wb") as file:
            for start in range(0, len(rows), ROWS_A_PAGE):
                operators, y = [], PAGE_HEIGHT - PAGE_HEAD
                for row in rows[start : start + ROWS_A_PAGE]:
                    for text, column in zip(_texts(row), self._columns, strict=True):
                        if text:
                            operators.append(f"1 0 0 1 {column.left:.2f} {y:.2f} Tm ({text}) Tj")
                    y -= 3 * LEADING
                file.write(zlib.compress("\n".join(operators).encode("utf-8")))

    def _long_table(self, rows: list[RegisterRow], target: Path, cell: Any) -> None:
        heading = [self._broken(text, column) for text, column in zip(self._headings, self._columns, strict=True)]
        numbers = [f"({number})" for number in range(1, len(self._columns) + 1)]
        data = [heading, numbers]
        data.extend([cell(*pair) for pair in zip(_texts(row), self._columns, strict=True)] for row in rows)
        style = TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), self._font, SIZE, LEADING),
                ("GRID", (0, 0), (-1, -1), 0.5, black),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
                ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
                ("TOPPADDING", (0, 0), (-1, -1), PADDING),
                ("BOTTOMPADDING", (0, 0), (-1, -1), PADDING),
            ]
        )
        widths = [column.right - column.left for column in self._columns]
        table = LongTable(data, colWidths=widths, repeatRows=2, style=style)
        margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN - 6)
        template = SimpleDocTemplate(str(target), pagesize=landscape(A4), pageCompression=1, **margins)
        template.build([table], canvasmaker=CountingCanvas)

    def _lines(self, text: str, column: Column) -> list[str]:
        return simpleSplit(text, self._font, SIZE, column.right - column.left - 2 * PADDING)

    def _broken(self, text: str, column: Column) -> str:
        return "\n".join(self._lines(text, column))

    def _page_top(self, canvas: Canvas) -> float:
        canvas.setFont(self._font, SIZE)
        headings = [self._lines(text, column) for text, column in zip(self._headings, self._columns, strict=True)]
        top = PAGE_HEIGHT - MARGIN
        self._draw_cells(canvas, headings, top)
        self._draw_cells(canvas, [[f"({number})"] for number in range(1, 14)], top - 6 * LEADING)
        canvas.line(LEFT, top - 7.5 * LEADING, RIGHT, top - 7.5 * LEADING)
        return top - 7.5 * LEADING

    def _draw_cells(self, canvas: Canvas, cells: list[list[str]], top: float) -> None:
        for lines, column in zip(cells, self._columns, strict=True):
            for number, line in enumerate(lines, start=1):
                canvas.drawString(column.left + PADDING, top - number * LEADING, line)


def _texts(row: RegisterRow) -> list[str]:
    return [getattr(row, name) for name in CELLS]
