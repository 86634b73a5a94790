"""Typing and showing as a person meets it: keys with the letters a keyboard gives, pages in a window of a size."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Presenter, width_class
from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.keys import Keys
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.theme import Theme


def type_text(text: str) -> None:
    """Letter by letter to whatever has the focus."""
    for letter in text:
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key to whatever has the focus."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    qtbot.keyClick(target, key, modifier)


def settled(window: QWidget) -> QWidget:
    """Layouts within layouts need a few turns of the event loop until every height is known."""
    for _turn in range(5):
        QApplication.processEvents()
    return window


class PageWindow(QWidget):
    """Holds one page with the window's keys, at the size the frame would leave it."""

    def __init__(self, view: PageView, theme: Theme, presenter: Presenter | None = None) -> None:
        super().__init__()
        # Signals hold presenters weakly; in the program the frame keeps them.
        self.presenter = presenter
        self.setObjectName("pageWindow")
        self.view, self._theme = view, theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        self.keys = Keys(self, lambda: view, {})

    def show_at(self, qtbot: QtBot, window: tuple[int, int] = (1366, 768)) -> "PageWindow":
        """`window` is the size of the whole program."""
        width, height = window
        wide = width_class(width, self._theme.px(t.BASE))
        nav = {"wide": 212, "medium": 84, "narrow": 0}[wide.value]
        self.setFixedSize(width - self._theme.px(nav + 36), height - self._theme.px(110))
        self.view.arrange(wide)
        self.show()
        qtbot.waitExposed(self)
        self.activateWindow()
        QApplication.processEvents()
        self.view.arrange(wide)
        settled(self)
        return self
