"""A banner: tone, shape, title, one line of words and at most two buttons. Pages and frame use it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.kit.labels import BannerTitle, IconLabel, Paragraph
from guestreg.desktop.kit.polish import look_again
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName


class Banner(QFrame):
    """`show_words` fills it; buttons are added once with `add_button` and shown or hidden by their owner."""

    def __init__(self, theme: Theme, name: str, *, big: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._big = theme, big
        self._icon_name, self._tone = "", ToneName.INFO
        self.setObjectName(name)
        self.setProperty("tone", self._tone.value)
        self._icon = IconLabel()
        self.title = BannerTitle(name=f"{name}Title")
        self.title.setProperty("big", big)
        self.line = Paragraph(name=f"{name}Line")
        self.line.setTextFormat(Qt.TextFormat.RichText)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.line)
        text = QHBoxLayout()
        text.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        text.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.addLayout(text, 1)
        self._rows.addLayout(self._buttons)
        self._text = text
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def tone(self) -> ToneName:
        return self._tone

    def add_button(self, button: QWidget) -> None:
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def stack(self, stacked: bool) -> None:
        """Buttons under the words, for narrow pages."""
        directions = QBoxLayout.Direction
        self._rows.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def show_words(self, tone: ToneName, icon: str, title: str, line: str = "") -> None:
        """`line` is rich text: escape what comes from a person."""
        self._icon_name = icon
        if tone is not self._tone:
            self._turn(tone)
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.setAccessibleName(title)
        self._dress()

    def _turn(self, tone: ToneName) -> None:
        self._tone = tone
        self.setProperty("tone", tone.value)
        for widget in (self, self.title, self.line):
            look_again(widget)

    def _dress(self) -> None:
        pad = self._theme.px(12)
        self._rows.setContentsMargins(self._theme.px(16), pad, self._theme.px(16), pad)
        self._rows.setSpacing(self._theme.px(12))
        self._text.setSpacing(self._theme.px(16 if self._big else 12))
        self._buttons.setSpacing(self._theme.px(8))
        if self._icon_name:
            size = self._theme.px(52 if self._big else 28)
            ink = self._theme.tokens.tone(self._tone).ink
            self._icon.setPixmap(self._theme.pixmap(self._icon_name, ink, size, self.devicePixelRatioF()))
