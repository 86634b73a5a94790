"""The box a card is scanned or pasted into. What it took is given on at once and never stays in it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from guestreg.desktop.kit.boxes import TextBox
from guestreg.desktop.kit.buttons import SecondaryButton
from guestreg.desktop.kit.labels import IconLabel
from guestreg.desktop.kit.theme import Theme

_LONGEST = 4000
_PASTED = 12
"""So many characters at once weren't typed."""


class ScanBox(QWidget):
    """Enter gives on what stands in the box; a pasted card needs no Enter."""

    scanned = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._length = theme, 0
        self._icon = IconLabel()
        self.box = TextBox()
        self.box.setObjectName("scanBox")
        self.box.setMaxLength(_LONGEST)
        self._words = self.tr("Quét thẻ, dán (Ctrl+V), hoặc gõ số giấy tờ rồi bấm Enter")
        self.box.setAccessibleName(self.tr("Quét thẻ hoặc gõ số giấy tờ"))
        self.box.setAccessibleDescription(self._words)
        self._say_what_fits()
        self.paste = SecondaryButton(theme, "scanPaste", self.tr("Dán"), icon="copy")
        self.paste.setAccessibleName(self.tr("Dán chữ đã chép từ mã trên thẻ"))
        self.paste.clicked.connect(self._paste)
        self.box.textEdited.connect(self._watch)
        self.box.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon)
        row.addWidget(self.box, 1)
        row.addWidget(self.paste)
        theme.changed.connect(self._dress)
        self._dress()

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_what_fits()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._give()
                return True
        return super().eventFilter(watched, event)

    def _watch(self, text: str) -> None:
        at_once = len(text) - self._length >= _PASTED
        self._length = len(text)
        if at_once and "|" in text:
            self._forget_clipboard(text)
            self._give()

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._forget_clipboard(text)
            self.scanned.emit(text)
        self.take_focus()

    def _give(self) -> None:
        text = self.box.text()
        # setText, unlike clear, also forgets what undo could bring back.
        self.box.setText("")
        self._length = 0
        if text.strip():
            self.scanned.emit(text)

    def _say_what_fits(self) -> None:
        """The whole sentence, or its short form where the letters are large."""
        room = self.box.width() - self._theme.px(34)
        fits = QFontMetrics(self._theme.font()).horizontalAdvance(self._words) <= room
        self.box.setPlaceholderText(self._words if fits else self.tr("Quét thẻ, gõ số giấy tờ"))

    def _forget_clipboard(self, text: str) -> None:
        """Nobody's card stays in the clipboard after it was read."""
        clipboard = QGuiApplication.clipboard()
        if "|" in text and clipboard.text().strip() == text.strip():
            clipboard.clear()

    def _dress(self) -> None:
        theme = self._theme
        theme_icon = theme.pixmap("scan", theme.tokens.primary, theme.px(26), self.devicePixelRatioF())
        self._icon.setPixmap(theme_icon)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(theme.px(10))
        self.box.setMinimumHeight(theme.px(52))
