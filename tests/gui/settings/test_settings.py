"""The page of settings over a real workplace: house, place, looks, the way between ledgers."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.house.destination import Destination
from guestreg.desktop.house.form import HouseForm
from guestreg.desktop.house.texts import house_texts, told_once
from guestreg.desktop.kit.buttons import PlainButton
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.desktop.settings.model import ListsModel
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.house import CheckedHouse, read_house
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.violation import Violation
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from guestreg.services.queries.house_kept import house_kept
from guestreg.services.queries.list_age import ListAge
from tests.fakes.clock import FakeClock
from tests.gui.audit import everything, vietnamese_left
from tests.gui.hands import press, settled, type_text
from tests.gui.house_hands import HouseHands
from tests.gui.settings.conftest import Shown, opened
from tests.gui.workplaces import HOUSE, house_entry
from tests.integration.cli.ledger_file import built_bytes
from tests.tables.rules import CITIZEN, STAY

REAL = Destination(EndpointKind.KBTT, "https://kbtt.example.vn/api", "CSLT-1", "secret-1", "a:b", "c:d")


def focus() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def button(shown: Shown, name: str) -> PlainButton:
    found = shown.view.findChild(PlainButton, name)
    assert isinstance(found, PlainButton), name
    return found


def test_the_house_is_changed_by_keys_alone(shown: Shown, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Return)
    assert focus() == "name"
    press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text("Homestay Suối Mơ")
    press(qtbot, Qt.Key.Key_F9)
    house = house_kept(shown.workplace.desk())
    assert house is not None
    assert house.name == "Homestay Suối Mơ"
    assert [one.name for one in shown.workplace.settings.ledgers] == ["Homestay Suối Mơ"]
    assert [(room.name, room.beds) for room in house.rooms] == [("Phòng 1", 2), ("Phòng 2", 2)]
    assert "Homestay Suối Mơ" in shown.view.house_row.value.text()
    assert focus() == "changeHouse"


def test_a_wrong_house_is_refused_at_its_field_and_nothing_changes(shown: Shown, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.view.house_row.button, Qt.MouseButton.LeftButton)
    shown.view.house.fields["tax_code"].set_value("12")
    shown.view.house.fields["name"].set_value("")
    qtbot.mouseClick(shown.view.save, Qt.MouseButton.LeftButton)
    assert len(shown.view.faults.summary.links) == 2
    assert shown.view.house.fields["tax_code"].error.startswith("Mã số thuế")
    shown.view.faults.summary.links[1].click()
    assert focus() == "tax_code"
    house = house_kept(shown.workplace.desk())
    assert house is not None
    assert house.name == HOUSE["name"]


def test_rooms_and_notifiers_come_and_go(shown: Shown, qtbot: QtBot) -> None:
    shown.presenter.change_house()
    form = shown.view.house
    form.rooms.add.click()
    assert focus() == "room3a"
    type_text("Nhà sàn")
    press(qtbot, Qt.Key.Key_Tab)
    type_text("8")
    button(shown, "room1Remove").click()
    assert form.rooms.value() == (("Phòng 2", "2"), ("Nhà sàn", "8"))
    shown.view.save.click()
    house = house_kept(shown.workplace.desk())
    assert house is not None
    assert [room.name for room in house.rooms] == ["Phòng 2", "Nhà sàn"]


def test_looks_and_language_apply_at_once(shown: Shown, qtbot: QtBot) -> None:
    looks = shown.view.looks
    qtbot.mouseClick(looks.step.boxes()[2], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(looks.mode.boxes()[2], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(looks.language.boxes()[1], Qt.MouseButton.LeftButton)
    assert shown.looks == [("system", 150), ("dark", 150)]
    assert shown.tongues == ["en"]
    kept = shown.workplace.settings
    assert (kept.text_percent, kept.theme, kept.language) == (150, "dark", "en")


def test_a_real_place_opens_a_new_empty_ledger_and_practice_stays_in_reach(shown: Shown, qtbot: QtBot) -> None:
    practice = shown.workplace.settings.active
    shown.presenter.save_destination(REAL)
    active = shown.workplace.settings.ledger()
    assert active is not None
    assert (active.endpoint, active.address, active.account) == (EndpointKind.KBTT, REAL.address, "CSLT-1")
    assert active.id != practice
    assert shown.switches == [active.id]
    assert "kbtt.example.vn" in shown.view.destination_row.value.text()
    back = button(shown, "openLedger0")
    assert back.text() == "Mở sổ tập thử"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert shown.workplace.settings.active == practice


def test_no_secret_is_written_into_the_settings(shown: Shown) -> None:
    shown.presenter.save_destination(REAL)
    text = shown.workplace.folders()["settings"].read_text("utf-8")
    assert "secret-1" not in text
    assert "a:b" not in text
    assert "kbtt.example.vn" in text


@pytest.mark.parametrize(
    ("destination", "fields"),
    [
        (Destination(EndpointKind.KBTT), ["address", "account", "password", "client_a", "client_b"]),
        (Destination(EndpointKind.KBTT, "http://kbtt.example.vn", "x", "x", "x", "x"), ["address"]),
        (Destination(EndpointKind.KBTT, "https://", "x", "x", "x", "x"), ["address"]),
        (Destination(), []),
        (REAL, []),
    ],
)
def test_what_a_real_place_needs(destination: Destination, fields: list[str]) -> None:
    assert [one.field for one in destination.faults()] == [f"endpoint_{name}" for name in fields]


def test_an_unsafe_address_is_refused_and_the_old_place_stays(shown: Shown, qtbot: QtBot) -> None:
    before = shown.workplace.settings
    shown.presenter.change_destination()
    form = shown.view.destination
    qtbot.mouseClick(form.kind.boxes()[1], Qt.MouseButton.LeftButton)
    form.fields["endpoint_address"].take_focus()
    type_text("http://kbtt.example.vn")
    assert "Sẽ gửi tới: <b>kbtt.example.vn</b>" in form._change.line.text()
    press(qtbot, Qt.Key.Key_F9)
    assert form.fields["endpoint_address"].error == "Nơi gửi ngoài tập thử phải bắt đầu bằng https."
    assert form.fields["endpoint_password"].error == "Chưa ghi Mật khẩu cơ sở."
    assert shown.workplace.settings == before


def test_secrets_are_not_readable_on_screen(shown: Shown) -> None:
    hidden = [
        name
        for name, each in shown.view.destination.fields.items()
        if each.box.echoMode() is QLineEdit.EchoMode.Password
    ]
    assert hidden == ["endpoint_password", "endpoint_client_a", "endpoint_client_b"]


def test_a_kept_house_survives_the_form_unchanged(
    workplace: Program, theme: Theme, qtbot: QtBot, clock: FakeClock
) -> None:
    entry = house_entry(
        owner_birth_date="28/02/1970",
        is_remote="true",
        tax_code="0123456789",
        border_belt="true",
        border_post="Đồn Mẫu",
        border_post_phone="0213000222",
    )
    today = clock.now().date()
    kept = read_house(entry, workplace.catalogue, workplace.rules, today)
    assert isinstance(kept, CheckedHouse)
    form = HouseForm(theme, workplace.phrasebook(), clock, workplace.catalogue)
    qtbot.addWidget(form)
    form.show_entry(house_texts(kept.establishment))
    again = read_house(form.entry(), workplace.catalogue, workplace.rules, today)
    assert isinstance(again, CheckedHouse)
    assert again.establishment == kept.establishment


def test_one_place_is_named_once() -> None:
    said = told_once((Violation("E-10", "province"), Violation("E-10", "commune"), Violation("E-62", "kind")))
    assert [one.field for one in said] == ["commune", "kind"]
    assert [one.field for one in told_once((Violation("E-10", "province"),))] == ["province"]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", [(1366, 768, 100), (992, 544, 100), (1984, 1088, 200)], ids=str)
def test_every_state_holds(
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
    shown.presenter.save_destination(REAL)
    shown.window.show_at(qtbot, shape[:2])
    faults = {"rows": everything(settled(shown.window))}
    if language == "en":
        faults["row words"] = vietnamese_left(shown.window, (*HOUSE.values(), "Xã Na Son", "Tiếng Việt"))
    shown.presenter.change_house()
    shown.view.house.more.click()
    faults["house"] = everything(settled(shown.window))
    shown.view.house.fields["name"].set_value("")
    shown.view.save.click()
    faults["house errors"] = everything(settled(shown.window))
    shown.presenter.change_destination()
    shown.view.destination.show_destination(Destination(EndpointKind.KBTT, REAL.address))
    shown.view.save.click()
    faults["place"] = everything(settled(shown.window))
    if language == "en":
        faults["place words"] = vietnamese_left(shown.window)
    assert {state: found for state, found in faults.items() if found} == {}


def test_what_was_built_before_the_house_changed_keeps_its_bytes(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    entry = StayEntry(Typed(STAY), (Typed({**CITIZEN, "kind": "citizen"}),))
    assert isinstance(record_stay(shown.workplace.desk(), RecordStay(entry)), Done)
    before = built_bytes(tmp_path)
    assert len(before) == 1
    hands = HouseHands(qtbot, shown.view.house, shown.view.destination, shown.view.faults)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.mouseClick(shown.view.house.more, Qt.MouseButton.LeftButton)
    hands.write_house({"name": "Nhà Mới", "establishment_code": "MOI-1", "commune": "sin suoi ho"})
    press(qtbot, Qt.Key.Key_F9)
    house = house_kept(shown.workplace.desk())
    assert house is not None
    assert (house.name, house.establishment_code, house.commune) == ("Nhà Mới", "MOI-1", "301903394")
    assert built_bytes(tmp_path) == before


@pytest.mark.parametrize(
    ("lists", "value", "note", "may_ask"),
    [
        (ListsModel(ListAge("2026-08", 82)), "Bản đi kèm chương trình, tháng 08/2026", "Đã quá 30 ngày.", True),
        (ListsModel(ListAge("2026-11-21", 0)), "Lấy hôm nay", "Máy tự lấy mỗi ngày một lần", True),
        (ListsModel(ListAge("2026-11-20", 1), code="E-232"), "Lấy hôm qua", "Máy vẫn dùng bản cũ", True),
        (ListsModel(ListAge("2026-11-12", 9), is_fetching=True), "Lấy 9 ngày trước", "Đang lấy danh mục…", False),
    ],
)
def test_the_age_of_the_lists_is_said_in_words(
    workplace: Program, theme: Theme, qtbot: QtBot, lists: ListsModel, value: str, note: str, may_ask: bool
) -> None:
    shown = opened(workplace, theme, qtbot, lists=lambda: lists)
    row = shown.view.lists_row
    assert (row.isVisible(), row.value.text(), row.button.isEnabled()) == (True, value, may_ask)
    assert note in row.note.text()
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert shown.asked == (["lists"] if may_ask else [])


def test_where_no_lists_are_given_out_no_age_is_shown(shown: Shown) -> None:
    assert not shown.view.lists_row.isVisible()
