"""The fast pen: one tight text stream per page, written by hand instead of through the canvas.

Every character of the first subset keeps its own place in the stream and is turned into its byte by one
charmap call per page. `plain_pen` draws the same layout through the canvas; a test holds both to the same text.
"""

import codecs
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import BinaryIO

from guestreg.documents.columns import FIRST_BASELINE, LEADING, ROW_EXTRA, SIZE, Column, row_height
from guestreg.documents.paging import PageOfRows
from guestreg.documents.paper import LINE_WIDTH, Furniture, Rule, Run
from guestreg.documents.pdf_document import PdfDocument, new_canvas
from guestreg.documents.strikes import strikes
from guestreg.documents.typeface import BOX, Cut, Typeface
from guestreg.documents.wrapping import Line


def number(value: float) -> str:
    """A coordinate to a hundredth of a point, without a trailing zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Lettering:
    """Texts of one typeface as the inside of a PDF string `( … )`.

    A letter outside the first subset closes the string, switches the font and opens it again. A letter the
    typeface lacks shows its empty box and keeps its real text as /ActualText, for search and copying.
    """

    def __init__(self, document: PdfDocument, typeface: Typeface) -> None:
        self._document = document
        self._typeface = typeface
        self.font_name = document.subset_name(typeface.font, 0)
        self._table = ["\0", *(chr(code) if 32 <= code < 127 else "\ufffe" for code in range(1, 256))]
        self._bytes: object = None
        self._direct = set(self._table[32:127]) - set("()\\")
        self._escapes: dict[str, str] = {}

    def drawn(self, word: str, size: float) -> str:
        """Letters stand for themselves until `encoded`."""
        if self._direct.issuperset(word):
            return word
        return "".join([letter if letter in self._direct else self._learn(letter, size) for letter in word])

    def literal(self, text: str, size: float) -> str:
        """The same in ASCII only, for streams of several typefaces."""
        table = self._table
        drawn = self.drawn(text, size)
        return "".join(letter if letter < "\x7f" else f"\\{table.index(letter):03o}" for letter in drawn)

    def encoded(self, stream: str) -> bytes:
        if self._bytes is None:
            self._bytes = codecs.charmap_build("".join(self._table))
        return codecs.charmap_encode(stream, "strict", self._bytes)[0]  # type: ignore[arg-type]

    def _learn(self, letter: str, size: float) -> str:
        if letter in self._escapes:
            return self._escapes[letter]
        if not self._typeface.has(letter):
            return self._boxed(letter, size)
        subset, code = self._document.code_of(self._typeface.font, letter)
        if subset:
            other = self._document.subset_name(self._typeface.font, subset)
            return f")Tj{other} {number(size)} Tf(\\{code:03o})Tj{self.font_name} {number(size)} Tf("
        if code == 13 or 32 <= code < 127:  # ( ) \ end strings, readers turn CR into LF
            self._escapes[letter] = f"\\{code:03o}"
            return self._escapes[letter]
        self._table[code] = letter
        self._bytes = None
        self._direct.add(letter)
        return letter

    def _boxed(self, letter: str, size: float) -> str:
        text = letter.encode("utf-16-be", "surrogatepass").hex().upper()
        return f")Tj/Span<</ActualText<FEFF{text}>>>BDC({self.drawn(BOX, size)})Tj EMC("


class StreamPen:
    """Draws furniture and rows of the register into pages that are compressed as soon as they are full."""

    def __init__(self, file: BinaryIO, title: str, faces: Mapping[Cut, Typeface], columns: Sequence[Column]) -> None:
        self._document = PdfDocument(new_canvas(file, title, faces[Cut.REGULAR].font))
        self._lettering = {cut: Lettering(self._document, face) for cut, face in faces.items()}
        self._body = self._lettering[Cut.REGULAR]
        self._columns = columns
        self._moves = _Moves(columns)
        self._forms: dict[int, tuple[Furniture, str]] = {}
        self._centred: dict[tuple[float, ...], list[str]] = {}

    def word(self, word: str) -> str:
        return self._body.drawn(word, SIZE)

    def cell(self, column: Column, lines: list[Line]) -> str:
        """Operators that begin at the cell's first baseline and leave the pen at the left of its last one."""
        if not column.centred:
            return "(" + ")Tj T*(".join([line for _, line in lines]) + ")Tj"
        key = (column.room, *[width for width, _ in lines])
        steps = self._centred.get(key)
        if steps is None:
            steps = self._centred[key] = _centring_steps(column, lines)
        if len(lines) == 1:
            return f"{steps[0]}{lines[0][1]}{steps[1]}"
        if len(lines) == 2:
            return f"{steps[0]}{lines[0][1]}{steps[1]}{lines[1][1]}{steps[2]}"
        return "".join([step + line for step, (_, line) in zip(steps, lines, strict=False)]) + steps[-1]

    def add_page(self, furniture: Furniture, top: float, page: PageOfRows[str]) -> None:
        parts = [self._form(furniture), self._rules(top, page), _path(strikes(page, top, self._columns))]
        x, y = self._columns[0].text_left, top - FIRST_BASELINE
        parts.append(f"BT {self._body.font_name} {number(SIZE)} Tf {number(LEADING)} TL {number(x)} {number(y)} Td ")
        parts.extend(self._rows(page))
        parts.append(" ET ")
        self._document.add_page(self._body.encoded("".join(parts)))

    def finish(self, numbers: Iterable[Run]) -> None:
        """Add each page's own number, known only now, and write the file."""
        self._document.save(self._run(run).encode("ascii") for run in numbers)

    def _rows(self, page: PageOfRows[str]) -> list[str]:
        parts: list[str] = []
        moves = self._moves
        append = parts.append
        at, lines, rows = 0, 0, 0
        for height, cells, _ in page.rows:
            for index, count, drawn in cells:
                append(moves[at, index, lines, rows])
                append(drawn)
                at, lines, rows = index, count - 1, 0
            lines -= height
            rows += 1
        return parts

    def _rules(self, top: float, page: PageOfRows[str]) -> str:
        left, right = number(self._columns[0].left), number(self._columns[-1].right)
        y, parts = top, [f"{LINE_WIDTH} w "]
        for height, _, _ in page.rows:
            y -= row_height(height)
            level = number(y)
            parts.append(f"{left} {level} m {right} {level} l ")
        upright = f"{number(top)} m %s {number(y)} l "
        parts.extend(f"{x} {upright % x}" for x in [*(number(column.left) for column in self._columns), right])
        return "".join(parts) + "S "

    def _form(self, furniture: Furniture) -> str:
        """Furniture comes as two objects for the whole document; each is written out once."""
        known = self._forms.get(id(furniture))
        if known is None:
            drawn = "".join(map(self._run, furniture.runs)) + _path(furniture.rules)
            known = self._forms[id(furniture)] = (furniture, self._document.add_form(drawn.encode("ascii")))
        return known[1]

    def _run(self, run: Run) -> str:
        lettering = self._lettering[run.cut]
        text = lettering.literal(run.text, run.size)
        font = f"{lettering.font_name} {number(run.size)} Tf"
        show = f"({text})Tj"
        if not run.angle and not run.grey:
            return f"BT {font} {number(run.x)} {number(run.y)} Td {show} ET "
        cos, sin = math.cos(math.radians(run.angle)), math.sin(math.radians(run.angle))
        place = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {number(run.x)} {number(run.y)} Tm"
        return f"q {number(run.grey)} g BT {font} {place} {show} ET Q "


def _centring_steps(column: Column, lines: list[Line]) -> list[str]:
    """What stands before, between and after the lines of a centred cell; the pen ends at the cell's left."""
    indents = [0.0, *(column.indent(width) for width, _ in lines), 0.0]
    moves = [number(right - left) for left, right in pairwise(indents)]
    between = [f")Tj {move} -{number(LEADING)} Td(" for move in moves[1:-1]]
    return [f"{moves[0]} 0 Td(", *between, f")Tj {moves[-1]} 0 Td"]


class _Moves(dict[tuple[int, int, int, int], str]):
    """The `Td` from one column to another, so many lines up (less down) and so many rows further."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._lefts = [column.text_left for column in columns]

    def __missing__(self, key: tuple[int, int, int, int]) -> str:
        at, to, lines, rows = key
        dx, dy = self._lefts[to] - self._lefts[at], lines * LEADING - rows * ROW_EXTRA
        move = self[key] = f" {number(dx)} {number(dy)} Td "
        return move


def _path(rules: Sequence[Rule]) -> str:
    lines = [f"{number(r.x1)} {number(r.y1)} m {number(r.x2)} {number(r.y2)} l " for r in rules]
    return f"{LINE_WIDTH} w {''.join(lines)}S " if lines else ""
