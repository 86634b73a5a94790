"""A set-up file is shown in full first, its mark never; nothing is taken over before the button; refusals in words."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.violation import Violation
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.accept_setup_file import Acceptance
from guestreg.services.outcome import Failed, Refused
from tests.fakes.open_service import Signer
from tests.gui.hands import press
from tests.gui.set_up_side import COMMUNE, SetUpSide
from tests.gui.stage import child, settle
from tests.unit.domain.test_set_up import SETUP, file_of, text_of

STRANGER = Signer("stranger", "luutru.example/khac")
TWO_HOUSES = [{"code": "MAU-0017", "name": "Nhà Mẫu"}, {"code": "MAU-0018", "name": "Nhà khác"}]
TRUSTING = LedgerSettings(
    "a",
    EndpointKind.OPEN,
    address="https://cu.example",
    set_up=file_of(serial=2).decode(),
    set_up_keys=SETUP.key.text,
)


def words(window: QWidget, name: str) -> str:
    label = child(window, name)
    assert isinstance(label, QLabel)
    return label.text().replace("\u200b", "")


def click(qtbot: QtBot, window: QWidget, name: str) -> None:
    qtbot.mouseClick(child(window, name), Qt.MouseButton.LeftButton)
    settle()


def write(window: QWidget, name: str, text: str) -> None:
    box = child(window, name)
    assert isinstance(box, QLineEdit)
    box.setText(text)
    box.textEdited.emit(text)
    settle()


def use(qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_F9)
    settle()


def hidden(window: QWidget, name: str) -> bool:
    return not [one for one in window.findChildren(QWidget, name) if one.isVisible()]


def everything_said(window: QWidget) -> str:
    """Labels, buttons, boxes, and what a reader for the blind or a tool tip would say."""
    texts = []
    for one in window.findChildren(QWidget):
        texts += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            texts.append(one.text())
        if isinstance(one, QLineEdit):
            texts.append(one.placeholderText())
    return "\n".join(texts).replace("\u200b", "")


def test_all_of_it_is_seen_and_nothing_is_taken_over(
    qtbot: QtBot, window: MainWindow, side: SetUpSide, phrasebook: Phrasebook
) -> None:
    click(qtbot, window, "setUpPick")
    assert "Công an xã Mẫu" in words(window, "setUpSigner")
    assert COMMUNE in words(window, "setUpSigner")
    assert SETUP.key.label in words(window, "setUpSigner")
    assert words(window, "setUpStanding") == "Chữ ký đúng, nhưng máy này chưa biết nơi ký."
    assert words(window, "setUpHost") == "Nơi gửi: xa-mau.example:8443"
    assert words(window, "setUpMade") == "Tệp số 3, ký ngày 01/11/2026. Trực ban: 0215000000."
    changes = words(window, "setUpChanges").split("\n")
    assert "Nơi gửi: không có → Máy của Công an xã" in changes
    assert "Địa chỉ nơi gửi: không có → https://xa-mau.example:8443" in changes
    assert words(window, "setUpSafeLine") == phrasebook.sentence("S-88")
    assert (side.accepted, side.codes, side.changed) == ([], [], 0)


def test_the_mark_is_typed_and_shown_nowhere(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    click(qtbot, window, "setUpPick")
    child(window, "setUpMark")
    shown = everything_said(window).replace(" ", "").upper()
    assert "XA-MAU.EXAMPLE:8443" in shown
    assert SETUP.key.mark.replace(" ", "") not in shown


def test_each_change_says_what_was(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    side.ledger = TRUSTING
    click(qtbot, window, "setUpPick")
    assert "https://cu.example → https://xa-mau.example:8443" in words(window, "setUpChanges")
    assert "Vùng sâu, vùng xa: không → có" in words(window, "setUpChanges")
    assert words(window, "setUpStanding") == "Chữ ký đúng, của nơi máy này đã tin."
    assert hidden(window, "setUpMark")
    assert hidden(window, "setUpAnew")


def test_what_was_typed_goes_along_and_the_code_after_it(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    click(qtbot, window, "setUpPick")
    write(window, "setUpMark", "9736 56A9 241B 3D8B")
    write(window, "setUpCode", "ABCDE12345")
    use(qtbot)
    assert side.accepted == [Acceptance("9736 56A9 241B 3D8B", code="MAU-0017")]
    assert (side.codes, side.changed) == (["ABCDE12345"], 1)
    assert window.place is Place.SETTINGS


def test_one_of_several_houses_is_chosen(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    side.data = file_of(establishments=TWO_HOUSES)
    side.refusal = Refused((Violation("E-195", "establishment_code", params={"codes": "MAU-0017, MAU-0018"}),))
    click(qtbot, window, "setUpPick")
    use(qtbot)
    qtbot.keyClick(child(window, "setUpHouse"), Qt.Key.Key_End)
    click(qtbot, window, "setUpUse")
    assert [one.code for one in side.accepted] == ["", "MAU-0018"]


def test_a_stranger_is_named_beside_who_is_trusted(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    keys = [{"vkey": STRANGER.key.text, "use": ["setup"]}]
    side.ledger = TRUSTING
    side.data = STRANGER.sign(text_of(keys=keys, authority={"name": "Công an xã Khác"}))
    click(qtbot, window, "setUpPick")
    assert words(window, "setUpStanding") == "Chữ ký lạ. Máy này đang tin Công an xã Mẫu, không phải Công an xã Khác."
    child(window, "setUpMark")
    click(qtbot, window, "setUpAnew")
    use(qtbot)
    assert [one.anew for one in side.accepted] == [True]


@pytest.mark.parametrize(
    ("violation", "name"),
    [
        (Violation("E-193", "set_up_mark"), "setUpMarkError"),
        (Violation("E-194", "set_up_mark", params={"authority": "Công an xã Mẫu"}), "setUpMarkError"),
        (Violation("E-195", "establishment_code", params={"codes": "MAU-0017"}), "setUpHouseError"),
        (Violation("E-01", "owner_name"), "setUpNoticeLine"),
    ],
)
def test_what_is_refused_is_said_at_its_place(
    qtbot: QtBot, window: MainWindow, side: SetUpSide, phrasebook: Phrasebook, violation: Violation, name: str
) -> None:
    side.refusal = Refused((violation,))
    click(qtbot, window, "setUpPick")
    use(qtbot)
    assert words(window, name) == phrasebook.sentence(violation.code, violation.params, violation.field)
    assert (window.place, side.changed, side.codes) == (Place.SET_UP_FILE, 0, [])
    if name.endswith("Error"):
        assert child(window, name.removesuffix("Error")).hasFocus()
    side.refusal = None
    use(qtbot)
    assert side.changed == 1


@pytest.mark.parametrize(
    ("data", "code", "params"),
    [
        (b"no note", "E-190", {}),
        (file_of(serial=1), "E-191", {}),
        (file_of(serial=9, endpoint={"kind": "open", "base_url": "http://xa-mau.example"}), "E-192", {}),
        (OSError(), "E-131", {"path": "xa-mau.luutru-caidat"}),
    ],
    ids=["spoilt", "old", "unsafe", "unreadable"],
)
def test_a_file_that_is_no_good_cannot_be_used(
    qtbot: QtBot,
    window: MainWindow,
    side: SetUpSide,
    phrasebook: Phrasebook,
    data: bytes | OSError,
    code: str,
    params: dict[str, str],
) -> None:
    side.ledger = TRUSTING
    side.data = data
    click(qtbot, window, "setUpPick")
    assert words(window, "setUpNoticeLine") == phrasebook.sentence(code, params)
    assert hidden(window, "setUpOffer")
    use(qtbot)
    assert side.accepted == []


def test_a_worse_file_chosen_later_takes_the_good_one_away(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    click(qtbot, window, "setUpPick")
    write(window, "setUpMark", "9736")
    side.data = b"no note"
    click(qtbot, window, "setUpPick")
    use(qtbot)
    assert side.accepted == []


def test_a_code_not_taken_is_asked_for_again_alone(
    qtbot: QtBot, window: MainWindow, side: SetUpSide, phrasebook: Phrasebook
) -> None:
    side.code_refusal = Refused((Violation("E-198", "enrolment_code"),))
    click(qtbot, window, "setUpPick")
    write(window, "setUpCode", "ABCDE99999")
    use(qtbot)
    assert (window.place, side.changed) == (Place.SET_UP_FILE, 1)
    assert words(window, "setUpCodeError") == phrasebook.sentence("E-198")
    assert hidden(window, "setUpOffer")
    assert words(window, "setUpAbout") == phrasebook.sentence("S-98")
    side.code_refusal = Refused((Violation("E-199", "enrolment_code"),))
    write(window, "setUpCode", "ABCDE88888")
    click(qtbot, window, "setUpEnrol")
    assert words(window, "setUpCodeError") == phrasebook.sentence("E-199")
    assert words(window, "setUpAbout") == phrasebook.sentence("S-98")
    side.code_refusal = None
    write(window, "setUpCode", "ABCDE12345")
    click(qtbot, window, "setUpEnrol")
    assert side.codes == ["ABCDE99999", "ABCDE88888", "ABCDE12345"]
    assert (window.place, len(side.accepted)) == (Place.SETTINGS, 1)


def test_a_file_the_program_was_started_with_is_looked_at(window: MainWindow, side: SetUpSide) -> None:
    window.go(Place.SET_UP_FILE, Path("xa-mau.luutru-caidat"))
    settle()
    assert words(window, "setUpAbout") == "Tệp: xa-mau.luutru-caidat"
    assert words(window, "setUpHost") == "Nơi gửi: xa-mau.example:8443"
    assert side.accepted == []


def test_a_code_left_out_is_asked_for(
    qtbot: QtBot, window: MainWindow, side: SetUpSide, phrasebook: Phrasebook
) -> None:
    click(qtbot, window, "setUpPick")
    use(qtbot)
    assert window.place is Place.SET_UP_FILE
    assert words(window, "setUpNoticeLine") == phrasebook.sentence("E-200")


def test_a_place_that_needs_no_code_asks_for_none(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    side.data = file_of(endpoint={"kind": "kbtt", "base_url": "https://kbtt.example"})
    click(qtbot, window, "setUpPick")
    assert hidden(window, "setUpCode")
    use(qtbot)
    assert (window.place, side.codes) == (Place.SETTINGS, [])


def test_words_of_the_file_are_no_mark_up(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    side.data = file_of(authority={"name": "<b>Công an</b><br>", "duty_phone": "<i>1</i>"})
    click(qtbot, window, "setUpPick")
    for name in ("setUpSigner", "setUpStanding", "setUpHost", "setUpMade", "setUpChanges"):
        label = child(window, name)
        assert isinstance(label, QLabel)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_esc_takes_nothing_over_and_the_page_forgets(qtbot: QtBot, window: MainWindow, side: SetUpSide) -> None:
    click(qtbot, window, "setUpPick")
    press(qtbot, Qt.Key.Key_Escape)
    settle()
    assert (window.place, side.accepted) == (Place.SETTINGS, [])
    window.go(Place.SET_UP_FILE)
    settle()
    assert hidden(window, "setUpOffer")
    use(qtbot)
    assert side.accepted == []


def test_a_place_that_is_trusted_already_needs_the_newer_file(
    qtbot: QtBot, window: MainWindow, side: SetUpSide, phrasebook: Phrasebook
) -> None:
    side.ledger = replace(TRUSTING, set_up=file_of().decode())
    click(qtbot, window, "setUpPick")
    assert words(window, "setUpNoticeLine") == phrasebook.sentence("E-191")


def test_what_the_computer_lacks_is_said(
    qtbot: QtBot, window: MainWindow, side: SetUpSide, phrasebook: Phrasebook
) -> None:
    side.refusal = Failed("E-201")
    click(qtbot, window, "setUpPick")
    use(qtbot)
    assert words(window, "setUpNoticeLine") == phrasebook.sentence("E-201")
