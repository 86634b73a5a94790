"""The start of the window until Qt comes: what knows no Qt is loaded first, and the ledger in use is opened.

PySide reads the source of every module that is loaded after it, to see whether it uses Qt.
"""

import gc
from pathlib import Path

from guestreg.app.program import Program
from guestreg.app.window_services import WindowServices
from guestreg.platform.instance_lock import InstanceLock
from guestreg.services.workplace import CannotOpen


def start_window(program: Program, set_up_file: Path | None = None) -> int:
    """Returns the exit status when the last window is closed; 0 at once when another start was raised."""
    lock = InstanceLock(program.window_lock)
    try:
        is_first = lock.claim()
    except OSError:
        return _no_room(program)
    if not is_first:
        from guestreg.app.window_run import raise_first

        return raise_first(program, set_up_file)
    try:
        services, cannot = before_qt(program)
        from guestreg.app.window_run import run_window

        return run_window(program, services, cannot, set_up_file)
    finally:
        lock.release()


def _no_room(program: Program) -> int:
    from guestreg.app.window_run import ENVIRONMENT, show_cannot_begin

    sentence = program.phrasebook().sentence("E-133", {"path": program.folders()["data"].name})
    show_cannot_begin(sentence, "E-133")
    return ENVIRONMENT


def before_qt(program: Program) -> tuple[WindowServices, str | None]:
    """The services, and the code that says why the ledger in use can't be opened.

    Nothing of what is loaded from now on goes before the first paint; `run_window` lets the collector look again then.
    """
    gc.disable()
    try:
        if program.settings.ledger() is not None:
            program.reader()
    except CannotOpen as error:
        return WindowServices(program), error.code
    return WindowServices(program), None
