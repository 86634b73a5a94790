"""The page of a set-up file in the window, with a bare page of settings to come back to."""

import pytest
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import MadePage, Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.theme import Theme
from guestreg.ports.phrasebook import Phrasebook
from tests.fakes.clock import FakeClock
from tests.gui.inline_lanes import InlineLanes
from tests.gui.set_up_side import SetUpSide
from tests.gui.stage import Book, open_stage, settle


class Quiet:
    """The presenter of a page nobody looks at."""

    def open(self, target: object = None) -> None: ...

    def refresh(self) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, clock: FakeClock, lanes: InlineLanes, phrasebook: Phrasebook, book: Book
) -> MainWindow:
    """With a bare page of settings to come back to."""
    settings = {Place.SETTINGS: lambda _navigator: MadePage(PageView(theme, "settingsPage", ""), Quiet())}
    window = open_stage(theme, clock, lanes, phrasebook, book, own=settings)
    qtbot.addWidget(window, before_close_func=lambda each: each.leave())
    window.resize(1366, 768)
    window.show()
    window.start()
    settle()
    return window


@pytest.fixture
def side(window: MainWindow, book: Book) -> SetUpSide:
    """The page in front; what is on the disk is read only when the file is chosen."""
    window.activateWindow()
    window.go(Place.SET_UP_FILE)
    settle()
    return book.set_up
