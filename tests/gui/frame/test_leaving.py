"""Leaving the window: what it asks while guests are unsent, and where it will open next time."""

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import Pill
from guestreg.desktop.frame.quit_dialog import QuitDialog
from guestreg.desktop.kit.theme import Theme
from guestreg.ports.phrasebook import Phrasebook
from tests.fakes.clock import FakeClock
from tests.gui.inline_lanes import InlineLanes
from tests.gui.stage import Book, child, open_stage, settle


def answer(qtbot: QtBot, window: MainWindow, name: str) -> list[str]:
    """Close the window and press a button of what is asked; what was asked comes back."""
    said: list[str] = []

    def press() -> None:
        asked = window.findChildren(QuitDialog)
        for dialog in asked:
            said.extend(label.text() for label in dialog.findChildren(QLabel) if label.text())
            qtbot.mouseClick(child(dialog, name), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)
    window.close()
    settle()
    return said


def test_closing_with_unsent_guests_asks(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    answer(qtbot, window, "quitStay")
    assert window.isVisible()
    answer(qtbot, window, "quitSend")
    assert window.isVisible()
    assert (book.sends, window.place) == (1, Place.OUTBOX)
    with qtbot.waitSignal(window.closed):
        answer(qtbot, window, "quitClose")
    assert not window.isVisible()


def test_closing_says_how_many_and_until_when(qtbot: QtBot, window: MainWindow) -> None:
    said = answer(qtbot, window, "quitStay")
    assert "Còn 3 khách chưa gửi" in said
    assert any(line == "Hạn 23:00 hôm nay. Khách đã nằm trong sổ. Máy chỉ gửi khi sổ đang mở." for line in said)


def test_practice_asks_too_and_says_that_nobody_waits(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    book.pill = Pill.PRACTICE
    window.refresh()
    said = answer(qtbot, window, "quitStay")
    assert "Còn 3 khách chưa gửi" in said
    assert any(line.startswith("Hạn 23:00 hôm nay. Đang tập thử nên không ai chờ") for line in said)
    assert window.isVisible()


def test_escape_stays(qtbot: QtBot, window: MainWindow) -> None:
    QTimer.singleShot(0, lambda: qtbot.keyClick(window.findChildren(QuitDialog)[0], Qt.Key.Key_Escape))
    window.close()
    settle()
    assert window.isVisible()


def test_closing_with_nothing_open_asks_nothing(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    book.lines = ()
    window.refresh()
    with qtbot.waitSignal(window.closed):
        window.close()


def test_the_windows_place_is_kept(
    qtbot: QtBot, theme: Theme, clock: FakeClock, phrasebook: Phrasebook, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = str(tmp_path_factory.mktemp("geometry") / "window.ini")
    sizes = []
    for size in ((720, 640), None):
        settings = QSettings(path, QSettings.Format.IniFormat)
        window = open_stage(theme, clock, InlineLanes(), phrasebook, Book(clock), settings)
        if size:
            window.resize(*size)
        window.show()
        settle()
        sizes.append(window.size().toTuple())
        window.leave()
        settings.sync()
    assert sizes == [(720, 640), (720, 640)]
