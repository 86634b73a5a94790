"""What the register asks of a pen: `stream_pen` draws fast, `plain_pen` by the canvas' public calls."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from guestreg.documents.columns import Column
from guestreg.documents.paging import PageOfRows
from guestreg.documents.paper import Furniture, Run
from guestreg.documents.wrapping import Line

P = TypeVar("P")


class Pen(Protocol[P]):
    """Draws one document; `P` is what it makes of a cell's lines before their page is known."""

    def word(self, word: str) -> str:
        """The word as this pen draws it; blanks and line breaks are put between such words."""
        ...

    def cell(self, column: Column, lines: list[Line]) -> P: ...

    def add_page(self, furniture: Furniture, top: float, page: PageOfRows[P]) -> None:
        """Draw the furniture, then the rows from the height `top` down."""
        ...

    def finish(self, numbers: Iterable[Run]) -> None:
        """Add each page's own number, known only now, and write the file."""
        ...
