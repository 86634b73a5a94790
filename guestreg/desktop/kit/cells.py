"""How the cells of a table are painted: words on one line or two. `table` makes one delegate for all its text columns.

Every cell on screen is painted again at each step of scrolling, so nothing is asked or made twice here.
"""

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from guestreg.desktop.kit.theme import Theme

SECOND_LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""Text of the second line of a cell while the table is compact."""
STRUCK_ROLE = int(Qt.ItemDataRole.UserRole) + 3
"""True for a row that is struck through."""
PART = " · "
"""Stands between the parts of a second line; the last ones matter most."""
AnyIndex = QModelIndex | QPersistentModelIndex

_ELIDE = Qt.TextElideMode.ElideRight


class Pen(NamedTuple):
    """A font with its measures and its colour."""

    font: QFont
    metrics: QFontMetrics
    ink: QColor

    @staticmethod
    def of(font: QFont, ink: str) -> "Pen":
        return Pen(font, QFontMetrics(font), QColor(ink))

    def draw(self, painter: QPainter, area: QRect, text: str, *, most_lines: int = 1) -> None:
        """Centred in height."""
        painter.setFont(self.font)
        painter.setPen(self.ink)
        height = self.metrics.height()
        lines = self.lines(text, area.width(), most_lines if most_lines * height <= area.height() else 1)
        baseline = area.top() + (area.height() - len(lines) * height) // 2 + self.metrics.ascent()
        for place, line in enumerate(lines):
            painter.drawText(area.left(), baseline + place * height, line)

    def whole_parts(self, text: str, width: int) -> str:
        """`57 · …4821 · 21/11 → 22/11 · Phòng 1` without as many of its first parts as there is no room for."""
        while PART in text and self.metrics.horizontalAdvance(text) > width:
            text = text.partition(PART)[2]
        return text

    def lines(self, text: str, width: int, most: int) -> list[str]:
        """One, or two where one is too short and `most` lets it; what has no room on the last is elided."""
        if self.metrics.horizontalAdvance(text) <= width:
            return [text]
        lines = self._broken(text, width) if most > 1 else [text]
        lines[-1] = self.metrics.elidedText(lines[-1], _ELIDE, width)
        return lines

    def _broken(self, text: str, width: int) -> list[str]:
        """In two, at the last space that lets the first part fit; one line where there is none."""
        words = text.split(" ")
        for count in range(len(words) - 1, 0, -1):
            first = " ".join(words[:count])
            if self.metrics.horizontalAdvance(first) <= width:
                return [first, " ".join(words[count:])]
        return [text]


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, colour: QColor) -> None:
    """The view paints what lies under every row; a delegate adds that the row is chosen."""
    view: Any = option.widget
    if view.selectionModel().isSelected(index):
        painter.fillRect(option.rect, colour)


class CellDelegate(QStyledItemDelegate):
    """One line of words, two when one is too short for them; in a compact table a second line of its own."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.compact = False
        theme.changed.connect(self._dress)
        self._dress()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        paint_ground(painter, option, index, self._chosen)
        text = index.data()
        if not text:
            return
        struck = bool(index.data(STRUCK_ROLE))
        area: QRect = option.rect.adjusted(self._left, 0, -self._right, 0)
        second = index.data(SECOND_LINE_ROLE) if self.compact else None
        if not second:
            (self._struck if struck else self._plain).draw(painter, area, text, most_lines=2)
            return
        half = area.height() // 2
        upper = QRect(area.left(), area.top() + self._theme.px(5), area.width(), half - self._theme.px(3))
        lower = upper.translated(0, half - self._theme.px(6))
        (self._struck_name if struck else self._name).draw(painter, upper, text)
        self._second.draw(painter, lower, self._second.whole_parts(second, lower.width()))

    def _dress(self) -> None:
        theme, look = self._theme, self._theme.tokens
        self._left, self._right = theme.px(9), theme.px(5)
        self._chosen = QColor(look.info.ground)
        self._plain, self._struck = Pen.of(theme.font(), look.text), Pen.of(_through(theme.font()), look.muted)
        bold = theme.font(weight=QFont.Weight.DemiBold)
        self._name, self._struck_name = Pen.of(bold, look.text), Pen.of(_through(bold), look.muted)
        self._second = Pen.of(theme.font(15), look.muted)


def _through(font: QFont) -> QFont:
    struck = QFont(font)
    struck.setStrikeOut(True)
    return struck
