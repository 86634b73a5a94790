"""The form as a person meets it: by keys alone, by the mouse alone, with a scanner."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.kit.boxes import ChoiceBox
from guestreg.ports.reading import GuestLine, LineFilter
from tests.gui.audit import focusable
from tests.gui.hands import press, settled, type_text
from tests.gui.stay.conftest import BINH, HOA, Shown

KEYS = Qt.Key


def focus() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def lines(shown: Shown) -> tuple[GuestLine, ...]:
    return shown.workplace.desk().reader.lines(LineFilter())


def widget(shown: Shown, name: str) -> QWidget:
    found = shown.view.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def click(qtbot: QtBot, shown: Shown, name: str) -> None:
    target = widget(shown, name)
    shown.view._scroll.ensureWidgetVisible(target)
    settled(shown.window)
    assert target.isVisible(), name
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton)


def type_into(shown: Shown, qtbot: QtBot, name: str, text: str) -> None:
    click(qtbot, shown, name)
    type_text(text)


def paste_by_key(qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(qtbot, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_one_guest_by_keys_alone(shown: Shown, qtbot: QtBot) -> None:
    assert focus() == "scanBox"
    press(qtbot, KEYS.Key_F2)
    assert focus() == "full_name"
    type_text("Giàng A Páo")
    press(qtbot, KEYS.Key_Return)
    type_text("5/9/90")
    press(qtbot, KEYS.Key_Return)
    assert shown.view.guest.fields["birth_date"].value() == "05/09/1990"
    assert focus() == "sex_F"
    press(qtbot, KEYS.Key_Tab)
    press(qtbot, KEYS.Key_Backtab)
    press(qtbot, KEYS.Key_Right)
    press(qtbot, KEYS.Key_Return)
    assert focus() == "doc_kind"
    press(qtbot, KEYS.Key_Return)
    type_text("001090000018")
    press(qtbot, KEYS.Key_Return)
    type_text("ba dinh, ha noi")
    press(qtbot, KEYS.Key_Return)
    assert shown.view.guest.fields["res_commune"].value() == "101900004"
    type_text("Tổ 4")
    press(qtbot, KEYS.Key_F9)
    (line,) = lines(shown)
    assert (line.full_name, line.sex, line.doc_number) == ("Giàng A Páo", "M", "001090000018")
    assert shown.navigator.places == [(Place.TODAY, None)]
    assert shown.navigator.offers[0].seconds == 20


def test_a_family_with_a_scanner_and_the_mouse(shown: Shown, qtbot: QtBot) -> None:
    for text in (HOA, BINH):
        type_text(text)
        press(qtbot, KEYS.Key_Return)
    assert widget(shown, "scanBox").property("text") == ""
    click(qtbot, shown, "addPerson")
    type_text("Nguyễn Bảo Ngọc")
    click(qtbot, shown, "birth_date")
    type_text("05062019")
    click(qtbot, shown, "sex_F")
    assert shown.view.guest.fields["doc_kind"].value() == "5"
    assert shown.view.guest.fields["guardian"].value() == "1"
    click(qtbot, shown, "doc_number")
    type_text("123/2019")
    click(qtbot, shown, "staySave")
    assert shown.view.summary.isHidden(), [link.text() for link in shown.view.summary.links]
    assert len(lines(shown)) == 3


def test_a_pasted_card_needs_no_enter_and_leaves_the_clipboard(shown: Shown, qtbot: QtBot) -> None:
    paste_by_key(qtbot, HOA)
    assert shown.view.guest.fields["full_name"].value() == "Nguyễn Thị Hoa"
    assert QGuiApplication.clipboard().text() == ""
    assert widget(shown, "scanBox").property("text") == ""
    press(qtbot, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert widget(shown, "scanBox").property("text") == ""


def test_the_paste_button_does_the_same_for_the_mouse(shown: Shown, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(BINH + "\r\n")
    click(qtbot, shown, "scanPaste")
    assert shown.view.guest.fields["full_name"].value() == "Nguyễn Văn Bình"
    assert QGuiApplication.clipboard().text() == ""
    assert focus() == "scanBox"


def test_other_text_on_the_clipboard_is_left_there(shown: Shown, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("001190000017")
    click(qtbot, shown, "scanPaste")
    assert QGuiApplication.clipboard().text() == "001190000017"


def test_errors_stand_in_the_summary_and_at_the_field_in_the_same_words(shown: Shown, qtbot: QtBot) -> None:
    press(qtbot, KEYS.Key_F2)
    type_text("Hoa")
    press(qtbot, KEYS.Key_Return)
    type_text("31/02/2019")
    press(qtbot, KEYS.Key_F9)
    links = [link.text() for link in shown.view.summary.links]
    assert len(links) == 4
    assert focus() == "staySummaryLink0"
    error = shown.view.guest.fields["birth_date"].error
    assert "Người thứ 1: " + error in links
    box = widget(shown, "birth_date")
    assert error in box.accessibleDescription()
    shown.view.summary.links[links.index("Người thứ 1: " + error)].click()
    assert focus() == "birth_date"
    qtbot.waitUntil(lambda: box.visibleRegion().boundingRect().height() == box.height())


def test_mending_takes_the_line_out_of_the_summary_and_keeps_the_focus(shown: Shown, qtbot: QtBot) -> None:
    press(qtbot, KEYS.Key_F9)
    before = len(shown.view.summary.links)
    widget(shown, "full_name").setFocus()
    type_text("Nguyễn Thị Hoa")
    assert len(shown.view.summary.links) == before - 1
    assert focus() == "full_name"


def test_a_guest_who_comes_after_the_try_is_not_red_before_she_is_typed(shown: Shown, qtbot: QtBot) -> None:
    type_text(HOA)
    press(qtbot, KEYS.Key_Return)
    click(qtbot, shown, "birth_date")
    press(qtbot, KEYS.Key_End)
    type_text("7")
    press(qtbot, KEYS.Key_F9)
    assert len(shown.view.summary.links) == 1
    click(qtbot, shown, "birth_date")
    press(qtbot, KEYS.Key_End)
    press(qtbot, KEYS.Key_Backspace)
    press(qtbot, KEYS.Key_F2)
    assert focus() == "full_name"
    assert not shown.view.summary.isVisible()
    assert [field.error for field in shown.view.guest.fields.values() if field.error] == []
    press(qtbot, KEYS.Key_F9)
    assert len(shown.view.summary.links) == 4
    assert shown.view.guest.fields["full_name"].error != ""


def test_places_of_those_who_came_later_follow_when_somebody_goes(shown: Shown, qtbot: QtBot) -> None:
    """Who was there at the try stays red, who came after it doesn't, whoever is taken out or brought back."""
    press(qtbot, KEYS.Key_F9)
    type_into(shown, qtbot, "full_name", "Nguyễn Thị Hoa")
    press(qtbot, KEYS.Key_F2)
    type_into(shown, qtbot, "full_name", "Nguyễn Văn Bình")
    wrong = {link.text() for link in shown.view.summary.links}
    assert {words.split(":")[0] for words in wrong} == {"Người thứ 1"}
    shown.view.people.cards[1].setFocus()
    press(qtbot, KEYS.Key_Up)
    press(qtbot, KEYS.Key_Delete)
    assert [link.text() for link in shown.view.summary.links] == []
    press(qtbot, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {link.text() for link in shown.view.summary.links} == wrong


def test_a_single_name_is_confirmed_by_a_tick_beside_the_error(shown: Shown, qtbot: QtBot) -> None:
    type_text(HOA.replace("Nguyễn Thị Hoa", "Páo"))
    press(qtbot, KEYS.Key_Return)
    press(qtbot, KEYS.Key_F9)
    assert [link.text() for link in shown.view.summary.links] == [
        "Người thứ 1: " + shown.view.guest.fields["full_name"].error
    ]
    click(qtbot, shown, "full_nameConfirm")
    assert shown.view.guest.fields["full_name"].error == ""
    press(qtbot, KEYS.Key_F9)
    assert [line.full_name for line in lines(shown)] == ["Páo"]


def test_up_down_del_and_undo_in_the_people_list(shown: Shown, qtbot: QtBot) -> None:
    for text in (HOA, BINH):
        type_text(text)
        press(qtbot, KEYS.Key_Return)
    shown.view.people.cards[1].setFocus()
    press(qtbot, KEYS.Key_Up)
    assert focus() == "person1"
    assert shown.view.guest.fields["full_name"].value() == "Nguyễn Thị Hoa"
    press(qtbot, KEYS.Key_Delete)
    assert [card.accessibleName() for card in shown.view.people.cards] == ["1. Nguyễn Văn Bình, …0025, Đủ"]
    press(qtbot, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(shown.view.people.cards) == 2


def test_nights_room_and_reason_by_keys(shown: Shown, qtbot: QtBot) -> None:
    widget(shown, "moreNights").setFocus()
    press(qtbot, KEYS.Key_Space)
    assert "2 đêm" in shown.view.stay_line.words.text()
    press(qtbot, KEYS.Key_P, Qt.KeyboardModifier.AltModifier)
    assert focus() == "arrival_day"
    for _field in range(4):
        press(qtbot, KEYS.Key_Return)
    assert focus() == "room"
    press(qtbot, KEYS.Key_Down)
    assert "Phòng 2" in shown.view.stay_line.words.text()
    press(qtbot, KEYS.Key_Return)
    press(qtbot, KEYS.Key_End)
    assert widget(shown, "reason_text").isVisible()


def test_esc_leaves_and_what_was_typed_waits(shown: Shown, qtbot: QtBot) -> None:
    type_text(HOA)
    press(qtbot, KEYS.Key_Return)
    press(qtbot, KEYS.Key_Escape)
    assert shown.navigator.places == [(Place.TODAY, None)]
    assert lines(shown) == ()
    shown.presenter.open()
    assert shown.view.guest.fields["full_name"].value() == "Nguyễn Thị Hoa"


def test_of_a_child_without_a_number_it_is_said_before_saving_that_she_must_phone(shown: Shown, qtbot: QtBot) -> None:
    type_text(HOA)
    press(qtbot, KEYS.Key_Return)
    press(qtbot, KEYS.Key_F2)
    type_into(shown, qtbot, "full_name", "Nguyễn Bảo Ngọc")
    paper = widget(shown, "doc_kind")
    assert isinstance(paper, ChoiceBox)
    paper.setFocus()
    press(qtbot, KEYS.Key_End)
    assert paper.currentText() == "Trẻ em chưa có số giấy tờ"
    said = shown.view.guest.fields["doc_kind"].hint
    assert said.isVisible()
    phone = shown.workplace.phrasebook().sentence("E-75", {"phone": "0213000113"})
    assert said.text() == f"Lưu ý: {phone}"
    press(qtbot, KEYS.Key_Home)
    assert not said.isVisible()


def test_the_scan_box_is_ready_before_anything_is_read_anew(shown: Shown) -> None:
    """A quick scanner may be first; and the focus of somebody who stayed on the page stays."""
    widget(shown, "stayCancel").setFocus()
    shown.view.take_focus()
    assert focus() == "stayCancel"
    shown.view.hide()
    shown.view.show()
    shown.view.take_focus()
    assert focus() == "scanBox"


def test_the_draft_is_due_every_ten_seconds(shown: Shown) -> None:
    assert (shown.view._timer.interval(), shown.view._timer.isActive()) == (10_000, True)


def test_a_typed_nationality_that_was_not_chosen_is_refused_not_lost(shown: Shown, qtbot: QtBot) -> None:
    click(qtbot, shown, "guestKind_foreigner")
    click(qtbot, shown, "nationality")
    type_text("Xứ không có")
    press(qtbot, KEYS.Key_F9)
    assert shown.view.guest.fields["nationality"].error != ""
    assert shown.view.guest.fields["nationality"].box.text() == "Xứ không có"  # type: ignore[attr-defined]


def test_tab_reaches_every_field_once_in_order(shown: Shown, qtbot: QtBot) -> None:
    expected = [each.objectName() for each in focusable(shown.window)]
    widget(shown, "scanBox").setFocus()
    reached = [focus()]
    while len(reached) < len(expected):
        press(qtbot, KEYS.Key_Tab)
        reached.append(focus())
    start = expected.index("scanBox")
    unchecked = {"guestKind_foreigner", "sex_M"}
    assert [name for name in reached if name not in unchecked][: len(expected) - 2] == [
        name for name in [*expected[start:], *expected[:start]] if name not in unchecked
    ]
    assert reached.index("full_name") < reached.index("doc_number") < reached.index("staySave")
