"""What P11 measures: a start of the bare window, of ours, and of ours after everything was imported.

Each is `python -m tests.bench.p11_start contender rows`, and loads nothing of its own before it is measured.
"""

import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

DATA = "GUESTREG_BENCH_DATA"
CONTENDERS = ("bare", "ours", "all_imports_first")
LOADED_WITHIN = (
    "alembic cryptography.hazmat.primitives.asymmetric.ed25519 filelock httpx keyring platformdirs psycopg "
    "python_calamine reportlab.pdfgen.canvas rich sqlalchemy starlette.applications tomli_w trustme truststore typer "
    "uvicorn"
).split()
"""What modules of ours load only inside a function."""


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    finish()


def ours(rows: int) -> None:
    """As `guestreg` starts, until the first screen is read and painted; what comes after it is left out."""
    import_module("guestreg.app.main")
    show_first_screen(Path(os.environ[DATA]), rows, finish)


def show_first_screen(data: Path, rows: int, painted: Callable[[], None]) -> None:
    """Does as `start_window` and calls `painted` when the table with `rows` guests is on the screen."""
    from guestreg.app.program import Program
    from guestreg.app.window_start import before_qt
    from guestreg.platform.clock import SystemClock
    from guestreg.platform.paths import find_paths
    from guestreg.platform.random import OsRandom

    program = Program(find_paths(data), SystemClock(), OsRandom())
    services, _ = before_qt(program)
    from PySide6.QtWidgets import QApplication, QTableView

    import_module("guestreg.app.window_run")
    from guestreg.app.window import Window
    from guestreg.desktop.kit.theme import STYLE

    app = QApplication(["guestreg", *STYLE])
    window = Window(app, program, services)

    def check() -> None:
        (table,) = window.main.findChildren(QTableView, "tonightTable")
        if table.model().rowCount() != rows or not table.isVisible():
            raise RuntimeError("the first screen isn't there")
        painted()

    window.on_painted = check
    window.main.resize(1366, 768)
    window.show()
    app.exec()


def import_everything() -> None:
    """Every module of the program, and what they would load later."""
    from pkgutil import walk_packages

    import guestreg

    for name in LOADED_WITHIN:
        import_module(name)
    for module in walk_packages(guestreg.__path__, "guestreg."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)


def finish() -> None:
    seconds = since_start()
    from tests.bench.harness import Measure, peak_memory_mb, report

    report(Measure(seconds, peak_memory_mb()))
    sys.stdout.flush()
    os._exit(0)


def since_start() -> float:
    """Seconds since the kernel made this process."""
    began = int(Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    contender, size = sys.argv[1], int(sys.argv[2])
    if contender == "all_imports_first":
        import_everything()
    if contender == "bare":
        bare()
    else:
        ours(size)
