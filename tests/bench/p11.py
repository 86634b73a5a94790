"""P11: from the start of the process to the first painted window with 100 real rows, against Qt's emptiest window."""

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.harness import (
    Measure,
    Result,
    at_least,
    at_most,
    interleaved,
    peak_memory_mb,
    report,
    seconds,
    spread,
)

NAME = "P11 the first screen"
BAR = "≤ 1.6 × a bare QApplication with QMainWindow; ≥ 4 × faster than with all imports first; memory ≤ bare + 20 MB."
ROWS = 100
ROUNDS = 7
DATA = "GUESTREG_BENCH_DATA"
CONTENDERS = ("bare", "ours", "all_imports_first")
ALL = (
    "sqlalchemy alembic httpx reportlab.pdfgen.canvas cryptography.hazmat.primitives.asymmetric.ed25519 uvicorn "
    "starlette.applications typer rich psycopg keyring pydantic "
    "guestreg.store.sqlite guestreg.endpoints.kbtt.client guestreg.receiver.kbtt.server guestreg.cli.command "
    "guestreg.documents.register guestreg.desktop.stay.page guestreg.desktop.ledger.page guestreg.desktop.outbox.page "
    "guestreg.desktop.printing.page guestreg.desktop.settings.page guestreg.desktop.help.page"
).split()


def run() -> list[Result]:
    from tests.bench.p12_ledger import make_ledger

    with TemporaryDirectory() as folder:
        os.environ |= {DATA: folder, "GUESTREG_KEYRING": "none", "QT_QPA_PLATFORM": "offscreen"}
        make_ledger(Path(folder), ROWS, every=timedelta(minutes=10))
        measured = interleaved("tests.bench.p11", CONTENDERS, ROWS, ROUNDS)
    lines = [Result(name, spread(measured[name]), "", None) for name in CONTENDERS]
    bare, ours, heavy = (seconds(measured[name]) for name in CONTENDERS)
    memory = {name: max(one.peak_mb for one in measured[name]) for name in CONTENDERS}
    return [
        *lines,
        at_most("slower than the bare window", ours / bare, 1.6, "×"),
        at_least("faster than with all imports first", heavy / ours, 4),
        at_most("memory above the bare window", memory["ours"] - memory["bare"], 20, "MB"),
    ]


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()


def ours(rows: int) -> None:
    """As `guestreg` starts, until the first screen is read and painted; what comes after it is left out."""
    import_module("guestreg.app.main")

    def painted() -> None:
        report(Measure(since_start(), peak_memory_mb()))
        sys.stdout.flush()
        os._exit(0)

    show_first_screen(Path(os.environ[DATA]), rows, painted)


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
        if table.model().rowCount() != rows:
            raise RuntimeError("the first screen isn't there")
        painted()

    window.on_painted = check
    window.main.resize(1366, 768)
    window.show()
    app.exec()


def since_start() -> float:
    """Seconds since the kernel made this process."""
    began = int(Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    contender, size = sys.argv[1], int(sys.argv[2])
    if contender == "all_imports_first":
        for name in ALL:
            import_module(name)
    if contender == "bare":
        bare()
        report(Measure(since_start(), peak_memory_mb()))
    else:
        ours(size)
