"""*Báo cách khác*: which ways are offered to whom, what is written down, what is said first, what helps."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.telling.aid_dialog import AidDialog
from guestreg.domain.channel import Channel
from guestreg.domain.declaration import State
from guestreg.domain.guest import GuestKind
from guestreg.domain.violation import Violation
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.commands.write_files import LeftOut
from guestreg.services.outcome import Failed, Refused
from tests.fakes.clock import FakeClock
from tests.gui.evening import guest
from tests.gui.hands import press
from tests.gui.stage import EMAIL, PHONE, Book, child, settle


@pytest.fixture
def two(clock: FakeClock, window: MainWindow, book: Book) -> Book:
    """Two citizens whom the endpoint no longer takes; the page is in front."""
    book.lines = (
        guest(70, "Sùng Thị Dế", clock.now(), state=State.WINDOW_CLOSED),
        guest(71, "Vừ A Lử", clock.now(), state=State.WINDOW_CLOSED),
    )
    return begin(window, book)


@pytest.fixture
def stranger(clock: FakeClock, window: MainWindow, book: Book) -> Book:
    """A foreigner likewise."""
    closed = {"state": State.WINDOW_CLOSED, "guest_kind": GuestKind.FOREIGNER}
    book.lines = (guest(72, "Anna Müller", clock.now(), **closed),)
    return begin(window, book)


def begin(window: MainWindow, book: Book) -> Book:
    window.activateWindow()
    window.go(Place.TELLING)
    settle()
    return book


def ways(window: MainWindow) -> list[str]:
    start = "tellingWays_"
    shown = (one.objectName() for one in window.findChildren(QWidget) if one.isVisible())
    return [name.removeprefix(start) for name in shown if name.startswith(start)]


def write(window: MainWindow, name: str, text: str) -> None:
    box = child(window, name)
    assert isinstance(box, QLineEdit)
    box.setText(text)
    box.textEdited.emit(text)


def click(qtbot: QtBot, window: QWidget, name: str) -> None:
    qtbot.mouseClick(child(window, name), Qt.MouseButton.LeftButton)
    settle()


def words(window: QWidget, name: str) -> str:
    label = child(window, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_a_call_is_written_down_with_three_keys(qtbot: QtBot, window: MainWindow, two: Book, clock: FakeClock) -> None:
    write(window, "tellingOfficer", "Đ/c Mẫu")
    write(window, "tellingPlace", PHONE)
    press(qtbot, Qt.Key.Key_F9)
    settle()
    (told,) = two.told
    assert told.guests == ("guest-70", "guest-71")
    assert (told.channel, told.officer, told.place) == (Channel.PHONE, "Đ/c Mẫu", PHONE)
    assert told.at == clock.now().replace(second=0, microsecond=0)
    assert window.place is Place.OUTBOX


def test_an_hour_typed_back_is_kept(qtbot: QtBot, window: MainWindow, two: Book) -> None:
    for name, text in (("tellingClock", "18h05"), ("tellingDay", "20/11/2026"), ("tellingOfficer", "Đ/c Mẫu")):
        write(window, name, text)
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert two.told[0].at == datetime(2026, 11, 20, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize(("name", "text"), [("tellingClock", "tối"), ("tellingDay", "hôm kia")])
def test_an_hour_nobody_can_read_is_asked_for_again(
    qtbot: QtBot, window: MainWindow, two: Book, phrasebook: Phrasebook, name: str, text: str
) -> None:
    write(window, "tellingOfficer", "Đ/c Mẫu")
    write(window, name, text)
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert two.told == []
    assert words(window, f"{name}Error") == phrasebook.sentence("E-58")


def test_a_call_without_a_name_is_asked_about_once(
    qtbot: QtBot, window: MainWindow, two: Book, phrasebook: Phrasebook
) -> None:
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert two.told == []
    assert words(window, "tellingOfficerError") == phrasebook.sentence("E-165")
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert len(two.told) == 1


def test_a_citizen_is_offered_five_ways_and_a_foreigner_those_that_count_first(
    window: MainWindow, two: Book, book: Book, clock: FakeClock
) -> None:
    assert ways(window) == ["phone", "in_person", "vneid", "portal", "email"]
    book.lines = (guest(72, "Anna Müller", clock.now(), state=State.WINDOW_CLOSED, guest_kind=GuestKind.FOREIGNER),)
    window.go(Place.TELLING)
    settle()
    assert ways(window) == ["portal", "paper", "in_person", "phone", "email"]


def test_a_mixed_party_is_offered_what_takes_everybody(window: MainWindow, two: Book, clock: FakeClock) -> None:
    foreign = guest(72, "Anna Müller", clock.now(), state=State.WINDOW_CLOSED, guest_kind=GuestKind.FOREIGNER)
    two.lines = (*two.lines, foreign)
    window.go(Place.TELLING)
    settle()
    assert ways(window) == ["portal", "in_person", "phone", "email"]


def test_a_call_for_a_foreigner_is_only_an_announcement(qtbot: QtBot, window: MainWindow, stranger: Book) -> None:
    click(qtbot, window, "tellingWays_phone")
    button = child(window, "tellingTell")
    assert button.property("text") == "Đã báo trước"
    assert "chỉ là báo trước" in child(window, "tellingWays_phone").property("text")
    click(qtbot, window, "tellingWays_paper")
    assert child(window, "tellingTell").property("text") == "Đã báo"


def test_each_way_says_what_to_do(qtbot: QtBot, window: MainWindow, two: Book) -> None:
    assert PHONE in words(window, "tellingHint")
    click(qtbot, window, "tellingWays_email")
    assert EMAIL in words(window, "tellingHint")
    assert not [one for one in window.findChildren(QWidget, "tellingOfficer") if one.isVisible()]
    click(qtbot, window, "tellingWays_portal")
    assert "chưa phải là đã báo" in words(window, "tellingHint")
    assert child(window, "tellingFileNumber").isVisible()


def test_the_sheet_and_the_files_are_made_for_these_guests_and_tell_nobody(
    qtbot: QtBot, window: MainWindow, two: Book
) -> None:
    click(qtbot, window, "tellingHelp")
    click(qtbot, window, "tellingWays_portal")
    click(qtbot, window, "tellingHelp")
    assert two.written == [(Path("to-doc.pdf"), ("guest-70", "guest-71")), (Path("folder"), ("guest-70", "guest-71"))]
    assert two.told == []
    assert {line.state for line in two.lines} == {State.WINDOW_CLOSED}


def test_a_file_says_who_is_in_it_and_is_uploaded_with_one_click(qtbot: QtBot, window: MainWindow, two: Book) -> None:
    click(qtbot, window, "tellingWays_portal")
    click(qtbot, window, "tellingHelp")
    assert words(window, "file0Name") == "khach-1.xlsx"
    assert words(window, "file0Made") == "Làm lúc 20:42 hôm nay."
    assert words(window, "file0Guests") == "2 khách: Sùng Thị Dế, Vừ A Lử"
    write(window, "tellingPlace", "import thành công, 2 khách")
    click(qtbot, window, "file0Uploaded")
    (told,) = two.told
    assert (told.guests, told.channel) == (("guest-70", "guest-71"), Channel.PORTAL)
    assert told.place == "import thành công, 2 khách"
    assert window.place is Place.TELLING


def test_who_is_in_a_file_goes_into_another_only_when_asked(qtbot: QtBot, window: MainWindow, two: Book) -> None:
    click(qtbot, window, "tellingWays_portal")
    for _ in range(2):
        click(qtbot, window, "tellingHelp")
    assert len(two.files) == 1
    assert words(window, "alreadySaid") == "2 khách đã có trong tệp trước, không làm lại."
    click(qtbot, window, "filesAgain")
    assert [len(file.lines) for file in two.files] == [2, 2]
    assert "Vừ A Lử cũng có trong tệp khach-1.xlsx." in words(window, "file0Elsewhere")


def test_who_could_not_be_written_is_named_with_the_reason(
    qtbot: QtBot, window: MainWindow, two: Book, phrasebook: Phrasebook
) -> None:
    two.left_out = (LeftOut(two.lines[1], Violation("E-75", "doc_number", params={"phone": PHONE})),)
    click(qtbot, window, "tellingWays_portal")
    click(qtbot, window, "tellingHelp")
    said = phrasebook.sentence("E-75", {"phone": PHONE}, "doc_number")
    assert words(window, "leftOutLines") == f"Vừ A Lử – {said}"


def test_a_pack_goes_to_the_officer_by_stick_and_her_answer_is_taken_in(
    qtbot: QtBot, window: MainWindow, two: Book
) -> None:
    click(qtbot, window, "tellingWays_in_person")
    assert child(window, "tellingHelp").property("text") == "In tờ này"
    two.takes_packs = True
    begin(window, two)
    click(qtbot, window, "tellingWays_in_person")
    assert "USB" in words(window, "tellingHint")
    click(qtbot, window, "tellingHelp")
    assert (two.written, two.told) == ([(Path("folder"), ())], [])
    click(qtbot, window, "tellingAnswer")
    assert window.place is Place.COMPARING


def test_the_copy_sheet_copies_a_value_and_forgets_it(qtbot: QtBot, window: MainWindow, two: Book) -> None:
    click(qtbot, window, "tellingWays_vneid")
    click(qtbot, window, "tellingHelp")
    dialog = window.findChild(AidDialog)
    assert dialog is not None
    click(qtbot, dialog, "aidForth")
    assert words(dialog, "aidTitle") == "2/3 · Sùng Thị Dế"
    click(qtbot, dialog, "aidCopy0")
    clipboard = QApplication.clipboard()
    assert clipboard.text() == "Sùng Thị Dế"
    clipboard.setText("của người khác")
    dialog.forget_copy()
    assert clipboard.text() == "của người khác"
    click(qtbot, dialog, "aidCopy0")
    dialog.reject()
    assert clipboard.text() == ""


def test_what_the_service_refuses_stands_at_its_field(
    qtbot: QtBot, window: MainWindow, two: Book, phrasebook: Phrasebook, clock: FakeClock
) -> None:
    two.failure = Refused((Violation("E-168", "hand_over_at"),))
    write(window, "tellingOfficer", "Đ/c Mẫu")
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert words(window, "tellingClockError") == phrasebook.sentence("E-168")
    assert window.place is Place.TELLING


def test_a_book_that_is_held_says_so_and_keeps_what_was_typed(
    qtbot: QtBot, window: MainWindow, two: Book, phrasebook: Phrasebook
) -> None:
    two.failure = Failed("E-42")
    write(window, "tellingOfficer", "Đ/c Mẫu")
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert words(window, "tellingNoticeLine") == phrasebook.sentence("E-42")
    box = child(window, "tellingOfficer")
    assert isinstance(box, QLineEdit)
    assert box.text() == "Đ/c Mẫu"


def test_what_was_typed_outlives_a_minute(window: MainWindow, two: Book, clock: FakeClock) -> None:
    write(window, "tellingOfficer", "Đ/c Mẫu")
    clock.advance(timedelta(minutes=1))
    window.refresh()
    settle()
    box = child(window, "tellingOfficer")
    assert isinstance(box, QLineEdit)
    assert box.text() == "Đ/c Mẫu"


def test_nobody_left_is_said(window: MainWindow, book: Book) -> None:
    book.lines = ()
    begin(window, book)
    assert child(window, "tellingEmpty").isVisible()
    assert not [one for one in window.findChildren(QWidget, "tellingTell") if one.isVisible()]


def test_esc_leaves_everything_as_it_is(qtbot: QtBot, window: MainWindow, two: Book) -> None:
    press(qtbot, Qt.Key.Key_Escape)
    settle()
    assert (window.place, two.told) == (Place.OUTBOX, [])
