"""A kept stay of which nothing was changed, or nothing can be: no success is claimed, no filled button offered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.domain.identifiers import GuestId
from guestreg.ports.reading import LineFilter
from tests.gui.hands import press, settled, type_text
from tests.gui.stay.conftest import BINH, HOA, Shown, send, withdraw
from tests.gui.workplaces import HOUSE

KEYS = Qt.Key


def record(shown: Shown, qtbot: QtBot, *cards: str) -> tuple[GuestId, ...]:
    for card in cards:
        type_text(card)
        press(qtbot, KEYS.Key_Return)
    press(qtbot, KEYS.Key_F9)
    return tuple(line.guest_id for line in reversed(shown.workplace.desk().reader.lines(LineFilter())))


def opened(shown: Shown, guest_id: GuestId) -> None:
    shown.presenter.open(guest_id)
    settled(shown.window)


def said_after_saving(shown: Shown, qtbot: QtBot) -> str:
    press(qtbot, KEYS.Key_F9)
    assert shown.navigator.places[-1] == (Place.LEDGER, None)
    return shown.navigator.sentences[-1]


def test_an_unchanged_correction_says_that_nothing_changed(shown: Shown, qtbot: QtBot) -> None:
    hoa, _binh = record(shown, qtbot, HOA, BINH)
    sentence = shown.workplace.phrasebook().sentence
    opened(shown, hoa)
    assert said_after_saving(shown, qtbot) == sentence("S-52")
    opened(shown, hoa)
    qtbot.mouseClick(shown.view.stay_line.more, Qt.MouseButton.LeftButton)
    assert said_after_saving(shown, qtbot) == sentence("S-05")
    assert [line.version for line in shown.workplace.desk().reader.lines(LineFilter())] == [2, 2]


def test_where_nothing_can_be_typed_nothing_can_be_saved(shown: Shown, qtbot: QtBot) -> None:
    hoa, _binh = record(shown, qtbot, HOA, BINH)
    withdraw(shown.workplace.desk(), hoa)
    opened(shown, hoa)
    assert not shown.view.guest.isEnabled()
    assert not shown.view.save.isVisible()
    assert not shown.view.later.isVisible()
    qtbot.mouseClick(shown.view.people.cards[1], Qt.MouseButton.LeftButton)
    assert shown.view.save.isVisible()
    qtbot.mouseClick(shown.view.guest.fields["full_name"].boxes()[0], Qt.MouseButton.LeftButton)
    press(qtbot, KEYS.Key_End)
    type_text(" Em")
    qtbot.mouseClick(shown.view.people.cards[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert shown.view.save.isVisible()
    assert said_after_saving(shown, qtbot) == shown.workplace.phrasebook().sentence("S-05")


def test_a_correction_of_what_was_sent_says_what_remains_to_be_done(shown: Shown, qtbot: QtBot) -> None:
    hoa, _binh = record(shown, qtbot, HOA, BINH)
    send(shown.workplace.desk(), hoa)
    opened(shown, hoa)
    qtbot.mouseClick(shown.view.guest.fields["full_name"].boxes()[0], Qt.MouseButton.LeftButton)
    press(qtbot, KEYS.Key_End)
    type_text(" Em")
    phone = {"phone": HOUSE.get("police_phone", "")}
    assert said_after_saving(shown, qtbot) == shown.workplace.phrasebook().sentence("E-34", phone)
