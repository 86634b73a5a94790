"""A person at the real window: she has keys or a mouse, sees what is shown, and waits for what she expects."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QTableView, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.app.window import Window
from guestreg.ports.reading import GuestLine, LineFilter

PATIENCE_MS = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier


class Person:
    """Acts on whatever has the focus, or on what she sees; never waits for time."""

    def __init__(self, bot: QtBot, window: Window, program: Program) -> None:
        self.bot, self.window, self.program = bot, window, program

    # -- keys

    def type(self, text: str) -> None:
        """Into the focus, as an input method delivers it."""
        type_into(self._focus, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifier)

    def tab_to(self, name: str) -> None:
        """Tab until the named widget has the focus; fails when a whole round doesn't reach it."""
        for _ in range(120):
            if self._focus().objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    # -- mouse

    def click(self, name: str) -> None:
        """On the middle of a widget that is in sight; a page that scrolls is scrolled by its wheel first."""
        self.wait(lambda: self.sees(name) and self.find(name).isEnabled(), f"{name} can be clicked")
        self.wait(lambda: self._lies_open(name), f"{name} lies open to the mouse")
        widget = self.find(name)
        window = widget.window()
        place = widget.mapTo(window, widget.rect().center())
        hit = window.childAt(place) or window
        QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(window, place))

    def choose(self, name: str, row: int) -> None:
        """Open a list of choices and click on one."""
        self.click(name)
        shown = cast(QComboBox, self.find(name)).view()
        self.wait(shown.isVisible, f"the list of {name} is open")
        spot = shown.visualRect(shown.model().index(row, 0)).center()
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def copy(self, text: str) -> None:
        """What she copied from another program."""
        QGuiApplication.clipboard().setText(text)

    def _wheel_to(self, widget: QWidget) -> None:
        """Turn the wheel over the page until the middle of the widget is in sight."""
        area = _area_around(widget)
        for _ in range(60):  # a layout that still moves is looked at again
            if area is None or area.viewport().rect().contains(widget.mapTo(area.viewport(), widget.rect().center())):
                return
            below = widget.mapTo(area.viewport(), widget.rect().center()).y() > area.viewport().height() // 2
            self._turn_wheel(area.viewport(), -1 if below else 1)

    def _turn_wheel(self, over: QWidget, steps: int) -> None:
        spot = QPointF(over.rect().center())
        turn = QWheelEvent(
            spot,
            QPointF(over.mapToGlobal(over.rect().center())),
            QPoint(0, 0),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(over, turn)
        QCoreApplication.processEvents()

    def _lies_open(self, name: str) -> bool:
        """Whether a click on its middle falls on it, after the page was scrolled to it."""
        widget = self.find(name)
        self._wheel_to(widget)
        window = widget.window()
        hit = window.childAt(widget.mapTo(window, widget.rect().center()))
        return hit is widget or (hit is not None and widget.isAncestorOf(hit))

    # -- eyes

    def sees(self, name: str) -> bool:
        return any(one.isVisible() for one in self._top().findChildren(QWidget, name))

    def find(self, name: str) -> QWidget:
        found = [one for one in self._top().findChildren(QWidget, name) if one.isVisible()]
        assert found, f"no visible widget is called {name}"
        return found[0]

    def text(self, name: str) -> str:
        return str(self.find(name).property("text") or "") if self.sees(name) else ""

    def cells(self, table: str) -> list[str]:
        """What the table's rows show, column by column."""
        model = cast(QTableView, self.find(table)).model()
        places = (model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
        return [str(place.data()) for place in places]

    def kept(self) -> tuple[GuestLine, ...]:
        """The book, as another program would read it."""
        return self.program.desk().reader.lines(LineFilter())

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        try:
            self.bot.waitUntil(condition, timeout=PATIENCE_MS)
        except QtTimeoutError as late:
            picture = Path(tempfile.gettempdir()) / "guestreg-last-seen.png"
            self.window.main.grab().save(str(picture))
            has = QApplication.focusWidget()
            raise AssertionError(f"never: {what}; focus {has and has.objectName()}; see {picture}") from late

    # -- questions that hold the program until they are answered

    def answering(self, name: str, answer: Callable[[], None], ask: Callable[[], object]) -> None:
        """Do what makes the program ask; when its dialog `name` is open, `answer` it."""
        asked: list[str] = []
        watch = QTimer()
        watch.setInterval(10)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or not dialog.isVisible():
                return
            watch.stop()
            asked.append(dialog.objectName())
            try:
                answer()
            finally:
                if dialog.isVisible():
                    dialog.close()

        watch.timeout.connect(look)
        watch.start()
        ask()
        self.wait(lambda: bool(asked), f"{name} asks")
        watch.stop()
        assert asked == [name]

    def leave(self) -> None:
        """She sees the window no more."""
        self.window.main.deleteLater()
        del self.window

    # -- inside

    def _top(self) -> QWidget:
        return QApplication.activeModalWidget() or self.window.main

    def _focus(self) -> QWidget:
        if QApplication.focusWidget() is None:
            self.wait(lambda: QApplication.focusWidget() is not None, "something has the focus")
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


def _area_around(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def type_into(focus: Callable[[], QWidget], text: str) -> None:
    """Letter by letter, each into what has the focus then."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(focus(), event)
