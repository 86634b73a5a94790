"""Register ĐK14 as a PDF: lays the rows out, draws them page by page, writes the file whole or not at all.

Built by `app` with the folder of fonts and the register's words; called through `ports.renderer`.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from reportlab.pdfbase.ttfonts import TTFont

from guestreg.documents.columns import Column, lay_columns
from guestreg.documents.heading import Heading
from guestreg.documents.paging import CellColumn, Paging
from guestreg.documents.paper import TABLE_BOTTOM
from guestreg.documents.pen import Pen
from guestreg.documents.plain_pen import PlainPen
from guestreg.documents.sheet import Sheet
from guestreg.documents.stream_pen import StreamPen
from guestreg.documents.typeface import Cut, Typeface, load_fonts
from guestreg.documents.whole_file import whole_file
from guestreg.documents.words import RegisterWords
from guestreg.documents.wrapping import Wrapping
from guestreg.ports.renderer import CellWords, PageStamp, RegisterHead, RegisterRow

logger = logging.getLogger(__name__)

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class PrintedRegister:
    """What was written: the number of pages, and the letters that show as an empty box (sorted, each once)."""

    pages: int
    missing_letters: tuple[str, ...]


class RegisterPdf:
    """The `RegisterRenderer` for paper; `plain` draws the same layout the slow, public way."""

    def __init__(self, fonts_dir: Path, words: RegisterWords, plain: bool = False) -> None:
        self._fonts_dir = fonts_dir
        self._words = words
        self._plain = plain
        self._fonts: Mapping[Cut, TTFont] | None = None

    @property
    def cell_words(self) -> CellWords:
        return self._words.cells

    def render(self, head: RegisterHead, rows: Sequence[RegisterRow], stamp: PageStamp, target: Path) -> int:
        """Write `target` and return its pages; see `RegisterRenderer`. Letters without a glyph go to the log."""
        printed = self.write(head, rows, stamp, target)
        if printed.missing_letters:
            codes = " ".join(f"U+{ord(letter):04X}" for letter in printed.missing_letters)
            logger.info("register_letters_without_glyph codes=%s", codes)
        return printed.pages

    def write(self, head: RegisterHead, rows: Sequence[RegisterRow], stamp: PageStamp, target: Path) -> PrintedRegister:
        """Like `render`, and tells which letters no font here can show."""
        faces = {cut: Typeface(font) for cut, font in self._loaded().items()}
        with whole_file(target) as file:
            pages = self._draw(head, rows, stamp, faces, file)
        missing = set().union(*(face.missing for face in faces.values()))
        return PrintedRegister(pages, tuple(sorted(missing)))

    def _loaded(self) -> Mapping[Cut, TTFont]:
        if self._fonts is None:
            self._fonts = load_fonts(self._fonts_dir)
        return self._fonts

    def _draw(
        self,
        head: RegisterHead,
        rows: Sequence[RegisterRow],
        stamp: PageStamp,
        faces: Mapping[Cut, Typeface],
        file: BinaryIO,
    ) -> int:
        columns = lay_columns(self._words.columns)
        title = " – ".join(self._words.title)
        if self._plain:
            return self._draw_with(PlainPen(file, title, faces, columns), head, rows, stamp, faces, columns)
        return self._draw_with(StreamPen(file, title, faces, columns), head, rows, stamp, faces, columns)

    def _draw_with(
        self,
        pen: Pen[P],
        head: RegisterHead,
        rows: Sequence[RegisterRow],
        stamp: PageStamp,
        faces: Mapping[Cut, Typeface],
        columns: Sequence[Column],
    ) -> int:
        sheet = Sheet(self._words, head, stamp, faces)
        heading = Heading(self._words, columns, faces[Cut.BOLD], faces[Cut.REGULAR])
        grounds = []
        for furniture, top in (sheet.first_page(), sheet.next_page()):
            grounds.append((furniture + heading.furniture(top), top - heading.height))
        wrapping = Wrapping(faces[Cut.REGULAR], pen.word)
        cells = [CellColumn(index, column, wrapping, pen.cell) for index, column in enumerate(columns)]
        paging = Paging(cells, (grounds[0][1] - TABLE_BOTTOM, grounds[1][1] - TABLE_BOTTOM))
        count = 0
        for page in paging.pages(rows):
            furniture, top = grounds[0 if page.first else 1]
            pen.add_page(furniture, top, page)
            count += 1
        pen.finish(sheet.page_number(page, count) for page in range(1, count + 1))
        return count
