"""*Chưa gửi*: cards by what to do, why in words, when it is tried again, and what the buttons do."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import KeyButton, Role
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.outbox.board import Board, Group, board_of
from guestreg.desktop.outbox.presenter import OutboxPresenter
from guestreg.desktop.outbox.view import OutboxView
from guestreg.domain.declaration import PERSON_NEXT, Hold, Reason, State
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import GuestId
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from tests.fakes.clock import FakeClock
from tests.gui.evening import evening, guest
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.stage import OPEN_STATES, PHONE, Book, child, outbox_services, settle

HELD = EndpointCondition("endpoint", hold=Hold.CREDENTIALS)


def board(clock: FakeClock, *lines: GuestLine, condition: EndpointCondition | None = None) -> Board:
    state = condition or EndpointCondition("endpoint")
    return board_of(lines, (), now=clock.now(), condition=state, police_phone=PHONE)


def test_lines_are_piled_by_what_to_do(clock: FakeClock) -> None:
    now = clock.now()
    unknown = guest(70, "Phàn", now, state=State.UNKNOWN)
    closed = guest(71, "Vừ", now, state=State.WINDOW_CLOSED)
    shown = board(clock, *(line for line in evening(now) if line.state in OPEN_STATES), unknown, closed)
    piles = [(pile.group, [line.register_no for line in pile.lines]) for pile in shown.piles]
    assert piles == [
        (Group.ACT, [71]),
        (Group.ACT, [55]),
        (Group.NETWORK, [61, 60]),
        (Group.BY_ITSELF, [59]),
        (Group.BY_ITSELF, [70]),
    ]
    assert (shown.unsent, shown.to_correct) == (5, 1)


def test_what_a_person_must_look_for_asks_for_the_list(clock: FakeClock) -> None:
    now = clock.now()
    unclear = guest(70, "Phàn", now, state=State.UNKNOWN, next_attempt_at=PERSON_NEXT)
    behind = guest(71, "Vừ", now, behind_state=State.UNKNOWN, behind_next_at=PERSON_NEXT)
    patient = guest(72, "Sùng", now, behind_state=State.WAITING)
    shown = board(clock, unclear, behind)
    assert ([pile.group for pile in shown.piles], shown.to_look) == ([Group.ACT, Group.ACT], 2)
    assert shown.next_at is None
    assert shown.asks == shown.piles[0]
    assert [pile.group for pile in board(clock, unclear, patient).piles] == [Group.ACT, Group.BY_ITSELF]
    assert board(clock, unclear, patient).asks is None
    assert board(clock, unclear, guest(73, "Luc", now, state=State.RETURNED)).asks != shown.asks


def test_the_next_try_is_the_nearest_one_ahead(clock: FakeClock) -> None:
    now = clock.now()
    near = guest(1, "A", now, next_attempt_at=now + timedelta(minutes=3))
    far = guest(2, "B", now, next_attempt_at=now + timedelta(hours=3))
    over = guest(3, "C", now, next_attempt_at=now - timedelta(minutes=1))
    assert board(clock, near, far, over).next_at == now + timedelta(minutes=3)
    assert board(clock, over).next_at is None


def test_a_stopped_endpoint_promises_no_next_try(clock: FakeClock) -> None:
    near = guest(1, "A", clock.now(), next_attempt_at=clock.now() + timedelta(minutes=3), reason=Reason("E-01"))
    shown = board(clock, near, condition=HELD)
    assert (shown.next_at, [pile.group for pile in shown.piles]) == (None, [Group.BY_ITSELF])


def test_the_page_asks_for_a_person_before_it_tells_her_to_wait(clock: FakeClock) -> None:
    now = clock.now()
    waiting, closed = guest(1, "Hoa", now), guest(2, "Páo", now, state=State.WINDOW_CLOSED)
    returned = guest(3, "Luc", now, state=State.RETURNED)

    def asked(*lines: GuestLine, condition: EndpointCondition | None = None) -> int | None:
        pile = board(clock, *lines, condition=condition).asks
        return pile.first.register_no if pile else None

    assert asked(waiting) is None
    assert asked(waiting, returned) is None
    assert asked(returned) == 3
    assert asked(returned, closed) == asked(waiting, closed) == asked(closed, condition=HELD) == 2
    assert asked(waiting, closed, condition=HELD) is None


class RecordedOutbox:
    """OutboxPage."""

    def __init__(self) -> None:
        self.boards: list[Board] = []
        self.tries = 0
        self.troubles: list[str] = []

    def show_board(self, board: Board) -> None:
        self.boards.append(board)

    def show_trying(self) -> None:
        self.tries += 1

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        self.troubles.append(code)

    def said(self, code: str, params: dict[str, str]) -> str:
        return code


def test_trying_now_sends_and_reads_anew(clock: FakeClock) -> None:
    book, page = Book(clock, evening(clock.now())), RecordedOutbox()
    services = outbox_services(book)
    presenter = OutboxPresenter(page, services, clock, Scope(InlineLanes()), RecordedNavigator())
    presenter.open()
    presenter.try_now()
    assert (book.sends, page.tries, len(page.boards)) == (1, 1, 2)


def test_mending_and_telling_go_to_the_guests(clock: FakeClock) -> None:
    book, navigator = Book(clock), RecordedNavigator()
    services = outbox_services(book)
    presenter = OutboxPresenter(RecordedOutbox(), services, clock, Scope(InlineLanes()), navigator)
    presenter.mend(GuestId("guest-1"))
    presenter.tell((GuestId("guest-2"), GuestId("guest-3")))
    assert navigator.places == [(Place.STAY, "guest-1"), (Place.TELLING, ("guest-2", "guest-3"))]


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


def test_a_guest_who_must_be_phoned_in_is_not_told_to_wait(
    qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock
) -> None:
    book.lines = (guest(70, "Sùng Thị Dế", clock.now(), state=State.WINDOW_CLOSED),)
    window.activateWindow()
    window.go(Place.OUTBOX)
    settle()
    banner = child(window, "outboxBanner")
    assert isinstance(banner, Banner)
    assert (banner.tone, words(window, "outboxBannerTitle")) == (ToneName.BAD, "1 khách phải báo cách khác")
    assert PHONE.replace(" ", "&nbsp;") in words(window, "outboxBannerLine")
    assert "tự gửi" not in words(window, "outboxBannerLine")
    assert filled(window) == ["outboxAct"]
    assert child(window, "outboxAct").hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert (window.place, book.sends) == (Place.TELLING, 0)


def test_a_call_is_not_all_for_a_foreigner(window: MainWindow, book: Book, clock: FakeClock) -> None:
    citizen = guest(70, "Sùng Thị Dế", clock.now(), state=State.WINDOW_CLOSED)
    book.lines = (citizen._replace(guest_kind=GuestKind.FOREIGNER),)
    window.go(Place.OUTBOX)
    settle()
    theirs = "Khách nước ngoài: tải tệp lên cổng, hoặc nộp phiếu giấy."
    assert words(window, "outboxBannerLine") == theirs


def test_others_can_be_sent_meanwhile(qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock) -> None:
    book.lines = (guest(70, "Sùng Thị Dế", clock.now(), state=State.WINDOW_CLOSED), *book.lines)
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "outboxBannerTitle") == "1 khách phải báo cách khác"
    assert words(window, "outboxBannerLine").endswith("Những khách khác máy tự gửi.")
    assert filled(window) == ["outboxAct"]
    qtbot.mouseClick(child(window, "outboxAgain"), Qt.MouseButton.LeftButton)
    assert book.sends == 1


def test_f9_opens_what_the_police_returned_when_nothing_else_is_open(
    qtbot: QtBot, window: MainWindow, book: Book
) -> None:
    book.lines = book.lines[:1]
    window.activateWindow()
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "outboxBannerTitle") == "Có khách cần sửa."
    mended: list[str] = []
    page = child(window, "outboxPage")
    assert isinstance(page, OutboxView)
    page.mend_pressed.connect(mended.append)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert (mended, book.sends) == (["guest-55"], 0)


def test_no_card_promises_sending_while_it_is_stopped(window: MainWindow, book: Book, clock: FakeClock) -> None:
    soon = {"reason": Reason("E-03"), "next_attempt_at": clock.now() + timedelta(minutes=3)}
    book.lines = (guest(1, "Hoa", clock.now()), guest(2, "Páo", clock.now(), **soon))
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "pile1Why") == "Đang tới lượt gửi."
    assert "Lần thử kế tiếp" in words(window, "pile2Code")
    book.condition = HELD
    window.refresh()
    settle()
    for number in (1, 2):
        assert words(window, f"pile{number}Why") == "Nơi gửi đang dừng. Khách vẫn nằm trong sổ."
    assert words(window, "pile2Code") == "Mã để báo người hỗ trợ: E-03"
    assert words(window, "group_by_itself") == "Nơi gửi đang dừng"


def filled(window: MainWindow) -> list[str]:
    """The primary buttons in sight."""
    buttons = window.findChildren(KeyButton)
    return [each.objectName() for each in buttons if each.role is Role.PRIMARY and each.isVisible()]


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


def test_nobody_received_an_empty_book(window: MainWindow, book: Book) -> None:
    book.lines = ()
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "outboxEmptyWords") == "Không còn gì chưa gửi."


def test_many_names_are_counted(window: MainWindow, book: Book, clock: FakeClock) -> None:
    now = clock.now()
    book.lines = tuple(guest(number, f"Khách {number}", now, reason=Reason("E-01")) for number in range(1, 10))
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "pile1Names").endswith("Khách 6 và 3 khách nữa")
