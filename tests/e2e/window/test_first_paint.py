"""What the first screen may bring into memory: it is read through the bare driver, everything else comes after it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from guestreg.app.program import Program
from guestreg.outbox.courier import Courier
from guestreg.ports.reading import Reader
from tests.bench.p12_ledger import make_ledger
from tests.e2e.window.conftest import House
from tests.e2e.window.person import PATIENCE_MS

ROOT = Path(__file__).resolve().parents[3]
ALLOWED = frozenset("PySide6 shiboken6 shibokensupport signature_bootstrap guestreg sqlcipher3 tests".split())
SLOW_AND_LATER = frozenset("asyncio email hashlib html http secrets ssl uuid zoneinfo logging.handlers".split())
"""Of the standard library."""
INTERPRETERS_OWN = frozenset({"sitecustomize", "usercustomize"})
"""Loaded before any program where the system's Python brings them."""
PAGES = frozenset({"stay", "ledger", "outbox", "check_out", "printing", "settings", "help", "first_run", "house"})
LATER = ("guestreg.services.commands", "guestreg.endpoints", "guestreg.outbox", "guestreg.receiver")
PROGRAM = """
import json, os, sys
from pathlib import Path
import guestreg.app.main
from tests.bench.p11_start import show_first_screen
def painted():
    print(json.dumps(sorted(sys.modules)))
    sys.stdout.flush()
    os._exit(0)
show_first_screen(Path(sys.argv[1]), 20, painted)
"""


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """In a process of its own, when the first screen was painted."""
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    make_ledger(tmp_path, 20, every=timedelta(minutes=10))
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


class SlowProgram(Program):
    """Its ledger lies on a slow disk: nothing is read before `gate` opens."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.gate, self.asked_to_send = Event(), Event()

    def reader(self) -> Reader:
        self.gate.wait(PATIENCE_MS / 1000)
        return super().reader()

    @contextmanager
    def sending(self) -> Iterator[Courier]:
        self.asked_to_send.set()
        with super().sending() as courier:
            yield courier


def test_a_slow_first_read_keeps_neither_the_window_nor_sending_away(house: House) -> None:
    house.make = SlowProgram
    person = house.start()
    program = person.program
    assert isinstance(program, SlowProgram)
    assert person.window.main.isVisible()
    assert not program.asked_to_send.is_set()
    program.gate.set()
    person.wait(program.asked_to_send.is_set, "sending begins")
    house.end(person)


def test_the_first_paint_loads_only_what_it_shows(modules: list[str]) -> None:
    packages = {name.partition(".")[0] for name in modules}
    foreign = {name for name in packages - set(sys.stdlib_module_names) if not name.startswith("_")}
    assert foreign - INTERPRETERS_OWN <= ALLOWED
    assert not {name for name in modules if name.startswith("guestreg.desktop.") and name.split(".")[2] in PAGES}
    assert not {
        name
        for name in modules
        if name.startswith(("guestreg.services.commands", "guestreg.endpoints", "guestreg.outbox"))
    }
    assert not SLOW_AND_LATER & set(modules)
    assert not {"PySide6.QtNetwork", "PySide6.QtPdf", "PySide6.QtPrintSupport"} & set(modules)
