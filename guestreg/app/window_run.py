"""The application around the window: one per data folder, its end, and what happens when a bug ends it."""

import gc
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from guestreg.app.program import Program
from guestreg.desktop.kit.theme import STYLE

if TYPE_CHECKING:
    from guestreg.app.window import Window
    from guestreg.app.window_services import WindowServices
    from guestreg.desktop.frame.one_window import OneWindow

EXIT_AFTER_PAINT = "GUESTREG_EXIT_AFTER_PAINT"
BUG = 70
ENVIRONMENT = 6
_log = logging.getLogger(__name__)


def run_window(
    program: Program, services: "WindowServices", cannot: str | None, set_up_file: Path | None = None
) -> int:
    """Returns the exit status when the last window is closed. `cannot` is why the ledger in use stays shut."""
    from guestreg.app.window import Window

    app = _application()
    window = Window(app, program, services)
    crash = end_with_first_bug(window)
    before, sys.excepthook = sys.excepthook, crash.caught
    try:
        if cannot is not None:
            window.show_cannot_open(cannot)
            return ENVIRONMENT
        window.on_painted = lambda: _after_first_screen(program, app, window)
        window.show()
        if set_up_file is not None:
            window.open_set_up(set_up_file)
        ended = app.exec()
    finally:
        gc.enable()
        sys.excepthook = before
    return BUG if crash.happened else ended


def raise_first(program: Program, set_up_file: Path | None = None) -> int:
    """Another start holds the window; it is asked to come forward, with this file on its page."""
    app = _application()
    first = _one_window(program, app)
    heard = first.raise_first() if set_up_file is None else first.hand_over(set_up_file)
    if heard or set_up_file is None:
        return 0
    show_cannot_begin(program.phrasebook().sentence("E-214"), "E-214")
    return ENVIRONMENT


def _application() -> QApplication:
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    app = QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("guestreg")
    app.setDesktopFileName("guestreg")
    return app


def show_cannot_begin(sentence: str, code: str) -> None:
    """Before there is a window, for a start whose standard error nobody sees."""
    from guestreg.desktop.kit.messages import CrashDialog
    from guestreg.desktop.kit.theme import Mode, Theme
    from guestreg.platform.resources import resource_dir

    app = _application()
    theme = Theme(resource_dir())
    theme.apply(app, Mode.SYSTEM, 100)
    CrashDialog(theme, sentence, code).exec()


def _one_window(program: Program, app: QApplication) -> "OneWindow":
    from guestreg.desktop.frame.one_window import OneWindow

    return OneWindow(program.folders()["data"], app)


def _after_first_screen(program: Program, app: QApplication, window: "Window") -> None:
    """Later starts are answered from now on: the network part of Qt is slow to load."""
    one = _one_window(program, app)
    one.wanted.connect(window.come_forward)
    one.listen()
    gc.freeze()  # what is there now stays
    gc.enable()
    if os.environ.get(EXIT_AFTER_PAINT):
        window.close()


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
