"""*Sổ lưu trú*: what is read when, filters and their counts, the strip, versions, cancelling."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.buttons import KeyButton
from guestreg.desktop.kit.table import Table
from guestreg.desktop.ledger.dialogs import CancelDialog, VersionsDialog
from guestreg.desktop.ledger.wanted import Chip, Wanted, month_of
from guestreg.domain.dates import local
from guestreg.domain.declaration import Kind, State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.outcome import Failed
from tests.fakes.clock import FakeClock
from tests.fakes.kept import declaration, kept_stay
from tests.gui.evening import evening, guest, tonight
from tests.gui.stage import Book, child, settle


def words(window: MainWindow, name: str) -> str:
    label = child(window, name)
    assert isinstance(label, QLabel)
    return label.text()


def names(table: Table) -> list[str]:
    return [str(table.model().index(row, 1).data()) for row in range(table.model().rowCount())]


def test_typing_finds_without_accents(qtbot: QtBot, window: MainWindow, ledger: Table) -> None:
    qtbot.keyClicks(child(window, "ledgerSearch"), "nguyen")
    assert names(ledger) == ["Nguyễn Thị Hoa", "Nguyễn Văn Bình"]
    assert words(window, "ledgerResult").startswith("Thấy <b>2 khách</b> khớp “nguyen”.")
    qtbot.keyClick(child(window, "ledgerSearch"), Qt.Key.Key_Escape)
    settle()
    assert len(names(ledger)) == 8
    assert ledger.isVisible()
    qtbot.keyClick(child(window, "ledgerSearch"), Qt.Key.Key_Escape)
    assert window.place is Place.TODAY


def test_what_is_typed_is_no_markup(qtbot: QtBot, window: MainWindow, ledger: Table) -> None:
    qtbot.keyClicks(child(window, "ledgerSearch"), "<b>x")
    assert words(window, "ledgerEmptyWords") == "Không thấy “<b>x”. Thử gõ ít chữ hơn, hoặc 4 số cuối giấy tờ."


@pytest.mark.parametrize("chip", list(Chip))
def test_a_count_equals_what_its_chip_shows(qtbot: QtBot, window: MainWindow, book: Book, chip: Chip) -> None:
    now = book.clock.now()
    late = guest(80, "Thào", now, due_at=tonight(now, 8))
    book.lines = (late, guest(81, "Sùng", now, state=State.CANCELLED), *evening(now))
    window.go(Place.LEDGER)
    settle()
    button = child(window, f"chip_{chip}")
    count = int(button.accessibleName().rpartition("(")[2].rstrip(")"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    assert table.model().rowCount() == count > 0
    qtbot.mouseClick(child(window, f"chip_{chip}"), Qt.MouseButton.LeftButton)
    assert table.model().rowCount() == 10


def test_months_are_walked_through(qtbot: QtBot, window: MainWindow, ledger: Table) -> None:
    assert child(window, "ledgerMonth").accessibleName() == "Tháng 11/2026"
    qtbot.mouseClick(child(window, "ledgerEarlier"), Qt.MouseButton.LeftButton)
    assert child(window, "ledgerMonth").accessibleName() == "Tháng 10/2026"
    assert words(window, "ledgerEmptyWords") == "Tháng này chưa có khách."
    qtbot.mouseClick(child(window, "ledgerMonth"), Qt.MouseButton.LeftButton)
    settle()
    assert child(window, "ledgerMonth").accessibleName() == "Mọi tháng"
    assert len(names(ledger)) == 8


def test_numbers_of_documents_are_masked(ledger: Table) -> None:
    shown = [str(ledger.model().index(row, 4).data()) for row in range(8)]
    assert all(number.startswith("…") and len(number) == 5 for number in shown)


def test_a_long_ledger_is_read_in_blocks(window: MainWindow, book: Book, clock: FakeClock) -> None:
    now = clock.now()
    book.lines = tuple(guest(number, f"Khách {number}", now) for number in range(1000, 0, -1))
    window.go(Place.LEDGER)
    settle()
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    assert table.model().rowCount() == 1000
    assert str(table.model().index(999, 1).data()) == "…"
    table.choose(999)
    settle()
    assert str(table.model().index(999, 1).data()) == "Khách 1"
    assert words(window, "stripName") == "Khách 1"


def test_reading_anew_moves_nothing_under_the_persons_eyes(
    qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock
) -> None:
    now = clock.now()
    book.lines = tuple(guest(number, f"Khách {number}", now) for number in range(500, 0, -1))
    window.go(Place.LEDGER)
    settle()
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    table.choose(300)
    settle()
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() - 40)
    top = table.verticalScrollBar().value()
    window.refresh()
    settle()
    assert (table.current_row(), table.verticalScrollBar().value()) == (300, top)
    assert words(window, "stripName") == "Khách 200"
    book.lines = (guest(501, "Khách 501", now), *book.lines)
    window.refresh()
    settle()
    assert (table.current_row(), words(window, "stripName")) == (301, "Khách 200")
    qtbot.keyClicks(child(window, "ledgerSearch"), "khach 5")
    settle()
    assert table.current_row() == 0 or names(table)[table.current_row()] == "Khách 200"


def test_ctrl_and_arrows_walk_through_the_months(qtbot: QtBot, window: MainWindow, ledger: Table) -> None:
    ledger.setFocus()
    qtbot.keyClick(ledger, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert child(window, "ledgerMonth").accessibleName() == "Tháng 10/2026"


def test_months_step_over_the_turn_of_the_year(clock: FakeClock) -> None:
    month = month_of(local(clock.now()).date())
    stepped = Wanted(month=month).moved(1).moved(1)
    assert (stepped.month and (stepped.month.year, stepped.month.month)) == (2027, 1)
    assert stepped.moved(-1).moved(-1).month == month
    base = Wanted(month=month).base()
    assert (base.arrival_from, base.arrival_to and base.arrival_to.day) == (month, 30)


def test_the_strip_says_what_proves_the_line(window: MainWindow, ledger: Table) -> None:
    ledger.choose(5)
    settle()
    assert words(window, "stripName") == "Nguyễn Thị Hoa"
    said = "Công an nhận lúc 18:12 hôm nay, giấy nhận số XM-2611-0457. Không phải gửi lại."
    assert words(window, "stripProof") == said
    assert words(window, "stripBeside") == "Giấy nhận có dấu kiểm của công an."
    assert window.findChild(QLineEdit, "cancelText") is None


def test_enter_opens_only_what_has_a_page(qtbot: QtBot, window: MainWindow, ledger: Table) -> None:
    ledger.setFocus()
    qtbot.keyClick(ledger, Qt.Key.Key_Return)
    assert window.place is Place.LEDGER


def test_f6_checks_out_the_line_in_hand(qtbot: QtBot, window: MainWindow, ledger: Table) -> None:
    ledger.choose(2)
    ledger.setFocus()
    qtbot.keyClick(ledger, Qt.Key.Key_F6)
    settle()
    assert window.place is Place.CHECK_OUT


def test_the_check_out_of_one_who_left_is_corrected_from_her_line(
    qtbot: QtBot, window: MainWindow, ledger: Table, book: Book
) -> None:
    book.check_out((book.lines[2].guest_id,))
    window.refresh()
    settle()
    ledger.choose(2)
    settle()
    assert child(window, "stripCheckOut").accessibleName() == "Sửa trả phòng"
    qtbot.mouseClick(child(window, "stripCheckOut"), Qt.MouseButton.LeftButton)
    settle()
    qtbot.mouseClick(child(window, "checkOutStillHere"), Qt.MouseButton.LeftButton)
    settle()
    assert book.lines[2].departed_at is None


def cancel(qtbot: QtBot, window: MainWindow, *, press: str) -> None:
    def answer() -> None:
        for dialog in window.findChildren(CancelDialog):
            if dialog.isVisible():
                qtbot.mouseClick(child(dialog, "cancelReason_entered-twice"), Qt.MouseButton.LeftButton)
                qtbot.keyClicks(child(dialog, "cancelText"), "hai lan")
                qtbot.mouseClick(child(dialog, press), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)
    qtbot.mouseClick(child(window, "stripCancel"), Qt.MouseButton.LeftButton)
    settle()


def test_a_line_is_cancelled_with_its_reason_and_stays(
    qtbot: QtBot, window: MainWindow, ledger: Table, book: Book
) -> None:
    ledger.choose(1)
    settle()
    cancel(qtbot, window, press="cancelGo")
    assert book.cancelled == [("guest-61", "entered-twice", "hai lan")]
    assert str(ledger.model().index(1, 8).data()) == "Đã hủy – ghi hai lần"
    assert words(window, "saidLine") == "Đã hủy dòng 61. Dòng vẫn còn trong sổ."
    assert words(window, "stripProof") == "Đã hủy: hai lan. Dòng vẫn còn trong sổ."


def test_a_withdrawal_that_goes_no_way_by_itself_leads_to_the_other_ways(
    qtbot: QtBot, window: MainWindow, ledger: Table, book: Book
) -> None:
    book.withdrawals = (declaration(kept_stay(1), state=State.WINDOW_CLOSED),)
    ledger.choose(1)
    settle()
    cancel(qtbot, window, press="cancelGo")
    assert window.place is Place.TELLING


def test_going_back_cancels_nothing(qtbot: QtBot, window: MainWindow, ledger: Table, book: Book) -> None:
    ledger.choose(1)
    settle()
    cancel(qtbot, window, press="cancelBack")
    assert book.cancelled == []


def test_a_failure_to_cancel_is_said(
    qtbot: QtBot, window: MainWindow, ledger: Table, book: Book, phrasebook: Phrasebook
) -> None:
    book.failure = Failed("E-34", {"phone": "0213"})
    ledger.choose(1)
    settle()
    cancel(qtbot, window, press="cancelGo")
    assert words(window, "ledgerTroubleLine") == phrasebook.sentence("E-34", {"phone": "0213"})


def test_what_was_sent_can_be_withdrawn_too_and_a_withdrawal_can_not(
    window: MainWindow, book: Book, clock: FakeClock
) -> None:
    now = clock.now()
    book.lines = (
        guest(1, "Hoa", now, state=State.SENT),
        guest(2, "Mai", now, state=State.CANCELLED),
        guest(3, "Sen", now, kind=Kind.CANCEL),
    )
    window.go(Place.LEDGER)
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    offered = []
    for row in range(3):
        table.choose(row)
        settle()
        offered.append(any(each.isVisible() for each in window.findChildren(KeyButton, "stripCancel")))
    assert offered == [True, False, False]


def test_versions_are_listed_newest_first(qtbot: QtBot, window: MainWindow, ledger: Table) -> None:
    qtbot.mouseClick(child(window, "stripVersions"), Qt.MouseButton.LeftButton)
    settle()
    dialog = window.findChildren(VersionsDialog)[0]
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.text().startswith("Bản ")]
    assert shown == ["Bản 2", "Bản 1"]
    qtbot.mouseClick(child(dialog, "versionsClose"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_in_a_small_window_the_strip_is_a_page_of_its_own(qtbot: QtBot, window: MainWindow, ledger: Table) -> None:
    window.resize(992, 544)
    settle()
    assert not any(label.isVisible() for label in window.findChildren(QLabel, "stripName"))
    ledger.choose(1)
    ledger.setFocus()
    qtbot.keyClick(ledger, Qt.Key.Key_Return)
    settle()
    assert words(window, "stripName") == "Giàng A Páo"
    assert not ledger.isVisible()
    qtbot.keyClick(child(window, "ledgerBack"), Qt.Key.Key_Return)
    settle()
    assert ledger.isVisible()
