"""What stands where a list is empty: a drawing, a sentence, perhaps a button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guestreg.desktop.kit.labels import IconLabel, Paragraph
from guestreg.desktop.kit.theme import Theme


class EmptyState(QWidget):
    """`say` changes words and drawing; `add_button` puts a verb under them."""

    def __init__(self, theme: Theme, name: str, words: str, *, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self.setObjectName(name)
        self._picture = IconLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = Paragraph(words, name=f"{name}Words")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._picture)
        column.addWidget(self.words)
        self._buttons = QVBoxLayout()
        column.addLayout(self._buttons)
        column.addStretch(2)
        theme.changed.connect(self._tint)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tint()

    def say(self, words: str, *, icon: str = "") -> None:
        """Without `icon` the drawing stays."""
        self.words.setText(words)
        self._icon = icon or self._icon
        self._tint()

    def add_button(self, button: QWidget) -> None:
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _tint(self) -> None:
        if not self.isVisible():
            return
        ink = self._theme.tokens.info.ink
        self._picture.setPixmap(self._theme.pixmap(self._icon, ink, self._theme.px(96), self.devicePixelRatioF()))
