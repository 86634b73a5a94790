"""The page *Khách mới*: scan box, people, one guest's fields, the stay line, the ways to save."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.badges import Badge
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.enter_moves import EnterMoves
from guestreg.desktop.kit.fields import CheckField, Field
from guestreg.desktop.kit.messages import ErrorSummary
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.states import line_face
from guestreg.desktop.kit.tab_order import tab_in_order
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.stay.findings import Findings
from guestreg.desktop.stay.guest_form import GuestForm
from guestreg.desktop.stay.model import Mode, Page
from guestreg.desktop.stay.notice_bar import NoticeBar
from guestreg.desktop.stay.people import PeoplePanel
from guestreg.desktop.stay.scan_box import ScanBox
from guestreg.desktop.stay.stay_part import StayFields, StayLine
from guestreg.domain.catalogue import Catalogue
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.commands.keep_draft import Draft

DRAFT_EVERY_MS = 10_000


class StayView(PageView):
    """`show_page` and `show_texts` fill it; the signals say what was done."""

    guest_typed = Signal(str, str)
    stay_typed = Signal(str, str)
    field_left = Signal(str)
    confirmed = Signal(str, bool)
    nights_changed = Signal(int)
    person_chosen = Signal(int)
    person_added = Signal()
    person_removed = Signal(int)
    scanned = Signal(str)
    notice_answered = Signal()
    problem_chosen = Signal(int)
    saved = Signal(bool)
    left = Signal()
    draft_due = Signal()
    put_away = Signal()

    def __init__(
        self, theme: Theme, phrasebook: Phrasebook, clock: Clock, catalogue: Catalogue, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "stayPage", "", parent)
        self.show_title(self.tr("Khách mới"))
        self._phrasebook = phrasebook
        self._page: Page | None = None
        self._line_scrolls = self._entered = False
        self.scan = ScanBox(theme)
        self.notice = NoticeBar(theme, phrasebook)
        self.summary = ErrorSummary(theme, "staySummary")
        self.people = PeoplePanel(theme)
        self.guest = GuestForm(theme, phrasebook, clock, catalogue)
        self.stay_line = StayLine(theme, catalogue)
        self.stay_fields = StayFields(theme, phrasebook, clock, catalogue)
        self.stay_fields.hide()
        self.state = Badge(theme, "stayState")
        fields = {**self.guest.fields, **self.stay_fields.fields}
        self.findings = Findings(theme, phrasebook, fields, self.summary)
        self._build()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(DRAFT_EVERY_MS)
        self._timer.timeout.connect(self.draft_due)
        self._timer.start()

    # -- what the presenter says

    def show_page(self, page: Page) -> None:
        self._page = page
        self._show_mode(page)
        self.people.show_people(page.people, page.chosen)
        self.guest.title.setText(self.tr("Người thứ {n}").format(n=page.chosen + 1))
        self.guest.show_fields(page.shown)
        self.guest.show_companions(page.companions)
        self.stay_line.show_stay(page.line)
        self.notice.show_notice(page.notice)
        self.findings.show_page(page)
        self._order_tabs()

    def show_texts(self, form: Draft, chosen: int) -> None:
        if self._page is not None:
            self.stay_fields.show_choices(self._page.rooms, self._page.notifiers, form.stay)
        self.guest.show_texts(form.guests[chosen].fields)
        self.stay_fields.show_texts(form.stay)

    def focus_field(self, name: str) -> None:
        field = self._field(name)
        if field is None:
            return
        if field in self.stay_fields.order():
            self.stay_fields.show()
        self.guest.unfold(name)
        if not field.isEnabled():
            self.people.cards[self._page.chosen if self._page else 0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        field.take_focus()
        self.bring_into_sight(field)

    def focus_scan(self) -> None:
        self.scan.take_focus()

    def focus_problems(self) -> None:
        self.bring_into_sight(self.summary)
        self.summary.take_focus()

    # -- what the frame says

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        wide, narrow = width is Width.WIDE, width is Width.NARROW
        directions = QBoxLayout.Direction
        self._middle.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.people.arrange(compact=not wide)
        self.guest.arrange(width)
        self.stay_line.arrange(width)
        self.stay_fields.arrange(width)
        for banner in (self.notice, self.summary):
            banner.stack(narrow or banner is self.summary)
        self._place_line()
        self.cancel.say(self.tr("Bỏ") if narrow else self.tr("Bỏ, không ghi"))
        self._word_saving()
        self._order_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_line()
        self._word_saving()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._entered = self._entered or not event.spontaneous()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.put_away.emit()

    def take_focus(self) -> None:
        """Whoever comes to a new stay may scan at once, wherever the focus was when the page was left."""
        is_new = self._page is None or self._page.mode is Mode.NEW
        entered, self._entered = self._entered, False
        focus = QApplication.focusWidget()
        if not (entered and is_new) and focus is not None and self.isAncestorOf(focus) and focus.isVisible():
            return
        if is_new:
            self.focus_scan()
        else:
            self.focus_field("full_name")

    # -- inside

    def _place_line(self) -> None:
        """Above the buttons; on a low page it would take the form's room and scrolls with the form."""
        low = self.height() < self.theme.px(32 * t.BASE)
        home = self.body if low else self._bottom
        if low != self._line_scrolls:
            self._line_scrolls = low
            home.insertWidget(self.body.indexOf(self.stay_fields) if low else 0, self.stay_line)
            self._order_tabs()

    def _word_saving(self) -> None:
        cramped = self.width() < self.theme.px(34 * t.BASE)
        self.save.say(self.tr("Ghi và gửi") if cramped else self.tr("Ghi và gửi công an"))
        if cramped:
            self.later.say(self.tr("Để sau"))
        else:
            narrow = self.width_class is Width.NARROW
            self.later.say(self.tr("Gửi sau") if narrow else self.tr("Ghi sổ, gửi sau"))

    def _build(self) -> None:
        self.cancel = PlainButton(self.theme, "stayCancel", self.tr("Bỏ, không ghi"), key="Esc")
        self.later = SecondaryButton(self.theme, "stayLater", self.tr("Ghi sổ, gửi sau"), icon="book")
        self.save = PrimaryButton(self.theme, "staySave", self.tr("Ghi và gửi công an"), key="F9", icon="send")
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(self.theme.px(12))
        self._middle.addWidget(self.people)
        self._middle.addWidget(self.guest, 1)
        self.guest.head.insertWidget(1, self.state)
        for widget in (self.scan, self.notice, self.summary):
            self.body.addWidget(widget)
        self.body.addLayout(self._middle, 1)
        self.body.addWidget(self.stay_fields)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(self.theme.px(12))
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.save)
        self._bottom = QVBoxLayout()
        self._bottom.setSpacing(self.theme.px(10))
        self._bottom.addWidget(self.stay_line)
        self._bottom.addLayout(row)
        self.foot.addLayout(self._bottom)
        self.show_foot()

    def _connect(self) -> None:
        self.scan.scanned.connect(self.scanned)
        self.notice.answered.connect(self.notice_answered)
        self.people.chosen.connect(self.person_chosen)
        self.people.added.connect(self.person_added)
        self.people.removed.connect(self.person_removed)
        self.guest.typed.connect(self.guest_typed)
        self.guest.left.connect(self.field_left)
        self.guest.removed.connect(lambda: self.person_removed.emit(self._page.chosen if self._page else 0))
        self.guest.more.toggled.connect(self._order_tabs)
        self.findings.confirmed.connect(self.confirmed)
        self.findings.chosen.connect(self.problem_chosen)
        self.stay_line.nights_changed.connect(self.nights_changed)
        self.stay_line.change.clicked.connect(self._open_stay)
        self.stay_fields.typed.connect(self._stay_typed)
        self.stay_fields.left.connect(self.field_left)
        self.cancel.clicked.connect(self.left)
        self.later.clicked.connect(lambda: self.saved.emit(True))
        self.save.clicked.connect(lambda: self.saved.emit(False))
        self._enter = EnterMoves(self, self._fields, self.save)
        for field in self._fields():
            self._enter.watch(field)

    def _fields(self) -> list[Field | CheckField]:
        return [*self.guest.order(), *self.stay_fields.order()]

    def _field(self, name: str) -> Field | None:
        return self.guest.fields.get(name) or self.stay_fields.fields.get(name)

    def _stay_typed(self, name: str, text: str) -> None:
        if name == "reason":
            self.stay_fields.show_reason_text(text)
        self.stay_typed.emit(name, text)

    def _open_stay(self) -> None:
        self.stay_fields.setVisible(self.stay_fields.isHidden())
        if not self.stay_fields.isHidden():
            self.focus_field("arrival_day")
        self._order_tabs()

    def _show_mode(self, page: Page) -> None:
        new, look = page.mode is Mode.NEW, page.mode is Mode.LOOK
        self.scan.setVisible(new)
        self.people.add.setVisible(new)
        self.guest.remove.setVisible(new and (len(page.people) > 1 or bool(page.people[0].name)))
        self.guest.setEnabled(not page.locked)
        self.stay_fields.setEnabled(not page.stay_locked)
        for nights in (self.stay_line.less, self.stay_line.more):
            nights.setVisible(not page.stay_locked)
        for saver in (self.later, self.save):
            saver.setVisible(page.savable)
        if page.mode is Mode.NEW:
            self.show_title(self.tr("Khách mới"))
        else:
            self.show_title(self.tr("Xem khách") if look else self.tr("Sửa khách"))
        face = None if page.kept is None else line_face(page.kept, page.line.now, self._phrasebook.label)
        if face != self.state.face:
            self.state.show_face(face)

    def _order_tabs(self) -> None:
        """Tab goes in reading order, whatever was made when."""
        line: list[QWidget] = [self.stay_line.less, self.stay_line.more, self.stay_line.change]
        stay = [box for field in self.stay_fields.order() for box in field.boxes()]
        order: list[QWidget] = [self.scan.box, self.scan.paste, self.notice.button, self.notice.undo]
        order += [*self.summary.links, *self.people.cards, self.people.add]
        for field in self.guest.order():
            tick = self.findings.ticks.get(field.objectName().removesuffix("Field"))
            order += [*([tick] if tick else []), *field.boxes()]
            if field is self.guest.fields["res_address"]:
                order.append(self.guest.more)
        order += [
            self.guest.remove,
            *(line + stay if self._line_scrolls else stay + line),
            self.cancel,
            self.later,
            self.save,
        ]
        tab_in_order(order)
