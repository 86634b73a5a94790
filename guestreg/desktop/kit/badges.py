"""Badges: shape + word + tone, as a widget and as a cell of a table. What a state is called is `states`' matter."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from guestreg.desktop.kit.buttons import paint_box
from guestreg.desktop.kit.cells import paint_ground
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName

FACES_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Role of a model under which a cell gives its tuple of faces; its display text says the same in words."""
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Face:
    """What one badge shows."""

    icon: str
    word: str
    tone: ToneName


class BadgePainter:
    """Measures and paints faces in the present theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def size(self, face: Face, *, shape_only: bool = False) -> QSize:
        metrics = QFontMetrics(self._font())
        width = 2 * self._theme.px(8) + self._theme.px(18)
        if not shape_only:
            width += self._theme.px(7) + metrics.horizontalAdvance(face.word)
        return QSize(width, metrics.height() + self._theme.px(8))

    def paint(self, painter: QPainter, rect: QRect, face: Face, *, ratio: float) -> None:
        """Fill `rect`; without room for the word the shape stands alone."""
        theme, tone = self._theme, self._theme.tokens.tone(face.tone)
        icon = theme.px(18)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, rect, theme, tone.ground, tone.ink, 1.5)
        top = rect.top() + (rect.height() - icon) // 2
        painter.drawPixmap(rect.left() + theme.px(8), top, theme.pixmap(face.icon, tone.ink, icon, ratio))
        words = rect.adjusted(theme.px(8) + icon + theme.px(7), 0, -theme.px(6), 0)
        if words.width() > theme.px(20):
            font = self._font()
            painter.setFont(font)
            painter.setPen(QColor(tone.ink))
            text = QFontMetrics(font).elidedText(face.word, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def _font(self) -> QFont:
        return self._theme.font(15, QFont.Weight.DemiBold)


class Badge(QWidget):
    """One badge on a card or in the top bar."""

    def __init__(self, theme: Theme, name: str, face: Face | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = BadgePainter(theme)
        self._face = face
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_face(face)
        theme.changed.connect(self.updateGeometry)

    @property
    def face(self) -> Face | None:
        return self._face

    def show_face(self, face: Face | None) -> None:
        self._face = face
        self.setVisible(face is not None) if self.parent() else None
        self.setAccessibleName(face.word if face else "")
        self.setToolTip(face.word if face else "")
        self.updateGeometry()
        self.update()

    def is_clipped(self) -> bool:
        return self._face is not None and self.width() < self.sizeHint().width()

    def sizeHint(self) -> QSize:
        return self._painter.size(self._face) if self._face else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return self._painter.size(self._face, shape_only=True) if self._face else QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._face is None:
            return
        painter = QPainter(self)
        self._painter.paint(painter, self.rect(), self._face, ratio=self.devicePixelRatioF())
        painter.end()


class BadgeDelegate(QStyledItemDelegate):
    """Paints the faces of a cell side by side; without room the first is shortened, others keep only their shape."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = BadgePainter(theme)
        theme.changed.connect(self._dress)
        self._dress()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        paint_ground(painter, option, index, self._chosen)
        widget: QWidget = option.widget
        area: QRect = option.rect.adjusted(self._theme.px(6), 0, -self._theme.px(4), 0)
        for place, face in enumerate(index.data(FACES_ROLE) or ()):
            area = self._paint_face(painter, area, face, widget.devicePixelRatioF(), first=place == 0)

    def _dress(self) -> None:
        self._chosen = QColor(self._theme.tokens.info.ground)
        self._sizes: dict[Face, QSize] = {}
        self._pictures: dict[tuple[Face, int, float], QPixmap] = {}

    def _size(self, face: Face) -> QSize:
        if face not in self._sizes:
            self._sizes[face] = self._painter.size(face)
        return self._sizes[face]

    def _picture(self, face: Face, size: QSize, ratio: float) -> QPixmap:
        """Few faces fill many rows."""
        key = (face, size.width(), ratio)
        if key not in self._pictures:
            picture = QPixmap(size * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            self._painter.paint(painter, QRect(0, 0, size.width(), size.height()), face, ratio=ratio)
            painter.end()
            self._pictures[key] = picture
        return self._pictures[key]

    def _paint_face(self, painter: QPainter, area: QRect, face: Face, ratio: float, *, first: bool) -> QRect:
        size = self._size(face)
        if first:
            size = size.boundedTo(QSize(area.width(), size.height()))
        elif size.width() > area.width():
            size = self._painter.size(face, shape_only=True)
        if size.width() > area.width():
            return area
        top = area.top() + (area.height() - size.height()) // 2
        painter.drawPixmap(area.left(), top, self._picture(face, size, ratio))
        return area.adjusted(size.width() + self._theme.px(6), 0, 0, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        faces = index.data(FACES_ROLE) or ()
        sizes = [self._size(face) for face in faces]
        width = sum(size.width() + self._theme.px(6) for size in sizes) + self._theme.px(10)
        return QSize(width, max((size.height() for size in sizes), default=0) + self._theme.px(12))
