"""None, True and False outlive the window, whatever the bindings do to their reference counts."""

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import guestreg.desktop  # noqa: F401 - importing it is what is tested


def test_the_singletons_have_references_to_spare(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = {repr(one): sys.getrefcount(one) for one in (None, True, False)}
    for _ in range(1000):
        widget.setVisible(False)
        widget.repaint()
    for one in (None, True, False):
        spare = sys.getrefcount(one)
        assert sys.version_info >= (3, 12) or spare > 1 << 32, f"{one} had {before[repr(one)]}, has {spare}"
