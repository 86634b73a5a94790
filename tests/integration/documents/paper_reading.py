"""Reads a printed register with other people's programs: qpdf and poppler. Knows no code of ours.

Rules come from the page's own drawing operators, words from `pdftotext -bbox`; both in points from bottom left.
"""

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

TOLERANCE = 0.3


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    bottom: float
    right: float
    top: float


def tool(*command: str | Path) -> str:
    return subprocess.run([*map(str, command)], capture_output=True, check=True, timeout=60).stdout.decode()


class Paper:
    """One PDF file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def pages(self) -> list[list[Word]]:
        html = tool("pdftotext", "-bbox", self.path, "-")
        pages = []
        for page in ElementTree.fromstring(html).iter("{http://www.w3.org/1999/xhtml}page"):
            height = float(page.attrib["height"])
            pages.append([_word(element, height) for element in page])
        return pages

    @cached_property
    def objects(self) -> str:
        """The whole file uncompressed, as Latin-1."""
        done = subprocess.run(
            ["qpdf", "--qdf", "--object-streams=disable", str(self.path), "-"],
            capture_output=True,
            check=True,
            timeout=60,
        )
        return done.stdout.decode("latin-1")

    @cached_property
    def lines(self) -> list[list[tuple[float, ...]]]:
        """Per page every straight line of the table: x1, y1, x2, y2."""
        streams = re.findall(r"%% Contents for page \d+\n(.*?)endstream", self.objects, re.DOTALL)
        found = (re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", stream) for stream in streams)
        return [[tuple(map(float, line)) for line in lines] for lines in found]

    @cached_property
    def ruled(self) -> list[tuple[list[float], list[float]]]:
        """Per page the uprights and the levels of the table's rows, left to right and top down."""
        ruled = []
        for lines in self.lines:
            uprights = {x1 for x1, _, x2, _ in lines if x1 == x2}
            ends = {y for x1, y1, x2, y2 in lines if x1 == x2 for y in (y1, y2)}
            levels = {y1 for x1, y1, _, y2 in lines if y1 == y2 and x1 == min(uprights)} | ends
            ruled.append((sorted(uprights), sorted(levels, reverse=True)))
        return ruled

    def struck(self, page: int) -> list[Word]:
        """Words of the table's rows with a line through their middle."""
        level = [(x1, y1, x2) for x1, y1, x2, y2 in self.lines[page] if y1 == y2]
        return [
            word
            for word in self.words_in_rows(page)
            if any(
                left <= word.left + TOLERANCE and word.right <= right + TOLERANCE and abs(y - _middle(word)) < 2
                for left, y, right in level
            )
        ]

    def words_in_rows(self, page: int) -> list[Word]:
        _, levels = self.ruled[page]
        return [word for word in self.pages[page] if levels[-1] - 2 < _middle(word) < levels[0]]

    def strays(self, page: int) -> list[Word]:
        """Words of the table's rows that lie in no cell, or on a rule."""
        uprights, levels = self.ruled[page]
        return [
            word
            for word in self.words_in_rows(page)
            if not any(
                left - TOLERANCE <= word.left and word.right <= right + TOLERANCE for left, right in pairwise(uprights)
            )
            or not any(
                bottom - TOLERANCE <= word.bottom and word.top <= top + TOLERANCE for top, bottom in pairwise(levels)
            )
        ]

    def rows(self, page: int) -> list[list[str]]:
        """The cells of each row; lines of a cell are joined by a blank."""
        uprights, levels = self.ruled[page]
        return [
            [self._cell(page, left, right, bottom, top) for left, right in pairwise(uprights)]
            for top, bottom in pairwise(levels)
        ]

    def all_rows(self) -> list[list[str]]:
        return [row for page in range(len(self.pages)) for row in self.rows(page)]

    def text(self, page: int) -> str:
        return " ".join(word.text for word in self.pages[page])

    def _cell(self, page: int, left: float, right: float, bottom: float, top: float) -> str:
        inside = [
            word
            for word in self.words_in_rows(page)
            if left <= (word.left + word.right) / 2 < right and bottom <= _middle(word) < top
        ]
        return " ".join(word.text for word in sorted(inside, key=lambda word: (-round(word.bottom), word.left)))


def _middle(word: Word) -> float:
    return (word.bottom + word.top) / 2


def _word(element: ElementTree.Element, height: float) -> Word:
    at = {name: float(value) for name, value in element.attrib.items()}
    return Word(element.text or "", at["xMin"], height - at["yMax"], at["xMax"], height - at["yMin"])
