"""The frame as hands meet it: keys, navigation, what it shows of house and network, letters, quitting, languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place, Undo
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import FrameStatus, Pill, Warn, pill_of
from guestreg.desktop.frame.presenter import FramePresenter
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.domain.declaration import EndpointKind, Hold, Reason
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.store import EndpointCondition
from tests.fakes.clock import FakeClock
from tests.gui import audit
from tests.gui.inline_lanes import HeldLanes
from tests.gui.stage import HOUSE, Book, child, settle

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def hit(
    qtbot: QtBot, window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
    settle()


@pytest.mark.parametrize(
    ("key", "modifier", "place"),
    [
        (Qt.Key.Key_2, CTRL, Place.LEDGER),
        (Qt.Key.Key_3, CTRL, Place.OUTBOX),
        (Qt.Key.Key_3, ALT, Place.OUTBOX),
        (Qt.Key.Key_F, CTRL, Place.LEDGER),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier, Place.CHECK_OUT),
        (Qt.Key.Key_T, ALT, Place.CHECK_OUT),
    ],
)
def test_keys_go_to_pages(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, place: Place
) -> None:
    hit(qtbot, window, key, modifier)
    assert window.place is place
    hit(qtbot, window, Qt.Key.Key_1, CTRL)
    assert window.place is Place.TODAY


def test_a_key_of_a_page_that_is_not_there_does_nothing(qtbot: QtBot, window: MainWindow) -> None:
    hit(qtbot, window, Qt.Key.Key_F7)
    assert window.place is Place.TODAY


def test_escape_goes_home(qtbot: QtBot, window: MainWindow) -> None:
    window.go(Place.LEDGER)
    hit(qtbot, window, Qt.Key.Key_Escape)
    assert window.place is Place.TODAY


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_G, ALT)])
def test_a_printed_key_presses_its_button(
    qtbot: QtBot, window: MainWindow, book: Book, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    hit(qtbot, window, key, modifier)
    assert book.sends == 1


def test_ctrl_enter_presses_the_primary(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    hit(qtbot, window, Qt.Key.Key_Return, CTRL)
    assert book.sends == 1


def test_the_mouse_goes_to_pages(qtbot: QtBot, window: MainWindow) -> None:
    for name, place in (("nav_ledger", Place.LEDGER), ("nav_outbox", Place.OUTBOX), ("nav_today", Place.TODAY)):
        qtbot.mouseClick(child(window, name), Qt.MouseButton.LeftButton)
        assert window.place is place


def test_every_page_is_reached_by_tab_alone(qtbot: QtBot, window: MainWindow) -> None:
    child(window, "nav_today").setFocus()
    hit(qtbot, window, Qt.Key.Key_Tab)
    assert child(window, "nav_ledger").hasFocus()
    hit(qtbot, window, Qt.Key.Key_Return)
    assert window.place is Place.LEDGER


def test_the_counter_follows_the_book(window: MainWindow, book: Book) -> None:
    assert child(window, "nav_outbox").accessibleName() == "Chưa gửi (3)"
    book.lines = ()
    window.refresh()
    assert child(window, "nav_outbox").accessibleName() == "Chưa gửi"


def test_the_frame_names_house_time_and_network(window: MainWindow) -> None:
    assert window.windowTitle() == f"{HOUSE} – Sổ Lưu Trú"
    labels = {name: child(window, name) for name in ("clockTime", "clockDay")}
    assert {name: label.text() for name, label in labels.items() if isinstance(label, QLabel)} == {
        "clockTime": "20:42",
        "clockDay": "thứ Bảy 21/11/2026",
    }
    assert child(window, "pill").accessibleName() == "Không có mạng – vẫn ghi sổ được"


def test_the_clock_goes_on_and_the_page_with_it(qtbot: QtBot, window: MainWindow, clock: FakeClock) -> None:
    clock.advance(minutes=20)
    time, title = child(window, "clockTime"), child(window, "todayBannerTitle")
    assert isinstance(time, QLabel)
    assert isinstance(title, QLabel)
    qtbot.waitUntil(lambda: time.text() == "21:02")
    assert title.text() == "Còn 1 giờ 58 phút đến 23:00"


def test_practice_cannot_be_overlooked(window: MainWindow, book: Book) -> None:
    assert child(window, "pages").isVisible()
    assert child_or_none(window, "practiceBand") is None
    book.pill = Pill.PRACTICE
    window.refresh()
    assert child(window, "practiceBand").accessibleName() == "TẬP THỬ – không gửi cho ai."


def test_lasting_warnings_stay_until_they_are_mended(window: MainWindow, book: Book, phrasebook: Phrasebook) -> None:
    book.warnings = (Warn("E-43"), Warn("E-17", {"now": "20:42"}))
    window.refresh()
    settle()
    line = child(window, "warning1Line")
    assert isinstance(line, QLabel)
    assert line.text() == phrasebook.sentence("E-17", {"now": "20:42"})
    assert child_or_none(window, "warningsFold") is None
    book.warnings = ()
    window.refresh()
    assert child_or_none(window, "warningArea") is None


def test_where_work_is_done_warnings_are_one_line(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    book.warnings = (Warn("E-43"), Warn("E-17", {"now": "20:42"}))
    window.refresh()
    for place in (Place.LEDGER, Place.OUTBOX):
        window.go(place)
        settle()
        fold = child(window, "warningsFold")
        assert fold.accessibleName() == "2 điều cần biết"
        assert child_or_none(window, "warning0") is None
        qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
        settle()
        assert child(window, "warning0").isVisible()
        assert child(window, "warning1").isVisible()
    window.go(Place.LEDGER)
    assert child_or_none(window, "warning0") is None
    window.go(Place.TODAY)
    settle()
    assert child(window, "warning0").isVisible()


def test_letters_grow_and_shrink(qtbot: QtBot, window: MainWindow, book: Book, theme: Theme) -> None:
    qtbot.mouseClick(child(window, "textLarger"), Qt.MouseButton.LeftButton)
    hit(qtbot, window, Qt.Key.Key_Equal, CTRL)
    assert theme.step == 150
    hit(qtbot, window, Qt.Key.Key_Minus, CTRL)
    qtbot.mouseClick(child(window, "textSmaller"), Qt.MouseButton.LeftButton)
    assert theme.step == 100
    assert book.steps == [125, 150, 125, 100]


def test_a_narrow_window_has_a_menu_instead_of_the_column(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(700, 600)
    settle()
    assert not child_or_none(window, "nav_today")
    qtbot.mouseClick(child(window, "menuButton"), Qt.MouseButton.LeftButton)
    settle()
    assert child(window, "nav_today").hasFocus()
    assert audit.everything(window) == []
    hit(qtbot, window, Qt.Key.Key_Escape)
    assert child_or_none(window, "nav_today") is None
    qtbot.mouseClick(child(window, "menuButton"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(child(window, "nav_ledger"), Qt.MouseButton.LeftButton)
    settle()
    assert window.place is Place.LEDGER
    assert child_or_none(window, "nav_today") is None
    assert child(window, "pageName").isVisible()


def test_a_narrow_window_names_the_part_of_the_page_in_front(window: MainWindow) -> None:
    window.go(Place.LEDGER)
    window.go(Place.OUTBOX)
    window.resize(700, 600)
    settle()
    name = child(window, "pageName")
    assert isinstance(name, QLabel)
    page, behind = child(window, "outboxPage"), window.findChild(PageView, "ledgerPage")
    assert isinstance(page, PageView)
    assert behind is not None
    behind.show_title("Tháng trước")
    assert name.text() == "Chưa gửi"
    page.show_title("Đối chiếu")
    assert name.text() == "Đối chiếu"


def child_or_none(root: QWidget, name: str) -> QWidget | None:
    return next((widget for widget in root.findChildren(QWidget, name) if widget.isVisible()), None)


def test_undo_is_one_key_from_anywhere(qtbot: QtBot, window: MainWindow) -> None:
    undone: list[str] = []
    window.offer_undo(Undo("Đã ghi 4 khách.", 20, lambda: undone.append("undo"), lambda: undone.append("hurry")))
    window.go(Place.OUTBOX)
    hit(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert undone == ["undo"]
    hit(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert undone == ["undo"]


def test_good_news_stays_until_the_next_page(window: MainWindow) -> None:
    window.say("Đã trả phòng 2 khách.")
    line = child(window, "saidLine")
    assert isinstance(line, QLabel)
    assert line.text() == "Đã trả phòng 2 khách."
    window.go(Place.LEDGER)
    assert child_or_none(window, "saidLine") is None


def test_the_language_changes_everywhere_at_once(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, translation: Translation
) -> None:
    window.go(Place.LEDGER)
    translation.use(qapp, "en")
    window.rebuild()
    settle()
    assert window.place is Place.LEDGER
    assert child(window, "nav_ledger").accessibleName() == "Guest register"
    translation.use(qapp, "vi")
    window.rebuild()
    settle()
    assert child(window, "nav_ledger").accessibleName() == "Sổ lưu trú"


def condition(**changes: object) -> EndpointCondition:
    return EndpointCondition("endpoint", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "state", "pill"),
    [
        (EndpointKind.PRACTICE, condition(hold=Hold.CONTRACT), Pill.PRACTICE),
        (EndpointKind.KBTT, condition(), Pill.CAN_SEND),
        (EndpointKind.KBTT, condition(hold=Hold.CREDENTIALS, reason=Reason("E-01")), Pill.HELD),
        (EndpointKind.KBTT, condition(reason=Reason("E-01")), Pill.NO_NETWORK),
        (EndpointKind.KBTT, condition(reason=Reason("E-03")), Pill.CAN_SEND),
        (EndpointKind.MANUAL, condition(), Pill.BOOK_ONLY),
        (EndpointKind.FILES, condition(), Pill.BOOK_ONLY),
    ],
)
def test_the_pill_says_whether_declarations_can_leave(kind: EndpointKind, state: EndpointCondition, pill: Pill) -> None:
    assert pill_of(kind, state) is pill


class RecordedFrame:
    """FrameView."""

    def __init__(self) -> None:
        self.shown: list[FrameStatus] = []

    def show_status(self, status: FrameStatus) -> None:
        self.shown.append(status)


def test_the_frame_presenter_reads_once_for_questions_that_wait_together() -> None:
    view, lanes = RecordedFrame(), HeldLanes()
    answers = iter([FrameStatus("read", Pill.CAN_SEND, unsent=2), FrameStatus("again", Pill.CAN_SEND)])
    presenter = FramePresenter(view, lambda: next(answers), Scope(lanes))
    presenter.refresh()
    presenter.refresh()
    lanes.run_all()
    assert [status.house for status in view.shown] == ["read"]
    assert presenter.must_ask_before_quitting()
