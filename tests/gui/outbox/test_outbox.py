"""*Chưa gửi*: cards by what to do, why in words, when it is tried again, and what the buttons do."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.outbox.board import Board, Group, board_of
from guestreg.desktop.outbox.presenter import OutboxPresenter, OutboxServices
from guestreg.domain.declaration import Hold, Reason, State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from tests.fakes.clock import FakeClock
from tests.gui.evening import evening, guest
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.stage import OPEN_STATES, PHONE, Book, child, settle


def board(clock: FakeClock, *lines: GuestLine) -> Board:
    return board_of(lines, (), now=clock.now(), condition=EndpointCondition("endpoint"), police_phone=PHONE)


def test_lines_are_piled_by_what_to_do(clock: FakeClock) -> None:
    now = clock.now()
    unknown = guest(70, "Phàn", now, state=State.UNKNOWN)
    closed = guest(71, "Vừ", now, state=State.WINDOW_CLOSED)
    shown = board(clock, *(line for line in evening(now) if line.state in OPEN_STATES), unknown, closed)
    piles = [(pile.group, [line.register_no for line in pile.lines]) for pile in shown.piles]
    assert piles == [
        (Group.ACT, [55]),
        (Group.ACT, [71]),
        (Group.NETWORK, [61, 60]),
        (Group.BY_ITSELF, [59]),
        (Group.BY_ITSELF, [70]),
    ]
    assert (shown.unsent, shown.to_correct) == (5, 1)


def test_the_next_try_is_the_nearest_one_ahead(clock: FakeClock) -> None:
    now = clock.now()
    near = guest(1, "A", now, next_attempt_at=now + timedelta(minutes=3))
    far = guest(2, "B", now, next_attempt_at=now + timedelta(hours=3))
    over = guest(3, "C", now, next_attempt_at=now - timedelta(minutes=1))
    assert board(clock, near, far, over).next_at == now + timedelta(minutes=3)
    assert board(clock, over).next_at is None


class RecordedOutbox:
    """OutboxPage."""

    def __init__(self) -> None:
        self.boards: list[Board] = []
        self.tries = 0

    def show_board(self, board: Board) -> None:
        self.boards.append(board)

    def show_trying(self) -> None:
        self.tries += 1


def test_trying_now_sends_and_reads_anew(clock: FakeClock) -> None:
    book, page = Book(clock, evening(clock.now())), RecordedOutbox()
    services = OutboxServices(book.open_lines, book.sent_lines, lambda: book.condition, lambda: PHONE, book.send_now)
    presenter = OutboxPresenter(page, services, clock, Scope(InlineLanes()), RecordedNavigator())
    presenter.open()
    presenter.try_now()
    assert (book.sends, page.tries, len(page.boards)) == (1, 1, 2)


def test_mending_and_looking_go_to_the_guest(clock: FakeClock) -> None:
    book, navigator = Book(clock), RecordedNavigator()
    services = OutboxServices(book.open_lines, book.sent_lines, lambda: book.condition, lambda: PHONE, book.send_now)
    presenter = OutboxPresenter(RecordedOutbox(), services, clock, Scope(InlineLanes()), navigator)
    presenter.mend(GuestId("guest-1"))
    presenter.look(GuestId("guest-2"))
    assert navigator.places == [(Place.STAY, "guest-1"), (Place.LEDGER, "guest-2")]


def words(window: MainWindow, name: str) -> str:
    label = child(window, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_a_card_says_who_until_when_and_why(window: MainWindow, phrasebook: Phrasebook) -> None:
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "pile61Names") == "Giàng A Páo, Lò Thị Mai"
    assert words(window, "pile61Deadline") == "Hạn 23:00 hôm nay"
    assert words(window, "pile61Why") == phrasebook.sentence("E-01")
    assert words(window, "pile61Code") == "Lần thử kế tiếp: 20:45 hôm nay. Mã để báo người hỗ trợ: E-01"
    assert "“Ngày sinh không giống hộ chiếu”" in words(window, "pile55Why")
    assert child(window, "mend55").accessibleName() == "Sửa ngày sinh: MARTIN Luc"


def test_the_top_reassures(window: MainWindow, book: Book, clock: FakeClock) -> None:
    book.condition = EndpointCondition("endpoint", failing_since=clock.now() - timedelta(minutes=44))
    window.go(Place.OUTBOX)
    assert words(window, "outboxBannerTitle") == "Máy chưa có mạng từ 19:58 hôm nay."
    assert words(window, "outboxBannerLine").startswith("Không mất gì cả: 3 khách đã nằm trong sổ.")
    assert PHONE.replace(" ", "&nbsp;") in words(window, "outboxPhoneLine")


def test_a_held_endpoint_leads_to_the_settings(window: MainWindow, book: Book, phrasebook: Phrasebook) -> None:
    book.condition = EndpointCondition("endpoint", hold=Hold.CREDENTIALS)
    window.go(Place.OUTBOX)
    assert words(window, "outboxBannerTitle") == "Máy đã dừng gửi"
    assert words(window, "outboxBannerLine").startswith(phrasebook.sentence("E-04"))
    assert child(window, "outboxSettings").isVisible()


def test_f9_tries_at_once(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    window.activateWindow()
    window.go(Place.OUTBOX)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert book.sends == 1


def test_what_was_sent_is_folded_until_asked(qtbot: QtBot, window: MainWindow) -> None:
    window.go(Place.OUTBOX)
    settle()
    assert child(window, "sentFold").accessibleName() == "Đã gửi, chưa đối chiếu (1)"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    child(window, "sentFold").setFocus()
    qtbot.keyClick(child(window, "sentFold"), Qt.Key.Key_Return)
    settle()
    assert words(window, "sentNames") == "MARTIN Sophie"
    assert child(window, "sentFold").hasFocus()


def test_reading_anew_keeps_the_focus(window: MainWindow, book: Book) -> None:
    window.activateWindow()
    window.go(Place.OUTBOX)
    settle()
    child(window, "mend55").setFocus()
    window.refresh()
    settle()
    assert child(window, "mend55").hasFocus()


def test_nothing_left_is_said_and_leads_home(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    book.lines = tuple(line for line in book.lines if line.state is State.CONFIRMED)
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "outboxEmptyWords") == "Không còn gì chưa gửi. Công an đã nhận hết."
    qtbot.mouseClick(child(window, "outboxHome"), Qt.MouseButton.LeftButton)
    assert window.place is Place.TODAY


def test_many_names_are_counted(window: MainWindow, book: Book, clock: FakeClock) -> None:
    now = clock.now()
    book.lines = tuple(guest(number, f"Khách {number}", now, reason=Reason("E-01")) for number in range(1, 10))
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "pile1Names").endswith("Khách 6 và 3 khách nữa")
