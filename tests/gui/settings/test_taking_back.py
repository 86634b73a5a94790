"""Every change in settings is taken back from the undo bar of the real window, by Ctrl+Z and by the mouse."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from guestreg.app.program import Program
from guestreg.desktop.contract import Place
from guestreg.desktop.house.destination import Destination
from guestreg.desktop.house.texts import house_texts
from guestreg.desktop.settings.former import FormerHouse
from guestreg.domain.declaration import EndpointKind
from guestreg.services.commands.begin_ledger import begin_ledger
from guestreg.services.outcome import Done
from guestreg.services.queries.volumes import volumes
from guestreg.services.workplace import NewLedger
from tests.fakes.clock import FakeClock
from tests.gui.audit import everything
from tests.gui.settings.conftest import CTRL, Hands
from tests.gui.stage import child, settle
from tests.gui.workplaces import HOUSE, house_entry

REAL = Destination(EndpointKind.KBTT, "https://kbtt.example.vn/api", "CSLT-1", "secret-1", "a:b", "c:d")
UndoWay = Callable[[Hands], None]


def by_keys(hands: Hands) -> None:
    hands.key(Qt.Key.Key_Z, CTRL)


def by_mouse(hands: Hands) -> None:
    hands.click("undoUndo")


either_way = pytest.mark.parametrize("undo", [by_keys, by_mouse])


@either_way
def test_the_house(hands: Hands, undo: UndoWay) -> None:
    before = hands.house
    hands.key(Qt.Key.Key_Return)
    hands.write("name", "Homestay Suối Mơ")
    hands.key(Qt.Key.Key_F9)
    assert hands.house == replace(before, name="Homestay Suối Mơ")
    assert hands.ledger.name == "Homestay Suối Mơ"
    assert hands.text("undoBannerLine") == "Đã đổi Thông tin nhà mình."
    assert not hands.sees("undoSendNow")
    undo(hands)
    assert hands.house == before
    assert hands.ledger.name == before.name
    assert before.name in hands.text("houseRowValue")
    assert hands.text("saidLine") == "Đã trả về như cũ."
    assert not hands.sees("undoBar")


@either_way
@pytest.mark.parametrize(
    ("chip", "changed", "words"),
    [
        ("textStep_150", {"text_percent": 150}, "Đã đổi Cỡ chữ."),
        ("themeMode_dark", {"theme": "dark"}, "Đã đổi Nền."),
    ],
)
def test_the_looks(hands: Hands, undo: UndoWay, chip: str, changed: dict[str, Any], words: str) -> None:
    before = hands.workplace.settings
    hands.click(chip)
    assert hands.workplace.settings == replace(before, **changed)
    assert hands.text("undoBannerLine") == words
    assert everything(hands.window) == []
    undo(hands)
    assert hands.workplace.settings == before
    box = child(hands.window, chip)
    assert isinstance(box, QAbstractButton)
    assert not box.isChecked()


@either_way
def test_the_language_says_so_in_the_new_one(hands: Hands, undo: UndoWay) -> None:
    hands.click("language_en")
    assert hands.text("settingsPageHeading") == "Settings"
    assert hands.text("undoBannerLine") == "Language changed."
    assert everything(hands.window) == []
    undo(hands)
    assert hands.workplace.settings.language == "vi"
    assert hands.text("settingsPageHeading") == "Cài đặt"
    assert hands.text("saidLine") == "Đã trả về như cũ."


def test_the_same_again_is_no_change(hands: Hands) -> None:
    hands.click("textStep_100")
    hands.click("language_vi")
    assert not hands.sees("undoBar")


@either_way
def test_another_place_goes_back_to_the_former_book_and_the_new_one_stays(hands: Hands, undo: UndoWay) -> None:
    former = hands.ledger
    hands.open_place(REAL)
    opened = hands.ledger
    assert opened.endpoint is EndpointKind.KBTT
    assert "kbtt.example.vn" in hands.text("undoBannerLine")
    undo(hands)
    assert hands.ledger == former
    assert hands.switches == [opened.id, former.id]
    assert opened in hands.workplace.settings.ledgers
    assert hands.text("saidLine") == "Đã trả về nơi gửi cũ. Sổ vừa mở vẫn giữ trong máy."
    assert "Tập thử" in hands.text("destinationRowValue")
    assert "secret-1" not in hands.workplace.folders()["settings"].read_text("utf-8")


def test_a_known_place_whose_codes_were_typed_over_says_they_stay(hands: Hands) -> None:
    former = hands.ledger
    hands.open_place(REAL)
    by_keys(hands)
    hands.open_place(replace(REAL, password="secret-2"))
    by_keys(hands)
    assert hands.ledger == former
    assert hands.text("saidLine") == "Đã trả về nơi gửi cũ. Mật khẩu vừa gõ cho nơi kia vẫn giữ."


@either_way
def test_new_codes_alone_are_asked_for_again(hands: Hands, undo: UndoWay) -> None:
    hands.open_place(REAL)
    before = hands.ledger
    hands.open_place(replace(REAL, password="secret-2"))
    assert hands.ledger == before
    assert hands.text("undoBannerLine") == "Đã đổi Mật khẩu cơ sở."
    undo(hands)
    assert hands.text("settingsNoticeLine").startswith("Mật khẩu cũ không còn giữ ở đâu.")
    assert (hands.text("endpoint_address"), hands.text("endpoint_account")) == (REAL.address, REAL.account)
    for name in ("password", "client_a", "client_b"):
        assert hands.text(f"endpoint_{name}") == ""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "endpoint_password"
    for name in ("password", "client_a", "client_b"):
        hands.write(f"endpoint_{name}", getattr(REAL, name))
    hands.key(Qt.Key.Key_F9)
    assert hands.ledger == before


@either_way
def test_opening_another_book(hands: Hands, undo: UndoWay) -> None:
    hands.open_place(REAL)
    real = hands.ledger
    hands.click("openLedger0")
    assert hands.ledger.endpoint is EndpointKind.PRACTICE
    assert hands.text("undoBannerLine") == "Đã đổi Nơi gửi."
    undo(hands)
    assert hands.ledger == real


def test_the_offer_ends_by_itself(hands: Hands, clock: FakeClock) -> None:
    hands.click("themeMode_dark")
    clock.advance(seconds=21)
    hands.qtbot.waitUntil(lambda: not hands.sees("undoBar"))
    by_keys(hands)
    assert hands.workplace.settings.theme == "dark"


def test_the_offer_waits_for_a_hand_on_its_button(hands: Hands, clock: FakeClock) -> None:
    hands.click("themeMode_dark")
    child(hands.window, "undoUndo").setFocus(Qt.FocusReason.TabFocusReason)
    tick = child(hands.window, "undoBar").findChild(QTimer)
    assert tick is not None
    clock.advance(seconds=60)
    with hands.qtbot.waitSignal(tick.timeout):
        pass
    assert hands.sees("undoBar")
    hands.key(Qt.Key.Key_Space)
    assert hands.workplace.settings.theme == "system"


def test_a_former_house_is_never_put_into_another_book(hands: Hands) -> None:
    old = FormerHouse(hands.ledger.id, house_texts(replace(hands.house, name="Nhà Cũ")))
    hands.open_place(REAL)
    hands.window.go(Place.SETTINGS, old)
    settle()
    assert hands.house.name == HOUSE["name"]
    hands.window.go(Place.SETTINGS, replace(old, ledger_id=hands.ledger.id))
    settle()
    assert hands.house.name == "Nhà Cũ"


def test_a_volume_that_guests_stand_in_meanwhile_is_said_and_the_form_is_there(hands: Hands) -> None:
    hands.key(Qt.Key.Key_Return)
    hands.click("houseMore")
    hands.write("register_volume", "5")
    hands.key(Qt.Key.Key_F9)
    assert [one.number for one in volumes(hands.workplace.desk()).all] == [5]
    with hands.workplace.desk().store.unit_of_work() as work:
        assert work.house.take_register_no() == (5, 1)
        work.commit()
    by_keys(hands)
    assert [one.number for one in volumes(hands.workplace.desk()).all] == [5]
    assert hands.text("register_volume") == "1"
    assert hands.text("register_volumeError") == "Sổ đang ở quyển 5. Sang quyển mới ở trang In sổ."


def test_what_the_house_still_lacks_is_said_with_the_change(hands: Hands) -> None:
    hands.click("changeHouse")
    hands.write("police_phone", "")
    hands.key(Qt.Key.Key_Delete)
    hands.click("settingsSave")
    assert "Công an xã" in hands.text("settingsNoticeLine")
    assert "an ninh trật tự" in hands.text("settingsNoticeLine")


def test_codes_of_a_known_book_are_changed_without_beginning_another(workplace: Program) -> None:
    for password in ("secret-1", "secret-2"):
        ledger = replace(REAL, password=password).ledger()
        assert isinstance(begin_ledger(workplace, ledger, house_entry()), Done)
    assert len(workplace.settings.ledgers) == 2
    odd = NewLedger(replace(REAL.ledger().settings, address=f"  {REAL.address} "), {})
    assert isinstance(begin_ledger(workplace, odd, house_entry()), Done)
    assert len(workplace.settings.ledgers) == 2
