"""What surrounds the table: the register's head on page 1, a running line on the others, foot and marks on all.

Made once per document; only the page number differs between pages.
"""

from collections.abc import Mapping

from guestreg.documents.paper import (
    ASCENT,
    FOOT_BASELINE,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
    Furniture,
    Rule,
    Run,
    box,
)
from guestreg.documents.typeface import Cut, Typeface
from guestreg.documents.words import RegisterWords
from guestreg.documents.wrapping import Wrapping
from guestreg.ports.renderer import PageStamp, RegisterHead

SMALL = 8.0
HEAD_SIZE = 11.0
HEAD_LEADING = 14.5
MARK_SIZE = 11.0
WATERMARK_SIZE = 150.0
WATERMARK_GREY = 0.84
WATERMARK_ANGLE = 25.0
VOLUME_BLOCK_WIDTH = 200.0
STRIP_GAP = 14.0


class Sheet:
    """Furniture of the first and of every other page, each with the height at which the table begins."""

    def __init__(
        self, words: RegisterWords, head: RegisterHead, stamp: PageStamp, faces: Mapping[Cut, Typeface]
    ) -> None:
        self._words = words
        self._head = head
        self._stamp = stamp
        self._faces = faces

    def first_page(self) -> tuple[Furniture, float]:
        strip, y = self._strip(self._head.form_label, Cut.ITALIC)
        motto, y = self._motto(y - 4)
        title, y = self._title(y - 8)
        house, y = self._house(y - 4)
        volume, y = self._volume(y)
        return self._background() + strip + motto + title + house + volume + self._foot(), y - 6

    def next_page(self) -> tuple[Furniture, float]:
        strip, y = self._strip(self._head.establishment_name, Cut.REGULAR)
        return self._background() + strip + self._foot(), y - 6

    def page_number(self, page: int, pages: int) -> Run:
        return self._ending_at(RIGHT, FOOT_BASELINE, f"{self._words.page} {page}/{pages}", Cut.REGULAR, SMALL)

    def _width(self, text: str, cut: Cut, size: float) -> float:
        return self._faces[cut].width(text) * size / 1000

    def _ending_at(self, right: float, y: float, text: str, cut: Cut, size: float) -> Run:
        return Run(right - self._width(text, cut, size), y, text, cut, size)

    def _centred(self, y: float, text: str, cut: Cut, size: float) -> Run:
        return Run((PAGE_WIDTH - self._width(text, cut, size)) / 2, y, text, cut, size)

    def _wrapped(self, text: str, cut: Cut, size: float, width: float) -> list[str]:
        return [line for _, line in Wrapping(self._faces[cut]).lines(text, width / size * 1000)]

    def _background(self) -> Furniture:
        """The practice word across the whole page, under everything else."""
        if not self._stamp.practice:
            return Furniture()
        half = self._width(self._words.practice, Cut.BOLD, WATERMARK_SIZE) / 2
        # cos 25° and sin 25° carry the start back from the middle of the page along the slope
        x, y = PAGE_WIDTH / 2 - half * 0.906 + 20, PAGE_HEIGHT / 2 - half * 0.423 - 45
        word = self._words.practice
        mark = Run(x, y, word, Cut.BOLD, WATERMARK_SIZE, WATERMARK_GREY, WATERMARK_ANGLE)
        return Furniture((mark,))

    def _strip(self, text: str, cut: Cut) -> tuple[Furniture, float]:
        """The line at the very top: framed marks left, `text` right, wrapped between them and the edge."""
        marks, marks_right = self._marks()
        lines = self._wrapped(text, cut, SMALL, RIGHT - marks_right - STRIP_GAP)
        first = TOP - SMALL * ASCENT
        runs = tuple(
            self._ending_at(RIGHT, first - row * (SMALL + 1.6), line, cut, SMALL) for row, line in enumerate(lines)
        )
        bottom = TOP - max(len(lines) * (SMALL + 1.6), MARK_SIZE + 5 if marks.runs else 0)
        return marks + Furniture(runs), bottom

    def _marks(self) -> tuple[Furniture, float]:
        words = self._words
        texts = [words.practice] * self._stamp.practice + [words.reprint] * self._stamp.reprint
        marks, left = Furniture(), LEFT
        for text in texts:
            right = left + self._width(text, Cut.BOLD, MARK_SIZE) + 12
            baseline = TOP - MARK_SIZE * ASCENT - 1
            frame = box(left, TOP - MARK_SIZE - 4, right, TOP + 2)
            marks += Furniture((Run(left + 6, baseline, text, Cut.BOLD, MARK_SIZE),), frame)
            left = right + 6
        return marks, left

    def _motto(self, top: float) -> tuple[Furniture, float]:
        first, second = self._words.motto
        runs = (self._centred(top - 12, first, Cut.BOLD, 12), self._centred(top - 27, second, Cut.BOLD, 13))
        half = self._width(second, Cut.BOLD, 13) / 2
        rule = Rule(PAGE_WIDTH / 2 - half, top - 32, PAGE_WIDTH / 2 + half, top - 32)
        return Furniture(runs, (rule,)), top - 34

    def _title(self, top: float) -> tuple[Furniture, float]:
        first, second = self._words.title
        runs = (self._centred(top - 16, first, Cut.BOLD, 16), self._centred(top - 33, second, Cut.BOLD, 13))
        return Furniture(runs), top - 37

    def _house(self, top: float) -> tuple[Furniture, float]:
        words, head = self._words, self._head
        entries = (
            (words.establishment, head.establishment_name),
            (words.address, head.address),
            (words.trade, words.trade_value),
        )
        return self._entries(entries, LEFT, top)

    def _volume(self, top: float) -> tuple[Furniture, float]:
        words, head = self._words, self._head
        entries = ((words.volume, str(head.volume)), (words.from_on, head.from_on), (words.to_on, head.to_on))
        return self._entries(entries, RIGHT - VOLUME_BLOCK_WIDTH, top)

    def _entries(self, entries: tuple[tuple[str, str], ...], left: float, top: float) -> tuple[Furniture, float]:
        """Label and value on a line each; a long value goes on below itself."""
        runs, y = [], top
        for label, value in entries:
            label = f"{label}: "
            start = left + self._width(label, Cut.REGULAR, HEAD_SIZE)
            runs.append(Run(left, y - HEAD_SIZE, label, Cut.REGULAR, HEAD_SIZE))
            for line in self._wrapped(value or self._words.blank, Cut.BOLD, HEAD_SIZE, RIGHT - start):
                runs.append(Run(start, y - HEAD_SIZE, line, Cut.BOLD, HEAD_SIZE))
                y -= HEAD_LEADING
        return Furniture(tuple(runs)), y

    def _foot(self) -> Furniture:
        words, head, stamp = self._words, self._head, self._stamp
        period = _joined((words.volume, str(head.volume)), (words.from_on, head.from_on), (words.to_on, head.to_on))
        print_mark = _joined((words.printed, stamp.printed_at), (words.page_code, stamp.page_code))
        return Furniture(
            (
                Run(LEFT, FOOT_BASELINE, period, Cut.REGULAR, SMALL),
                self._centred(FOOT_BASELINE, print_mark, Cut.REGULAR, SMALL),
            )
        )


def _joined(*entries: tuple[str, str]) -> str:
    return " · ".join(f"{label}: {value}" for label, value in entries if value)
