"""A page is in front before its data was read, as in the program: the focus is on the page, and still is once the data
came."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.theme import Theme
from guestreg.domain.declaration import State
from guestreg.ports.phrasebook import Phrasebook
from tests.fakes.clock import FakeClock
from tests.gui.evening import guest
from tests.gui.inline_lanes import HeldLanes
from tests.gui.stage import Book, child, open_stage, settle

ON_STAGE = (
    Place.TODAY,
    Place.LEDGER,
    Place.OUTBOX,
    Place.CHECK_OUT,
    Place.TELLING,
    Place.COMPARING,
    Place.MESSAGES,
)


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, clock: FakeClock, held: HeldLanes, phrasebook: Phrasebook, book: Book
) -> MainWindow:
    """On *Hôm nay*, which was read; what is read next waits."""
    book.lines = (*book.lines, guest(70, "Sùng Thị Dế", clock.now(), state=State.WINDOW_CLOSED))
    window = open_stage(theme, clock, held, phrasebook, book)
    qtbot.addWidget(window, before_close_func=lambda each: each.leave())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.start()
    held.run_all()
    settle()
    return window


def focus() -> str:
    at = QApplication.focusWidget()
    return at.objectName() if at is not None else ""


@pytest.mark.parametrize("place", ON_STAGE)
def test_the_focus_stays_on_the_page_when_its_data_come(place: Place, window: MainWindow, held: HeldLanes) -> None:
    child(window, "nav_today").setFocus()
    window.go(place)
    settle()
    held.run_all()
    settle()
    assert window.place is place
    assert focus()
    assert not focus().startswith("nav_")


def test_the_ways_of_telling_take_the_focus_once_they_are_there(window: MainWindow, held: HeldLanes) -> None:
    window.go(Place.TELLING)
    settle()
    assert _card(window).isHidden()
    assert focus() == "tellingLater"
    held.run_all()
    assert not _card(window).isHidden()
    assert focus().startswith("tellingWays_")


def test_who_went_on_meanwhile_is_not_called_back(window: MainWindow, held: HeldLanes) -> None:
    window.go(Place.TELLING)
    settle()
    child(window, "nav_today").setFocus()
    held.run_all()
    assert focus() == "nav_today"


def _card(window: MainWindow) -> QWidget:
    card = window.findChild(QWidget, "tellingCard")
    assert isinstance(card, QWidget)
    return card
