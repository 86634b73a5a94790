"""The real window over the real program: encrypted file, worker thread, practice police. Nothing is faked but the
hour the clock was set to; the house begins at half past seven in the evening."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.app.window import Window
from guestreg.app.window_services import WindowServices
from guestreg.cli.house import practice_house
from guestreg.domain.declaration import EndpointKind
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.clock import Clock
from guestreg.ports.settings import LedgerSettings
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger
from tests.e2e.window.person import PATIENCE_MS, Person
from tests.fakes.running_clock import RunningClock
from tests.gui.conftest import sweep

SIZE = (1366, 730)
Start = Callable[[], Person]


class House:
    """One data folder; `start` opens the window on it as a new start of the program does, with what is kept there."""

    def __init__(self, folder: Path, bot: QtBot, app: QApplication) -> None:
        self.data = folder / "data"
        self.pdf = folder / "register.pdf"
        self.clock: Clock = RunningClock()
        self.make: type[Program] = Program
        self._bot, self._app = bot, app
        self._open: list[Person] = []

    def program(self) -> Program:
        return self.make(find_paths(self.data), self.clock, OsRandom())

    def start(self, size: tuple[int, int] | None = SIZE) -> Person:
        """`size` None: as the window was left."""
        program = self.program()
        window = Window(self._app, program, WindowServices(program), choose=lambda _parent, _name: self.pdf)
        if size is not None:
            window.main.resize(*size)
        window.show()
        window.main.activateWindow()
        self._bot.waitUntil(window.main.isActiveWindow, timeout=PATIENCE_MS)
        person = Person(self._bot, window, program)
        self._open.append(person)
        return person

    def end(self, person: Person) -> None:
        """The window is closed and the program with it; nothing of them is left for the next."""
        self._open.remove(person)
        with ExitStack() as last:
            last.callback(sweep)
            last.callback(person.leave)
            last.callback(person.program.close)
            person.window.main.leave()

    def end_all(self) -> None:
        for person in tuple(self._open):
            self.end(person)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, qapp: QApplication) -> Iterator[House]:
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    made = House(tmp_path, qtbot, qapp)
    first = made.program()
    began = first.begin(NewLedger(LedgerSettings("", EndpointKind.PRACTICE), {}), practice_house(first.resources))
    first.close()
    assert isinstance(began, Done)
    yield made
    made.end_all()


@pytest.fixture
def person(house: House) -> Person:
    return house.start()


class Flashes(QObject):
    """Notes every window that appears besides the main one: a widget shown before it has its place."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched.objectName())
        return False


@pytest.fixture
def flashes(qapp: QApplication) -> Iterator[Flashes]:
    filter_ = Flashes()
    qapp.installEventFilter(filter_)
    yield filter_
    qapp.removeEventFilter(filter_)
