"""The further verbs of a line in the ledger: longer stay, the police's request, another way, the proof."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.buttons import KeyButton
from guestreg.desktop.kit.table import Table
from guestreg.domain.declaration import State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.outcome import Failed
from tests.fakes.clock import FakeClock
from tests.fakes.kept import declaration, kept_stay
from tests.gui.evening import guest
from tests.gui.stage import Book, child, settle


@pytest.fixture
def choose(window: MainWindow, book: Book, clock: FakeClock) -> Callable[..., None]:
    """One line of this state, in hand."""

    def chosen(state: State, **changes: object) -> None:
        book.lines = (guest(70, "Sùng Thị Dế", clock.now(), state=state, **changes),)
        window.activateWindow()
        window.go(Place.LEDGER)
        table = child(window, "ledgerTable")
        assert isinstance(table, Table)
        table.choose(0)
        settle()

    return chosen


def answer(qtbot: QtBot, window: MainWindow, verb: str, texts: dict[str, str], press: str) -> None:
    """Press the verb, fill the small window in and press one of its buttons."""

    def fill() -> None:
        dialog = window.findChildren(QDialog)[-1]
        for name, text in texts.items():
            box = dialog.findChild(QLineEdit, name)
            assert box is not None
            box.setText(text)
        qtbot.mouseClick(child(dialog, press), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, fill)
    qtbot.mouseClick(child(window, verb), Qt.MouseButton.LeftButton)
    settle()


def offered(window: MainWindow) -> set[str]:
    return {one.objectName() for one in window.findChildren(KeyButton) if one.isVisible()}


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (State.WAITING, {"stripTell", "stripExtend"}),
        (State.SENT, {"stripExtend", "stripRequest", "stripStoreProof"}),
        (State.UNKNOWN, {"stripTell", "stripExtend", "stripRequest", "stripStoreProof"}),
        (State.HANDED_OVER, {"stripAgain", "stripTell", "stripExtend", "stripRequest", "stripStoreProof"}),
        (State.WINDOW_CLOSED, {"stripAgain", "stripTell", "stripExtend", "stripStoreProof"}),
        (State.CANCELLED, {"stripStoreProof"}),
    ],
)
def test_a_line_offers_what_its_state_allows(
    window: MainWindow, choose: Callable[..., None], state: State, verbs: set[str]
) -> None:
    choose(state)
    all_of_them = {"stripAgain", "stripTell", "stripExtend", "stripRequest", "stripStoreProof"}
    assert offered(window) & all_of_them == verbs


def test_what_was_told_another_way_goes_over_the_wire_as_well(
    qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None]
) -> None:
    choose(State.HANDED_OVER)
    qtbot.mouseClick(child(window, "stripAgain"), Qt.MouseButton.LeftButton)
    assert book.acts == [("again", "guest-70")]


def test_a_stay_is_made_longer(qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None]) -> None:
    choose(State.SENT)
    texts = {"extendDay": "25/11/2026", "extendClock": "11:00"}
    answer(qtbot, window, "stripExtend", texts, "extendGo")
    assert book.acts == [("extend", "stay-70 25/11 11:00")]


def test_a_day_nobody_can_read_extends_nothing(
    qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None], phrasebook: Phrasebook
) -> None:
    choose(State.SENT)
    answer(qtbot, window, "stripExtend", {"extendDay": "mai mốt"}, "extendGo")
    assert book.acts == []
    assert child(window, "ledgerTrouble").isVisible()


def test_what_the_endpoint_does_not_take_leads_to_another_way(
    qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None]
) -> None:
    choose(State.SENT)
    book.extended = (declaration(kept_stay(1), state=State.WINDOW_CLOSED),)
    answer(qtbot, window, "stripExtend", {"extendDay": "25/11/2026"}, "extendGo")
    assert window.place is Place.TELLING


def test_what_the_police_ask_is_noted_with_its_field(
    qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None]
) -> None:
    choose(State.SENT)
    answer(qtbot, window, "stripRequest", {"requestText": "Sai ngày sinh"}, "requestGo")
    assert book.acts == [("request", "guest-70 full_name Sai ngày sinh")]


def test_going_back_does_nothing(qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None]) -> None:
    choose(State.SENT)
    answer(qtbot, window, "stripRequest", {"requestText": "x"}, "requestBack")
    answer(qtbot, window, "stripExtend", {"extendDay": "25/11/2026"}, "extendBack")
    assert book.acts == []


def test_the_proof_is_stored_where_the_person_says(
    qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None]
) -> None:
    choose(State.SENT)
    qtbot.mouseClick(child(window, "stripStoreProof"), Qt.MouseButton.LeftButton)
    assert book.written == [(Path("bang-chung-1-70.pdf"), ("guest-70",))]


def test_a_folder_that_takes_nothing_is_said(
    qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None]
) -> None:
    choose(State.SENT)
    book.failure = Failed("E-97", {"path": "bang-chung-1-70.pdf"})
    qtbot.mouseClick(child(window, "stripStoreProof"), Qt.MouseButton.LeftButton)
    settle()
    assert child(window, "ledgerTrouble").isVisible()


def test_another_way_is_opened_for_this_guest(
    qtbot: QtBot, window: MainWindow, book: Book, choose: Callable[..., None]
) -> None:
    choose(State.WAITING)
    qtbot.mouseClick(child(window, "stripTell"), Qt.MouseButton.LeftButton)
    settle()
    assert window.place is Place.TELLING
    assert [one for one in window.findChildren(QWidget, "tellingTell") if one.isVisible()]
