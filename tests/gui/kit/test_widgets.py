"""Buttons, fields, lists, undo bar: what keys and the mouse do to them."""

from collections.abc import Iterator
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.kit.buttons import ChipButton, PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.fields import CheckField, ChipsField, ChoiceField, TextField
from guestreg.desktop.kit.labels import Paragraph
from guestreg.desktop.kit.messages import ErrorSummary, Problem, UndoBar
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.suggest import SuggestField
from guestreg.desktop.kit.theme import Mode, Theme
from tests.fakes.clock import FakeClock
from tests.gui import audit
from tests.gui.hands import type_text
from tests.gui.stage import child, settle

SEXES = (Option("M", "Nam"), Option("F", "Nữ"))
LANDS = (Option("FRA", "Pháp"), Option("PHL", "Phi-líp-pin"), Option("D", "Đức"))


class Shown(Protocol):
    def __call__(self, *widgets: QWidget) -> QWidget: ...


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Iterator[Shown]:
    """Puts widgets into an active window, one under the other."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        root = QWidget()
        column = QVBoxLayout(root)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(root)
        root.resize(700, 600)
        root.show()
        root.activateWindow()
        qtbot.waitUntil(root.isActiveWindow)
        settle()
        kept.append(root)
        return root

    yield show
    kept.clear()


def test_every_kind_of_button_is_big_enough_and_named(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    kinds = (PrimaryButton, SecondaryButton, PlainButton, ChipButton)
    buttons = [kind(theme, f"b{place}", f"Việc {place}", key="F9") for place, kind in enumerate(kinds)]
    root = shown(*buttons)
    assert audit.everything(root) == []
    assert [button.height() >= 44 for button in buttons] == [True] * 4
    assert buttons[0].height() >= 52
    assert buttons[0].accessibleDescription() == "F9"


def test_enter_and_space_press_a_button(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    button = SecondaryButton(theme, "go", "Xem")
    shown(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    assert pressed == [True] * 3


def test_a_text_field_carries_label_hint_and_error(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    field = TextField(theme, "birth", "Ngày sinh", hint="Ví dụ 05/09/1990")
    root = shown(field)
    assert field.label.buddy() is field.box
    assert field.box.accessibleName() == "Ngày sinh"
    field.set_error("Xem lại giấy tờ.")
    settle()
    words = child(root, "birthError")
    assert isinstance(words, QLabel)
    assert words.text() == "Xem lại giấy tờ."
    assert words.mapTo(root, words.rect().bottomLeft()).y() < field.box.mapTo(root, field.box.rect().topLeft()).y()
    assert field.box.accessibleDescription() == "Xem lại giấy tờ. Ví dụ 05/09/1990"
    field.set_error("")
    assert field.box.accessibleDescription() == "Ví dụ 05/09/1990"
    assert audit.everything(root) == []


def test_typing_is_told_and_tidied_when_the_field_is_left(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    field, other = TextField(theme, "a", "A", tidy=str.upper), TextField(theme, "b", "B")
    shown(field, other)
    edits: list[str] = []
    field.edited.connect(edits.append)
    field.take_focus()
    qtbot.keyClicks(field.box, "ab")
    other.take_focus()
    assert field.value() == "AB"
    assert edits == ["a", "ab", "AB"]


def test_set_value_says_nothing(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    fields = (
        TextField(theme, "t", "T"),
        ChoiceField(theme, "c", "C", SEXES),
        ChipsField(theme, "s", "S", SEXES),
        SuggestField(theme, "n", "N", lambda _typed: LANDS),
    )
    shown(*fields)
    edits: list[str] = []
    for field in fields:
        field.edited.connect(edits.append)
        field.set_value("F")
    assert edits == []
    assert [field.value() for field in fields] == ["F"] * 4


def test_a_retired_answer_is_there_only_while_it_is_the_answer(theme: Theme, shown: Shown) -> None:
    options = [Option(value, value.upper()) for value in ("a", "b", "c")]
    field = ChoiceField(theme, "kind", "K", options, retired=frozenset({"b"}))
    shown(field)

    def offered() -> list[str]:
        return [str(field.box.itemData(row)) for row in range(field.box.count())]

    assert (field.value(), offered()) == ("a", ["a", "c"])
    field.set_value("b")
    assert (field.value(), offered()) == ("b", ["a", "b", "c"])
    field.set_options(options[1:])
    assert (field.value(), offered()) == ("b", ["b", "c"])
    field.set_value("c")
    assert (field.value(), offered()) == ("c", ["c"])


@pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing the keyboard)")  # offscreen, of a popup
@pytest.mark.parametrize("step", [100, 200])
@pytest.mark.parametrize("chosen", [0, 8])
def test_a_short_list_opens_with_rows_for_a_finger(
    theme: Theme, qapp: QApplication, shown: Shown, step: int, chosen: int
) -> None:
    theme.apply(qapp, Mode.LIGHT, step)
    kinds = [Option(str(number), f"Thông báo số định danh cá nhân {number}") for number in range(9)]
    field = ChoiceField(theme, "kind", "Loại giấy tờ", kinds)
    shown(field)
    field.box.setMaximumWidth(200)
    field.set_value(str(chosen))
    field.box.showPopup()
    settle()
    rows, popup = field.box.view(), field.box.view().window()
    assert rows.sizeHintForRow(0) >= theme.px(40)
    hiding = [each for each in popup.children() if isinstance(each, QWidget) and each is not rows and each.isVisible()]
    assert hiding == []
    assert rows.sizeHintForColumn(0) <= rows.viewport().width()
    if step == 100:
        places = [rows.visualRect(field.box.model().index(row, 0)) for row in range(9)]
        assert all(rows.viewport().rect().contains(place) for place in places)
    field.box.hidePopup()


def test_chips_are_answered_by_space(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    field = ChipsField(theme, "sex", "Giới tính", SEXES)
    root = shown(field)
    edits: list[str] = []
    field.edited.connect(edits.append)
    qtbot.keyClick(child(root, "sex_F"), Qt.Key.Key_Space)
    assert (field.value(), edits) == ("F", ["F"])
    assert child(root, "sex_F").accessibleName() == "Giới tính: Nữ"


def lands(typed: str) -> list[Option]:
    return [land for land in LANDS if land.label.lower().startswith(typed.lower())]


def test_a_long_list_is_chosen_from_by_keys(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    field = SuggestField(theme, "land", "Quốc tịch", lands)
    shown(field)
    edits: list[str] = []
    field.edited.connect(edits.append)
    field.take_focus()
    qtbot.keyClicks(field.box, "ph")
    assert field.list.isVisible()
    assert field.list.count() == 2
    qtbot.keyClick(field.box, Qt.Key.Key_Down)
    qtbot.keyClick(field.list, Qt.Key.Key_Down)
    qtbot.keyClick(field.list, Qt.Key.Key_Return)
    assert (field.value(), field.typed(), edits[-1]) == ("PHL", "Phi-líp-pin", "PHL")
    assert not field.list.isVisible()
    qtbot.keyClick(field.box, Qt.Key.Key_Backspace)
    assert field.value() == ""


def test_the_only_match_is_taken_when_the_field_is_left(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    field, other = SuggestField(theme, "land", "Quốc tịch", lands), TextField(theme, "b", "B")
    shown(field, other)
    field.take_focus()
    type_text("đ")
    other.take_focus()
    assert field.value() == "D"


def test_a_check_field_is_pressed_on_its_words(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    field = CheckField(theme, "year", "Chỉ biết năm sinh")
    root = shown(field)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=field.rect().center())
    assert field.isChecked()
    assert audit.everything(root) == []


def test_wrapped_words_are_whole_at_any_width(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    words = Paragraph("Máy chưa có mạng. Khách đã nằm trong sổ, có mạng máy tự gửi. " * 4, name="long")
    root = shown(words)
    for width in (700, 300, 220, 680):
        root.resize(width, 600)
        settle()
        assert audit.clipped(root) == []
    assert words.minimumHeight() < 120


def test_the_summary_jumps_to_its_places(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    summary, field = ErrorSummary(theme, "sum"), TextField(theme, "name", "Họ và tên")
    root = shown(summary, field)
    summary.show_problems([Problem("Người thứ 1: chưa ghi họ và tên.", field.take_focus)])
    settle()
    summary.take_focus()
    link = child(root, "sumLink0")
    assert link.hasFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert field.box.hasFocus()
    summary.show_problems([])
    assert summary.isHidden()


def test_the_undo_bar_counts_down_and_goes(qtbot: QtBot, theme: Theme, shown: Shown, clock: FakeClock) -> None:
    bar = UndoBar(theme, clock)
    root = shown(bar)
    bar.offer("Đã ghi 4 khách vào sổ.", 20)
    line = child(root, "undoBannerLine")
    assert isinstance(line, QLabel)
    assert line.text() == "Đã ghi 4 khách vào sổ. Gửi sau 20 giây."
    clock.advance(seconds=2)
    qtbot.waitUntil(lambda: "18 giây" in line.text())
    with qtbot.waitSignal(bar.ended):
        clock.advance(seconds=18)
    assert bar.isHidden()


def test_a_wall_clock_that_jumps_does_not_end_the_undo_bar(
    qtbot: QtBot, theme: Theme, shown: Shown, clock: FakeClock
) -> None:
    bar = UndoBar(theme, clock)
    shown(bar)
    bar.offer("Đã ghi.", 20)
    clock.jump(hours=9)
    assert bar.seconds_left == 20


def test_undo_and_send_now_end_the_wait(qtbot: QtBot, theme: Theme, shown: Shown, clock: FakeClock) -> None:
    bar = UndoBar(theme, clock)
    root = shown(bar)
    for name, signal in (("undoUndo", bar.undone), ("undoSendNow", bar.hurried)):
        bar.offer("Đã ghi.", 20)
        settle()
        with qtbot.waitSignal(signal):
            qtbot.keyClick(child(root, name), Qt.Key.Key_Return)
        assert bar.isHidden()
