"""*Trả phòng*: two keys for tonight's only guest, one more for each choice, a way back, what happens when it fails."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from guestreg.desktop.check_out.presenter import in_rows
from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.domain.identifiers import StayId
from guestreg.domain.violation import Violation
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.services.outcome import Failed, Refused
from tests.fakes.clock import FakeClock
from tests.gui.evening import guest, tonight
from tests.gui.hands import press
from tests.gui.stage import Book, child, settle

HOA, BINH, NGOC, ANNA = "guest-1", "guest-2", "guest-3", "guest-4"


@pytest.fixture
def begin(clock: FakeClock, window: MainWindow, book: Book) -> Callable[..., Book]:
    """The house with these guests in it, the window in front."""

    def made(*lines: GuestLine) -> Book:
        book.lines = lines
        window.refresh()
        window.activateWindow()
        settle()
        return book

    return made


@pytest.fixture
def family(clock: FakeClock, begin: Callable[..., Book]) -> Book:
    """A party of three in one room, a stranger in another."""
    now = clock.now()
    names = ("Nguyễn Thị Hoa", "Nguyễn Văn Bình", "Nguyễn Bảo Ngọc")
    party = (guest(number, name, now, stay_id=StayId("s")) for number, name in enumerate(names, 1))
    return begin(*party, guest(4, "Anna Müller", now, room="Phòng 2"))


class Keys:
    """Presses keys into whatever has the focus, and counts them."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot, self.pressed = qtbot, 0

    def __call__(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
            press(self._qtbot, key, modifier)
            self.pressed += 1
            settle()


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)


F6, ENTER, SPACE, DOWN, CONTROL = (
    Qt.Key.Key_F6,
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Down,
    Qt.KeyboardModifier.ControlModifier,
)


def gone(book: Book) -> list[str]:
    return sorted(line.guest_id for line in book.lines if line.departed_at is not None)


def words(window: MainWindow, name: str) -> str:
    label = child(window, name)
    assert isinstance(label, QLabel)
    return label.text()


# -- keys


def test_tonights_only_guest_leaves_with_two_keys(
    begin: Callable[..., Book], clock: FakeClock, window: MainWindow, keys: Keys
) -> None:
    book = begin(guest(1, "Nguyễn Thị Hoa", clock.now()))
    keys(F6, ENTER)
    assert (gone(book), keys.pressed) == ([HOA], 2)
    assert [line.departed_at for line in book.lines] == [clock.now()]
    assert window.place is Place.TODAY
    assert words(window, "undoBannerLine") == "Đã trả phòng 1 khách."


def test_another_guest_costs_one_key_more(family: Book, keys: Keys) -> None:
    keys(F6, DOWN, ENTER)
    assert (gone(family), keys.pressed) == ([BINH], 3)


@pytest.mark.parametrize("choices", [1, 2, 3, 4])
def test_every_choice_costs_one_key(family: Book, keys: Keys, choices: int) -> None:
    keys(F6, *[SPACE] * choices, ENTER)
    assert (gone(family), keys.pressed) == ([HOA, BINH, NGOC, ANNA][:choices], 2 + choices)


def test_a_whole_room_leaves_with_two_keys(family: Book, keys: Keys) -> None:
    keys(F6)
    keys(Qt.Key.Key_A, modifier=CONTROL)
    assert (gone(family), keys.pressed) == ([HOA, BINH, NGOC], 2)


def test_space_twice_on_a_guest_takes_the_mark_away(family: Book, window: MainWindow, keys: Keys) -> None:
    keys(F6, SPACE, SPACE)
    assert child(window, "checkOutGo").accessibleName() == "Trả phòng 2 khách"
    keys(Qt.Key.Key_Up, SPACE)
    assert child(window, "checkOutGo").accessibleName() == "Trả phòng 1 khách"
    keys(ENTER)
    assert gone(family) == [HOA]


def test_escape_leaves_everybody_here(family: Book, window: MainWindow, keys: Keys) -> None:
    keys(F6, SPACE, Qt.Key.Key_Escape)
    assert window.place is Place.TODAY
    assert gone(family) == []
    keys(F6)
    assert child(window, "checkOutGo").accessibleName() == "Trả phòng 1 khách"


# -- mouse


