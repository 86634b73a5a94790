"""A part of the window that scrolls up and down and shows what lies behind it. Page and navigation use it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget


class _Bar(QScrollBar):
    """Keeps its place where it is told to, and is seen only while there is something to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class Scroll(QScrollArea):
    """Never sideways, never with a ground, frame or focus of its own."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setObjectName("pageScroll")
        self.setVerticalScrollBar(_Bar())
        # A viewport made here: asking Qt for its own makes PySide load every class of widget.
        self.setViewport(QWidget())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setObjectName("pageBody")
        self.setWidget(inner)
