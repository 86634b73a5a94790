"""Who is alive: a run and the first window hold a lock that ends with their process, however that ends."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
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


class Interrupted(Runs):
    """Something happens between finding that nobody holds a lock file and sweeping it away."""

    def __init__(self, folder: Path, meanwhile: Callable[[], None]) -> None:
        super().__init__(folder, SeededRandom())
        self._meanwhile = meanwhile

    def _is_held(self, file: Path) -> bool:
        held = super()._is_held(file)
        self._meanwhile()
        return held


class OutOfTurn(Interrupted):
    def _turn(self) -> AbstractContextManager[object]:
        return nullcontext()


def is_alive_after_a_sweep_came_between(folder: Path, kind: type[Interrupted]) -> bool:
    """`mine` begins while another run is about to sweep away the file that `mine` is taking."""
    mine = runs(folder)
    name = mine.name("mine")
    (folder / f"{name}.run").touch()
    begun = threading.Thread(target=mine.begin, args=(name,))

    def meanwhile() -> None:
        begun.start()
        begun.join(0.5)

    other = kind(folder, meanwhile)
    other.begin(other.name("other"))
    begun.join()
    alive = runs(folder).is_alive(name)
    mine.end()
    other.end()
    return alive


def test_no_lock_file_is_swept_away_while_its_run_takes_it(tmp_path: Path) -> None:
    assert is_alive_after_a_sweep_came_between(tmp_path, Interrupted)


def test_without_turns_the_sweep_would_take_it(tmp_path: Path) -> None:
    """Negative control: the same moment, and the run counts as dead while it sends."""
    assert not is_alive_after_a_sweep_came_between(tmp_path, OutOfTurn)


def test_runs_that_begin_among_sweeping_processes_are_all_alive(
    tmp_path: Path, hold: Callable[[str, Path], Holder]
) -> None:
    for _ in range(2):
        hold("runs", tmp_path)
    looking = runs(tmp_path)
    for number in range(200):
        mine = runs(tmp_path)
        mine.begin(mine.name(str(number)))
        assert looking.is_alive(mine.name(str(number)))
        mine.end()


def test_a_run_begun_by_a_thread_that_is_over_lives_on(tmp_path: Path) -> None:
    mine = runs(tmp_path)
    beginning = threading.Thread(target=mine.begin, args=(mine.name("mine"),))
    beginning.start()
    beginning.join()
    assert runs(tmp_path).is_alive(mine.name("mine"))
    mine.end()
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
