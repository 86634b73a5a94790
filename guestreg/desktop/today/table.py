"""Tonight's guests as a table model."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from guestreg.desktop.kit.badges import FACES_ROLE
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.states import late_mark, widest_faces
from guestreg.desktop.kit.table import SECOND_LINE_ROLE, STRUCK_ROLE, Column
from guestreg.domain.declaration import State
from guestreg.ports.reading import GuestLine

NAME, COUNTRY, ROOM, DATES, STATE = range(5)
AnyIndex = QModelIndex | QPersistentModelIndex


def columns() -> tuple[Column, ...]:
    return (
        Column(("Nguyễn Hoàng Thị Thanh Huyền",), stretch=True, compact=True),
        Column(("Trung Quốc (HK)",)),
        Column(("Phòng 12 tầng 2",)),
        Column(("21/11 → 22/11",)),
        Column(widest_faces(), badges=True, compact=True, beside=late_mark()),
    )


class TonightModel(QAbstractTableModel):
    """`show_lines` replaces the rows."""

    def __init__(self, words: GuestWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lines: tuple[GuestLine, ...] = ()
        self._now: datetime | None = None

    def show_lines(self, lines: tuple[GuestLine, ...], now: datetime) -> None:
        self.beginResetModel()
        self._lines, self._now = lines, now
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, NAME)

    def line(self, row: int) -> GuestLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, guest_id: str) -> int:
        return next((row for row, line in enumerate(self._lines) if line.guest_id == guest_id), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        match section:
            case 0:
                return self.tr("Khách ở tối nay ({n})").format(n=len(self._lines))
            case 1:
                return self.tr("Quốc tịch")
            case 2:
                return self.tr("Chỗ ngủ")
            case 3:
                return self.tr("Đến → Đi")
            case _:
                return self.tr("Tình trạng")

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        line = self.line(index.row())
        if line is None or self._now is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words.spoken(line, self._now) if index.column() == NAME else self._text(line, index.column())
        if role == FACES_ROLE:
            return self._words.faces(line, self._now)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(line, index.column())
        if role == SECOND_LINE_ROLE and index.column() == NAME:
            return f"{self._words.place(line)} · {self._words.dates(line)}"
        if role == STRUCK_ROLE:
            return line.state is State.CANCELLED
        return None

    def _text(self, line: GuestLine, column: int) -> str:
        words = self._words
        match column:
            case 0:
                return line.full_name
            case 1:
                return words.country(line.nationality)
            case 2:
                return line.room or ""
            case 3:
                return words.dates(line)
            case _:
                return ", ".join(face.word for face in words.faces(line, self._now)) if self._now else ""
