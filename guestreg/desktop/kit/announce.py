"""Tells a screen reader news that no focus change would tell: a scan, a result, a countdown step, an undo bar."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(source: QWidget, words: str) -> None:
    """`source` is the widget the news is about."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, words))
