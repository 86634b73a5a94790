"""The authority as a program of its own over TLS: what got a receipt survives the hardest end."""

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import tomli_w

from tests.e2e.cli.shell import Shell
from tests.fakes.open_caller import HOUSE, OpenCaller
from tests.fakes.open_documents import numbered
from tests.integration.cli.test_receiver import DESCRIPTION


def served(shell: Shell, database: str, tls: Path, *options: str) -> tuple[subprocess.Popen[str], Any]:
    process = shell.start("receiver", "run", "--database", database, "--tls", tls, "--json", *options)
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def ended(process: subprocess.Popen[str], which: signal.Signals) -> int:
    process.send_signal(which)
    process.communicate(timeout=20)
    return process.returncode


def test_what_got_a_receipt_survives_a_kill(tmp_path: Path) -> None:
    description = tmp_path / "xa.toml"
    description.write_text(tomli_w.dumps(DESCRIPTION), encoding="utf-8")
    shell, database = Shell(tmp_path / "data"), f"sqlite:///{tmp_path / 'xa.db'}"
    shell.json("receiver", "init", description, "--database", database)
    code = shell.json("receiver", "enrol", HOUSE, "--database", database)["code"]
    process, where = served(shell, database, tmp_path / "tls")
    house = OpenCaller(where["address"], Path(where["ca_file"]))
    assert house.enrol(code).status == 201
    tonight = {"stay__arrival": "2020-01-01T17:00:00+07:00"}  # whenever the test runs, it is late and taken
    receipts = [house.put(numbered(number, **tonight)).json["receipt"] for number in range(5)]
    assert ended(process, signal.SIGKILL) == -signal.SIGKILL
    process, where = served(shell, database, tmp_path / "tls")
    token, house = house.token, OpenCaller(where["address"], Path(where["ca_file"]))
    house.token = token
    again = [house.put(numbered(number, **tonight)) for number in range(5)]
    assert [(one.status, one.json["receipt"]) for one in again] == [(200, receipt) for receipt in receipts]
    assert ended(process, signal.SIGINT) in (0, 130)
