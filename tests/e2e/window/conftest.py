"""The real window over the real program: encrypted file, worker thread, practice police. Nothing is faked but time's
patience: a person who only has keys, or only a mouse."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.app.window import Window
from guestreg.cli.house import PRACTICE_HOUSE, house_entry
from guestreg.domain.declaration import EndpointKind
from guestreg.platform.clock import SystemClock
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.settings import LedgerSettings
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger

PATIENCE_MS = 20_000


class Person:
    """Acts on whatever has the focus, or on what she sees; waits for what she expects, never for time."""

    def __init__(self, bot: QtBot, window: Window, program: Program) -> None:
        self.bot, self.window, self.program = bot, window, program

    def type(self, text: str) -> None:
        """Letter by letter into the focus, as an input method delivers them."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(self._focus(), event)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifier)

    def tab_to(self, name: str) -> None:
        """Tab until the named widget has the focus; fails when a whole round doesn't reach it."""
        for _ in range(120):
            if self._focus().objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    def click(self, name: str) -> None:
        widget = self.find(name)
        self.wait(lambda: widget.isVisible() and widget.isEnabled(), f"{name} can be clicked")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.width() // 2, widget.height() // 2))

    def find(self, name: str) -> QWidget:
        found = [one for one in self.window.main.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"no visible widget is called {name}"
        return found[0]

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        try:
            self.bot.waitUntil(condition, timeout=PATIENCE_MS)
        except QtTimeoutError as late:
            picture = Path(tempfile.gettempdir()) / "guestreg-last-seen.png"
            self.window.main.grab().save(str(picture))
            has = QApplication.focusWidget()
            raise AssertionError(f"never: {what}; focus {has and has.objectName()}; see {picture}") from late

    def _focus(self) -> QWidget:
        self.wait(lambda: QApplication.focusWidget() is not None, "something has the focus")
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    made = Program(find_paths(tmp_path / "data"), SystemClock(), OsRandom())
    began = made.begin(NewLedger(LedgerSettings("", EndpointKind.PRACTICE), {}), house_entry(PRACTICE_HOUSE))
    assert isinstance(began, Done)
    yield made
    made.close()


class Flashes(QObject):
    """Notes every window that appears besides the main one: a widget shown before it has its place."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched.objectName())
        return False


@pytest.fixture
def flashes(qapp: QApplication) -> Iterator[Flashes]:
    filter_ = Flashes()
    qapp.installEventFilter(filter_)
    yield filter_
    qapp.removeEventFilter(filter_)


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, program: Program) -> Iterator[Person]:
    window = Window(qapp, program)
    window.main.resize(1366, 730)
    window.show()
    window.main.activateWindow()
    qtbot.waitUntil(window.main.isActiveWindow, timeout=PATIENCE_MS)
    yield Person(qtbot, window, program)
    window.main.leave()
