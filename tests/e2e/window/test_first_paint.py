"""What the first screen may bring into memory: it is read through the bare driver, everything else comes after it."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench.p12_ledger import make_ledger

ROOT = Path(__file__).resolve().parents[3]
ALLOWED = frozenset(
    "PySide6 shiboken6 shibokensupport signature_bootstrap guestreg sqlcipher3 tomli_w filelock tests".split()
)
INTERPRETERS_OWN = frozenset({"sitecustomize", "usercustomize"})
"""Loaded before any program where the system's Python brings them."""
PAGES = frozenset({"stay", "ledger", "outbox", "check_out", "printing", "settings", "help", "first_run", "house"})
LATER = ("guestreg.services.commands", "guestreg.endpoints", "guestreg.outbox", "guestreg.receiver")
PROGRAM = """
import json, os, sys
from pathlib import Path
import guestreg.app.main, guestreg.app.window_run
from PySide6.QtWidgets import QApplication
from tests.bench.p11 import show_first_screen
show_first_screen(QApplication([]), Path(sys.argv[1]), 20)
print(json.dumps(sorted(sys.modules)))
sys.stdout.flush()
os._exit(0)
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
    assert not {"PySide6.QtNetwork", "PySide6.QtPdf", "PySide6.QtPrintSupport"} & set(modules)
