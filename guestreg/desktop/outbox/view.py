"""The page *Chưa gửi*: one reassuring line, then cards by what to do."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import KeyButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.empty import EmptyState
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import SubHeading
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.proof_words import hold_words
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.texts import clock_text, moment
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.outbox.board import Board, Group
from guestreg.desktop.outbox.card import PileCard, SentCard
from guestreg.domain.declaration import Hold, State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.services.queries.standing import needs_a_look


class OutboxView(PageView):
    """`show_board` fills it; the signals say what was pressed."""

    try_pressed = Signal()
    mend_pressed = Signal(str)
    again_pressed = Signal(str)
    same_pressed = Signal(str)
    tell_pressed = Signal(object)
    compare_pressed = Signal()
    settings_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, theme: Theme, words: GuestWords, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "outboxPage", "", parent)
        self.show_title(self.tr("Chưa gửi"))
        self._words, self._phrasebook = words, phrasebook
        self._board: Board | None = None
        self._unfolded = False
        self._banner = Banner(theme, "outboxBanner")
        self._try = PrimaryButton(theme, "outboxTry", self.tr("Thử gửi ngay"), key="F9", icon="send")
        self._settings = SecondaryButton(theme, "outboxSettings", self.tr("Mở Cài đặt"), icon="gear")
        self._again = SecondaryButton(theme, "outboxAgain", self.tr("Thử gửi ngay"), icon="send")
        self._act = PrimaryButton(theme, "outboxAct", "", key="F9", icon="right")
        for button in (self._try, self._again):
            button.clicked.connect(self.try_pressed)
        self._act.clicked.connect(self._press_act)
        self._settings.clicked.connect(self.settings_pressed)
        for button in (self._settings, self._again, self._try, self._act):
            self._banner.add_button(button)
        self._banner.hide()
        self._empty = EmptyState(theme, "outboxEmpty", "", icon="check")
        home = PrimaryButton(theme, "outboxHome", self.tr("Về Hôm nay"), key="Esc", icon="home")
        home.clicked.connect(self.back_pressed)
        self._home = home
        self._empty.add_button(home)
        self._empty.hide()
        self._cards = QWidget()
        self._cards.setObjectName("outboxCards")
        self._column = QVBoxLayout(self._cards)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._phone = Banner(theme, "outboxPhone")
        self._phone.hide()
        for widget in (self._banner, self._cards, self._phone, self._empty):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_board(self, board: Board) -> None:
        self._board = board
        held: QWidget | None = self.focusWidget()
        focus = held.objectName() if held is not None else ""
        self._word_banner(board)
        self._lay_cards(board)
        self._word_phone(board)
        nothing = not board.piles
        self._empty.setVisible(nothing)
        done = self.tr("Không còn gì chưa gửi.")
        if board.all_received:
            received = self.tr("Công an đã nhận hết.")
            self._empty.say(f"{done} {received}", icon="double_check")
        else:
            self._empty.say(done, icon="check")
        tab_as_laid_out(self)
        self._focus_again(focus)

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        self._banner.show_words(ToneName.BAD, "alert", "", escape(self._phrasebook.sentence(code, params)))

    def said(self, code: str, params: dict[str, str]) -> str:
        return self._phrasebook.sentence(code, params)

    def show_trying(self) -> None:
        announce(self._banner, self.tr("Đang thử gửi…"))

    def arrange(self, width: Width) -> None:
        changed = width is not self.width_class
        super().arrange(width)
        self._banner.stack(width is Width.NARROW)
        self._phone.stack(width is Width.NARROW)
        self._hold_primary()
        if changed and self._board is not None:
            self.show_board(self._board)

    def take_focus(self) -> None:
        targets = (self._home, self._act, self._try)
        next((each for each in targets if each.isVisibleTo(self)), self._try).setFocus()

    # -- inside

    def _hold_primary(self) -> None:
        """In a narrow window it stands at the bottom, always in sight."""
        narrow = self.width_class is Width.NARROW
        self.show_foot(narrow)
        moved = self.keep_in_sight(self._home, narrow, self._empty.add_button)
        for button in (self._try, self._act):
            moved |= self.keep_in_sight(button, narrow, self._banner.add_button)
        if moved:
            tab_as_laid_out(self)

    def _press_act(self) -> None:
        pile = self._board.asks if self._board is not None else None
        if pile is not None:
            if pile.first.state is State.RETURNED:
                self.mend_pressed.emit(pile.first.guest_id)
            elif needs_a_look(pile.first):
                self.compare_pressed.emit()
            else:
                self.tell_pressed.emit(tuple(line.guest_id for line in pile.lines))

    def _word_banner(self, board: Board) -> None:
        self._banner.setVisible(bool(board.piles))
        self._settings.setVisible(board.condition.hold is Hold.CREDENTIALS)
        kept = self.tr("Không mất gì cả: %n khách đã nằm trong sổ.", "", board.unsent) if board.unsent else ""
        again = ""
        if board.next_at is not None:
            again = self.tr("Lần thử kế tiếp: {when}.").format(when=moment(board.next_at, board.now))
        elif board.no_network:
            again = self.tr("Có mạng là máy tự gửi.")
        line = f"{escape(kept)} {again}".strip()
        self._choose_buttons(board)
        if board.held and board.leaving:
            self._word_held(board)
        elif board.other_way:
            self._word_other_way(board)
        elif board.to_look and not board.leaving and not board.to_correct:
            title = self.tr("%n khách phải đối chiếu", "", board.to_look)
            self._banner.show_words(ToneName.WARN, "double_check", title, line)
        elif board.no_network:
            since = board.condition.failing_since
            title = self.tr("Máy chưa có mạng.")
            if since is not None:
                title = self.tr("Máy chưa có mạng từ {when}.").format(when=moment(since, board.now))
            self._banner.show_words(ToneName.INFO, "no_network", title, line)
        elif board.leaving:
            self._banner.show_words(ToneName.INFO, "send", self.tr("Máy tự gửi, không phải chờ."), line)
        else:
            self._banner.show_words(ToneName.WARN, "returned", self.tr("Có khách cần sửa."), line)

    def _choose_buttons(self, board: Board) -> None:
        """One filled button with F9: what a person must do, else trying at once."""
        asks = board.asks
        self._home.setVisible(not board.piles)
        self._act.setVisible(asks is not None)
        self._try.setVisible(bool(board.piles) and asks is None)
        self._again.setVisible(asks is not None and board.leaving)
        if asks is not None:
            self._act.say(self._act_word(asks.first))

    def _act_word(self, line: GuestLine) -> str:
        if line.state is State.RETURNED:
            return self.tr("Xem và sửa")
        return self.tr("Đối chiếu") if needs_a_look(line) else self.tr("Báo cách khác")

    def _word_held(self, board: Board) -> None:
        why = hold_words(board.condition, board.police_phone, self._phrasebook)
        self._banner.show_words(ToneName.BAD, "stopped", self.tr("Máy đã dừng gửi"), escape(why))

    def _word_other_way(self, board: Board) -> None:
        title = self.tr("%n khách phải báo cách khác", "", board.other_way)
        line = self.tr("Gọi trực ban Công an xã, đọc tên và số giấy tờ.")
        if board.police_phone:
            words = self.tr("Gọi trực ban Công an xã {phone}, đọc tên và số giấy tờ.")
            line = words.format(phone=_whole(board.police_phone))
        more = self.tr("Những khách khác máy tự gửi.") if board.leaving else ""
        if board.foreign:
            theirs = self.tr("Khách nước ngoài: tải tệp lên cổng, hoặc nộp phiếu giấy.")
            line, more = (theirs, more) if board.foreign == board.other_way else (line, theirs)
        self._banner.show_words(ToneName.BAD, "octagon_x", title, f"{line} {more}".strip())

    def _lay_cards(self, board: Board) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._column.setSpacing(self.theme.px(10))
        group: Group | None = None
        for pile in board.piles:
            if pile.group is not group:
                group = pile.group
                self._column.addWidget(SubHeading(self._group_word(group, held=board.held), name=f"group_{group}"))
            card = PileCard(self.theme, pile, board, self._words, self._phrasebook, self.width_class)
            card.mend_pressed.connect(self.mend_pressed)
            card.tell_pressed.connect(self.tell_pressed)
            card.compare_pressed.connect(self.compare_pressed)
            card.again_pressed.connect(self.again_pressed)
            card.same_pressed.connect(self.same_pressed)
            self._column.addWidget(card)
            card.show()
        if board.sent:
            self._add_sent(board)

    def _add_sent(self, board: Board) -> None:
        card = SentCard(self.theme, tuple(line.full_name for line in board.sent), open_=self._unfolded)
        card.fold.clicked.connect(self._fold)
        card.compare.clicked.connect(self.compare_pressed)
        self._column.addWidget(card)
        card.show()

    def _fold(self) -> None:
        self._unfolded = not self._unfolded
        if self._board is not None:
            self.show_board(self._board)

    def _word_phone(self, board: Board) -> None:
        self._phone.setVisible(board.due_at is not None)
        if board.due_at is None:
            return
        call = self.tr("gọi trực ban Công an xã")
        if board.police_phone:
            call = f"{call} {_whole(board.police_phone)}"
        words = self.tr("<b>Gần {clock} vẫn chưa gửi được:</b> {call}.")
        line = words.format(clock=clock_text(board.due_at), call=call)
        self._phone.show_words(ToneName.WARN, "phone", "", line)

    def _group_word(self, group: Group, *, held: bool) -> str:
        if held and group is not Group.ACT:
            return self.tr("Nơi gửi đang dừng")
        words = {
            Group.ACT: self.tr("Cần sửa hoặc báo cách khác"),
            Group.NETWORK: self.tr("Chờ mạng"),
            Group.BY_ITSELF: self.tr("Máy tự thử lại"),
        }
        return words[group]

    def _focus_again(self, name: str) -> None:
        if not name or not self.isVisible():
            return
        for widget in self.findChildren(KeyButton):
            if widget.objectName() == name and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.take_focus()


def _whole(phone: str) -> str:
    """Never broken over two lines."""
    return f"<b>{escape(phone).replace(' ', '&nbsp;')}</b>"
