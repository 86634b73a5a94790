"""What the tests of *Sổ lưu trú* share."""

import pytest
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.table import Table
from tests.gui.stage import child, settle


@pytest.fixture
def ledger(qtbot: QtBot, window: MainWindow) -> Table:
    """The page in front, its table."""
    window.activateWindow()
    window.go(Place.LEDGER)
    qtbot.waitUntil(window.isActiveWindow)
    settle()
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    return table
