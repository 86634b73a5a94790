"""The page of settings over a real workplace, and what it asked of the window around it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.settings.page import settings_page, settings_services
from guestreg.desktop.settings.presenter import SettingsPresenter
from guestreg.desktop.settings.view import SettingsView
from tests.fakes.clock import FakeClock
from tests.gui.hands import PageWindow
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.workplaces import begun_workplace, supplies_of


@dataclass
class Shown:
    window: PageWindow
    view: SettingsView
    presenter: SettingsPresenter
    workplace: Program
    looks: list[tuple[str, int]] = field(default_factory=list)
    tongues: list[str] = field(default_factory=list)
    switches: list[str] = field(default_factory=list)


def opened(workplace: Program, theme: Theme, qtbot: QtBot, language: str = "vi") -> Shown:
    looks: list[tuple[str, int]] = []
    tongues: list[str] = []
    switches: list[str] = []
    services = settings_services(
        workplace,
        dress=lambda mode, step: looks.append((mode, step)),
        speak=tongues.append,
        ledger_changed=lambda: switches.append(workplace.settings.active),
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
    return Shown(window, made.view, made.presenter, workplace, looks, tongues, switches)


@pytest.fixture
def workplace(tmp_path: Path, clock: FakeClock) -> Iterator[Program]:
    program = begun_workplace(tmp_path, clock)
    yield program
    program.close()


@pytest.fixture
def shown(workplace: Program, theme: Theme, qtbot: QtBot) -> Shown:
    return opened(workplace, theme, qtbot)
