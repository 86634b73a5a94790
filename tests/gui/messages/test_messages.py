"""*Tin công an*: what they returned leads to its correction, what they wrote is text and nothing else."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.buttons import KeyButton
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.messages.page import messages_page
from guestreg.desktop.messages.presenter import MessagesServices
from guestreg.domain.declaration import State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.receipt import PoliceMessage
from tests.fakes.clock import FakeClock
from tests.gui.evening import country, evening
from tests.gui.hands import press
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.stage import PHONE, Book, child, settle


def message(clock: FakeClock, text: str, number: int = 1) -> PoliceMessage:
    return PoliceMessage(f"m{number}", clock.now() - timedelta(minutes=number), "Nhắn chung", text)


def show(window: MainWindow) -> None:
    window.activateWindow()
    window.go(Place.MESSAGES)
    settle()


def words(window: QWidget, name: str) -> str:
    label = child(window, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_a_returned_guest_leads_to_her_correction(
    qtbot: QtBot, theme: Theme, clock: FakeClock, phrasebook: Phrasebook, book: Book
) -> None:
    navigator = RecordedNavigator()
    supplies = Supplies(theme, clock, InlineLanes(), lambda: phrasebook, country)
    view, presenter = messages_page(supplies, MessagesServices(book.inbox, lambda: PHONE, book.read_message))(navigator)
    assert isinstance(view, QWidget)
    qtbot.addWidget(view)
    view.show()
    presenter.open()
    window = view
    assert "“Ngày sinh không giống hộ chiếu”" in words(window, "returned55Words")
    assert any(PHONE in label.text() for label in window.findChildren(QLabel))
    qtbot.mouseClick(child(window, "mendReturned55"), Qt.MouseButton.LeftButton)
    assert navigator.places == [(Place.STAY, "guest-55")]


def test_a_message_is_read_once(qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock) -> None:
    book.messages = (message(clock, "Tối nay kiểm tra lưu trú."),)
    show(window)
    assert words(window, "message_m1Text") == "Tối nay kiểm tra lưu trú."
    qtbot.mouseClick(child(window, "read_m1"), Qt.MouseButton.LeftButton)
    settle()
    assert book.acts == [("read message", "m1")]
    assert not [one for one in window.findChildren(KeyButton, "read_m1") if one.isVisible()]


def test_an_address_in_a_message_is_text_and_markup_stays_markup(
    window: MainWindow, book: Book, clock: FakeClock
) -> None:
    hostile = 'Bấm <a href="https://example.vn">đây</a> hoặc https://example.vn'
    book.messages = (message(clock, hostile),)
    show(window)
    label = child(window, "message_m1Text")
    assert isinstance(label, QLabel)
    assert label.text() == hostile
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert not label.openExternalLinks()
    assert label.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction


def test_the_page_says_where_its_words_come_from_and_what_police_never_ask(window: MainWindow, book: Book) -> None:
    show(window)
    assert "luutru.example.vn" in words(window, "messagesSafetyLine")
    assert "OTP" in words(window, "messagesSafetyLine")
    book.writes = False
    window.refresh()
    settle()
    assert "không nhắn tin riêng" in words(window, "messagesSafetyLine")
    assert "OTP" in words(window, "messagesSafetyLine")


def test_what_was_received_is_a_number(window: MainWindow, book: Book, clock: FakeClock) -> None:
    show(window)
    assert words(window, "messagesReceived") == "Công an đã nhận 3 khách trong 30 ngày qua."
    book.lines = tuple(line for line in evening(clock.now()) if line.state is State.WAITING)
    window.refresh()
    settle()
    assert words(window, "messagesNone") == "Chưa có tin từ công an."


def test_the_fourth_key_opens_it_and_the_navigation_counts(
    qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock
) -> None:
    book.messages = (message(clock, "Một"), message(clock, "Hai", 2))
    window.activateWindow()
    press(qtbot, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.place is Place.MESSAGES
    window.refresh()
    settle()
    button = child(window, "nav_messages")
    assert isinstance(button, KeyButton)
    assert button.text() == "Tin công an (3)"
