"""The application around the window: one per data folder, its end, and what happens when a bug ends it."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from guestreg.app.program import Program
from guestreg.platform.instance_lock import InstanceLock
from guestreg.services.workplace import CannotOpen

if TYPE_CHECKING:
    from guestreg.app.window import Window
    from guestreg.desktop.frame.one_window import OneWindow

EXIT_AFTER_PAINT = "GUESTREG_EXIT_AFTER_PAINT"
BUG = 70
ENVIRONMENT = 6
_log = logging.getLogger(__name__)


def run_window(program: Program) -> int:
    """Returns the exit status when the last window is closed; 0 at once when another start was raised."""
    from guestreg.app.window import Window

    app = QApplication(sys.argv[:1])
    app.setApplicationName("guestreg")
    app.setDesktopFileName("guestreg")
    lock = InstanceLock(program.window_lock)
    try:
        is_first = lock.claim()
    except OSError:
        sentence = program.phrasebook().sentence("E-133", {"path": program.folders()["data"].name})
        _say_and_close(app, program.resources, sentence, "E-133")
        return ENVIRONMENT
    if not is_first:
        _one_window(program, app).raise_first()
        return 0
    window = Window(app, program)
    crash = end_with_first_bug(window)
    before, sys.excepthook = sys.excepthook, crash.caught
    try:
        if program.settings.ledger() is not None:
            program.reader()
        window.show()
        QTimer.singleShot(0, lambda: _answer_later_starts(program, app, window))
        if os.environ.get(EXIT_AFTER_PAINT):
            QTimer.singleShot(0, window.close)
        ended = app.exec()
    except CannotOpen as error:
        window.show_cannot_open(error.code)
        return ENVIRONMENT
    finally:
        sys.excepthook = before
        lock.release()
    return BUG if crash.happened else ended


def show_cannot_begin(sentence: str, code: str) -> None:
    """Before there is a program, for a start whose standard error nobody sees."""
    from guestreg.platform.resources import resource_dir

    _say_and_close(QApplication(sys.argv[:1]), resource_dir(), sentence, code)


def _say_and_close(app: QApplication, resources: Path, sentence: str, code: str) -> None:
    from guestreg.desktop.kit.messages import CrashDialog
    from guestreg.desktop.kit.theme import Mode, Theme

    theme = Theme(resources)
    theme.apply(app, Mode.SYSTEM, 100)
    CrashDialog(theme, sentence, code).exec()


def _one_window(program: Program, app: QApplication) -> "OneWindow":
    from guestreg.desktop.frame.one_window import OneWindow

    return OneWindow(program.folders()["data"], app)


def _answer_later_starts(program: Program, app: QApplication, window: "Window") -> None:
    """After the first paint: the network part of Qt is slow to load."""
    one = _one_window(program, app)
    one.wanted.connect(window.come_forward)
    one.listen()


def end_with_first_bug(window: "Window") -> "Crash":
    """What a job of the window raises is its last."""
    crash = Crash(window.show_crash)
    window.on_bug = crash.report
    return crash


class Crash:
    """The first bug is logged by type and place, shown with its code, and ends the window; later ones are logged."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self.happened = False

    def caught(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        """For `sys.excepthook`."""
        self.report(bug.with_traceback(trace))

    def report(self, bug: BaseException) -> None:
        _log.critical("bug", exc_info=(type(bug), bug, bug.__traceback__))
        if not self.happened:
            from guestreg.outbox.worker import code_of

            self.happened = True
            self._show(code_of(bug))
