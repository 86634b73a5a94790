"""The one kind of table: whole rows, two lines a row when the page is not wide, badges in cells.

Pages bring a QAbstractTableModel that answers the roles below; columns tell their own width by a sample text.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.badges import BadgeDelegate, BadgePainter, Face
from guestreg.desktop.kit.cells import SECOND_LINE_ROLE, STRUCK_ROLE, CellDelegate
from guestreg.desktop.kit.focus_ring import FocusRing
from guestreg.desktop.kit.theme import Theme

__all__ = ["SECOND_LINE_ROLE", "STRUCK_ROLE", "Column", "Table"]

BLINK_MS = 60
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_BEGIN_FORMULAS = ("=", "+", "-", "@")


class Column(NamedTuple):
    """`samples` are the longest usual texts (or faces, for badges). `stretch` takes what is left."""

    samples: tuple[str | Face, ...]
    stretch: bool = False
    badges: bool = False
    compact: bool = False
    """Whether it stays when the table is compact."""
    drop: int = 0
    """Columns with a number give way when there is no room, 1 first."""
    beside: Face | None = None
    """The usual mark beside a badge: has room of its own where the table has plenty."""


class Table(QTableView):
    """Enter and double click open a row, Tab leaves the table, Ctrl with an arrow pushes aside (-1 or 1).

    Ctrl+C copies the row as it stands. `looked_at` carries the first and last row in sight when they may have changed.
    """

    opened = Signal(int)
    chosen = Signal(int)
    pushed_aside = Signal(int)
    looked_at = Signal(int, int)

    def __init__(self, theme: Theme, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._columns, self._compact = theme, tuple(columns), False
        self._widest: dict[int, int] = {}
        self.setObjectName(name)
        # A viewport made here: asking Qt for its own makes PySide load every class of widget.
        viewport = QWidget()
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(10)
        self._badges, self._cells = BadgeDelegate(theme, self), CellDelegate(theme, self)
        for place, column in enumerate(self._columns):
            self.setItemDelegateForColumn(place, self._badges if column.badges else self._cells)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self._blink = QTimer(self, singleShot=True, interval=BLINK_MS)
        self._blink.timeout.connect(lambda: self.viewport().setUpdatesEnabled(True))
        self._ring = FocusRing(theme, self)
        theme.changed.connect(self._measure)
        self._measure()

    @property
    def compact(self) -> bool:
        return self._compact

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        self._measure()

    def set_compact(self, compact: bool) -> None:
        """Two lines a row, only the columns that say so."""
        if compact == self._compact:
            return
        self._compact = compact
        self._cells.compact = compact
        self._measure()

    def current_row(self) -> int:
        """-1 without one."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        model = self.model()
        if 0 <= row < model.rowCount():
            index = model.index(row, 0)
            self.selectionModel().setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )

    def row_height(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def least_height(self, rows: int) -> int:
        """Height that shows the heading and `rows` rows."""
        return self.horizontalHeader().sizeHint().height() + rows * self.row_height() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() >= 0:
            self.opened.emit(self.current_row())
            return
        if event.matches(QKeySequence.StandardKey.Copy) and self.current_row() >= 0:
            QGuiApplication.clipboard().setText(self._copied(self.current_row()))
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _SIDEWAYS:
            self.pushed_aside.emit(_SIDEWAYS[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def hold(self) -> None:
        """Keep the picture until `release`, at most a blink: what is missing will be there before anybody sees it."""
        self.viewport().setUpdatesEnabled(False)
        self._blink.start()

    def release(self) -> None:
        if self._blink.isActive():
            self._blink.stop()
            self.viewport().setUpdatesEnabled(True)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._look()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._look()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _copied(self, row: int) -> str:
        """What the row says on screen, for a spreadsheet: no number is less masked there, no cell begins a formula."""
        model = self.model()
        texts = [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        return "\t".join(f"'{text}" if text.startswith(_BEGIN_FORMULAS) else text for text in map(_one_line, texts))

    def _look(self) -> None:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first >= 0:
            self.looked_at.emit(first, last if last >= 0 else self.model().rowCount() - 1)

    def _measure(self) -> None:
        self._widest.clear()
        height = self._theme.px(t.ROW + 26 if self._compact else t.ROW)
        self.verticalHeader().setDefaultSectionSize(height)
        self._share()

    def _share(self) -> None:
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return
        shown = [place for place, column in enumerate(self._columns) if column.compact or not self._compact]
        widths = {place: self._wish(place, model) for place in shown}
        for place in sorted(shown, key=lambda each: self._columns[each].drop):
            if self._columns[place].drop and sum(widths.values()) > self.viewport().width():
                del widths[place]
        for place in range(len(self._columns)):
            self.setColumnHidden(place, place not in widths)
        shown = list(widths)
        spare = self.viewport().width() - sum(widths.values())
        for place in shown:
            mark = self._columns[place].beside
            room = BadgePainter(self._theme).size(mark).width() + self._theme.px(10) if mark else 0
            if 0 < room <= spare:
                widths[place] += room
                spare -= room
        stretched = [place for place in shown if self._columns[place].stretch] or shown[:1]
        for place in stretched:
            widths[place] = max(widths[place] + spare // len(stretched), self._theme.px(60))
        for place, width in widths.items():
            if self.columnWidth(place) != width:
                self.setColumnWidth(place, width)

    def _wish(self, place: int, model: QAbstractItemModel) -> int:
        title = QFontMetrics(self._theme.font(weight=QFont.Weight.DemiBold))
        words = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        if place not in self._widest:
            self._widest[place] = max(map(self._room, self._columns[place].samples), default=0)
        return max(title.horizontalAdvance(words) + self._theme.px(18), self._widest[place])

    def _room(self, sample: str | Face) -> int:
        if isinstance(sample, Face):
            return BadgePainter(self._theme).size(sample).width() + self._theme.px(10)
        return QFontMetrics(self._theme.font()).horizontalAdvance(sample) + self._theme.px(15)


def _one_line(text: str) -> str:
    return " ".join(text.split())
