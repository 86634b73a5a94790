"""The one place that touches reportlab below its public canvas: subset codes, font names, finished pages.

Written against the pinned reportlab; `tests/unit/documents/test_pdf_document.py` fails when one of these changes:
`TTFont.splitString`, `TTFont.getSubsetInternalName`, `PDFPage` with its own contents and resources,
`PDFStream` with its own filter.
"""

import zlib
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage, PDFResourceDictionary, PDFStream
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from guestreg.documents.paper import PAGE_HEIGHT, PAGE_WIDTH

COMPRESSION = 6


def new_canvas(file: BinaryIO, title: str, font: TTFont) -> Canvas:
    """A canvas that gives the same bytes for the same page and starts with our font, so that no other is named."""
    canvas = Canvas(
        file,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 5),
        initialFontName=font.fontName,
        lang="vi",
    )
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("")
    return canvas


class PdfDocument:
    """Pages given as finished content streams; each is compressed at once and may get one more stream later."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document = canvas._doc
        self._pages: list[PDFPage] = []
        resources = PDFResourceDictionary()
        resources.basicFonts()
        resources.basicProcs()
        self._resources = self._document.Reference(resources)

    def code_of(self, font: TTFont, letter: str) -> tuple[int, int]:
        """Which subset of the font holds the letter, and under which byte; assigns one when it is new."""
        ((subset, code),) = font.splitString(letter, self._document)
        return subset, code[0]

    def subset_name(self, font: TTFont, subset: int) -> str:
        name: str = font.getSubsetInternalName(subset, self._document)
        return name

    def add_page(self, content: bytes) -> None:
        page = PDFPage()
        page.pagewidth, page.pageheight = PAGE_WIDTH, PAGE_HEIGHT
        page.Contents = PDFArray([self._stream(content)])
        page.Resources = self._resources
        self._document.addPage(page)
        self._pages.append(page)

    def add_to_page(self, index: int, content: bytes) -> None:
        self._pages[index].Contents.sequence.append(self._stream(content))

    def _stream(self, content: bytes) -> object:
        flate = PDFDictionary({"Filter": PDFName("FlateDecode")})
        return self._document.Reference(PDFStream(flate, zlib.compress(content, COMPRESSION)))

    def save(self) -> None:
        self._canvas.save()
