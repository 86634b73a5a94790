"""The promises of reportlab that the fast pen stands on; a new release that breaks one fails here, not on paper."""

import re
import zlib
from io import BytesIO
from pathlib import Path

import pytest
import reportlab
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from guestreg.documents.pdf_document import OpenStream, PdfDocument, new_canvas
from guestreg.documents.stream_pen import Lettering, number
from guestreg.documents.typeface import Cut, Typeface, load_fonts

FONTS = Path(__file__).parents[3] / "resources" / "fonts"


@pytest.fixture
def font() -> TTFont:
    return load_fonts(FONTS)[Cut.REGULAR]


@pytest.fixture
def file() -> BytesIO:
    return BytesIO()


@pytest.fixture
def document(font: TTFont, file: BytesIO) -> PdfDocument:
    return PdfDocument(new_canvas(file, "paper", font))


def test_reportlab_is_the_release_this_was_written_against() -> None:
    assert reportlab.__version__ == "5.1.0"


def test_printable_ascii_stands_for_itself_in_the_first_subset(document: PdfDocument, font: TTFont) -> None:
    assert [document.code_of(font, chr(code)) for code in range(32, 127)] == [(0, code) for code in range(32, 127)]


def test_other_letters_get_codes_outside_ascii_and_keep_them(document: PdfDocument, font: TTFont) -> None:
    letters = [chr(code) for code in range(0x1EA0, 0x1EFA)]
    codes = [document.code_of(font, letter) for letter in letters]
    assert len(set(codes)) == len(letters)
    assert all(subset == 0 and (0 < code < 32 or 127 <= code < 256) for subset, code in codes)
    assert [document.code_of(font, letter) for letter in letters] == codes


def test_a_full_subset_opens_the_next(document: PdfDocument, font: TTFont) -> None:
    codes = [document.code_of(font, chr(code)) for code in range(0x400, 0x500)]
    assert {subset for subset, _ in codes} == {0, 1}
    assert document.subset_name(font, 1) == document.subset_name(font, 0).replace("+0", "+1")
    assert re.fullmatch(r"/F\d\+0", document.subset_name(font, 0))


def test_the_width_in_the_file_is_the_width_laid_out(document: PdfDocument, font: TTFont) -> None:
    assert Typeface(font).width("Ễ") == font.face.getCharWidth(ord("Ễ"))
    assert Typeface(font).width("王") == font.face.getCharWidth(ord("□")) > 0


def test_pages_and_forms_reach_the_file_as_they_were_given(document: PdfDocument, file: BytesIO) -> None:
    show = document.add_form(b"0 0 m 1 1 l S ")
    document.add_page(show.encode() + b"2 2 m 3 3 l S ")
    document.save([b"4 4 m 5 5 l S"])
    streams = re.findall(rb"stream\r?\n(.*?)endstream", file.getvalue(), re.DOTALL)
    contents = [zlib.decompressobj().decompress(stream) for stream in streams if stream.startswith(b"x")]
    assert b"0 0 m 1 1 l S " in contents
    assert b"/Form1 Do 2 2 m 3 3 l S 4 4 m 5 5 l S" in contents
    assert b"Helvetica" not in file.getvalue()


@given(st.binary(max_size=3000), st.binary(max_size=200))
def test_a_stream_closed_later_is_ordinary_zlib_data(content: bytes, last: bytes) -> None:
    assert zlib.decompress(OpenStream(content).closed_with(last)) == content + last


def test_letters_turn_into_their_bytes(document: PdfDocument, font: TTFont) -> None:
    lettering = Lettering(document, Typeface(font))
    text = "Ễ(ệ)\\ " + "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
    drawn = lettering.drawn(text, 8.5)
    encoded = lettering.encoded(drawn)
    assert b"\r" not in encoded
    assert eval_pdf_string(encoded) == bytes(document.code_of(font, letter)[1] for letter in text)
    assert eval_pdf_string(lettering.literal(text, 8.5).encode("ascii")) == eval_pdf_string(encoded)


def eval_pdf_string(inside: bytes) -> bytes:
    octal = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), inside)
    return re.sub(rb"\\([()\\])", lambda found: found[1], octal)


def test_a_letter_outside_the_first_subset_switches_the_font(document: PdfDocument, font: TTFont) -> None:
    lettering = Lettering(document, Typeface(font))
    lettering.drawn("".join(chr(code) for code in range(0x400, 0x500)), 8.5)
    assert re.fullmatch(r"a\)Tj/F\d\+1 8\.5 Tf\(\\\d{3}\)Tj/F\d\+0 8\.5 Tf\(b", lettering.drawn("aẽb", 8.5))


def test_a_letter_without_a_glyph_keeps_its_text(document: PdfDocument, font: TTFont) -> None:
    drawn = Lettering(document, Typeface(font)).drawn("😀", 8.5)
    assert drawn == ")Tj/Span<</ActualText<FEFFD83DDE00>>>BDC(□)Tj EMC("


def test_numbers_are_short() -> None:
    assert [number(value) for value in (10.0, 0.0, -3.4, 100.0, 1.239)] == ["10", "0", "-3.4", "100", "1.24"]
