"""What stands in the main window: navigation, top bar, practice band, the page in front, news and the undo bar.

`main_window` makes it anew when the language changes.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from guestreg.desktop.contract import Place, Width
from guestreg.desktop.frame.model import FrameStatus
from guestreg.desktop.frame.nav import NavColumn
from guestreg.desktop.frame.practice_band import PracticeBand
from guestreg.desktop.frame.top_bar import TopBar
from guestreg.desktop.frame.warning_area import WarningArea
from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.messages import UndoBar
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook

_WARNINGS_WHOLE = (Place.TODAY, Place.SETTINGS)
"""Where lasting warnings stand in full; on every other page work comes first."""


class FrameBody(QWidget):
    """`went` carries a place, `stepped` +1 or -1 for larger or smaller letters."""

    went = Signal(str)
    stepped = Signal(int)

    def __init__(
        self,
        theme: Theme,
        clock: Clock,
        phrasebook: Callable[[], Phrasebook],
        places: Iterable[Place],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self.form = theme, Width.WIDE
        self._places = tuple(places)
        self.setObjectName("frameBody")
        self._nav = NavColumn(theme, self._places)
        self._top = TopBar(theme)
        self._band = PracticeBand(theme)
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._said = Banner(theme, "said")
        self._said.hide()
        self.undo_bar = UndoBar(theme, clock)
        self._beside_bar: list[QVBoxLayout] = []
        self._lay_out()
        # Behind the top bar, so that Tab comes to it between the bar and the page.
        self._warnings = WarningArea(theme, phrasebook, self)
        self._nav.went.connect(self.went)
        self._top.went.connect(self.went)
        self._top.menu_pressed.connect(self.open_menu)
        self._top.house_pressed.connect(lambda: self.went.emit(Place.SETTINGS))
        self._top.smaller_pressed.connect(lambda: self.stepped.emit(-1))
        self._top.larger_pressed.connect(lambda: self.stepped.emit(1))

    def add_page(self, view: PageView) -> None:
        self._stack.addWidget(view)
        view.titled.connect(lambda title: self._top.show_page(title) if view is self.front() else None)

    def front(self) -> PageView | None:
        view = self._stack.currentWidget()
        return view if isinstance(view, PageView) else None

    def show_page(self, place: Place, view: PageView) -> None:
        self._said.hide()
        self.close_menu()
        self._stack.setCurrentWidget(view)
        view.host(self._warnings)
        self._warnings.fold(place not in _WARNINGS_WHOLE)
        view.arrange(self.form)
        self._nav.show_place(place)
        self._top.show_page(view.page_title)

    def show_status(self, status: FrameStatus) -> None:
        self._top.show_status(status)
        self._nav.show_counts(status.unsent, status.news)
        self._band.setVisible(status.practice)
        self._warnings.show_warnings(status.warnings)

    def show_time(self, now: datetime) -> None:
        self._top.show_time(now)

    def say(self, sentence: str) -> None:
        """Good news, until the next page."""
        self._said.show_words(ToneName.OK, "check", "", sentence)
        self._said.show()
        announce(self, sentence)

    def arrange(self, width: Width) -> None:
        self.form = width
        self._right.show()
        self._nav.arrange(width)
        self._top.arrange(width)
        self.undo_bar.stack(width is Width.NARROW)
        side, bar = self._theme.px(22 if width is Width.WIDE else 14), self._theme.px(t.SCROLL)
        self._content.setContentsMargins(side, self._theme.px(12), side - bar, self._theme.px(12))
        self._content.setSpacing(self._theme.px(10))
        for row in self._beside_bar:
            row.setContentsMargins(0, 0, bar, 0)
        if (front := self.front()) is not None:
            front.arrange(width)

    def open_menu(self) -> None:
        """In a narrow window the list of pages takes the place of the page."""
        self._right.hide()
        self._nav.show()
        self._nav.take_focus()

    def close_menu(self) -> bool:
        """False when none was open."""
        if not self._right.isHidden():
            return False
        self._right.show()
        self._nav.setVisible(self.form is not Width.NARROW)
        return True

    def _lay_out(self) -> None:
        self._content = QVBoxLayout()
        self._add_beside_bar(self._top)
        self._content.addWidget(self._stack, 1)
        self._add_beside_bar(self._said)
        self._add_beside_bar(self.undo_bar)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._band)
        right.addLayout(self._content, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._nav)
        row.addWidget(self._right, 1)

    def _add_beside_bar(self, widget: QWidget) -> None:
        """Its right edge stands where the pages' bodies end, left of their scroll bar."""
        row = QVBoxLayout()
        row.addWidget(widget)
        self._content.addLayout(row)
        self._beside_bar.append(row)
