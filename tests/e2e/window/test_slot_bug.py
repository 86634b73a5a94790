"""A bug in a slot, on the main thread: only the hook of the real run sees it, so the window is a process of its own."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from guestreg.app.window_run import BUG
from guestreg.platform.paths import find_paths
from tests.e2e.window.conftest import House
from tests.e2e.window.slot_bug_run import CANARY, CARD

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process ended, what its dialogs showed, and all that it wrote."""

    status: int
    said: list[str]
    logged: str
    written: str


def run(house: House, *kind: str) -> Ended:
    command = [sys.executable, "-m", "tests.e2e.window.slot_bug_run", str(house.data), *kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout, done.stderr
    log = find_paths(house.data).logs / "guestreg.log"
    logged = log.read_text("utf-8") if log.exists() else ""
    return Ended(done.returncode, json.loads(done.stdout.splitlines()[-1]), logged, done.stderr)


@pytest.mark.timeout(120)
def test_a_bug_in_a_slot_is_said_with_a_code_and_loses_nothing(house: House) -> None:
    ended = run(house)
    dialog, sentence, code_line = (one for one in ended.said if one)
    program = house.program()
    assert (ended.status, dialog, sentence) == (BUG, "crashDialog", program.phrasebook().sentence("E-26"))
    program.close()
    error, function, line = re.split("[@:]", code_line.rsplit(maxsplit=1)[1])
    assert (error, function) == ("RuntimeError", "save_settings")
    bug = json.loads(ended.logged.splitlines()[-1])
    assert (bug["event"], bug["error"], bug["places"][-1]) == ("bug", error, f"slot_bug_run.py:{line}")
    for secret in (CANARY, *CANARY.split(), *CARD.split("|")[:1], "Ba Đình"):
        assert secret not in ended.logged
        assert secret not in ended.written
    again = house.start()
    again.press(Qt.Key.Key_F2)
    again.wait(lambda: CANARY in again.text("full_name"), "what was typed is there")


@pytest.mark.timeout(120)
def test_without_the_hook_nobody_would_have_known(house: House) -> None:
    """Negative control."""
    ended = run(house, "deaf")
    assert (ended.status, ended.said) == (0, [])
    assert ended.logged == ""
    assert CANARY in ended.written
