"""The people of the stay: one under the other beside the form, or a strip of chips above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.badges import BadgePainter, Face
from guestreg.desktop.kit.buttons import SecondaryButton, paint_box, paint_ring
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.flow import FlowLayout
from guestreg.desktop.kit.labels import SubHeading
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.stay.model import Person


@dataclass(frozen=True, slots=True)
class PersonWords:
    """One person in words: `name` with its number, `short` for the strip."""

    name: str
    short: str
    paper: str
    state: Face


class PersonCard(QAbstractButton):
    """Up and Down go to the neighbour, Del takes the person out."""

    stepped = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._painter, self._compact = theme, BadgePainter(theme), False
        self._words = PersonWords("", "", "", Face("dotted", "", ToneName.NEUTRAL))
        self.setObjectName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, words: PersonWords, *, chosen: bool, compact: bool) -> None:
        self._words, self._compact = words, compact
        self.setChecked(chosen)
        self.setAccessibleName(", ".join(part for part in (words.name, words.paper, words.state.word) if part))
        self.setToolTip(words.name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px, metrics = self._theme.px, QFontMetrics(self._bold())
        if self._compact:
            return QSize(px(14 * 2 + 8 + 20 + 4) + metrics.horizontalAdvance(self._words.short), px(t.TARGET))
        # Wider than any list: the flow then gives each person a row of her own.
        return QSize(px(4000), metrics.height() * 2 + px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(t.TARGET), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Up, keys.Key_Left):
            self.stepped.emit(-1)
        elif event.key() in (keys.Key_Down, keys.Key_Right):
            self.stepped.emit(1)
        elif event.key() == keys.Key_Delete:
            self.removed.emit()
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Who is chosen is said from outside."""

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = look.info.ground if chosen else look.surface
        paint_box(painter, self.rect(), self._theme, ground, look.primary if chosen else look.line, 2 if chosen else 1)
        ink = QColor(look.info.ink if chosen else look.text)
        self._paint_chip(painter, ink) if self._compact else self._paint_row(painter, ink)
        if self.hasFocus():
            paint_ring(painter, self.rect(), self._theme)
        painter.end()

    def _paint_row(self, painter: QPainter, ink: QColor) -> None:
        px, metrics = self._theme.px, QFontMetrics(self._bold())
        room = self.rect().adjusted(px(12), px(9), -px(12), -px(9))
        painter.setFont(self._bold())
        painter.setPen(ink)
        name = metrics.elidedText(self._words.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), room.top(), room.width(), metrics.height()), 0, name)
        size = self._painter.size(self._words.state)
        badge = QRect(room.right() - size.width() + 1, room.bottom() - size.height() + 1, size.width(), size.height())
        self._painter.paint(painter, badge, self._words.state, ratio=self.devicePixelRatioF())
        painter.setFont(self._theme.font())
        painter.setPen(QColor(self._theme.tokens.muted))
        left = QRect(room.left(), badge.top(), badge.left() - room.left() - px(8), badge.height())
        paper = metrics.elidedText(self._words.paper, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, paper)

    def _paint_chip(self, painter: QPainter, ink: QColor) -> None:
        px = self._theme.px
        painter.setFont(self._bold())
        painter.setPen(ink)
        words = self.rect().adjusted(px(14), 0, -px(14 + 20 + 8), 0)
        short = QFontMetrics(self._bold()).elidedText(self._words.short, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, short)
        tone = self._theme.tokens.tone(self._words.state.tone).ink
        picture = self._theme.pixmap(self._words.state.icon, tone, px(20), self.devicePixelRatioF())
        painter.drawPixmap(self.width() - px(14 + 20), (self.height() - px(20)) // 2, picture)

    def _bold(self) -> QFont:
        return self._theme.font(t.BASE, QFont.Weight.DemiBold)


class PeoplePanel(Card):
    """Who stays, whose turn it is, and a button for one more."""

    chosen = Signal(int)
    added = Signal()
    removed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "peoplePanel", parent)
        self._compact = False
        self._people: Sequence[Person] = ()
        self._chosen = 0
        self.title = SubHeading(name="peopleTitle")
        self.add = SecondaryButton(theme, "addPerson", self.tr("Thêm người"), key="F2", icon="plus")
        self.add.clicked.connect(self.added)
        self.cards: list[PersonCard] = []
        self._row = FlowLayout(theme.px(8))
        self.body.addWidget(self.title)
        self.body.addLayout(self._row)
        self.body.addStretch(1)
        self._row.addWidget(self.add)
        # A method, not a lambda: Qt then lets go of it together with the panel.
        theme.changed.connect(self._space)

    def _space(self) -> None:
        self._row.setSpacing(self._theme.px(8))

    def arrange(self, *, compact: bool) -> None:
        self._compact = compact
        if compact:
            self.setMaximumWidth(16_777_215)
            self.setMinimumWidth(0)
        else:
            self.setFixedWidth(self._theme.px(320))
        if self._people:
            self.show_people(self._people, self._chosen)

    def show_people(self, people: Sequence[Person], chosen: int) -> None:
        """Keeps the focus with the person when the list changes."""
        had_focus = any(card.hasFocus() for card in self.cards)
        self._people, self._chosen = people, chosen
        words = [self._words(number, person) for number, person in enumerate(people)]
        self.title.setText(self.tr("Người ở cùng (%n)", "", len(words)))
        self.title.setVisible(not self._compact)
        while len(self.cards) > len(words):
            gone = self.cards.pop()
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.cards) < len(words):
            self._add_card()
        for number, (card, one) in enumerate(zip(self.cards, words, strict=True)):
            card.show_words(one, chosen=number == chosen, compact=self._compact)
        if had_focus and not self.cards[chosen].hasFocus():
            self.cards[chosen].setFocus(Qt.FocusReason.OtherFocusReason)
        self._row.invalidate()

    def _add_card(self) -> None:
        place = len(self.cards)
        card = PersonCard(self._theme, f"person{place + 1}")
        card.clicked.connect(lambda: self.chosen.emit(place))
        card.stepped.connect(lambda step: self._step(place + step))
        card.removed.connect(lambda: self.removed.emit(place))
        self.cards.append(card)
        self._row.removeWidget(self.add)
        self._row.addWidget(card)
        self._row.addWidget(self.add)
        card.show()

    def _step(self, place: int) -> None:
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self.chosen.emit(place)

    def _words(self, number: int, person: Person) -> PersonWords:
        name = person.name or self.tr("Chưa ghi tên")
        paper = f"…{person.paper[-4:]}" if person.paper else ""
        if person.is_child and not paper:
            paper = self.tr("Trẻ em")
        if person.missing:
            state = Face("dotted", self.tr("Thiếu %n mục", "", person.missing), ToneName.NEUTRAL)
        else:
            state = Face("check", self.tr("Đủ"), ToneName.OK)
        short = name.split()[-1] if person.name else name
        return PersonWords(f"{number + 1}. {name}", f"{number + 1} {short}", paper, state)
