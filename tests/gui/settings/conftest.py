"""The page of settings over a real workplace: alone, and in the real window with its undo bar."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import FrameServices, FrameStatus, Pill
from guestreg.desktop.house.destination import Destination
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.desktop.settings.model import ListsModel
from guestreg.desktop.settings.page import settings_page, settings_services
from guestreg.desktop.settings.presenter import SettingsPresenter
from guestreg.desktop.settings.view import SettingsView
from guestreg.domain.establishment import Establishment
from guestreg.ports.settings import LedgerSettings
from guestreg.services.queries.house_kept import house_kept
from tests.fakes.clock import FakeClock
from tests.gui.hands import PageWindow, press, type_text
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.stage import child, settle
from tests.gui.workplaces import begun_workplace, supplies_of

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Shown:
    window: PageWindow
    view: SettingsView
    presenter: SettingsPresenter
    workplace: Program
    looks: list[tuple[str, int]] = field(default_factory=list)
    tongues: list[str] = field(default_factory=list)
    switches: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def opened(
    workplace: Program,
    theme: Theme,
    qtbot: QtBot,
    language: str = "vi",
    lists: Callable[[], ListsModel | None] = lambda: None,
) -> Shown:
    looks: list[tuple[str, int]] = []
    tongues: list[str] = []
    switches: list[str] = []
    asked: list[str] = []
    services = settings_services(
        workplace,
        dress=lambda mode, step: looks.append((mode, step)),
        speak=tongues.append,
        ledger_changed=lambda: switches.append(workplace.settings.active),
        lists=lists,
        fetch_lists=lambda: asked.append("lists"),
    )
    supplies = supplies_of(workplace, theme, InlineLanes(), language)
    made = settings_page(supplies, services, workplace)(RecordedNavigator())
    assert isinstance(made.view, SettingsView)
    assert isinstance(made.presenter, SettingsPresenter)
    window = PageWindow(made.view, theme, made.presenter)
    qtbot.addWidget(window)
    window.show_at(qtbot)
    made.presenter.open()
    made.view.take_focus()
    return Shown(window, made.view, made.presenter, workplace, looks, tongues, switches, asked)


@pytest.fixture
def workplace(tmp_path: Path, clock: FakeClock) -> Iterator[Program]:
    program = begun_workplace(tmp_path, clock)
    yield program
    program.close()


@pytest.fixture
def shown(workplace: Program, theme: Theme, qtbot: QtBot) -> Shown:
    return opened(workplace, theme, qtbot)


@dataclass
class Hands:
    """One person at the window."""

    qtbot: QtBot
    window: MainWindow
    workplace: Program
    switches: list[str] = field(default_factory=list)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(self.qtbot, key, modifier)
        settle()

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(child(self.window, name), Qt.MouseButton.LeftButton)
        settle()

    def write(self, name: str, text: str) -> None:
        child(self.window, name).setFocus(Qt.FocusReason.TabFocusReason)
        self.key(Qt.Key.Key_A, CTRL)
        type_text(text)

    def text(self, name: str) -> str:
        label = child(self.window, name)
        assert isinstance(label, QLabel | QLineEdit)
        return label.text()

    def sees(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QWidget, name))

    def open_place(self, destination: Destination) -> None:
        """Through the form: choose the ministry's interface and type everything."""
        self.click("changeDestination")
        self.click("endpointKind_kbtt")
        for name in ("address", "account", "password", "client_a", "client_b"):
            self.write(f"endpoint_{name}", getattr(destination, name))
        self.key(Qt.Key.Key_F9)

    @property
    def house(self) -> Establishment:
        kept = house_kept(self.workplace.desk())
        assert kept is not None
        return kept

    @property
    def ledger(self) -> LedgerSettings:
        kept = self.workplace.settings.ledger()
        assert kept is not None
        return kept


@pytest.fixture
def hands(
    workplace: Program, theme: Theme, translation: Translation, clock: FakeClock, qtbot: QtBot, qapp: QApplication
) -> Hands:
    lanes, switches = InlineLanes(), []

    def speak(language: str) -> None:
        translation.use(qapp, language)
        window.rebuild()

    def ledger_changed() -> None:
        switches.append(workplace.settings.active)
        window.rebuild()

    services = settings_services(
        workplace,
        lambda mode, step: theme.apply(qapp, Mode(mode), step),
        speak,
        ledger_changed,
        lambda: None,
        lambda: None,
    )
    supplies = Supplies(theme, clock, lanes, workplace.phrasebook, lambda code: code)
    status = FrameStatus("Homestay Mây Trắng", Pill.PRACTICE, 0, 0, None, ())
    frame = FrameServices(lambda: status, lambda: None, lambda _step: None)
    pages = {Place.SETTINGS: settings_page(supplies, services, workplace)}
    window = MainWindow(theme, clock, lanes, workplace.phrasebook, frame, pages)
    qtbot.addWidget(window, before_close_func=lambda each: each.leave())
    window.resize(1366, 768)
    window.show()
    window.start(Place.SETTINGS)
    qtbot.waitExposed(window)
    window.activateWindow()
    settle()
    return Hands(qtbot, window, workplace, switches)
