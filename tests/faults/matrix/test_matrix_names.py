"""Kinds 1–7 × once, ten minutes, nine days: no name, no answer, nobody there, no way, swallowed packets."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.matrix.own_network import in_short

CELLS = [plan.title for plan in in_short()]


def in_own_network(folder: Path, *soak: str) -> dict[str, list[str]]:
    """Of a process in a network of its own."""
    own = ["unshare", "--net", "--mount"]
    if os.geteuid() != 0:
        own += ["--map-root-user"]
    command = [*own, "--", sys.executable, "-m", "tests.faults.matrix.own_network", str(folder), *soak]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return in_own_network(tmp_path_factory.mktemp("names"))


@pytest.mark.timeout(240)
@pytest.mark.parametrize("cell", CELLS)
def test_cell_of_a_name(cell: str, found: dict[str, list[str]]) -> None:
    assert found[cell] == []
