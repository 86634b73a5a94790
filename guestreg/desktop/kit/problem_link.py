"""A line of the error summary: a quiet button whose words wrap, because a sentence may be longer than the page."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.buttons import PlainButton, paint_box, paint_ring
from guestreg.desktop.kit.theme import Theme

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeft)


class ProblemLink(PlainButton):
    """As wide as its words or the page, as high as its lines."""

    def __init__(self, theme: Theme, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, text, icon="right", parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def is_clipped(self) -> bool:
        return self.height() < self.heightForWidth(self.width())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px = self._theme.px
        words = self._metrics().boundingRect(0, 0, max(width - self._edges(), 1), 10_000, _WRAP, self.text())
        return max(px(t.TARGET), words.height() + px(18))

    def sizeHint(self) -> QSize:
        width = self._metrics().horizontalAdvance(self.text()) + self._edges() + 2
        return QSize(width, max(self._theme.px(t.TARGET), self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(t.TARGET))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.heightForWidth(self.width())
        if height != self.minimumHeight():
            self.setMinimumHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look, px = self._theme, self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, self.rect(), theme, self._shade(look.surface, look.text), look.line, 1)
        if self.hasFocus():
            paint_ring(painter, self.rect(), theme)
        picture = theme.pixmap("right", look.text, px(22), self.devicePixelRatioF())
        painter.drawPixmap(px(12), (self.height() - px(22)) // 2, picture)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.text))
        left = px(12 + 22 + 8)
        painter.drawText(QRect(left, 0, self.width() - left - px(12), self.height()), _WRAP, self.text())
        painter.end()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font())

    def _edges(self) -> int:
        return self._theme.px(12 + 22 + 8 + 12)
