"""The page *Hôm nay*: banner, progress, buttons, tonight's guests, where declarations go."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import KeyButton, PrimaryButton, Role, SecondaryButton
from guestreg.desktop.kit.empty import EmptyState
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import Muted
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.progress import ProgressStrip
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.table import Table
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.today.banner_words import banner_words
from guestreg.desktop.today.model import Notice, TodayModel, Unfinished
from guestreg.desktop.today.table import TonightModel, columns
from guestreg.desktop.today.unfinished import UnfinishedStrip
from guestreg.ports.phrasebook import Phrasebook


class TodayView(PageView):
    """`show_today` fills it; the signals say what was pressed."""

    banner_pressed = Signal()
    new_guest_pressed = Signal()
    check_out_pressed = Signal()
    print_pressed = Signal()
    guest_opened = Signal(str)

    def __init__(self, theme: Theme, words: GuestWords, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "todayPage", "", parent)
        self.show_title(self.tr("Hôm nay"))
        self._phrasebook = phrasebook
        self._notice: Notice | None = None
        self._build_banner()
        self._build_buttons()
        self._model = TonightModel(words, self)
        self._table = Table(theme, "tonightTable", columns())
        self._table.setAccessibleName(self.tr("Khách ở tối nay"))
        self._table.setModel(self._model)
        self._table.opened.connect(self._open_row)
        self._table.chosen.connect(self._follow_row)
        empty = self.tr("Chưa có khách tối nay. Khi có khách, bấm “Khách mới” rồi quét thẻ.")
        self._empty = EmptyState(theme, "tonightEmpty", empty, icon="welcome")
        self._empty.hide()
        self._sent_to = Muted(name="sentTo")
        self._sent_to.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._sent_to)
        theme.changed.connect(self._size_table)
        self._size_table()

    def show_today(self, model: TodayModel) -> None:
        words = banner_words(model, self._phrasebook)
        self._banner.setVisible(model.notice is not Notice.NOBODY)
        self._banner.show_words(words.tone, words.icon, words.title, words.line)
        self._act.say(words.button, icon=words.button_icon)
        self._act.setVisible(bool(words.button))
        self._new.rank(Role.SECONDARY if words.button else Role.PRIMARY)
        self._lay_buttons()
        if model.notice is not self._notice:
            announce(self._banner, words.title)
        self._notice = model.notice
        self._show_progress(model)
        chosen = self._model.line(self._table.current_row())
        self._model.show_lines(model.lines, model.now)
        self._size_table()
        self._table.setVisible(bool(model.lines))
        self._empty.setVisible(not model.lines)
        if chosen is not None:
            self._table.choose(self._model.row_of(chosen.guest_id))
        self._show_sent_to(model.sent_to)

    def show_unfinished(self, form: Unfinished | None) -> None:
        self.unfinished.show_form(form)

    def _show_sent_to(self, place: str | None) -> None:
        words = self.tr("Gửi tới: {place}").format(place=place or "")
        self._sent_to.setText(self.tr("Tập thử – không gửi cho ai.") if place is None else words)
        self._sent_to.setVisible(place != "")

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        for banner in (self._banner, self.unfinished):
            banner.stack(width is Width.NARROW)
        self._lay_buttons()
        self._table.set_compact(width is not Width.WIDE)
        self._size_table()

    def take_focus(self) -> None:
        target = self._act if self._act.isVisibleTo(self) else self._new
        target.setFocus()

    def _build_banner(self) -> None:
        self._banner = Banner(self.theme, "todayBanner", big=True)
        self._act = PrimaryButton(self.theme, "todayAct", "", key="F9")
        self._act.clicked.connect(self.banner_pressed)
        self._act.hide()
        self._banner.add_button(self._act)
        self._progress = ProgressStrip(self.theme, "todayProgress")
        self._progress.hide()
        self.body.addWidget(self._banner)
        self.body.addWidget(self._progress)
        self.unfinished = UnfinishedStrip(self.theme)
        self.body.addWidget(self.unfinished)

    def _build_buttons(self) -> None:
        self._new = PrimaryButton(self.theme, "todayNewGuest", self.tr("Khách mới"), key="F2", icon="plus")
        leave = SecondaryButton(self.theme, "todayCheckOut", self.tr("Trả phòng"), key="F6", icon="check_out")
        paper = SecondaryButton(self.theme, "todayPrint", self.tr("In sổ"), key="F7", icon="print")
        self._new.clicked.connect(self.new_guest_pressed)
        leave.clicked.connect(self.check_out_pressed)
        paper.clicked.connect(self.print_pressed)
        self._verbs: tuple[KeyButton, ...] = (self._new, leave, paper)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(self._grid)
        self._lay_buttons()

    def _lay_buttons(self) -> None:
        """The filled one is always in sight: in a narrow window it stands at the bottom."""
        narrow = self.width_class is Width.NARROW
        new_below = narrow and self._new.role is Role.PRIMARY
        self.show_foot(narrow)
        moved = self.keep_in_sight(self._act, narrow, self._banner.add_button)
        moved |= self.keep_in_sight(self._new, new_below, self._grid.addWidget)
        self._grid.setSpacing(self.theme.px(10))
        verbs = self._verbs[1:] if new_below else self._verbs
        per_row = 2 if narrow else 3
        for button in verbs:
            self._grid.removeWidget(button)
        for place, button in enumerate(verbs):
            button.setMinimumHeight(self.theme.px(52))
            self._grid.addWidget(button, place // per_row, place % per_row)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < per_row else 0)
        if moved:
            tab_as_laid_out(self)

    def _show_progress(self, model: TodayModel) -> None:
        if model.confirmed and model.confirmed == model.done:
            words = self.tr("Công an đã nhận {done} trên {total} khách")
        elif model.confirmed:
            words = self.tr("Đã gửi {done} trên {total} khách · công an đã nhận {confirmed}")
        else:
            words = self.tr("Đã gửi {done} trên {total} khách")
        said = words.format(done=model.done, total=model.total, confirmed=model.confirmed)
        self._progress.show_progress(model.done, model.total, said)
        self._progress.setVisible(model.total > 0)

    def _size_table(self) -> None:
        """In smaller windows the page scrolls, not the table inside it."""
        whole = self.width_class is not Width.WIDE
        rows = max(self._model.rowCount(), 1) if whole else 3
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._table.setVerticalScrollBarPolicy(off if whole else needed)
        self._table.setMinimumHeight(self._table.least_height(rows))

    def _follow_row(self, row: int) -> None:
        if row >= 0 and self.width_class is not Width.WIDE:
            self.reveal(self._table.viewport(), self._table.visualRect(self._model.index(row, 0)))

    def _open_row(self, row: int) -> None:
        if (line := self._model.line(row)) is not None:
            self.guest_opened.emit(line.guest_id)
