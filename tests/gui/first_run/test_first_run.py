"""The first run: from an empty folder to an open book, by keys alone and by the mouse alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.first_run.presenter import Step
from guestreg.desktop.kit.suggest import SuggestField
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.domain.declaration import EndpointKind
from guestreg.services.queries.house_kept import house_kept
from guestreg.services.workplace import NotSetUp
from tests.gui.audit import everything, outside, vietnamese_left
from tests.gui.first_run.conftest import Shown, opened
from tests.gui.hands import press, settled, type_text


def focus() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def step_of(shown: Shown) -> Step:
    return shown.window._presenter.step


def test_by_keys_alone_in_practice(shown: Shown, qtbot: QtBot) -> None:
    assert focus() == "firstRunNext"
    press(qtbot, Qt.Key.Key_Return)
    assert focus() == "endpointKind_practice"
    press(qtbot, Qt.Key.Key_F9)
    assert focus() == "name"
    type_text("Homestay Mây Trắng")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return)
    type_text("0213 000 000")
    press(qtbot, Qt.Key.Key_Return)
    type_text("Bản Mẫu")
    press(qtbot, Qt.Key.Key_Return)
    type_text("na son")
    press(qtbot, Qt.Key.Key_Return)
    type_text("Lò Thị Say")
    press(qtbot, Qt.Key.Key_F9)
    assert step_of(shown) is Step.DONE
    assert focus() == "firstRunNext"
    with qtbot.waitSignal(shown.window.finished):
        press(qtbot, Qt.Key.Key_Return)
    ledger = shown.workplace.settings.ledger()
    house = house_kept(shown.workplace.desk())
    assert ledger is not None
    assert house is not None
    assert ledger.endpoint is EndpointKind.PRACTICE
    assert (house.name, house.commune, house.province) == ("Homestay Mây Trắng", "302903203", "302")
    assert [one.name for one in house.notifiers] == ["Lò Thị Say"]
    assert [room.name for room in house.rooms] == ["Phòng 1"]


def test_enter_is_printed_and_f9_goes_on_too(shown: Shown, qtbot: QtBot) -> None:
    assert shown.window.view.next.key == "Enter"
    press(qtbot, Qt.Key.Key_F9)
    assert step_of(shown) is Step.DESTINATION


def test_an_incomplete_house_begins_nothing(shown: Shown, qtbot: QtBot) -> None:
    for _page in range(3):
        qtbot.mouseClick(shown.window.view.next, Qt.MouseButton.LeftButton)
    view = shown.window.view
    assert step_of(shown) is Step.HOUSE
    assert [link.text() for link in view.faults.summary.links] == [
        "Chưa ghi Tên cơ sở.",
        "Chưa ghi Số điện thoại.",
        "Chưa ghi Địa chỉ.",
        "Chưa ghi Phường, xã.",
        "Chưa ghi Chủ cơ sở.",
    ]
    view.faults.summary.links[3].click()
    assert focus() == "commune"
    with pytest.raises(NotSetUp):
        shown.workplace.desk()


def test_what_was_wrong_is_forgotten_field_by_field_as_it_is_mended(shown: Shown, qtbot: QtBot) -> None:
    for _page in range(3):
        qtbot.mouseClick(shown.window.view.next, Qt.MouseButton.LeftButton)
    view = shown.window.view
    fields = {"name": "Mây Trắng", "phone": "0213 000 000", "address_detail": "Bản Mẫu", "commune": "na son"}
    for left, (name, text) in zip((4, 3, 2, 1), fields.items(), strict=True):
        assert view.house.fields[name].error != ""
        view.house.focus_field(name)
        type_text(text)
        assert view.house.fields[name].error == ""
        assert len(view.faults.summary.links) == left
        assert focus() == name
    press(qtbot, Qt.Key.Key_Return)
    assert focus() == "owner_name"
    type_text("Lò Thị Say")
    assert not view.faults.summary.isVisible()
    press(qtbot, Qt.Key.Key_F9)
    assert step_of(shown) is Step.DONE


@pytest.mark.parametrize("shape", [(992, 544, 100), (992, 544, 200), (1366, 768, 200)], ids=str)
def test_line_and_answers_are_seen_together(
    shown: Shown, theme: Theme, qtbot: QtBot, qapp: QApplication, shape: tuple[int, int, int]
) -> None:
    width, height, step = shape
    theme.apply(qapp, Mode.LIGHT, step)
    shown.window.resize(width, height)
    for _page in range(2):
        qtbot.mouseClick(shown.window.view.next, Qt.MouseButton.LeftButton)
    field = shown.window.view.house.fields["commune"]
    assert isinstance(field, SuggestField)
    shown.window.view.house.focus_field("commune")
    type_text("ba")
    assert field.list.count() > 6
    both: tuple[QWidget, QWidget] = (field.list, field.box)
    qtbot.waitUntil(lambda: all(one.visibleRegion().boundingRect().height() == one.height() for one in both))


def test_a_real_place_needs_its_codes_before_the_house(shown: Shown, qtbot: QtBot) -> None:
    view = shown.window.view
    qtbot.mouseClick(view.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.destination.kind.boxes()[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.next, Qt.MouseButton.LeftButton)
    assert step_of(shown) is Step.DESTINATION
    assert len(view.faults.summary.links) == 5
    assert view.safety.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    assert step_of(shown) is Step.LOOKS


def test_letters_and_language_change_at_once(shown: Shown, qtbot: QtBot) -> None:
    view = shown.window.view
    qtbot.mouseClick(view.letters.boxes()[3], Qt.MouseButton.LeftButton)
    assert shown.looks == [("system", 175)]
    qtbot.mouseClick(view.language.boxes()[1], Qt.MouseButton.LeftButton)
    assert shown.tongues == ["en"]
    assert shown.workplace.settings.language == "en"
    assert shown.window.view is not view
    assert focus() == "firstRunLanguage_en"
    with qtbot.waitSignal(shown.window.closed):
        shown.window.close()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", [(1366, 768, 100), (992, 544, 100), (1984, 1088, 200)], ids=str)
def test_every_page_holds(
    workplace: Program,
    theme: Theme,
    translation: Translation,
    qtbot: QtBot,
    qapp: QApplication,
    language: str,
    shape: tuple[int, int, int],
) -> None:
    translation.use(qapp, language)
    theme.apply(qapp, Mode.LIGHT, shape[2])
    shown = opened(workplace, theme, qtbot, language)
    shown.window.resize(*shape[:2])
    view = shown.window.view
    faults: dict[str, list[str]] = {}
    for step in Step:
        view.show_step(step)
        faults[step.name] = everything(settled(shown.window)) + outside(shown.window, [view.next])
        if language == "en":
            faults[step.name] += vietnamese_left(shown.window, ["Tiếng Việt"])
    assert {step: found for step, found in faults.items() if found} == {}
