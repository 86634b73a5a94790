"""Breaking the text of a cell into lines that fit its column.

Called for every cell of the register and for its headings. Widths are thousandths of the type size.
Letters are never shaped or joined: Hebrew is put in visual order, Arabic has no glyphs here anyway.
A word wider than the column is broken after a hyphen or stroke, else between letters, marks staying with theirs.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from guestreg.documents.typeface import Typeface

Line = tuple[float, str]
"""Width in thousandths of the type size, and the line as its pen draws it."""

WORDS_KEPT = 4_000
RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
RTL_LETTER = re.compile(f"[{RTL}]")
RTL_RUN = re.compile(rf"[{RTL}](?:[{RTL}\W]*[{RTL}])?")
PARTS = re.compile(r"[^-–/]*[-–/]|[^-–/]+")


class Wrapping:
    """Wraps texts set in one typeface; `drawn` turns a word into what the pen wants and is asked once per word."""

    def __init__(self, typeface: Typeface, drawn: Callable[[str], str] = str) -> None:
        self._typeface = typeface
        self._drawn = drawn
        self._space = typeface.width(" ")
        self._words: dict[str, Line] = {}
        self._met_right_to_left = False

    def lines(self, text: str, room: float) -> list[Line]:
        """Break at blanks so that no line is wider than `room`; a text of blanks alone gives no line."""
        lines = self._broken(text, room)
        if self._met_right_to_left and RTL_LETTER.search(text):
            return [(width, self._turned(line)) for width, line in Wrapping(self._typeface)._broken(text, room)]
        return lines

    def _broken(self, text: str, room: float) -> list[Line]:
        words, space = self._words, self._space
        finished: list[Line] = []
        line: list[str] = []
        used = 0.0
        for word in unicodedata.normalize("NFC", text).split():
            width, drawn = words.get(word) or self._measure(word)
            if line:
                grown = used + space + width
                if grown <= room:
                    line.append(drawn)
                    used = grown
                    continue
                finished.append((used, " ".join(line)))
            if width <= room:
                line, used = [drawn], width
            else:
                *full, (used, last) = self._pieces(word, room)
                finished.extend(full)
                line = [last]
        if line:
            finished.append((used, " ".join(line)))
        return finished

    def _measure(self, word: str) -> Line:
        if len(self._words) >= WORDS_KEPT:
            self._words.clear()
        if RTL_LETTER.search(word):
            self._met_right_to_left = True
        measured = self._words[word] = (self._typeface.width(word), self._drawn(word))
        return measured

    def _turned(self, line: str) -> str:
        """The line with Hebrew or Arabic runs in the order the eye meets them from the left, as paper needs them."""
        seen = RTL_RUN.sub(lambda run: "".join(reversed(_clusters(run[0]))), line)
        return " ".join(map(self._drawn, seen.split(" ")))

    def _pieces(self, word: str, room: float) -> list[Line]:
        pieces: list[Line] = []
        piece, used = "", 0.0
        for unit in self._units(word, room):
            width = self._typeface.width(unit)
            if piece and used + width > room:
                pieces.append((used, self._drawn(piece)))
                piece, used = "", 0.0
            piece += unit
            used += width
        return [*pieces, (used, self._drawn(piece))]

    def _units(self, word: str, room: float) -> Iterator[str]:
        """What is kept together: parts that end in a hyphen or stroke, else letters with their marks, if they fit."""
        for part in PARTS.findall(word):
            if self._typeface.width(part) <= room:
                yield part
                continue
            for cluster in _clusters(part):
                if self._typeface.width(cluster) <= room:
                    yield cluster
                else:
                    yield from cluster


def _clusters(word: str) -> list[str]:
    clusters: list[str] = []
    for letter in word:
        if clusters and unicodedata.category(letter).startswith("M"):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters
