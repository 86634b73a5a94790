"""The one place that touches reportlab below its public canvas: subset codes, font names, finished pages.

Written against the pinned reportlab; `tests/unit/documents/test_pdf_document.py` fails when one of these changes:
`TTFont.splitString`, `TTFont.getSubsetInternalName`, `PDFPage` with its own contents and resources,
`PDFStream` with its own filter, a form as a plain stream in the resources.
"""

import struct
import zlib
from collections import deque
from collections.abc import Iterable
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from guestreg.documents.paper import PAGE_HEIGHT, PAGE_WIDTH

COMPRESSION = 6
A4 = pdfdoc.PDFArray([0, 0, PAGE_WIDTH, PAGE_HEIGHT])


def new_canvas(
    file: BinaryIO, title: str, font: TTFont, pagesize: tuple[float, float] = (PAGE_WIDTH, PAGE_HEIGHT)
) -> Canvas:
    """A canvas that gives the same bytes for the same page and starts with our font, so that no other is named."""
    canvas = Canvas(
        file,
        pagesize=pagesize,
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


class OpenStream:
    """Content compressed at once that can take one short last piece when it is closed."""

    __slots__ = ("_checksum", "_packed")

    def __init__(self, content: bytes) -> None:
        packer = zlib.compressobj(COMPRESSION)
        self._packed = packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)
        self._checksum = zlib.adler32(content)

    def closed_with(self, last: bytes) -> bytes:
        """The whole as zlib data: `last` follows as the final block, stored uncompressed (RFC 1951, 3.2.4)."""
        block = struct.pack("<BHH", 1, len(last), len(last) ^ 0xFFFF) + last
        return self._packed + block + struct.pack(">I", zlib.adler32(last, self._checksum))


class _SpentStream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream that lets go of its bytes once they are in the file's text, for the memory of long registers."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        formatted: bytes = super().format(document)
        self.content = b""
        return formatted


class PdfDocument:
    """Pages given as finished content streams, and forms that pages share."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document = canvas._doc
        self._pages: deque[OpenStream] = deque()
        self._forms = pdfdoc.PDFDictionary({})
        self._flate = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        resources.basicProcs()
        resources.XObject = self._forms
        self._resources = self._document.Reference(resources)

    def code_of(self, font: TTFont, letter: str) -> tuple[int, int]:
        """Which subset of the font holds the letter, and under which byte; assigns one when it is new."""
        ((subset, code),) = font.splitString(letter, self._document)
        return subset, code[0]

    def subset_name(self, font: TTFont, subset: int) -> str:
        name: str = font.getSubsetInternalName(subset, self._document)
        return name

    def add_form(self, content: bytes) -> str:
        """Keep a drawing that pages show by this operator."""
        name = f"Form{len(self._forms.dict) + 1}"
        form = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("XObject"),
                "Subtype": pdfdoc.PDFName("Form"),
                "BBox": A4,
                "Resources": self._resources,
                "Filter": pdfdoc.PDFName("FlateDecode"),
            }
        )
        stream = pdfdoc.PDFStream(form, zlib.compress(content, COMPRESSION))
        self._forms[name] = self._document.Reference(stream)
        return f"/{name} Do "

    def add_page(self, content: bytes) -> None:
        self._pages.append(OpenStream(content))

    def save(self, last_pieces: Iterable[bytes]) -> None:
        """Close each page with its last piece and write the file."""
        for last in last_pieces:
            page = pdfdoc.PDFPage()
            page.MediaBox = A4
            page.Contents = _SpentStream(self._flate, self._pages.popleft().closed_with(last))
            page.Resources = self._resources
            self._document.addPage(page)
        self._canvas.save()
