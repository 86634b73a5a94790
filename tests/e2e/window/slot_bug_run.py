"""The window as a process of its own, and in it a person who types a guest and then makes a slot fail.

Arguments: data folder, and "deaf" for a window without its hook for bugs (the negative control). One line of JSON
says what the crash dialog showed; the exit status is the window's.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from guestreg.app.program import Program
from guestreg.app.window_start import start_window
from guestreg.platform.logs import end_log, start_log
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.settings import Settings
from tests.e2e.window.person import type_into
from tests.fakes.running_clock import RunningClock

CANARY = "HOANG KIM TUOC"
CARD = f"001188000017||{CANARY}|12031988|Nữ|Tổ 4, Ba Đình, Hà Nội|01102024"
LOOK_MS = 10
Step = tuple[Callable[[], bool], Callable[[], None]]


class ClumsyProgram(Program):
    """Can't keep a setting, and names a guest when it says so."""

    visitor: "Visitor | None" = None

    @property
    def window_file(self) -> Path:
        """Asked for while the window is made: from now on somebody sits before it."""
        if self.visitor is not None:
            self.visitor.begin()
            self.visitor = None
        return super().window_file

    def save_settings(self, settings: Settings) -> None:
        raise RuntimeError(f"no room for {CANARY}")


class Visitor(QObject):
    """Types a guest, makes the letters larger, reads what is said then, and goes."""

    def __init__(self, deaf: bool) -> None:
        super().__init__()
        self.said: list[str] = []
        self._deaf = deaf
        self._steps: list[Step] = [
            (lambda: QApplication.focusWidget() is not None, self._open_form),
            (lambda: _focus().objectName() == "scanBox" and bool(_text("stayWords")), self._scan),
            (lambda: CANARY in _text("full_name"), self._enlarge),
            (lambda: True, QApplication.exit),
        ]
        self._hands, self._eyes = QTimer(self), QTimer(self)
        self._hands.timeout.connect(self._act)
        self._eyes.timeout.connect(self._read)

    def begin(self) -> None:
        for timer in (self._hands, self._eyes):
            timer.start(LOOK_MS)

    def _act(self) -> None:
        if self._steps and self._steps[0][0]():
            self._steps.pop(0)[1]()

    def _read(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.isVisible():
            labels = (label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
            self.said += [dialog.objectName(), *labels]
            QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def _open_form(self) -> None:
        QTest.keyClick(_focus(), Qt.Key.Key_F2)

    def _scan(self) -> None:
        type_into(_focus, CARD)
        QTest.keyClick(_focus(), Qt.Key.Key_Return)

    def _enlarge(self) -> None:
        if self._deaf:
            sys.excepthook = sys.__excepthook__
        QTest.keyClick(_focus(), Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _text(name: str) -> str:
    found = [str(one.property("text")) for one in _focus().window().findChildren(QWidget, name) if one.isVisible()]
    return found[0] if found else ""


def main(folder: str, kind: str = "") -> int:
    paths = find_paths(Path(folder))
    log = start_log(paths.logs)
    program = ClumsyProgram(paths, RunningClock(), OsRandom())
    program.visitor = visitor = Visitor(kind == "deaf")
    try:
        return start_window(program)
    finally:
        program.close()
        end_log(log)
        print(json.dumps(visitor.said))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
