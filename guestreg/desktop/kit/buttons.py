"""Buttons that print their key. Screens use them; which window-wide key presses which button is `keys`' matter."""

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.theme import Theme


class Role(StrEnum):
    """`PRIMARY` is filled, one per screen; `SECONDARY` outlined and bold; `PLAIN` quiet; `CHIP` stays pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    PLAIN = "plain"
    CHIP = "chip"


class Paint(NamedTuple):
    """Colours of a button as it stands."""

    ground: str
    ink: str
    border: str
    width: float


class KeyButton(QPushButton):
    """A button with icon, words and the key that presses it. Enter presses it when it has the focus."""

    role = Role.PLAIN

    def __init__(
        self,
        theme: Theme,
        name: str,
        text: str,
        *,
        key: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._theme = theme
        self._icon_name = icon
        self._key = key
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def key(self) -> str:
        return self._key

    def say(self, text: str, *, icon: str | None = None) -> None:
        """Change the words (and the icon)."""
        self._icon_name = self._icon_name if icon is None else icon
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def rank(self, role: Role) -> None:
        """Change what the button is on its screen, so that one primary stays one."""
        self.role = role
        self.updateGeometry()
        self.update()

    def is_clipped(self) -> bool:
        """Whether words are cut at the present width; audits ask."""
        return self.width() < self.sizeHint().width()

    def sizeHint(self) -> QSize:
        theme, metrics = self._theme, QFontMetrics(self._label_font())
        width = 2 * theme.px(16 if self.text() else 11) + metrics.horizontalAdvance(self.text())
        if self._icon_name:
            width += theme.px(22) + (theme.px(9) if self.text() else 0)
        if self._key:
            width += theme.px(14) + metrics.horizontalAdvance(self._key)
        least = t.PRIMARY_TARGET if self.role is Role.PRIMARY else t.TARGET
        return QSize(max(width, theme.px(t.TARGET)), max(theme.px(least), metrics.height() + theme.px(14)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint = self._paint()
        self._paint_body(painter, paint)
        self._paint_words(painter, paint)
        painter.end()

    def _label_font(self) -> QFont:
        if self.role is Role.PRIMARY:
            return self._theme.font(18, QFont.Weight.DemiBold)
        bold = self.role is Role.SECONDARY or (self.role is Role.CHIP and self.isChecked())
        return self._theme.font(t.BASE, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)

    def _paint(self) -> Paint:
        look = self._theme.tokens
        if not self.isEnabled():
            return Paint(look.neutral.ground, look.muted, look.line, 1)
        match self.role:
            case Role.PRIMARY:
                return Paint(self._shade(look.primary, look.on_primary), look.on_primary, look.primary, 1)
            case Role.SECONDARY:
                return Paint(self._shade(look.surface, look.primary), look.primary, look.primary, 2)
            case Role.CHIP if self.isChecked():
                return Paint(self._shade(look.info.ground, look.info.ink), look.info.ink, look.primary, 2)
            case _:
                return Paint(self._shade(look.surface, look.text), look.text, look.line, 1)

    def _shade(self, ground: str, ink: str) -> str:
        share = 0.18 if self.isDown() else 0.08 if self.underMouse() else 0.0
        one, other = QColor(ground), QColor(ink)
        mixed = [a + (b - a) * share for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)]  # type: ignore[index]
        return QColor(*(round(value) for value in mixed)).name()

    def _paint_body(self, painter: QPainter, paint: Paint) -> None:
        paint_box(painter, self.rect(), self._theme, paint.ground, paint.border, paint.width)
        if self.hasFocus():
            paint_ring(painter, self.rect(), self._theme)

    def _paint_words(self, painter: QPainter, paint: Paint) -> None:
        theme = self._theme
        font = self._label_font()
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(paint.ink))
        icon = theme.px(22) if self._icon_name else 0
        gap = theme.px(9) if icon and self.text() else 0
        key_width = theme.px(14) + metrics.horizontalAdvance(self._key) if self._key else 0
        room = max(0, self.width() - 2 * theme.px(10) - icon - gap - key_width)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        whole = icon + gap + metrics.horizontalAdvance(words) + key_width
        left = (self.width() - whole) // 2
        if icon:
            pixmap = theme.pixmap(self._icon_name, paint.ink, icon, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - icon) // 2, pixmap)
        left += icon + gap
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, self.width(), self.height()), line, words)
        if self._key:
            left += metrics.horizontalAdvance(words) + theme.px(14)
            painter.drawText(QRect(left, 0, self.width(), self.height()), line, self._key)


class PrimaryButton(KeyButton):
    """The one filled button of a screen."""

    role = Role.PRIMARY


class SecondaryButton(KeyButton):
    """Outlined, bold: a frequent verb."""

    role = Role.SECONDARY


class PlainButton(KeyButton):
    """Quiet: a rare verb, a way back, a harmful one apart from the rest."""

    role = Role.PLAIN


class ChipButton(KeyButton):
    """Stays pressed: a filter or one of few answers."""

    role = Role.CHIP

    def __init__(
        self,
        theme: Theme,
        name: str,
        text: str,
        *,
        key: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, text, key=key, icon=icon, parent=parent)
        self.setCheckable(True)
        self.toggled.connect(lambda _checked: self.updateGeometry())


def paint_box(painter: QPainter, rect: QRect, theme: Theme, ground: str, border: str, width: float) -> None:
    """A rounded box that fills `rect`."""
    inset = width / 2
    painter.setPen(QPen(QColor(border), width))
    painter.setBrush(QColor(ground))
    radius = theme.px(t.RADIUS)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def paint_ring(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """The focus ring, with a hair of surface inside so that it shows on a filled button too."""
    look, radius = theme.tokens, theme.px(t.RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.surface), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(4, 4, -4, -4), radius - 3, radius - 3)
    painter.setPen(QPen(QColor(look.ring), t.RING))
    painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
