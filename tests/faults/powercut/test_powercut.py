"""The power is cut after every step of the real program's writing: whatever the disk forgot, no promise is broken.

The negative control is the same program under `synchronous=NORMAL`, which must be found out.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults import results
from tests.faults.in_memory import folder_in_memory
from tests.faults.powercut import recording
from tests.faults.powercut.recording import ROOT, Record
from tests.faults.powercut.strace import FolderMade, Renamed, Synced

SEED = int(os.environ.get("GUESTREG_POWERCUT_SEED", "20261122"))
FEWEST_STATES = 5_000
SOAK = ROOT / "build" / "powercut"
"""A long run that was stopped goes on from what it keeps there."""
SOAK_STATES = 100_000
WRONGS = ("lost", "corrupt", "unmarked", "torn_papers", "stuck")


def judged(folder: Path, seeds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.powercut.cuts", str(folder), str(seeds), str(SEED)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    account: dict[str, Any] = json.loads(done.stdout)
    print(
        f"{folder.name}, seed {SEED}: {account['states']} states ({account['positions']} places x {seeds} seeds,"
        f" {account['disks']} different disks) in {account['seconds']} s ({account['cpu_seconds']} of one"
        f" processor); {account['promises']} promises,"
        f" {account['saves']} of them saves; went on {account['went_on']} times;"
        f" {', '.join(f'{account[wrong]} {wrong}' for wrong in WRONGS)}"
    )
    return account


def assert_nothing_wrong(account: dict[str, Any]) -> None:
    assert account["findings"] == []
    assert not any(account[wrong] for wrong in WRONGS)


def forgotten_folders(record: Record) -> list[str]:
    """Those a cut could take away after the settings had named what lies in them: one chance in thousands of cuts."""
    made: list[str] = []
    for event in record.events:
        match event:
            case FolderMade(path):
                made.append(path)
            case Synced(folder):
                made = [path for path in made if str(Path(path).parent) != folder]
            case Renamed(_, target) if target.endswith("settings.toml"):
                return made
    raise AssertionError("the settings were never written")


@pytest.mark.timeout(300)
def test_no_promise_is_broken_wherever_the_power_is_cut(memory: Path) -> None:
    recording.record_house(memory / "house", rounds=3)
    recording.record_older_ledger(memory / "older")
    assert forgotten_folders(recording.load(memory / "house")) == []
    house, older = judged(memory / "house", 2), judged(memory / "older", 2)
    assert_nothing_wrong(house)
    assert_nothing_wrong(older)
    assert house["states"] + older["states"] >= FEWEST_STATES
    assert house["saves"] >= 15
    assert house["went_on"] + older["went_on"] >= 8


@pytest.mark.timeout(120)
def test_the_same_cuts_find_what_a_careless_program_loses(memory: Path) -> None:
    recording.record_careless_house(memory / "careless", rounds=1)
    assert judged(memory / "careless", 1)["lost"] >= 20


@pytest.fixture
def memory() -> Iterator[Path]:
    with folder_in_memory() as folder:
        yield folder


@pytest.fixture
def soaked() -> Iterator[dict[str, Path]]:
    """The records of a long run, made once and judged in as many goes as it takes."""
    folders = {"house": SOAK / f"house-{SEED}", "older": SOAK / f"older-{SEED}"}
    for name, folder in folders.items():
        if not (folder / "whole").exists():
            subprocess.run(["rm", "-rf", str(folder)], check=True)
            if name == "house":
                recording.record_house(folder, rounds=8)
            else:
                recording.record_older_ledger(folder)
            (folder / "whole").touch()
    yield folders
    subprocess.run(["rm", "-rf", *map(str, folders.values())], check=True)


@pytest.mark.soak
def test_a_hundred_thousand_cuts(soaked: dict[str, Path]) -> None:
    accounts = [judged(folder, 20) for folder in soaked.values()]
    total = {name: sum(account[name] for account in accounts) for name in ("states", "disks", "saves", *WRONGS)}
    spent = {name: sum(account[name] for account in accounts) for name in ("seconds", "cpu_seconds")}
    results.append("powercut", SEED, **total, **spent)
    for account in accounts:
        assert_nothing_wrong(account)
    assert total["states"] >= SOAK_STATES
