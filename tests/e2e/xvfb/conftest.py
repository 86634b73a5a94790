"""A screen of the tests' own, and the program on it as a process of its own, worked with xdotool."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guestreg.platform.clock import SystemClock
from tests.e2e.window.test_evening import CARDS, CHILD

PATIENCE_S = 60
LETTERS = sorted(letter for letter in set("".join((*CARDS, CHILD))) if not letter.isascii())


class Desk:
    """One display and one data folder."""

    def __init__(self, display: str, folder: Path) -> None:
        self.data, self.home, self._temporary = folder / "data", folder / "home", folder / "t"
        self.home.mkdir()
        self._temporary.mkdir()
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(self.home),
            "TMPDIR": str(self._temporary),
            "GUESTREG_KEYRING": "none",
        }
        self._running: list[subprocess.Popen[str]] = []

    def start(self, data: Path | None = None) -> "subprocess.Popen[str]":
        """The window, as a process; what it writes ends in its `communicate`."""
        command = [*program(data or self.data)]
        process = subprocess.Popen(
            command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._running.append(process)
        return process

    def run(self, *arguments: str, data: Path | None = None) -> str:
        """What a command of the command line answers."""
        command = [*program(data or self.data), *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self) -> list[dict[str, Any]]:
        """The book, read by a second process."""
        rows: list[dict[str, Any]] = json.loads(self.run("--json", "list"))["rows"]
        return rows

    def x(self, *command: str) -> str:
        """An X program's answer; empty when there is none."""
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """Waits for the window with this in its title, gives it the keyboard, gives back its id."""
        until(lambda: self.sees(title) or not self._lives(), f"a window called {title}")
        found = self._found(title)
        assert found, self._running[-1].communicate()[0]
        self.x("xdotool", "windowfocus", "--sync", found)
        return found

    def sees(self, title: str) -> bool:
        return bool(self._found(title))

    def listens(self) -> bool:
        """Whether a window hears later starts: it opens its local socket after its first paint."""
        return any(file.is_socket() for file in self._temporary.iterdir())

    def key(self, *keys: str) -> None:
        self.x("xdotool", "key", "--delay", "20", *keys)

    def type(self, text: str) -> None:
        self.x("xdotool", "type", "--delay", "20", text)

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=20)

    def _lives(self) -> bool:
        return self._running[-1].poll() is None

    def _found(self, title: str) -> str:
        return self.x("xdotool", "search", "--onlyvisible", "--name", title).partition("\n")[0]


def program(data: Path) -> list[str]:
    return [sys.executable, "-m", "guestreg", "--data", str(data)]


def until(condition: Callable[[], bool], what: str) -> None:
    """Look again and again until it holds."""
    clock = SystemClock()
    while not condition():
        assert clock.monotonic_ms() < PATIENCE_S * 1000, f"never: {what}"


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """Of an Xvfb on the first free number."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb gave no display"
        teach_letters(f":{number}")
        yield f":{number}"
        server.terminate()


def teach_letters(display: str) -> None:
    """Put the Vietnamese letters of the tests on keys of their own; xdotool would swap them in one by one, too fast
    for any program to follow."""
    keys = [f"key <FK{13 + place // 2}> {{[ {pair} ]}};" for place, pair in _in_pairs()]
    keymap = f"""xkb_keymap {{
        xkb_keycodes {{ include "evdev+aliases(qwerty)" }};
        xkb_types {{ include "complete" }};
        xkb_compat {{ include "complete" }};
        xkb_symbols {{ include "pc+us+inet(evdev)" {" ".join(keys)} }};
    }};"""
    subprocess.run(["xkbcomp", "-w0", "-", display], input=keymap, text=True, check=True)


def _in_pairs() -> Iterator[tuple[int, str]]:
    for place in range(0, len(LETTERS), 2):
        yield place, ", ".join(f"U{ord(letter):04X}" for letter in LETTERS[place : place + 2])


@pytest.fixture
def desk(display: str, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(display, tmp_path)
    yield desk
    desk.end()
