"""300 kills of the real program at seeded instants: nothing acknowledged is lost, nobody is told twice.

The harness runs in a process of its own (`kill_run`). Its negative control takes out the commit that marks a
declaration before it leaves, and must then find a guest whom the police have twice.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.faults import results
from tests.faults.in_memory import folder_in_memory
from tests.faults.powercut.recording import ROOT

SEED = int(os.environ.get("GUESTREG_KILL_SEED", "20261121"))
KILLS, FULL_PROGRAM = 300, 20
FEWEST_OF_A_CLASS = 20
CLASSES = ("before", "inside", "after", "delivery", "receiving", "handing_over", "reconciling", "importing")
BOOKS, KILLS_OF_A_BOOK, FULL_OF_A_BOOK = 25, 400, 4
LANES = int(os.environ.get("GUESTREG_KILL_LANES", "2"))
SOAK = ROOT / "build" / "kills"
"""A long run that was stopped goes on from the books kept there."""


def _run(seed: int, kills: int, full: int, *how: str) -> dict[str, Any]:
    with folder_in_memory() as folder:
        command = [sys.executable, "-m", "tests.faults.kill_run", str(folder), str(seed), str(kills), str(full), *how]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    account: dict[str, Any] = json.loads(done.stdout)
    print(
        f"seed {seed}: {account['kills']} kills ({account['full_program_kills']} of the full program) in"
        f" {account['seconds']} s: {account['before']} before, {account['inside']} inside, {account['after']} after the"
        f" save, {account['delivery']} between the last request byte and the recorded answer"
        f" ({account['receiving']} kills with the answer there), {account['handing_over']} while handing over,"
        f" {account['reconciling']} while comparing the list, {account['importing']} while taking packs in,"
        f" {account['around']} around these; {account['acknowledged']} acknowledged, {account['stored']} stored,"
        f" {account['handed_over']} handed over, {account['listed']} confirmed by the list,"
        f" {account['imported']} packs acknowledged"
    )
    return account


@pytest.mark.timeout(600)
def test_three_hundred_kills_lose_nobody_and_tell_nobody_twice() -> None:
    account = _run(SEED, KILLS, FULL_PROGRAM)
    assert account["findings"] == []
    assert account["kills"] >= KILLS
    assert account["full_program_kills"] >= 20
    too_few = {name: account[name] for name in CLASSES if account[name] < FEWEST_OF_A_CLASS}
    assert not too_few, "the kills must fall everywhere, or the test says nothing"
    assert account["acknowledged"] >= 100


@pytest.mark.timeout(300)
def test_without_the_mark_before_it_leaves_the_same_kills_find_a_double() -> None:
    account = _run(SEED, 40, 0, "unmarked")
    assert any(finding.startswith("double: ") for finding in account["findings"]), account


@pytest.mark.soak
def test_ten_thousand_kills_lose_nobody_and_tell_nobody_twice() -> None:
    SOAK.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(LANES) as pool:
        accounts = list(pool.map(_book, range(SEED, SEED + BOOKS)))
    findings = [f"seed {account['seed']}: {one}" for account in accounts for one in account["findings"]]
    counted = ("kills", "full_program_kills", *CLASSES, "around", "stored")
    total: dict[str, Any] = {name: sum(account[name] for account in accounts) for name in counted}
    seconds = sum(account["seconds"] for account in accounts)
    results.append("kills", SEED, **total, findings=len(findings), books=BOOKS, seconds_one_by_one=seconds)
    assert findings == []
    assert total["kills"] >= 10_000
    for file in SOAK.glob(f"{SEED}-*"):
        file.unlink()


def _book(seed: int) -> dict[str, Any]:
    """A house and an authority of its own; its account is kept until all books are done."""
    kept = SOAK / f"{SEED}-{seed}.json"
    if not kept.exists():
        kept.write_text(json.dumps(_run(seed, KILLS_OF_A_BOOK, FULL_OF_A_BOOK)), "utf-8")
    account: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    return account