def click_box(qtbot: QtBot, window: MainWindow, row: int) -> None:
    table = child(window, "checkOutTable")
    assert isinstance(table, QTableView)
    spot: QPoint = table.visualRect(table.model().index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settle()


def test_the_mouse_marks_two_and_the_button_says_so(qtbot: QtBot, window: MainWindow, family: Book) -> None:
    qtbot.mouseClick(child(window, "todayCheckOut"), Qt.MouseButton.LeftButton)
    settle()
    for row in (0, 3):
        click_box(qtbot, window, row)
    button = child(window, "checkOutGo")
    assert button.accessibleName() == "Trả phòng 2 khách"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone(family) == [HOA, ANNA]


def test_the_rooms_button_follows_the_guest_in_hand(qtbot: QtBot, window: MainWindow, family: Book) -> None:
    window.go(Place.CHECK_OUT, ANNA)
    settle()
    assert not [one for one in window.findChildren(QPushButton, "checkOutTogether") if one.isVisible()]
    table = child(window, "checkOutTable")
    assert isinstance(table, QTableView)
    table.selectRow(0)
    settle()
    button = child(window, "checkOutTogether")
    assert button.accessibleName() == "Tất cả Phòng 1 (3 khách)"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone(family) == [HOA, BINH, NGOC]


# -- back


def test_a_wrong_check_out_is_taken_back(family: Book, window: MainWindow, keys: Keys) -> None:
    keys(F6, ENTER)
    assert gone(family) == [HOA]
    keys(Qt.Key.Key_Z, modifier=CONTROL)
    assert gone(family) == []
    assert window.place is Place.CHECK_OUT
    assert words(window, "saidLine") == "Đã ghi lại: 1 khách vẫn đang ở."
    assert child(window, "checkOutGo").isEnabled()


def test_later_the_guest_herself_is_asked_for_and_is_still_here(
    qtbot: QtBot, window: MainWindow, family: Book, clock: FakeClock
) -> None:
    family.check_out((family.lines[0].guest_id,))
    window.go(Place.CHECK_OUT, HOA)
    settle()
    assert words(window, "checkOutGoneLine").startswith("Nguyễn Thị Hoa đã trả phòng lúc ")
    qtbot.mouseClick(child(window, "checkOutStillHere"), Qt.MouseButton.LeftButton)
    settle()
    assert gone(family) == []
    assert window.place is Place.CHECK_OUT
    assert child(window, "checkOutGo").accessibleName() == "Trả phòng 1 khách"
    assert not [one for one in window.findChildren(QLabel, "checkOutGoneLine") if one.isVisible()]


def test_asked_for_one_who_has_left_enter_sends_nobody_away(family: Book, window: MainWindow, keys: Keys) -> None:
    keys(F6)
    family.check_out((family.lines[1].guest_id,))
    window.go(Place.CHECK_OUT, BINH)
    settle()
    assert not child(window, "checkOutGo").isEnabled()
    window.refresh()
    settle()
    keys(ENTER)
    assert gone(family) == [BINH]
    assert window.place is Place.TODAY
    window.go(Place.CHECK_OUT, BINH)
    settle()
    child(window, "checkOutTable").setFocus()
    keys(DOWN, ENTER)
    assert len(gone(family)) == 2


def test_taking_back_that_fails_is_said(family: Book, window: MainWindow, keys: Keys, phrasebook: Phrasebook) -> None:
    keys(F6, ENTER)
    family.failure = Failed("E-44")
    keys(Qt.Key.Key_Z, modifier=CONTROL)
    assert words(window, "checkOutTroubleLine") == phrasebook.sentence("E-44")
    assert gone(family) == [HOA]


# -- trouble and what is shown


def test_a_failure_is_said_and_the_page_stays(
    qtbot: QtBot, window: MainWindow, family: Book, phrasebook: Phrasebook
) -> None:
    family.failure = Failed("E-44")
    window.go(Place.CHECK_OUT)
    qtbot.mouseClick(child(window, "checkOutGo"), Qt.MouseButton.LeftButton)
    settle()
    assert words(window, "checkOutTroubleLine") == phrasebook.sentence("E-44")
    assert window.place is Place.CHECK_OUT
    window.refresh()
    assert child(window, "checkOutTrouble").isVisible()


def test_a_guest_whom_another_desk_checked_out_is_refused_with_a_sentence(
    qtbot: QtBot, window: MainWindow, family: Book, phrasebook: Phrasebook
) -> None:
    said = {"no": "1", "at": "09:00 22/11/2026"}
    family.failure = Refused((Violation("E-120", "actual_departure", params=said),))
    window.go(Place.CHECK_OUT)
    qtbot.mouseClick(child(window, "checkOutGo"), Qt.MouseButton.LeftButton)
    settle()
    assert words(window, "checkOutTroubleLine") == "Khách số 1 đã trả phòng lúc 09:00 22/11/2026."


def test_from_the_ledger_the_line_in_hand_is_chosen(family: Book, window: MainWindow, keys: Keys) -> None:
    window.go(Place.CHECK_OUT, NGOC)
    settle()
    keys(ENTER)
    assert gone(family) == [NGOC]


def test_a_marked_guest_who_left_meanwhile_is_no_longer_meant(family: Book, window: MainWindow, keys: Keys) -> None:
    keys(F6, SPACE, SPACE)
    family.check_out((family.lines[0].guest_id,))
    window.refresh()
    settle()
    assert child(window, "checkOutGo").accessibleName() == "Trả phòng 1 khách"


def test_an_empty_house_says_so(window: MainWindow, book: Book) -> None:
    book.lines = ()
    window.go(Place.CHECK_OUT)
    assert child(window, "checkOutEmpty").isVisible()
    assert not child(window, "checkOutGo").isEnabled()


def test_a_screen_reader_hears_who_is_marked(family: Book, window: MainWindow, keys: Keys) -> None:
    keys(F6, SPACE)
    table = child(window, "checkOutTable")
    assert isinstance(table, QTableView)
    heard = [table.model().index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert heard[0].endswith("đã chọn")
    assert heard[1].endswith("chưa chọn")


def test_rooms_stand_together_and_who_leaves_first_stands_first(clock: FakeClock) -> None:
    now: datetime = clock.now()
    late = [
        guest(n, f"late {n}", now, stay_id=StayId("l"), planned_departure_at=tonight(now, 12, days=3)) for n in (1, 4)
    ]
    soon, forgotten = guest(3, "soon", now), guest(2, "forgotten", now, planned_departure_at=tonight(now, 12, days=-1))
    beside = guest(5, "beside", now, room="Phòng 2")
    rows = in_rows((forgotten, late[1], beside, soon, late[0]), now)
    assert [line.full_name for line in rows] == ["soon", "late 1", "late 4", "beside", "forgotten"]
