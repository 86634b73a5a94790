"""The page is in front before its guests were read, as in the program: nothing is shown of nobody, and the focus waits
for the ways."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.kit.theme import Theme
from guestreg.domain.declaration import State
from guestreg.ports.phrasebook import Phrasebook
from tests.fakes.clock import FakeClock
from tests.gui.evening import guest
from tests.gui.inline_lanes import HeldLanes
from tests.gui.stage import Book, child, open_stage, settle


@pytest.mark.parametrize("goes_on", [False, True], ids=["waits", "tabs on meanwhile"])
def test_the_focus_comes_to_the_ways_once_they_are_there(
    goes_on: bool, qtbot: QtBot, theme: Theme, clock: FakeClock, phrasebook: Phrasebook, book: Book
) -> None:
    lanes = HeldLanes()
    book.lines = (guest(70, "Sùng Thị Dế", clock.now(), state=State.WINDOW_CLOSED),)
    window = open_stage(theme, clock, lanes, phrasebook, book)
    qtbot.addWidget(window, before_close_func=lambda each: each.leave())
    window.show()
    window.activateWindow()
    window.start()
    lanes.run_all()
    window.go(Place.TELLING)
    settle()
    assert window.findChild(QWidget, "tellingCard").isHidden()
    assert _focus(window) == "tellingLater"
    if goes_on:
        child(window, "nav_today").setFocus()
    lanes.run_all()
    settle()
    assert child(window, "tellingCard").isVisible()
    assert _focus(window).startswith("nav_today" if goes_on else "tellingWays_")


def _focus(window: QWidget) -> str:
    at = window.focusWidget()
    return at.objectName() if at is not None else ""
