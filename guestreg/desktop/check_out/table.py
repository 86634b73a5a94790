"""The guests in the house as a table: one row each, a box to mark who leaves."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from guestreg.desktop.kit.buttons import paint_box
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.table import SECOND_LINE_ROLE, Column, Table
from guestreg.desktop.kit.theme import Theme
from guestreg.domain.identifiers import GuestId
from guestreg.ports.reading import GuestLine

AnyIndex = QModelIndex | QPersistentModelIndex
MARK, NAME, PLACE, DATES = range(4)
_BOX, _SIGN = 26, 20


class PresentModel(QAbstractTableModel):
    """`show_guests` replaces the rows, `show_marks` only the boxes."""

    def __init__(self, words: GuestWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._guests: tuple[GuestLine, ...] = ()
        self._marked: frozenset[GuestId] = frozenset()

    def show_guests(self, guests: tuple[GuestLine, ...], marked: frozenset[GuestId]) -> None:
        if guests and guests == self._guests:
            self._marked = marked
            self.dataChanged.emit(self.index(0, MARK), self.index(len(guests) - 1, NAME))
            return
        self.beginResetModel()
        self._guests, self._marked = guests, marked
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, NAME)

    def guest(self, row: int) -> GuestLine | None:
        return self._guests[row] if 0 <= row < len(self._guests) else None

    def row_of(self, guest_id: GuestId | None) -> int:
        return next((row for row, line in enumerate(self._guests) if line.guest_id == guest_id), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._guests)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        here = self.tr("Khách đang ở ({n})").format(n=len(self._guests))
        return (self.tr("Chọn"), here, self.tr("Chỗ ngủ"), self.tr("Đến → Đi"))[section]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == MARK else flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        line = self.guest(index.row())
        if line is None:
            return None
        column, words = index.column(), self._words
        marked = line.guest_id in self._marked
        if role == Qt.ItemDataRole.CheckStateRole and column == MARK:
            return Qt.CheckState.Checked if marked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and column in (MARK, NAME):
            chosen = self.tr("đã chọn") if marked else self.tr("chưa chọn")
            return ", ".join((line.full_name, words.place(line), words.dates(line), chosen))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ("", line.full_name, words.place(line), words.dates(line))[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.full_name
        if role == SECOND_LINE_ROLE and column == NAME:
            return f"{words.place(line)} · {words.dates(line)}"
        return None


class MarkDelegate(QStyledItemDelegate):
    """A box, ticked when the guest is marked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, look = self._theme, self._theme.tokens
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(look.info.ground))
        marked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        room: QRect = option.rect
        box = QRect(0, 0, theme.px(_BOX), theme.px(_BOX))
        box.moveCenter(room.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(
            painter, box, theme, look.primary if marked else look.surface, look.primary if marked else look.line, 2
        )
        if marked:
            size, widget = theme.px(_SIGN), option.widget
            sign = theme.pixmap("check", look.on_primary, size, widget.devicePixelRatioF())
            painter.drawPixmap(box.left() + (box.width() - size) // 2, box.top() + (box.height() - size) // 2, sign)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(self._theme.px(_BOX), self._theme.px(_BOX))


class PresentTable(Table):
    """Space marks the guest in hand and goes on to the next; so does a click on her box, which goes nowhere."""

    marked = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        columns = (
            Column(("✓",), compact=True),
            Column(("Nguyễn Thị Thanh Huyền",), stretch=True, compact=True),
            Column(("Phòng 12 tầng 2",)),
            Column(("21/11 → 22/11",)),
        )
        super().__init__(theme, name, columns)
        self.setItemDelegateForColumn(MARK, MarkDelegate(theme, self))
        self.clicked.connect(lambda index: self.marked.emit(index.row()) if index.column() == MARK else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self.marked.emit(row)
            self.choose(row + 1)
            return
        super().keyPressEvent(event)
