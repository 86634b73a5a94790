"""The ledger's lines as a table model that never holds them all."""

from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from guestreg.desktop.kit.badges import FACES_ROLE, Face
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


class Shown(NamedTuple):
    """One line in the words of the table."""

    texts: tuple[str, ...]
    faces: tuple[Face, ...]
    struck: bool


NOT_READ = Shown(tuple("…" if column == NAME else "" for column in range(STATE + 1)), (), False)
_DISPLAY, _TOOL_TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_KEPT = 1_000


class LedgerModel(QAbstractTableModel):
    """Says `…` of a line not read yet. A line's words are made when they are first asked for."""

    def __init__(self, words: GuestWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows, self._count = Rows(), 0
        self._now: datetime | None = None
        self._shown: dict[int, Shown] = {}
        self._headings = (
            self.tr("Số"),
            self.tr("Họ và tên"),
            self.tr("Ngày sinh"),
            self.tr("Giấy tờ"),
            self.tr("Số giấy tờ"),
            self.tr("Đến"),
            self.tr("Đi"),
            self.tr("Chỗ ngủ"),
            self.tr("Tình trạng"),
        )

    def show_rows(self, rows: Rows, now: datetime) -> None:
        self.beginResetModel()
        self._rows, self._count, self._now = rows, len(rows), now
        self._shown = {}
        self.endResetModel()

    def show_known(self) -> None:
        """More rows can be reached; those there were stay where they are."""
        if len(self._rows) > self._count:
            self.beginInsertRows(QModelIndex(), self._count, len(self._rows) - 1)
            self._count = len(self._rows)
            self.endInsertRows()

    def show_block(self, block: int) -> None:
        first, last = block * BLOCK, min((block + 1) * BLOCK, self._count) - 1
        for row in range(first, last + 1):
            self._make(row)  # now: made while their cells are painted they cost four times as much
        self.dataChanged.emit(self.index(first, 0), self.index(last, STATE))

    def line(self, row: int) -> GuestLine | None:
        return self._rows.line(row)

    def is_missing(self, first: int, last: int) -> bool:
        """Whether any of these rows is still to be read."""
        return bool(self._rows.missing(first, last))

    def row_of(self, row_id: int) -> int:
        return self._rows.row_of(row_id)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else STATE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section]

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        row, column = index.row(), index.column()
        shown = self._shown.get(row) or self._make(row)
        if role in (_DISPLAY, _TOOL_TIP):
            return shown.texts[column]
        if role == STRUCK_ROLE:
            return shown.struck
        if role == FACES_ROLE and column == STATE:
            return shown.faces
        if role == _ACCESSIBLE:
            return self._spoken(row) if column == NAME else shown.texts[column]
        if role == SECOND_LINE_ROLE and column == NAME:
            return self._second(row)
        return None

    def _make(self, row: int) -> Shown:
        line, words = self._rows.line(row), self._words
        if line is None or self._now is None:
            return NOT_READ
        faces = words.faces(line, self._now)
        texts = (
            str(line.register_no),
            line.full_name,
            words.birth(line),
            words.paper(line),
            words.number(line),
            words.arrived(line),
            words.leaves(line),
            line.room or "",
            ", ".join(face.word for face in faces),
        )
        if len(self._shown) >= _KEPT:
            self._shown.clear()
        made = Shown(texts, faces, line.state in (State.CANCELLED, State.SUPERSEDED))
        self._shown[row] = made
        return made

    def _spoken(self, row: int) -> str:
        line = self._rows.line(row)
        return self._words.spoken(line, self._now) if line and self._now else NOT_READ.texts[NAME]

    def _second(self, row: int) -> str | None:
        line, words = self._rows.line(row), self._words
        if line is None:
            return None
        parts = (str(line.register_no), words.number(line), words.dates(line), words.place(line))
        return " · ".join(part for part in parts if part)
