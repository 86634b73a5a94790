"""*Hôm nay*: which banner stands when, what its buttons do, tonight's guests."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from guestreg.app.window_services import WindowServices
from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.buttons import KeyButton, Role
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.kit.progress import ProgressStrip
from guestreg.desktop.kit.table import Table
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.kit.translation import Translation
from guestreg.desktop.today.banner_words import banner_words
from guestreg.desktop.today.model import Notice, TodayModel, Unfinished, model_of
from guestreg.desktop.today.presenter import TodayPresenter
from guestreg.desktop.today.view import TodayView
from guestreg.domain.declaration import PERSON_NEXT, EndpointKind, Hold, Reason, State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.settings import LedgerSettings
from guestreg.ports.store import EndpointCondition
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger
from tests.fakes.clock import FakeClock
from tests.gui.evening import evening, guest, tonight
from tests.gui.inline_lanes import HeldLanes, InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.stage import PHONE, SENT_TO, Book, child, settle, today_services
from tests.gui.workplaces import bare_workplace, house_entry


def model(book: Book) -> TodayModel:
    return model_of(book.today(), sent_to=SENT_TO, police_phone=PHONE)


@pytest.mark.parametrize(
    ("hour", "minute", "notice"),
    [
        (18, 50, Notice.CALM),
        (20, 59, Notice.CALM),
        (21, 0, Notice.TONIGHT),
        (22, 29, Notice.TONIGHT),
        (22, 30, Notice.NEAR),
        (23, 0, Notice.NEAR),
        (23, 1, Notice.PAST),
    ],
)
def test_the_banner_follows_the_time_left(clock: FakeClock, hour: int, minute: int, notice: Notice) -> None:
    waiting = guest(1, "Hoa", clock.now(), due_at=tonight(clock.now(), 23))
    clock.jump(tonight(clock.now(), hour, minute) - clock.now())
    assert model(Book(clock, (waiting,))).notice is notice


def test_what_needs_a_person_comes_first(clock: FakeClock) -> None:
    now = clock.now()
    waiting, closed = guest(1, "Hoa", now), guest(2, "Páo", now, state=State.WINDOW_CLOSED)
    returned, sent = guest(3, "Luc", now, state=State.RETURNED), guest(4, "Mai", now, state=State.SENT)
    held = EndpointCondition("endpoint", hold=Hold.CREDENTIALS)
    assert model(Book(clock, (waiting, closed), held)).notice is Notice.HELD
    assert model(Book(clock, (waiting, closed))).notice is Notice.OTHER_WAY
    assert model(Book(clock, (waiting, returned))).notice is Notice.CALM
    assert model(Book(clock, (returned, sent))).notice is Notice.TO_CORRECT
    assert model(Book(clock, (sent,), held)).notice is Notice.DONE
    assert model(Book(clock)).notice is Notice.NOBODY


def test_the_banner_in_words(qapp: QApplication, clock: FakeClock, phrasebook: Phrasebook) -> None:
    book = Book(clock, evening(clock.now()))
    calm = banner_words(model(book), phrasebook)
    assert (calm.tone, calm.title) == (ToneName.INFO, "Còn 2 giờ 18 phút đến 23:00")
    assert calm.button == "Gửi 3 khách ngay"
    clock.advance(hours=1)
    warn = banner_words(model(book), phrasebook)
    assert (warn.tone, warn.title) == (ToneName.WARN, "Còn 1 giờ 18 phút đến 23:00")
    assert "Nếu đến 22:30 vẫn chưa gửi được" in warn.line
    clock.advance(hours=1)
    near = banner_words(model(book), phrasebook)
    assert near.tone is ToneName.BAD
    assert PHONE.replace(" ", "&nbsp;") in near.line
    clock.advance(hours=1)
    past = banner_words(model(book), phrasebook)
    assert past.title == "Đã quá 23:00. 3 khách chưa gửi."


def test_nothing_is_promised_to_go_by_itself_that_does_not(
    qapp: QApplication, clock: FakeClock, phrasebook: Phrasebook
) -> None:
    now = clock.now()
    looked_for = guest(1, "Hoa", now, state=State.UNKNOWN, next_attempt_at=PERSON_NEXT)
    by_hand = guest(2, "Páo", now, reason=Reason("S-94"))
    for _ in range(4):
        words = banner_words(model(Book(clock, (looked_for, by_hand))), phrasebook)
        assert "tự gửi khi" not in words.line
        assert words.button == "Xem cách báo"
        assert banner_words(model(Book(clock, (looked_for, guest(3, "Mai", now)))), phrasebook).button != words.button
        clock.advance(hours=1)


def test_the_banner_leads_on_what_a_person_must_do(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    book.lines = (guest(1, "Hoa", book.clock.now(), reason=Reason("S-94")),)
    window.go(Place.TODAY)
    settle()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert (window.place, book.sends) == (Place.OUTBOX, 0)


def test_done_is_said_with_what_proves_it(qapp: QApplication, clock: FakeClock, phrasebook: Phrasebook) -> None:
    now = clock.now()
    confirmed, sent = guest(1, "Hoa", now, state=State.CONFIRMED), guest(2, "Mai", now, state=State.SENT)
    proven = banner_words(model(Book(clock, (confirmed, confirmed._replace(row_id=9)))), phrasebook)
    assert (proven.title, proven.line) == ("Tối nay xong rồi.", "Công an đã nhận 2 khách.")
    assert proven.icon == "double_check"
    for lines in ((confirmed, sent), (sent,)):
        unproven = banner_words(model(Book(clock, lines)), phrasebook)
        assert (unproven.line, unproven.icon) == (f"Đã gửi {len(lines)} khách.", "check")


def test_a_held_endpoint_says_what_to_do(qapp: QApplication, clock: FakeClock, phrasebook: Phrasebook) -> None:
    for hold, code in ((Hold.CREDENTIALS, "E-04"), (Hold.CERTIFICATE, "E-05"), (Hold.CONTRACT, "E-52")):
        book = Book(clock, evening(clock.now()), EndpointCondition("endpoint", hold=hold))
        words = banner_words(model(book), phrasebook)
        assert (words.tone, words.title) == (ToneName.BAD, "Máy đã dừng gửi")
        assert words.line == phrasebook.sentence(code)
    revoked = EndpointCondition("endpoint", hold=Hold.CREDENTIALS, reason=Reason("E-213"))
    words = banner_words(model(Book(clock, evening(clock.now()), revoked)), phrasebook)
    assert words.line == phrasebook.sentence("E-213")


class RecordedToday:
    """TodayPage."""

    def __init__(self) -> None:
        self.models: list[TodayModel] = []
        self.unfinished: Unfinished | None = None

    def show_today(self, model: TodayModel) -> None:
        self.models.append(model)

    def show_unfinished(self, form: Unfinished | None) -> None:
        self.unfinished = form


@pytest.mark.parametrize(
    ("state", "place"),
    [(State.WINDOW_CLOSED, Place.OUTBOX), (State.RETURNED, Place.OUTBOX), (State.SENT, Place.STAY)],
)
def test_the_banner_leads_to_where_it_is_mended(
    clock: FakeClock, phrasebook: Phrasebook, state: State, place: Place
) -> None:
    book, page, navigator = (
        Book(clock, (guest(1, "Hoa", clock.now(), state=state),)),
        RecordedToday(),
        RecordedNavigator(),
    )
    presenter = TodayPresenter(page, today_services(book, phrasebook), Scope(InlineLanes()), navigator)
    presenter.open()
    presenter.press_banner()
    assert (navigator.places, book.sends) == ([(place, None)], 0)


def test_sending_reads_anew(clock: FakeClock, phrasebook: Phrasebook) -> None:
    book, page, navigator = Book(clock, evening(clock.now())), RecordedToday(), RecordedNavigator()
    presenter = TodayPresenter(page, today_services(book, phrasebook), Scope(InlineLanes()), navigator)
    presenter.press_banner()
    assert book.sends == 0
    presenter.open()
    presenter.press_banner()
    assert (book.sends, len(page.models)) == (1, 2)


def test_nothing_is_shown_after_close(clock: FakeClock, phrasebook: Phrasebook) -> None:
    page, lanes = RecordedToday(), HeldLanes()
    presenter = TodayPresenter(page, today_services(Book(clock), phrasebook), Scope(lanes), RecordedNavigator())
    presenter.open()
    presenter.close()
    lanes.run_all()
    assert page.models == []


def test_tonights_guests_stand_in_the_table(window: MainWindow) -> None:
    table = child(window, "tonightTable")
    assert isinstance(table, Table)
    model = table.model()
    assert model.rowCount() == 8
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Khách ở tối nay (8)"
    cells = [str(model.index(0, column).data()) for column in range(5)]
    assert cells == ["MARTIN Luc", "Pháp", "Phòng 3", "21/11 → 23/11", "Cần sửa: ngày sinh"]
    spoken = model.index(5, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "57, Nguyễn Thị Hoa, Công an đã nhận"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_ordinary_long_name_stands_on_one_line(
    qapp: QApplication, window: MainWindow, book: Book, translation: Translation, language: str
) -> None:
    translation.use(qapp, language)
    window.rebuild()
    settle()
    table = child(window, "tonightTable")
    assert isinstance(table, Table)
    name = "Nguyễn Thị Thanh Huyền Trang"
    assert len(name) == 28
    assert QFontMetrics(table.font()).horizontalAdvance(name) + 15 <= table.columnWidth(0)


def test_progress_is_said_in_words(window: MainWindow, book: Book) -> None:
    strip = child(window, "todayProgress")
    assert isinstance(strip, ProgressStrip)
    assert strip.text() == "Đã gửi 4 trên 8 khách · công an đã nhận 3"
    book.lines = tuple(line for line in book.lines if line.state is not State.SENT)
    window.refresh()
    assert strip.text() == "Công an đã nhận 3 trên 7 khách"
    book.lines = tuple(line for line in book.lines if line.state is not State.CONFIRMED)
    window.refresh()
    assert strip.text() == "Đã gửi 0 trên 4 khách"


def test_one_filled_button_whatever_the_banner_says(window: MainWindow, book: Book) -> None:
    def filled() -> list[str]:
        return [
            each.objectName()
            for each in window.findChildren(KeyButton)
            if each.role is Role.PRIMARY and each.isVisible()
        ]

    assert filled() == ["todayAct"]
    book.lines = ()
    window.refresh()
    assert filled() == ["todayNewGuest"]
    assert child(window, "tonightEmpty").isVisible()


def test_enter_on_a_guest_opens_her_line(qtbot: QtBot, window: MainWindow) -> None:
    table = child(window, "tonightTable")
    assert isinstance(table, Table)
    table.setFocus()
    table.choose(5)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle()
    assert window.place is Place.LEDGER
    name = child(window, "stripName")
    assert isinstance(name, QLabel)
    assert name.text() == "Nguyễn Thị Hoa"


def test_the_row_in_hand_stays_when_lines_are_read_anew(window: MainWindow, book: Book) -> None:
    table = child(window, "tonightTable")
    assert isinstance(table, Table)
    table.choose(5)
    book.lines = book.lines[2:]
    window.refresh()
    assert table.current_row() == 3


def test_the_page_says_where_declarations_go(window: MainWindow) -> None:
    label = child(window, "sentTo")
    assert isinstance(label, QLabel)
    assert label.text() == f"Gửi tới: {SENT_TO}"


def test_practice_names_no_police_office(qtbot: QtBot, theme: Theme, clock: FakeClock, phrasebook: Phrasebook) -> None:
    view = TodayView(theme, GuestWords(str, str), phrasebook)
    qtbot.addWidget(view)
    view.show()
    view.show_today(model_of(Book(clock).today(), sent_to=None, police_phone=PHONE))
    label = child(view, "sentTo")
    assert isinstance(label, QLabel)
    assert label.text() == "Tập thử – không gửi cho ai."


@pytest.mark.parametrize(("kind", "place"), [(EndpointKind.PRACTICE, None), (EndpointKind.MANUAL, "Công an xã Mẫu")])
def test_a_police_office_is_named_only_where_it_gets_them(
    tmp_path: Path, clock: FakeClock, kind: EndpointKind, place: str | None
) -> None:
    program = bare_workplace(tmp_path, clock)
    try:
        assert isinstance(program.begin(NewLedger(LedgerSettings("", kind), {}), house_entry()), Done)
        assert WindowServices(program).today().sent_to() == place
    finally:
        program.close()


def test_late_guests_carry_their_mark(clock: FakeClock, window: MainWindow, book: Book) -> None:
    clock.advance(timedelta(hours=4))
    window.refresh()
    table = child(window, "tonightTable")
    assert isinstance(table, Table)
    assert str(table.model().index(1, 4).data()) == "Chưa gửi, Quá giờ, Đi hôm nay"
