"""Who is alive: a run and the first window hold a lock that ends with their process, however that ends."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guestreg.platform.instance_lock import InstanceLock
from guestreg.platform.runs import Runs
from tests.fakes.random import SeededRandom

Holder = tuple[subprocess.Popen[str], str]


@pytest.fixture
def hold() -> Iterator[Callable[[str, Path], Holder]]:
    """Starts a holder; gives it with its first line."""
    started: list[subprocess.Popen[str]] = []

    def start(kind: str, place: Path) -> Holder:
        command = [sys.executable, "-m", "tests.unit.platform.alive_until_killed", kind, str(place)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    yield start
    for process in started:
        process.kill()
        process.communicate()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    assert process.wait() == -signal.SIGKILL


def runs(folder: Path) -> Runs:
    return Runs(folder, SeededRandom())


def test_another_run_is_alive_until_it_is_killed(tmp_path: Path, hold: Callable[[str, Path], Holder]) -> None:
    process, name = hold("run", tmp_path)
    mine = runs(tmp_path)
    assert mine.is_alive(name)
    end(process)
    assert not mine.is_alive(name)


def test_a_new_run_sweeps_away_the_dead_and_leaves_the_living(
    tmp_path: Path, hold: Callable[[str, Path], Holder]
) -> None:
    dead, dead_name = hold("run", tmp_path)
    end(dead)
    left = {file.stem for file in tmp_path.glob("*.run")}
    mine = runs(tmp_path)
    mine.begin(mine.name("mine"))
    swept = {file.stem for file in tmp_path.glob("*.run")}
    assert left == {dead_name}
    assert swept == {mine.name("mine")}
    assert not mine.is_alive(dead_name)
    other = runs(tmp_path)
    other.begin(other.name("other"))
    assert mine.is_alive(mine.name("mine"))
    assert other.is_alive(mine.name("mine"))
    assert mine.is_alive(other.name("other"))
    mine.end()
    other.end()
    assert not list(tmp_path.glob("*.run"))


def test_a_run_of_another_computer_counts_as_alive(tmp_path: Path) -> None:
    here, elsewhere = runs(tmp_path / "a"), Runs(tmp_path / "b", SeededRandom(2))
    assert here.is_alive(elsewhere.name("x"))
    assert not here.is_alive(here.name("x"))


def test_the_mark_of_a_folder_stays(tmp_path: Path) -> None:
    assert runs(tmp_path).name("x") == Runs(tmp_path, SeededRandom(9)).name("x")


def test_a_second_start_finds_the_first(tmp_path: Path, hold: Callable[[str, Path], Holder]) -> None:
    file = tmp_path / "sổ" / "window.lock"
    process, claimed = hold("instance", file)
    assert claimed == "True"
    assert not InstanceLock(file).claim()
    assert hold("instance", file)[1] == "False"
    end(process)


def test_a_lock_left_behind_by_a_killed_start_holds_nobody(tmp_path: Path, hold: Callable[[str, Path], Holder]) -> None:
    file = tmp_path / "window.lock"
    process, _ = hold("instance", file)
    assert not InstanceLock(file).claim()
    end(process)
    assert file.exists()
    next_one = InstanceLock(file)
    assert next_one.claim()
    assert not InstanceLock(file).claim()
    next_one.release()
    again = InstanceLock(file)
    assert again.claim()
    again.release()
