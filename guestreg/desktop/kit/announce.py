"""Tells a screen reader news that no focus change would tell: a scan, a result, a countdown step, an undo bar."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

AFTER_PAINT_MS = 100


def announce(source: QWidget, words: str) -> None:
    """`source` is the widget the news is about. What is on its way to the screen is painted first."""
    QTimer.singleShot(AFTER_PAINT_MS, source, lambda: _announce(source, words))


def _announce(source: QWidget, words: str) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, words))
