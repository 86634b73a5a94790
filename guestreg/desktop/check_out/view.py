"""The page *Trả phòng*: who is here, who leaves, one button."""

from html import escape

from PySide6.QtCore import QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from guestreg.desktop.check_out.presenter import Choice
from guestreg.desktop.check_out.table import PresentModel, PresentTable
from guestreg.desktop.contract import Width
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.empty import EmptyState
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import Muted
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.domain.dates import local
from guestreg.domain.identifiers import GuestId
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine

_TOGETHER_KEY = "Ctrl+A"


class CheckOutView(PageView):
    """`chosen` and `marked` carry a guest id."""

    chosen = Signal(str)
    marked = Signal(str)
    left = Signal()
    left_together = Signal()
    taken_back = Signal()
    back_pressed = Signal()

    def __init__(self, theme: Theme, words: GuestWords, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "checkOutPage", "", parent)
        self.show_title(self.tr("Trả phòng"))
        self._phrasebook = phrasebook
        self._trouble, self._gone = Banner(theme, "checkOutTrouble"), Banner(theme, "checkOutGone")
        self._still_here = SecondaryButton(theme, "checkOutStillHere", self.tr("Vẫn đang ở"), icon="undo")
        self._gone.add_button(self._still_here)
        self._hint = Muted(
            self.tr("Bấm Enter: khách đang chọn trả phòng. Nhiều khách thì đánh dấu bằng phím cách."),
            name="checkOutHint",
        )
        self._together = SecondaryButton(theme, "checkOutTogether", "", key=_TOGETHER_KEY, icon="bed")
        self._model = PresentModel(words, self)
        self._table = PresentTable(theme, "checkOutTable")
        self._table.setAccessibleName(self.tr("Khách đang ở"))
        self._table.setModel(self._model)
        self._empty = EmptyState(theme, "checkOutEmpty", self.tr("Nhà mình không còn khách nào."), icon="welcome")
        self._back = PlainButton(theme, "checkOutBack", self.tr("Quay lại"), key="Esc")
        self._leave = PrimaryButton(theme, "checkOutGo", self.tr("Trả phòng"), key="F9", icon="check_out")
        self._lay_out()
        self._connect()

    # -- what the presenter says

    def show_guests(self, guests: tuple[GuestLine, ...], marked: frozenset[GuestId], chosen: GuestId | None) -> None:
        self._model.show_guests(guests, marked)
        for widget, there in ((self._table, bool(guests)), (self._hint, bool(guests)), (self._empty, not guests)):
            widget.setVisible(there)
        self._table.setMinimumHeight(self._table.least_height(2))
        if chosen is None:
            self._table.setCurrentIndex(QModelIndex())
        self._table.choose(self._model.row_of(chosen))
        if guests and not self._has_focus_inside():
            self._table.setFocus()

    def show_choice(self, choice: Choice) -> None:
        self._leave.setEnabled(choice.leaving > 0)
        self._leave.say(self.tr("Trả phòng %n khách", "", choice.leaving) if choice.leaving else self.tr("Trả phòng"))
        self._together.setVisible(choice.together > 1)
        if choice.room:
            self._together.say(self.tr("Tất cả {room} (%n khách)", "", choice.together).format(room=choice.room))
        else:
            self._together.say(self.tr("Cả nhóm (%n khách)", "", choice.together))

    def show_gone(self, line: GuestLine | None) -> None:
        if line is not None and self._gone.isHidden():
            self._back.setFocus()
        self._gone.setVisible(line is not None)
        if line is not None and line.departed_at is not None:
            at = local(line.departed_at).strftime("%H:%M %d/%m/%Y")
            words = self.tr("{name} đã trả phòng lúc {at}.").format(name=line.full_name, at=at)
            self._gone.show_words(ToneName.INFO, "info", "", escape(words))
            announce(self._gone, words)

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        self._trouble.setVisible(bool(code))
        if code:
            words = self._phrasebook.sentence(code, params)
            self._trouble.show_words(ToneName.BAD, "alert", "", escape(words))
            announce(self._trouble, words)

    def left_words(self, guests: int) -> str:
        return self.tr("Đã trả phòng %n khách.", "", guests)

    def back_words(self, guests: int) -> str:
        return self.tr("Đã ghi lại: %n khách vẫn đang ở.", "", guests)

    # -- what the frame says

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        wide = width is Width.WIDE
        self._table.set_compact(not wide)
        self._choosing.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        for banner in (self._trouble, self._gone):
            banner.stack(width is Width.NARROW)

    def take_focus(self) -> None:
        (self._table if self._gone.isHidden() else self._back).setFocus()

    # -- inside

    def _lay_out(self) -> None:
        self._choosing = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._choosing.setSpacing(self.theme.px(10))
        self._choosing.addWidget(self._hint, 1)
        self._choosing.addWidget(self._together)
        for widget in (self._trouble, self._gone):
            widget.hide()
            self.body.addWidget(widget)
        self._together.hide()
        self._empty.hide()
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addLayout(self._choosing)
        self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        self.foot.addWidget(self._leave)
        self.show_foot()

    def _connect(self) -> None:
        self._table.chosen.connect(lambda row: self._tell(self.chosen, row))
        self._table.chosen.connect(self._follow_row)
        self._table.marked.connect(lambda row: self._tell(self.marked, row))
        self._table.opened.connect(lambda _row: self.left.emit())
        self._leave.clicked.connect(self.left)
        self._together.clicked.connect(self.left_together)
        self._still_here.clicked.connect(self.taken_back)
        self._back.clicked.connect(self.back_pressed)
        shortcut = QShortcut(QKeySequence(_TOGETHER_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._together.click() if self._together.isVisible() else None)

    def _follow_row(self, row: int) -> None:
        if row >= 0 and self.width_class is not Width.WIDE:
            self.reveal(self._table.viewport(), self._table.visualRect(self._model.index(row, 0)))

    def _tell(self, signal: SignalInstance, row: int) -> None:
        guest = self._model.guest(row)
        if guest is not None:
            signal.emit(guest.guest_id)

    def _has_focus_inside(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus) and focus.isVisible()
