"""The application around the window: begins it, waits for its end, gives the exit status."""

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from guestreg.app.program import Program

EXIT_AFTER_PAINT = "GUESTREG_EXIT_AFTER_PAINT"


def run_window(program: Program) -> int:
    """Returns when the last window is closed."""
    from guestreg.app.window import Window

    app = QApplication(sys.argv[:1])
    app.setApplicationName("guestreg")
    window = Window(app, program)
    window.show()
    if os.environ.get(EXIT_AFTER_PAINT):
        QTimer.singleShot(0, window.main.close)
    return app.exec()
