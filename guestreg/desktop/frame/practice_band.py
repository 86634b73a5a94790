"""The hatched band that marks practice on every page; nobody should take it for the real thing."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from guestreg.desktop.kit.theme import Theme


class PracticeBand(QWidget):
    """Only there in practice."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("practiceBand")
        self.words = self.tr("TẬP THỬ – không gửi cho ai.")
        self.setAccessibleName(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        tone, theme = self._theme.tokens.warn, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.ground))
        painter.drawRect(self.rect())
        painter.setPen(QPen(QColor(tone.ink), theme.px(5)))
        step, height = theme.px(22), self.height()
        for left in range(-height, self.width() + height, step):
            painter.drawLine(left, height, left + height, 0)
        font = theme.font(15, QFont.Weight.Bold)
        width = QFontMetrics(font).horizontalAdvance(self.words) + theme.px(32)
        plate = QRect((self.width() - width) // 2, 0, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(plate)
        painter.setFont(font)
        painter.setPen(QColor(tone.ink))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self.words)
        painter.end()
