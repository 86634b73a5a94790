"""*Trả phòng*: two keys for tonight's only guests, a way back, and what happens when it fails."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from guestreg.desktop.check_out.presenter import stays_of
from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.domain.identifiers import StayId
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.outcome import Failed
from tests.fakes.clock import FakeClock
from tests.gui.evening import guest, tonight
from tests.gui.hands import press
from tests.gui.stage import Book, child, settle


@pytest.fixture
def family(clock: FakeClock, window: MainWindow, book: Book) -> Book:
    """One stay of two, nobody else."""
    now = clock.now()
    book.lines = tuple(
        guest(number, name, now)._replace(stay_id=StayId("s")) for number, name in ((1, "Hoa"), (2, "Bình"))
    )
    window.refresh()
    window.activateWindow()
    return book


def test_f6_and_enter_are_enough(qtbot: QtBot, window: MainWindow, family: Book, clock: FakeClock) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(qtbot, Qt.Key.Key_F6)
    settle()
    press(qtbot, Qt.Key.Key_Return)
    settle()
    assert [line.departed_at for line in family.lines] == [clock.now()] * 2
    assert window.place is Place.TODAY
    said = child(window, "saidLine")
    assert isinstance(said, QLabel)
    assert said.text() == "Đã trả phòng 2 khách."


def test_the_button_says_how_many_and_the_mouse_does_it(qtbot: QtBot, window: MainWindow, family: Book) -> None:
    qtbot.mouseClick(child(window, "todayCheckOut"), Qt.MouseButton.LeftButton)
    button = child(window, "checkOutGo")
    assert button.accessibleName() == "Trả phòng 2 khách"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert all(line.departed_at for line in family.lines)


def test_escape_leaves_everybody_here(qtbot: QtBot, window: MainWindow, family: Book) -> None:
    window.go(Place.CHECK_OUT)
    press(qtbot, Qt.Key.Key_Escape)
    assert window.place is Place.TODAY
    assert not any(line.departed_at for line in family.lines)


def test_a_failure_is_said_and_the_page_stays(
    qtbot: QtBot, window: MainWindow, family: Book, phrasebook: Phrasebook
) -> None:
    family.failure = Failed("E-44")
    window.go(Place.CHECK_OUT)
    qtbot.mouseClick(child(window, "checkOutGo"), Qt.MouseButton.LeftButton)
    settle()
    said = child(window, "checkOutTroubleLine")
    assert isinstance(said, QLabel)
    assert said.text() == phrasebook.sentence("E-44")
    assert window.place is Place.CHECK_OUT


def test_from_the_ledger_the_line_in_hand_is_chosen(window: MainWindow, book: Book) -> None:
    window.go(Place.CHECK_OUT, "guest-60")
    assert child(window, "checkOutGo").accessibleName() == "Trả phòng 1 khách"
    window.go(Place.TODAY)


def test_an_empty_house_says_so(window: MainWindow, book: Book) -> None:
    book.lines = ()
    window.go(Place.CHECK_OUT)
    assert child(window, "checkOutEmpty").isVisible()
    assert not child(window, "checkOutGo").isEnabled()


def test_who_leaves_first_stands_first(clock: FakeClock) -> None:
    now = clock.now()
    late = guest(1, "Hoa", now, planned_departure_at=tonight(now, 12, days=3))
    soon, gone = guest(2, "Bình", now), guest(3, "An", now, departed_at=now)
    assert [stay.guests[0].full_name for stay in stays_of((late, soon, gone))] == ["Bình", "Hoa"]
