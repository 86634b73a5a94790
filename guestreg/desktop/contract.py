"""What frame, views and presenters agree on, without Qt: places, width classes, the way from page to page."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple, Protocol


class Place(StrEnum):
    """A page that can be in front."""

    TODAY = "today"
    STAY = "stay"
    LEDGER = "ledger"
    OUTBOX = "outbox"
    CHECK_OUT = "check_out"
    TELLING = "telling"
    COMPARING = "comparing"
    MESSAGES = "messages"
    PRINTING = "printing"
    SETTINGS = "settings"
    SET_UP_FILE = "set_up_file"
    HELP = "help"


class Width(StrEnum):
    """How wide the window is in letters: from 76 em wide, from 54 em medium, below narrow."""

    WIDE = "wide"
    MEDIUM = "medium"
    NARROW = "narrow"


class Undo(NamedTuple):
    """What the undo bar offers after a change. `saved` is the finished sentence; `hurry` None: nothing waits."""

    saved: str
    seconds: int
    undo: Callable[[], None]
    hurry: Callable[[], None] | None = None


class Navigator(Protocol):
    """The window as a page sees it. All calls on the main thread."""

    def go(self, place: Place, target: object = None) -> None:
        """Bring a page to the front; `target` is what it should open: a GuestId for LEDGER and STAY, one
        or a tuple of them for TELLING, the Path of a file for SET_UP_FILE."""
        ...

    def say(self, sentence: str) -> None:
        """Show a short piece of good news under the page until the next one, and announce it."""
        ...

    def offer_undo(self, offer: Undo) -> None: ...


class Presenter(Protocol):
    """What the frame asks of each page's presenter."""

    def open(self, target: object = None) -> None:
        """The page comes to the front."""
        ...

    def refresh(self) -> None:
        """Ledger or endpoint changed, or a minute passed, while the page is in front."""
        ...

    def close(self) -> None:
        """The view is about to go (program ends, language changes); drop what is still on its way."""
        ...


class MadePage(NamedTuple):
    """What a page's factory returns: the view (a `kit.page.PageView`, unknown here) and its presenter."""

    view: object
    presenter: Presenter


PageFactory = Callable[[Navigator], MadePage]


def width_class(pixels: int, letter: float) -> Width:
    """Class of a window `pixels` wide whose letters are `letter` px high."""
    if pixels >= 76 * letter:
        return Width.WIDE
    return Width.MEDIUM if pixels >= 54 * letter else Width.NARROW
