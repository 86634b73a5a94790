"""The boxes inside fields: a line of text, a line to search with, one of a short list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QWidget

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.theme import Theme


class TextBox(QLineEdit):
    """One line of text; all of it is selected when Tab enters."""


class SearchBox(TextBox):
    """Words to look for; Down leaves it for the list. The hint names as many of the things in `words` as have room."""

    down_pressed = Signal()

    def __init__(self, theme: Theme, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._words = words
        self.setClearButtonEnabled(False)
        theme.changed.connect(self._make_room)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = self._theme.px(20)
        painter = QPainter(self)
        pixmap = self._theme.pixmap("search", self._theme.tokens.muted, size, self.devicePixelRatioF())
        painter.drawPixmap(self._theme.px(11), (self.height() - size) // 2, pixmap)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()

    def _make_room(self) -> None:
        self.setTextMargins(self._theme.px(28), 0, 0, 0)
        self._fit_hint()

    def _fit_hint(self) -> None:
        room = self.width() - self._theme.px(28 + 2 * 14)
        things = self._words.split(", ")
        while len(things) > 1 and QFontMetrics(self._theme.font()).horizontalAdvance(_hint(things)) > room:
            things.pop()
        self.setPlaceholderText(_hint(things))


def _hint(things: list[str]) -> str:
    return ", ".join(things) + "…"


class ChoiceBox(QComboBox):
    """One of a short list. Never editable; the wheel scrolls the page, not the answer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # The delegate a combo box brings along draws menu items, and knows nothing of the style sheet's heights.
        self.setItemDelegate(QStyledItemDelegate(self))

    def showPopup(self) -> None:
        """As wide as its words, with a scroll bar when there are many."""
        view = self.view()
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + self._theme.px(t.SCROLL + 8), self.window().width()))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = self._theme.px(18)
        painter = QPainter(self)
        pixmap = self._theme.pixmap("down", self._theme.tokens.text, size, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - size - self._theme.px(12), (self.height() - size) // 2, pixmap)
        painter.end()
