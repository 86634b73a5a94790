"""The bar on top of every page: house, network pill, time, letter size; the page menu in narrow windows."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from guestreg.desktop.contract import Place, Width
from guestreg.desktop.frame.model import FrameStatus, Pill
from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.buttons import KeyButton, Paint, PlainButton
from guestreg.desktop.kit.labels import FieldLabel, PlainLabel, SubHeading
from guestreg.desktop.kit.texts import clock_text, day_text, today_of, weekday
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName


class PillButton(KeyButton):
    """Says in shape, word and tone whether declarations can leave; pressed, it shows what waits."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "pill", "", parent=parent)
        self._tone = ToneName.NEUTRAL

    def show_pill(self, tone: ToneName, icon: str, words: str, short: str) -> None:
        """`short` is what fits beside it in smaller windows; the whole is always said to a screen reader."""
        self._tone = tone
        self.say(short, icon=icon)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def _paint(self) -> Paint:
        tone = self._theme.tokens.tone(self._tone)
        return Paint(self._shade(tone.ground, tone.ink), tone.ink, tone.ink, 1.5)


class TopBar(QWidget):
    """Give it `show_status` and `show_time`; it asks for nothing itself."""

    went = Signal(str)
    menu_pressed = Signal()
    house_pressed = Signal()
    smaller_pressed = Signal()
    larger_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width, self._status = Width.WIDE, FrameStatus("", Pill.CAN_SEND)
        self._now: datetime | None = None
        self.setObjectName("topBar")
        self._menu_button = PlainButton(theme, "menuButton", self.tr("Mục"), icon="menu")
        self._menu_button.setAccessibleName(self.tr("Mục: mở danh sách trang"))
        self._page_name = SubHeading(name="pageName")
        self._house = PlainButton(theme, "houseButton", "", icon="home")
        self._pill = PillButton(theme)
        self._clock = FieldLabel(name="clockTime")
        self._day = PlainLabel(name="clockDay")
        self._smaller = PlainButton(theme, "textSmaller", self.tr("A–"))
        self._larger = PlainButton(theme, "textLarger", self.tr("A+"))
        self._smaller.setAccessibleName(self.tr("Chữ nhỏ hơn"))
        self._larger.setAccessibleName(self.tr("Chữ to hơn"))
        self._smaller.setToolTip("Ctrl+−")
        self._larger.setToolTip("Ctrl+=")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._row = row
        for widget in (self._menu_button, self._page_name, self._house):
            row.addWidget(widget)
        row.addStretch(1)
        for shown in (self._pill, self._clock, self._day, self._smaller, self._larger):
            row.addWidget(shown)
        self._menu_button.clicked.connect(self.menu_pressed)
        self._house.clicked.connect(self.house_pressed)
        self._pill.clicked.connect(lambda: self.went.emit(Place.OUTBOX))
        self._smaller.clicked.connect(self.smaller_pressed)
        self._larger.clicked.connect(self.larger_pressed)
        theme.changed.connect(self._measure)
        self._measure()

    def show_page(self, title: str) -> None:
        self._page_name.setText(title)

    def show_status(self, status: FrameStatus) -> None:
        self._status = status
        self._house.say(status.house)
        self._house.setAccessibleName(self.tr("Nhà mình: {house}").format(house=status.house))
        self._house.setVisible(bool(status.house) and self._width is not Width.NARROW)
        tone, icon, words, short = self._pill_words(status.pill)
        shown = {Width.WIDE: words, Width.MEDIUM: short, Width.NARROW: ""}
        self._pill.show_pill(tone, icon, words, shown[self._width])

    def show_time(self, now: datetime) -> None:
        self._now = now
        self._clock.setText(clock_text(now))
        self._day.setText(f"{weekday(today_of(now))} {day_text(today_of(now))}")

    def arrange(self, width: Width) -> None:
        self._width = width
        narrow = width is Width.NARROW
        self._menu_button.setVisible(narrow)
        self._page_name.setVisible(narrow)
        self._day.setVisible(width is Width.WIDE)
        self._clock.setVisible(not narrow)
        self.show_status(self._status)
        self._measure()

    def _measure(self) -> None:
        self._row.setSpacing(self._theme.px(t.GAP + 2))

    def _pill_words(self, pill: Pill) -> tuple[ToneName, str, str, str]:
        match pill:
            case Pill.CAN_SEND:
                return ToneName.OK, "network", self.tr("Gửi được"), self.tr("Gửi được")
            case Pill.NO_NETWORK:
                words = self.tr("Không có mạng – vẫn ghi sổ được")
                return ToneName.NEUTRAL, "no_network", words, self.tr("Không có mạng")
            case Pill.HELD:
                return ToneName.BAD, "stopped", self.tr("Nơi gửi đang dừng – xem vì sao"), self.tr("Đang dừng")
            case Pill.BOOK_ONLY:
                return ToneName.NEUTRAL, "book", self.tr("Chỉ ghi sổ trên máy"), self.tr("Chỉ ghi sổ")
            case Pill.PRACTICE:
                return ToneName.WARN, "practice", self.tr("TẬP THỬ – không gửi cho ai"), self.tr("TẬP THỬ")
