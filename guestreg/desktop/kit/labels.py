"""Texts on a screen by their rank; the style sheet knows them by class name. Wrapped texts are never clipped."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class _Label(QLabel):
    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if name:
            self.setObjectName(name)


class PlainLabel(_Label):
    """One line as it is."""


class Heading(_Label):
    """Name of the page."""


class SubHeading(_Label):
    """Name of a part of a page."""


class FieldLabel(_Label):
    """Above a field, its buddy."""


class Paragraph(_Label):
    """Wraps, and is always as high as its words need."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, name=name, parent=parent)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def _grow(self) -> None:
        if not self.isVisible():
            return
        # QLabel counts its minimum into heightForWidth, so what was needed before must go first.
        before = self.minimumHeight()
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0) if self.text() else 0)
        if self.minimumHeight() != before:
            self.updateGeometry()


class Muted(Paragraph):
    """Less weighty: hints, times, codes."""


class SmallPrint(Paragraph):
    """Codes for a helper."""


class ErrorText(Paragraph):
    """What must be corrected, above its field."""


class BannerTitle(Paragraph):
    """First line of a banner; property `big` for a countdown."""


class IconLabel(_Label):
    """Holds one picture; words stand beside it, so it has no name of its own."""
