"""300 kills of the real program at seeded instants: nothing acknowledged is lost, nobody is told twice.

The harness runs in a process of its own (`kill_run`). Its negative control takes out the commit that marks a
declaration before it leaves, and must then find a guest whom the police have twice.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEED = int(os.environ.get("GUESTREG_KILL_SEED", "20261121"))
KILLS, FULL_PROGRAM = 300, 24
FEWEST_OF_A_CLASS = 20
CLASSES = ("before", "inside", "after", "delivery", "receiving", "handing_over", "reconciling")


def _run(folder: Path, seed: int, kills: int, full: int, *how: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.kill_run", str(folder), str(seed), str(kills), str(full), *how]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    account: dict[str, Any] = json.loads(done.stdout)
    print(
        f"seed {seed}: {account['kills']} kills ({account['full_program_kills']} of the full program) in"
        f" {account['seconds']} s: {account['before']} before, {account['inside']} inside, {account['after']} after the"
        f" save, {account['delivery']} between the last request byte and the recorded answer;"
        f" ({account['receiving']} of them before or after with the answer there), {account['handing_over']} while"
        f" handing over, {account['reconciling']} while comparing the list, {account['around_paperwork']} around these;"
        f" {account['acknowledged']} acknowledged, {account['stored']} stored, {account['handed_over']} handed over,"
        f" {account['listed']} confirmed by the list"
    )
    return account


@pytest.mark.timeout(600)
def test_three_hundred_kills_lose_nobody_and_tell_nobody_twice(tmp_path: Path) -> None:
    account = _run(tmp_path, SEED, KILLS, FULL_PROGRAM)
    assert account["findings"] == []
    assert account["kills"] >= KILLS
    assert account["full_program_kills"] >= 20
    too_few = {name: account[name] for name in CLASSES if account[name] < FEWEST_OF_A_CLASS}
    assert not too_few, "the kills must fall everywhere, or the test says nothing"
    assert account["acknowledged"] >= 100


@pytest.mark.timeout(300)
def test_without_the_mark_before_it_leaves_the_same_kills_find_a_double(tmp_path: Path) -> None:
    account = _run(tmp_path, SEED, 40, 0, "unmarked")
    assert any(finding.startswith("double: ") for finding in account["findings"]), account
