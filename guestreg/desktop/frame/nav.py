"""The column on the left: one flat list of pages, help at the foot. In narrow windows it is a page of its own."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from guestreg.desktop.contract import Place, Width
from guestreg.desktop.frame.entries import Entry, entries, help_entry, shown_under
from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.buttons import KeyButton
from guestreg.desktop.kit.scroll import Scroll
from guestreg.desktop.kit.theme import Theme

_ANY_WIDTH = 16_777_215


class NavButton(KeyButton):
    """Icon and word, side by side or one above the other; lit for the page in front."""

    def __init__(self, theme: Theme, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"nav_{entry.place}", entry.word, icon=entry.icon, parent=parent)
        self.entry, self._stacked = entry, False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(entry.key)
        self.setAccessibleDescription(entry.key)

    def stack(self, stacked: bool) -> None:
        self._stacked = stacked
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        words = QFontMetrics(self._font()).horizontalAdvance(self.text())
        if self._stacked:
            return QSize(words + theme.px(12), theme.px(66))
        return QSize(words + theme.px(17 + 24 + 13 + 10), theme.px(51))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, theme, lit = self._theme.tokens, self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = look.nav_selected if lit else self._shade(look.nav, look.nav_text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self.rect(), theme.px(t.RADIUS), theme.px(t.RADIUS))
        ink = look.on_nav_selected if lit else look.nav_text
        icon = theme.px(24)
        pixmap = theme.pixmap(self._icon_name, ink, icon, self.devicePixelRatioF())
        font = self._font()
        painter.setFont(font)
        painter.setPen(QColor(ink))
        if self._stacked:
            painter.drawPixmap((self.width() - icon) // 2, theme.px(9), pixmap)
            words = QRect(0, theme.px(35), self.width(), self.height() - theme.px(37))
            where = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        else:
            painter.drawPixmap(theme.px(16), (self.height() - icon) // 2, pixmap)
            words = self.rect().adjusted(theme.px(16) + icon + theme.px(12), 0, 0, 0)
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, where, self.text())
        if self.hasFocus():
            self._paint_light_ring(painter, look.ring if lit else look.nav_text)
        painter.end()

    def _paint_light_ring(self, painter: QPainter, colour: str) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), t.RING))
        radius = self._theme.px(t.RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)

    def _font(self) -> QFont:
        return self._theme.font(15 if self._stacked else t.BASE, QFont.Weight.DemiBold)


class NavColumn(QFrame):
    """`went` carries the place a person asked for."""

    went = Signal(str)

    def __init__(self, theme: Theme, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("navColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        known = set(places)
        self._buttons = {entry.place: NavButton(theme, entry) for entry in entries() if entry.place in known}
        self._help = NavButton(theme, help_entry())
        self._help.say(f"{self._help.entry.word}  {self._help.entry.key}")
        if Place.HELP not in known:
            self._help.hide()
        self._title = QLabel(self.tr("Sổ Lưu Trú"))
        self._title.setObjectName("navTitle")
        column = QVBoxLayout(self)
        self._column = column
        column.addWidget(self._title)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        for button in (*self._buttons.values(), self._help):
            button.clicked.connect(lambda _on, place=button.entry.place: self.went.emit(place))
        for button in self._buttons.values():
            self._list.addWidget(button)
        self._list.addStretch(1)
        column.addWidget(Scroll(inner), 1)
        column.addWidget(self._help)
        theme.changed.connect(self._measure)
        self._width = Width.WIDE
        self._measure()

    def show_place(self, place: Place) -> None:
        for each, button in (*self._buttons.items(), (Place.HELP, self._help)):
            button.setChecked(each is shown_under(place))

    def show_counts(self, unsent: int, news: int) -> None:
        for place, count in ((Place.OUTBOX, unsent), (Place.MESSAGES, news)):
            if button := self._buttons.get(place):
                button.say(f"{button.entry.word} ({count})" if count else button.entry.word)
        self._measure()

    def take_focus(self) -> None:
        """On the page in front."""
        lit = [button for button in (*self._buttons.values(), self._help) if button.isChecked()]
        (lit or list(self._buttons.values()))[0].setFocus()

    def arrange(self, width: Width) -> None:
        self._width = width
        self.setVisible(width is not Width.NARROW)
        for button in (*self._buttons.values(), self._help):
            button.stack(width is Width.MEDIUM)
        self._title.setVisible(width is Width.WIDE)
        self._measure()

    def _measure(self) -> None:
        wide = self._width is Width.WIDE
        side = self._theme.px(9)
        self._column.setContentsMargins(side, self._theme.px(14), side, self._theme.px(14))
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(self._theme.px(6 if wide else 3))
        self._title.setContentsMargins(self._theme.px(12), 0, 0, self._theme.px(8))
        needed = max(button.sizeHint().width() for button in (*self._buttons.values(), self._help)) + 2 * side
        least = max(self._theme.px(132 if self._width is Width.MEDIUM else 212), needed)
        self.setMinimumWidth(least)
        self.setMaximumWidth(_ANY_WIDTH if self._width is Width.NARROW else least)
