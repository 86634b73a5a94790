"""The page *Sổ lưu trú*: search, month, chips, the lines and the strip of the one in hand."""

from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.boxes import SearchBox
from guestreg.desktop.kit.buttons import ChipButton, PlainButton
from guestreg.desktop.kit.empty import EmptyState
from guestreg.desktop.kit.flow import FlowLayout
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import Muted
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.table import Table
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.ledger.dialogs import VersionsDialog
from guestreg.desktop.ledger.presenter import Listing
from guestreg.desktop.ledger.strip import DetailStrip
from guestreg.desktop.ledger.table import LedgerModel, columns
from guestreg.desktop.ledger.wanted import Chip, Wanted, count_of
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import Counts, GuestLine, LineFilter, Version

_ICONS = {
    Chip.UNSENT: "clock",
    Chip.TO_CORRECT: "returned",
    Chip.LATE: "alert",
    Chip.FOREIGN: "globe",
    Chip.CANCELLED: "circle_minus",
}


class LedgerView(PageView):
    """Signals carry what the person asked for; verbs carry the line in hand."""

    searched = Signal(str)
    month_moved = Signal(int)
    months_switched = Signal()
    chip_pressed = Signal(str)
    all_pressed = Signal()
    rows_looked_at = Signal(int, int)
    edit_asked = Signal(object)
    check_out_asked = Signal(object)
    versions_asked = Signal(object)
    cancel_confirmed = Signal(object, str, str)

    def __init__(
        self, theme: Theme, words: GuestWords, phrasebook: Phrasebook, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "ledgerPage", "", parent)
        self.show_title(self.tr("Sổ lưu trú"))
        self._phrasebook, self._clock = phrasebook, clock
        self._alone, self._filtered = False, False
        self._listing: Listing | None = None
        self._counted: LineFilter | None = None
        self._chosen_id: int | None = None
        self._build_search()
        self._build_chips()
        self._result = Muted(name="ledgerResult")
        self._result.setTextFormat(Qt.TextFormat.RichText)
        self._trouble = Banner(theme, "ledgerTrouble")
        self._trouble.hide()
        self._model = LedgerModel(words, self)
        self._table = Table(theme, "ledgerTable", columns())
        self._table.setAccessibleName(self.tr("Các dòng của sổ"))
        self._table.setModel(self._model)
        self._empty = EmptyState(theme, "ledgerEmpty", "", icon="book")
        self.strip = DetailStrip(theme, words, phrasebook)
        self._back = PlainButton(theme, "ledgerBack", self.tr("Về danh sách"), icon="left")
        for widget in (self._result, self._trouble):
            self.body.addWidget(widget)
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.strip)
        self.body.addStretch(0)
        for hidden in (self._empty, self.strip, self._back):
            hidden.hide()
        self._connect()
        theme.changed.connect(self._size_table)
        self._size_table()

    # -- what the presenter says

    def show_listing(self, listing: Listing) -> None:
        same = self._listing is not None and listing.wanted == self._listing.wanted
        row, top = self._table.current_row(), self._table.verticalScrollBar().value()
        chosen = self._model.line(row)
        self._listing = listing
        self._trouble.hide()
        self._model.show_rows(listing.rows, listing.now)
        self._word_search(listing.wanted)
        if listing.wanted.base() != self._counted:
            self._word_chips(None)
        for chip, button in self._chips.items():
            button.setChecked(listing.wanted.chip is chip)
        self._word_result(listing)
        there = len(listing.rows) > 0
        self._table.setVisible(there and not self._alone)
        self._empty.setVisible(not there)
        found = self._model.row_of(chosen.row_id) if chosen else -1
        self._table.choose(max(found, row if same else 0, 0))
        if same:
            self._table.verticalScrollBar().setValue(top)
        self._show_line()

    def show_rows_known(self) -> None:
        self._model.show_known()
        self._table.doItemsLayout()  # at once, so that a row can be scrolled to
        if self._listing is not None:
            self._word_result(self._listing)

    def show_counts(self, wanted: LineFilter, counts: Counts) -> None:
        if self._listing is not None and wanted == self._listing.wanted.base():
            self._counted = wanted
            self._word_chips(counts)

    def show_blocks(self, blocks: tuple[int, ...]) -> None:
        for block in blocks:
            self._model.show_block(block)
        self._table.release()
        self._show_line()

    def choose_row(self, row: int) -> None:
        self._table.choose(row)
        self._table.scrollTo(self._model.index(row, 0))
        self._table.setFocus()

    def show_versions(self, line: GuestLine, versions: tuple[Version, ...]) -> None:
        VersionsDialog(self.theme, line, versions, self._clock.now(), self).open()

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        words = self._phrasebook.sentence(code, params)
        self._trouble.show_words(ToneName.BAD, "alert", "", words)
        self._trouble.show()
        announce(self._trouble, words)

    def said(self, code: str, params: dict[str, str]) -> str:
        return self._phrasebook.sentence(code, params)

    def stored_words(self, path: Path) -> str:
        return self.tr("Đã lưu {name}.").format(name=path.name)

    def cancelled_words(self, line: GuestLine) -> str:
        return self.tr("Đã hủy dòng {number}. Dòng vẫn còn trong sổ.").format(number=line.register_no)

    # -- PageView

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        self._table.set_compact(width is not Width.WIDE)
        self._alone = self._alone and width is not Width.WIDE
        self._lay_out()

    def take_focus(self) -> None:
        self._search.setFocus()

    # -- inside

    def _build_search(self) -> None:
        self._search = SearchBox(self.theme, "ledgerSearch", self.tr("Tìm tên, giấy tờ, phòng"))
        self._earlier = PlainButton(self.theme, "ledgerEarlier", "", icon="left")
        self._month = PlainButton(self.theme, "ledgerMonth", "", icon="calendar")
        self._later = PlainButton(self.theme, "ledgerLater", "", icon="right")
        self._earlier.setAccessibleName(self.tr("Tháng trước"))
        self._later.setAccessibleName(self.tr("Tháng sau"))
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        row.addWidget(self._search, 1)
        for button in (self._earlier, self._month, self._later):
            row.addWidget(button)
        self.body.addLayout(row)

    def _build_chips(self) -> None:
        self._chips = {
            chip: ChipButton(self.theme, f"chip_{chip}", self._chip_word(chip), icon=_ICONS[chip]) for chip in Chip
        }
        row = FlowLayout(self.theme.px(8))
        for chip, button in self._chips.items():
            button.clicked.connect(lambda _on, which=chip: self.chip_pressed.emit(which))
            row.addWidget(button)
        self._show_all = PlainButton(self.theme, "ledgerShowAll", self.tr("Xem hết"), key="Esc")
        self._show_all.clicked.connect(self.all_pressed)
        row.addWidget(self._show_all)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self._search.textEdited.connect(self.searched)
        self._search.down_pressed.connect(self._table.setFocus)
        self._earlier.clicked.connect(lambda: self.month_moved.emit(-1))
        self._later.clicked.connect(lambda: self.month_moved.emit(1))
        self._month.clicked.connect(self.months_switched)
        self._table.looked_at.connect(self._look_at)
        self._table.chosen.connect(lambda _row: self._show_line())
        self._table.opened.connect(self._open_row)
        self._table.pushed_aside.connect(self.month_moved)
        self._back.clicked.connect(lambda: self._stand_alone(False))
        self.strip.edit_pressed.connect(lambda: self._ask(self.edit_asked))
        self.strip.check_out_pressed.connect(lambda: self._ask(self.check_out_asked))
        self.strip.versions_pressed.connect(lambda: self._ask(self.versions_asked))

    def _look_at(self, first: int, last: int) -> None:
        if self._model.is_missing(first, last):
            self._table.hold()
        self.rows_looked_at.emit(first, last)

    def _open_row(self, _row: int) -> None:
        """Enter opens the stay; in smaller windows first the strip, as a page of its own."""
        if self.width_class is Width.WIDE:
            self._ask(self.edit_asked)
        else:
            self._stand_alone(True)

    def _stand_alone(self, alone: bool) -> None:
        self._alone = alone
        self._lay_out()
        (self._back if alone else self._table).setFocus()

    def _lay_out(self) -> None:
        there = self._model.rowCount() > 0
        wide = self.width_class is Width.WIDE
        self._table.setVisible(there and not self._alone)
        self.strip.setVisible(there and (wide or self._alone))
        self._back.setVisible(self._alone)
        self.body.setStretch(self.body.count() - 1, 1 if self._alone else 0)
        for widget in (self._search, self._earlier, self._month, self._later, self._result, *self._chips.values()):
            widget.setVisible(not self._alone)
        self._show_all.setVisible(not self._alone and self._filtered)
        self._size_table()

    def _show_line(self) -> None:
        line = self._model.line(self._table.current_row())
        if line is not None:
            self.strip.show_line(line, self._now)
        self._lay_out()

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def _ask(self, signal: object) -> None:
        if (line := self._model.line(self._table.current_row())) is not None:
            signal.emit(line)  # type: ignore[attr-defined]

    def _word_search(self, wanted: Wanted) -> None:
        if self._search.text() != wanted.text:
            self._search.setText(wanted.text)
        month = wanted.month
        self._month.say(
            self.tr("Tháng {month}/{year}").format(month=month.month, year=month.year)
            if month
            else self.tr("Mọi tháng")
        )
        self._earlier.setEnabled(month is not None)
        self._later.setEnabled(month is not None)
        self._filtered = bool(wanted.text or wanted.chip)

    def _word_chips(self, counts: Counts | None) -> None:
        """Without a number until it is counted; the dots keep its place."""
        for chip, button in self._chips.items():
            word = self._chip_word(chip)
            button.say(f"{word} ({'…' if counts is None else count_of(chip, counts)})")
            if counts is None:
                button.setAccessibleName(word)

    def _word_result(self, listing: Listing) -> None:
        wanted, found = listing.wanted, len(listing.rows)
        if not listing.rows.whole:
            words, nothing = self.tr("Đang đếm…"), ""
        elif wanted.text:
            words = self.tr("Thấy <b>%n khách</b> khớp “{text}”. Gõ có dấu hay không dấu đều được.", "", found)
            nothing = self.tr("Không thấy “{text}”. Thử gõ ít chữ hơn, hoặc 4 số cuối giấy tờ.")
        else:
            words = self.tr("<b>%n khách</b>", "", found)
            nothing = self.tr("Tháng này chưa có khách.") if wanted.month else self.tr("Sổ còn trống.")
        self._result.setText(words.format(text=escape(wanted.text)))
        self._empty.say(nothing.format(text=wanted.text))

    def _chip_word(self, chip: Chip) -> str:
        words = {
            Chip.UNSENT: self.tr("Chưa gửi"),
            Chip.TO_CORRECT: self.tr("Cần sửa"),
            Chip.LATE: self.tr("Quá giờ"),
            Chip.FOREIGN: self.tr("Người nước ngoài"),
            Chip.CANCELLED: self.tr("Đã hủy"),
        }
        return words[chip]

    def _size_table(self) -> None:
        self._table.setMinimumHeight(self._table.least_height(3))
