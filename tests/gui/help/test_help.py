"""Help and *About*: whom to call, what the program is, where it writes; all without a network."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from guestreg import __version__
from guestreg.app.program import Program
from guestreg.desktop.help.page import help_page
from guestreg.desktop.help.view import HelpView
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from tests.fakes.clock import FakeClock
from tests.gui.audit import everything, vietnamese_left
from tests.gui.hands import PageWindow, press, settled
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.workplaces import HOUSE, begun_workplace, supplies_of


@pytest.fixture
def workplace(tmp_path: Path, clock: FakeClock) -> Iterator[Program]:
    program = begun_workplace(tmp_path, clock)
    yield program
    program.close()


def opened(workplace: Program, theme: Theme, qtbot: QtBot, language: str = "vi") -> tuple[PageWindow, HelpView]:
    made = help_page(supplies_of(workplace, theme, InlineLanes(), language), workplace)(RecordedNavigator())
    assert isinstance(made.view, HelpView)
    window = PageWindow(made.view, theme, made.presenter)
    qtbot.addWidget(window)
    window.show_at(qtbot)
    made.presenter.open()
    made.view.take_focus()
    return window, made.view


def words(window: PageWindow) -> str:
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join(shown).replace("\u200b", "")


def test_whom_to_call_stands_first(workplace: Program, theme: Theme, qtbot: QtBot) -> None:
    window, _view = opened(workplace, theme, qtbot)
    assert "Cần giúp? Gọi Công an xã Mẫu" in words(window)
    assert HOUSE["police_phone"] in words(window)


def test_about_tells_version_lists_rules_licences_and_folders(workplace: Program, theme: Theme, qtbot: QtBot) -> None:
    window, _view = opened(workplace, theme, qtbot)
    assert __version__ not in words(window)
    press(qtbot, Qt.Key.Key_Return)
    told = words(window)
    assert __version__ in told
    assert workplace.rules.version in told
    assert "3321 mục, 08/2026" in told
    assert "Apache-2.0" in told
    for folder in workplace.folders().values():
        assert str(folder) in told


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", [(1366, 768, 100), (992, 544, 100), (1984, 1088, 200)], ids=str)
def test_it_holds(
    workplace: Program,
    theme: Theme,
    translation: Translation,
    qtbot: QtBot,
    qapp: QApplication,
    language: str,
    shape: tuple[int, int, int],
) -> None:
    translation.use(qapp, language)
    theme.apply(qapp, Mode.LIGHT, shape[2])
    workplace.save_settings(replace(workplace.settings, language=language))
    window, view = opened(workplace, theme, qtbot, language)
    window.show_at(qtbot, shape[:2])
    view.more.click()
    faults = everything(settled(window))
    if language == "en":
        faults += vietnamese_left(window, HOUSE.values())
    assert faults == []
