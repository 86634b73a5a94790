"""*Đối chiếu*: a list is looked at before it is kept, strange columns are asked for, and no file is needed."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.domain.declaration import State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reader import ColumnsUnknown, ListColumns, ListRow, ListUnusable, PortalList, SpoiltRow
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.reconcile import Change, Reconciled
from guestreg.services.commands.take_acknowledgement import TakenIn
from guestreg.services.comparing import Doubt, Findings, Match, Missing, Unclear
from guestreg.services.outcome import Failed
from tests.fakes.clock import FakeClock
from tests.fakes.kept import declaration, kept_stay
from tests.gui.evening import guest
from tests.gui.hands import press
from tests.gui.stage import Book, child, settle

ROW = ListRow(5, "001190000017", date(2026, 11, 21), "Sùng Thị Dế")


@pytest.fixture
def compared(clock: FakeClock, window: MainWindow, book: Book) -> Book:
    """A book of two sent guests, and a list that has one of them and a stranger."""
    seen = guest(70, "Sùng Thị Dế", clock.now(), state=State.SENT)
    lost = guest(71, "Vừ A Lử", clock.now(), state=State.SENT)
    book.lines = (seen, lost)
    book.portal = PortalList("00", "csv", ListColumns(1, 2), ("STT", "Số", "Ngày"), (ROW,), ())
    book.found = found(seen, lost)
    window.activateWindow()
    window.go(Place.COMPARING)
    settle()
    return book


def found(seen: GuestLine, lost: GuestLine) -> Reconciled:
    subject = declaration(kept_stay(1), state=State.SENT)
    match, missing = Match(seen, subject, ROW), Missing(lost, subject, counts=True)
    findings = Findings(
        (match,),
        (missing,),
        (ListRow(6, "C01X", date(2026, 11, 20), "ANNA MUSTER"),),
        (Unclear(lost, Doubt.OTHER_DATES, (9,)),),
        (SpoiltRow(7, "E-50", None),),
        date(2026, 11, 20),
        date(2026, 11, 21),
    )
    changes = (Change(match, State.SENT, State.CONFIRMED), Change(missing, State.SENT, State.UNKNOWN))
    return Reconciled(findings, changes)


def words(window: QWidget, name: str) -> str:
    label = child(window, name)
    assert isinstance(label, QLabel)
    return label.text()


def click(qtbot: QtBot, window: QWidget, name: str) -> None:
    qtbot.mouseClick(child(window, name), Qt.MouseButton.LeftButton)
    settle()


def hidden(window: QWidget, name: str) -> bool:
    return not [one for one in window.findChildren(QWidget, name) if one.isVisible()]


def typed(window: QWidget, name: str) -> str:
    box = child(window, name)
    assert isinstance(box, QLineEdit)
    return box.text()


def type_into(window: QWidget, name: str, text: str) -> None:
    box = child(window, name)
    assert isinstance(box, QLineEdit)
    box.setText(text)
    box.textEdited.emit(text)


def test_a_list_is_shown_before_it_is_kept(qtbot: QtBot, window: MainWindow, compared: Book) -> None:
    click(qtbot, window, "comparingPick")
    assert compared.acts == [("read", "danh-sach.csv"), ("look", "20:42")]
    assert words(window, "group_bothTitle") == "Có ở cả hai (1)"
    assert words(window, "group_hereLines") == "Vừ A Lử"
    assert "ANNA MUSTER" in words(window, "group_thereLines")
    assert "ngày đến khác" in words(window, "group_unclearLines")
    assert "Dòng 7" in words(window, "group_unclearLines")
    assert hidden(window, "comparingSend")
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert compared.acts[-1] == ("keep", "20:42")
    assert hidden(window, "comparingKeep")
    assert child(window, "comparingBack").hasFocus()


def test_who_is_missing_goes_again_or_another_way(qtbot: QtBot, window: MainWindow, compared: Book) -> None:
    click(qtbot, window, "comparingPick")
    press(qtbot, Qt.Key.Key_F9)
    settle()
    click(qtbot, window, "comparingSend")
    assert compared.acts[-1] == ("again", "guest-71")
    click(qtbot, window, "comparingTell")
    assert window.place is Place.TELLING


def test_the_time_of_the_list_can_be_typed(qtbot: QtBot, window: MainWindow, compared: Book) -> None:
    click(qtbot, window, "comparingPick")
    box = child(window, "comparingClock")
    assert isinstance(box, QLineEdit)
    box.setText("18:05")
    box.textEdited.emit("18:05")
    click(qtbot, window, "comparingLook")
    assert compared.acts[-1] == ("look", "18:05")


def test_only_the_days_asked_are_held_against_the_list(qtbot: QtBot, window: MainWindow, compared: Book) -> None:
    click(qtbot, window, "comparingPick")
    assert compared.days == [None]
    assert (typed(window, "comparingFirst"), typed(window, "comparingLast")) == ("20/11/2026", "21/11/2026")
    type_into(window, "comparingFirst", "21/11/2026")
    click(qtbot, window, "comparingLook")
    press(qtbot, Qt.Key.Key_F9)
    settle()
    day = date(2026, 11, 21)
    assert compared.days[1] == (day, day)


@pytest.mark.parametrize(
    ("first", "last", "wrong", "code"),
    [
        ("22/11/2026", "21/11/2026", "comparingLast", "E-229"),
        ("hôm kia", "21/11/2026", "comparingFirst", "E-58"),
    ],
)
def test_days_that_cannot_be_keep_nothing(
    qtbot: QtBot,
    window: MainWindow,
    compared: Book,
    phrasebook: Phrasebook,
    first: str,
    last: str,
    wrong: str,
    code: str,
) -> None:
    click(qtbot, window, "comparingPick")
    type_into(window, "comparingFirst", first)
    type_into(window, "comparingLast", last)
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert [name for name, _ in compared.acts] == ["read", "look"]
    assert words(window, f"{wrong}Error") == phrasebook.sentence(code)


def test_a_time_nobody_can_read_keeps_nothing(
    qtbot: QtBot, window: MainWindow, compared: Book, phrasebook: Phrasebook
) -> None:
    click(qtbot, window, "comparingPick")
    box = child(window, "comparingClock")
    assert isinstance(box, QLineEdit)
    box.setText("tối")
    box.textEdited.emit("tối")
    press(qtbot, Qt.Key.Key_F9)
    settle()
    assert ("keep", "20:42") not in compared.acts
    assert words(window, "comparingClockError") == phrasebook.sentence("E-58")


def test_columns_nobody_knows_are_asked_for_once(qtbot: QtBot, window: MainWindow, compared: Book) -> None:
    compared.unreadable = ColumnsUnknown((("Mã", "Giấy tờ", "Đến"), ("1", "001190000017", "21/11/2026")))
    click(qtbot, window, "comparingPick")
    assert "Giấy tờ" in words(window, "comparingSample")
    for name, key in (("columnNumber", Qt.Key.Key_Down), ("columnArrival", Qt.Key.Key_End)):
        qtbot.keyClick(child(window, name), key)
    click(qtbot, window, "columnsGo")
    assert compared.columns == [ListColumns(1, 2)]
    assert words(window, "group_bothTitle") == "Có ở cả hai (1)"


@pytest.mark.parametrize(
    ("error", "code", "params"),
    [(ListUnusable("E-51", n="100000"), "E-51", {"n": "100000"}), (OSError(), "E-131", {"path": "danh-sach.csv"})],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    qtbot: QtBot,
    window: MainWindow,
    compared: Book,
    phrasebook: Phrasebook,
    error: Exception,
    code: str,
    params: dict[str, str],
) -> None:
    compared.unreadable = error
    click(qtbot, window, "comparingPick")
    assert words(window, "comparingNoticeLine") == phrasebook.sentence(code, params)
    assert hidden(window, "comparingKeep")


@pytest.mark.parametrize(
    ("taken", "code"), [(TakenIn(("a.1",), ("b.1",)), "S-91"), (TakenIn((), (), ("a.1",)), "S-84")]
)
def test_the_answer_to_a_pack_is_taken_in(
    qtbot: QtBot, window: MainWindow, compared: Book, phrasebook: Phrasebook, taken: TakenIn, code: str
) -> None:
    compared.chosen, compared.answer = Path("luutru-01.luutru-nhan"), taken
    click(qtbot, window, "comparingPick")
    assert compared.acts == [("answer", "luutru-01.luutru-nhan")]
    said = phrasebook.sentence(code, {"n": "1", "returned": "1"})
    assert said in [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def test_an_answer_nobody_signed_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, compared: Book, phrasebook: Phrasebook
) -> None:
    compared.chosen, compared.answer = Path("luutru-01.luutru-goi"), Failed("E-205")
    click(qtbot, window, "comparingPick")
    assert words(window, "comparingNoticeLine") == phrasebook.sentence("E-205")


def test_without_a_file_a_person_says_whom_she_saw(qtbot: QtBot, window: MainWindow, compared: Book) -> None:
    click(qtbot, window, "seen70")
    assert compared.acts == [("seen", "guest-70")]
    assert hidden(window, "seen70")
    assert child(window, "seen71").isVisible()


def test_a_count_is_noted_and_nonsense_is_not(
    qtbot: QtBot, window: MainWindow, compared: Book, phrasebook: Phrasebook
) -> None:
    box = child(window, "comparingCount")
    assert isinstance(box, QLineEdit)
    for text in ("vài", "2"):
        box.setText(text)
        box.textEdited.emit(text)
        click(qtbot, window, "comparingCountGo")
    assert compared.acts == [("count", "2")]
    assert hidden(window, "comparingCountError")


def test_esc_keeps_nothing(qtbot: QtBot, window: MainWindow, compared: Book) -> None:
    click(qtbot, window, "comparingPick")
    press(qtbot, Qt.Key.Key_Escape)
    settle()
    assert window.place is Place.OUTBOX
    assert [name for name, _ in compared.acts] == ["read", "look"]


def test_a_page_opened_again_has_forgotten_the_file(qtbot: QtBot, window: MainWindow, compared: Book) -> None:
    click(qtbot, window, "comparingPick")
    window.go(Place.OUTBOX)
    window.go(Place.COMPARING)
    settle()
    assert hidden(window, "group_both")
    assert Path("danh-sach.csv").name not in words(window, "comparingAbout")
