"""A bar that says in words how far something is; the colour only repeats it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.buttons import paint_box
from guestreg.desktop.kit.theme import Theme


class ProgressStrip(QProgressBar):
    """`show_progress` sets words and share together."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, ""
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_progress(self, done: int, total: int, words: str) -> None:
        self._words = words
        self.setRange(0, max(total, 1))
        self.setValue(done)
        self.setAccessibleName(words)
        self.update()

    def text(self) -> str:
        return self._words

    def is_clipped(self) -> bool:
        return QFontMetrics(self._font()).horizontalAdvance(self._words) > self.width()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look = self._theme, self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, self.rect(), theme, look.surface, look.line, 2)
        share = self.value() / self.maximum() if self.maximum() else 0
        inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        clip = QPainterPath()
        clip.addRoundedRect(inner, theme.px(t.RADIUS - 2), theme.px(t.RADIUS - 2))
        painter.setClipPath(clip)
        filled = QRectF(inner.left(), inner.top(), inner.width() * share, inner.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#215C37" if look.dark else "#BFE5CB"))
        painter.drawRect(filled)
        painter.setClipping(False)
        painter.setFont(self._font())
        painter.setPen(QColor(look.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()

    def _font(self) -> QFont:
        return self._theme.font(t.BASE, QFont.Weight.DemiBold)
