"""The whole program as a process, in a home and a data folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.platform.clock import SystemClock

Done = subprocess.CompletedProcess[str]
Program = Callable[..., Done]
SECONDS = 50


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "sổ"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Nothing of the machine but the way to its programs: no display, no session bus, no keyring."""
    for name in ("home", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def program(data: Path, home: dict[str, str]) -> Program:
    """Runs one verb; `environ` adds to the home's variables."""

    def run(*arguments: str, stdin: str = "", **environ: str) -> Done:
        command = [sys.executable, "-m", "guestreg", "--data", str(data), *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, env=home | environ, timeout=SECONDS, check=False
        )

    return run


@pytest.fixture
def stay() -> str:
    """A stay of one made-up citizen who arrived an hour ago, as JSON."""
    now: datetime = SystemClock().now().astimezone(VIETNAM)
    guest = {
        "full_name": "Lò Thị Mẫu",
        "birth_date": "1990-05-17",
        "sex": "F",
        "doc_kind": "8",
        "doc_number": "011190000001",
        "residence_kind": "1",
        "res_province": "302",
        "res_commune": "302903203",
        "res_address": "Bản Mẫu",
    }
    times = {"arrival": now - timedelta(hours=1), "planned_departure": now + timedelta(days=1)}
    typed = {name: at.strftime("%Y-%m-%dT%H:%M") for name, at in times.items()}
    return json.dumps({**typed, "room": "Phòng 1", "reason": "1", "notifier": "Lò Thị Say", "guests": [guest]})
