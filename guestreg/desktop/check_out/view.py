"""The page *Trả phòng*: one row per stay, one button."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from guestreg.desktop.check_out.presenter import PresentStay
from guestreg.desktop.contract import Width
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton
from guestreg.desktop.kit.empty import EmptyState
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import Muted
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.table import SECOND_LINE_ROLE, Column, Table
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.domain.identifiers import StayId
from guestreg.ports.phrasebook import Phrasebook

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOM, _GUESTS, _COUNT, _DATES = range(4)


class StaysModel(QAbstractTableModel):
    """One row per stay."""

    def __init__(self, words: GuestWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._stays: tuple[PresentStay, ...] = ()

    def show_stays(self, stays: tuple[PresentStay, ...]) -> None:
        self.beginResetModel()
        self._stays = stays
        self.endResetModel()

    def stay(self, row: int) -> PresentStay | None:
        return self._stays[row] if 0 <= row < len(self._stays) else None

    def row_of(self, stay_id: StayId | None) -> int:
        return next((row for row, stay in enumerate(self._stays) if stay.stay_id == stay_id), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._stays)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Chỗ ngủ"), self.tr("Khách đang ở"), self.tr("Số người"), self.tr("Đến → Đi"))[section]

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        stay = self.stay(index.row())
        if stay is None:
            return None
        first, column = stay.guests[0], index.column()
        names = ", ".join(guest.full_name for guest in stay.guests)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (self._words.place(first), names, str(len(stay.guests)), self._words.dates(first))[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return names
        if role == SECOND_LINE_ROLE and column == _GUESTS:
            return f"{self._words.place(first)} · {self._words.dates(first)}"
        return None


class CheckOutView(PageView):
    """`left` carries the stay that leaves."""

    left = Signal(str)
    back_pressed = Signal()

    def __init__(self, theme: Theme, words: GuestWords, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "checkOutPage", "", parent)
        self.show_title(self.tr("Trả phòng"))
        self._phrasebook = phrasebook
        self._trouble = Banner(theme, "checkOutTrouble")
        self._trouble.hide()
        self._hint = Muted(self.tr("Chọn khách đi bằng phím mũi tên, rồi bấm Enter."), name="checkOutHint")
        self._model = StaysModel(words, self)
        columns = (
            Column(("Phòng 12 tầng 2",)),
            Column(("Nguyễn Thị Thanh Huyền",), stretch=True, compact=True),
            Column(("10",), compact=True),
            Column(("21/11 → 22/11",)),
        )
        self._table = Table(theme, "checkOutTable", columns)
        self._table.setAccessibleName(self.tr("Khách đang ở"))
        self._table.setModel(self._model)
        self._table.chosen.connect(lambda _row: self._word_button())
        self._table.opened.connect(lambda _row: self._go())
        self._empty = EmptyState(theme, "checkOutEmpty", self.tr("Nhà mình không còn khách nào."), icon="welcome")
        self._empty.hide()
        for widget in (self._trouble, self._hint):
            self.body.addWidget(widget)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self._empty, 1)
        back = PlainButton(theme, "checkOutBack", self.tr("Quay lại"), key="Esc")
        self._leave = PrimaryButton(theme, "checkOutGo", self.tr("Trả phòng"), key="F9", icon="check_out")
        back.clicked.connect(self.back_pressed)
        self._leave.clicked.connect(self._go)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self.foot.addWidget(self._leave)
        self.show_foot()

    def show_stays(self, stays: tuple[PresentStay, ...], chosen: StayId | None) -> None:
        kept = self._model.stay(self._table.current_row())
        self._trouble.hide()
        self._model.show_stays(stays)
        for widget, there in ((self._table, bool(stays)), (self._hint, bool(stays)), (self._empty, not stays)):
            widget.setVisible(there)
        self._table.setMinimumHeight(self._table.least_height(2))
        wanted = kept.stay_id if kept is not None and self._model.row_of(kept.stay_id) >= 0 else chosen
        self._table.choose(max(self._model.row_of(wanted), 0))
        self._word_button()
        if stays and not self._leave.hasFocus():
            self._table.setFocus()

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        words = self._phrasebook.sentence(code, params)
        self._trouble.show_words(ToneName.BAD, "alert", "", words)
        self._trouble.show()
        announce(self._trouble, words)

    def left_words(self, guests: int) -> str:
        return self.tr("Đã trả phòng %n khách.", "", guests)

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        self._table.set_compact(width is not Width.WIDE)

    def take_focus(self) -> None:
        self._table.setFocus()

    def _word_button(self) -> None:
        stay = self._model.stay(self._table.current_row())
        self._leave.setEnabled(stay is not None)
        guests = len(stay.guests) if stay else 0
        self._leave.say(self.tr("Trả phòng %n khách", "", guests) if stay else self.tr("Trả phòng"))

    def _go(self) -> None:
        if (stay := self._model.stay(self._table.current_row())) is not None:
            self.left.emit(stay.stay_id)
