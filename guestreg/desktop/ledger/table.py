"""The ledger's lines as a table model that never holds them all."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from guestreg.desktop.kit.badges import FACES_ROLE
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.states import widest_faces
from guestreg.desktop.kit.table import SECOND_LINE_ROLE, STRUCK_ROLE, Column
from guestreg.desktop.ledger.rows import BLOCK, Rows
from guestreg.domain.declaration import State
from guestreg.ports.reading import GuestLine

NUMBER, NAME, BIRTH, PAPER, PAPER_NO, ARRIVED, LEAVES, ROOM, STATE = range(9)
AnyIndex = QModelIndex | QPersistentModelIndex


def columns() -> tuple[Column, ...]:
    day = ("30/12/2026",)
    return (
        Column(("5000",)),
        Column(("Nguyễn Thị Thanh",), stretch=True, compact=True),
        Column(day, drop=2),
        Column(("Số định danh",), drop=1),
        Column(("…4821",), drop=4),
        Column(day),
        Column(day, drop=5),
        Column(("Phòng 12",), drop=3),
        Column(widest_faces(), badges=True, compact=True),
    )


class LedgerModel(QAbstractTableModel):
    """`need` is called for a row that must be read before it can be painted."""

    def __init__(self, words: GuestWords, need: Callable[[int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._need = words, need
        self._rows, self._count = Rows(), 0
        self._now: datetime | None = None

    def show_rows(self, rows: Rows, now: datetime) -> None:
        self.beginResetModel()
        self._rows, self._count, self._now = rows, len(rows), now
        self.endResetModel()

    def show_known(self) -> None:
        """The number of rows is now certain; usually it was right."""
        if len(self._rows) != self._count:
            self.beginResetModel()
            self._count = len(self._rows)
            self.endResetModel()

    def show_block(self, block: int) -> None:
        first, last = block * BLOCK, min((block + 1) * BLOCK, self._count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, STATE))

    def line(self, row: int) -> GuestLine | None:
        return self._rows.line(row)

    def row_of(self, row_id: int) -> int:
        return self._rows.row_of(row_id)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 9

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Số"),
            self.tr("Họ và tên"),
            self.tr("Ngày sinh"),
            self.tr("Giấy tờ"),
            self.tr("Số giấy tờ"),
            self.tr("Đến"),
            self.tr("Đi"),
            self.tr("Chỗ ngủ"),
            self.tr("Tình trạng"),
        )[section]

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        line = self._rows.line(index.row())
        if line is None or self._now is None:
            if role == Qt.ItemDataRole.DisplayRole:
                self._need(index.row())
                return "…" if index.column() == NAME else ""
            return None
        words, column = self._words, index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(line, column, self._now)
            case Qt.ItemDataRole.AccessibleTextRole:
                return words.spoken(line, self._now) if column == NAME else self._text(line, column, self._now)
            case _ if role == FACES_ROLE and column == STATE:
                return words.faces(line, self._now)
            case _ if role == SECOND_LINE_ROLE and column == NAME:
                parts = (str(line.register_no), words.number(line), words.dates(line), words.place(line))
                return " · ".join(part for part in parts if part)
            case _ if role == STRUCK_ROLE:
                return line.state in (State.CANCELLED, State.SUPERSEDED)
        return None

    def _text(self, line: GuestLine, column: int, now: datetime) -> str:
        words = self._words
        match column:
            case 0:
                return str(line.register_no)
            case 1:
                return line.full_name
            case 2:
                return words.birth(line)
            case 3:
                return words.paper(line)
            case 4:
                return words.number(line)
            case 5:
                return words.arrived(line)
            case 6:
                return words.leaves(line)
            case 7:
                return line.room or ""
            case _:
                return ", ".join(face.word for face in words.faces(line, now))
