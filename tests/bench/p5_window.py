"""P5's part of the window: the ledger's model over a million lines against a model of constant strings, same table.

Reads run on the main thread. The picture is held for them as the page does, so a jump paints once: with its lines.
"""

import gc
import os
import random
import sys
import time
from array import array
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from guestreg.desktop.kit.badges import FACES_ROLE
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.states import widest_faces
from guestreg.desktop.kit.table import STRUCK_ROLE, Table
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.ledger.rows import BLOCK, Rows
from guestreg.desktop.ledger.table import STATE, LedgerModel, columns
from guestreg.ports.reading import LineFilter
from guestreg.store.sqlite_reader import sqlite_reader
from tests.bench.harness import Measure, peak_memory_mb, report
from tests.bench.large_ledger import KEY, large_ledger

RESOURCES = Path(__file__).parents[2] / "resources"
TIMES = 60
EVERYTHING = LineFilter()
NOW = datetime(2026, 11, 21, 13, tzinfo=UTC)
AnyIndex = QModelIndex | QPersistentModelIndex


class PaintedTable(Table):
    """The ledger's table that knows whether it was painted."""

    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted = True


class Strings(QAbstractTableModel):
    """Nothing can be quicker: every row is the same line, its words and its badge were made beforehand."""

    _HEADINGS = ("Số", "Họ và tên", "Ngày sinh", "Giấy tờ", "Số giấy tờ", "Đến", "Đi", "Chỗ ngủ", "Tình trạng")
    _TEXTS = ("57", "Nguyễn Thị Hoa", "12/03/1988", "Căn cước", "…4821", "21/11/2026", "22/11/2026", "P12", "Đã gửi")

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size, self._faces = size, widest_faces()[:1]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._size

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else STATE + 1

    def headerData(
        self, section: int, _orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        return self._HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._TEXTS[index.column()]
        if role == FACES_ROLE and index.column() == STATE:
            return self._faces
        return False if role == STRUCK_ROLE else None


class StringsScreen:
    """The rival."""

    def __init__(self, theme: Theme, size: int) -> None:
        self._theme, self._size = theme, size

    def open(self) -> None:
        self.table = shown_table(self._theme, Strings(self._size))

    def go(self, row: int) -> None:
        scroll(self.table, row)


class LedgerScreen:
    """The ledger's own model and rows, read as its presenter does."""

    def __init__(self, theme: Theme, size: int) -> None:
        self._theme = theme
        self._reader = sqlite_reader(large_ledger(size), KEY)
        self._reader.establishment()  # *Hôm nay* has read before this page is opened
        self._in_sight = (0, 0)
        self._rows = Rows()
        self._model = LedgerModel(GuestWords(str, str))

    def open(self) -> None:
        """The first lines; all others can be reached and are counted after they are painted."""
        self._read()
        self.table = shown_table(self._theme, self._model)
        self.table.looked_at.connect(self._look)

    def read_again(self) -> None:
        self._read()
        self.table.viewport().repaint()

    def know_ids(self) -> None:
        self._rows.take_ids(self._reader.ids(EVERYTHING))
        self._model.show_known()
        self.table.doItemsLayout()

    def count(self) -> None:
        self._reader.counts(EVERYTHING, NOW)

    def go(self, row: int) -> None:
        """Until the lines themselves are painted."""
        scroll(self.table, row)
        blocks = self._rows.missing(*self._in_sight)
        lines = self._reader.by_ids(sum(map(self._rows.block_ids, blocks), array("q")))
        for place, block in enumerate(blocks):
            self._rows.take_block(block, lines[place * BLOCK : (place + 1) * BLOCK])
            self._model.show_block(block)
        self.table.release()
        self.table.viewport().repaint()
        if self._model.line(row) is None or self._rows.missing(*self._in_sight):
            raise RuntimeError("the line isn't there")

    def _read(self) -> None:
        self._rows = Rows(self._reader.lines(EVERYTHING))
        self._model.show_rows(self._rows, NOW)

    def _look(self, first: int, last: int) -> None:
        self._in_sight = first, last
        if self._model.is_missing(first, last):
            self.table.hold()


def shown_table(theme: Theme, model: QAbstractTableModel) -> PaintedTable:
    table = PaintedTable(theme, "ledgerTable", columns())
    table.setModel(model)
    table.resize(1180, 620)
    table.show()
    while not table.painted:
        QApplication.processEvents()
    return table


def scroll(table: Table, row: int) -> None:
    table.scrollTo(table.model().index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    table.viewport().repaint()


def measure(contender: str, size: int) -> Measure:
    app = QApplication([])
    theme = Theme(RESOURCES)
    theme.apply(app, Mode.LIGHT, 100)
    shown_table(theme, Strings(40)).close()  # fonts and style are everybody's
    who, what = contender.split("_", 1)
    screen = StringsScreen(theme, size) if who == "strings" else LedgerScreen(theme, size)
    if what == "first_screen":
        return Measure(timed(screen.open), peak_memory_mb())
    screen.open()
    works: dict[str, Callable[[], None]] = {}
    if isinstance(screen, LedgerScreen):
        if what == "first_page":
            works["first_page"] = screen.read_again
        else:
            screen.know_ids()
        works |= {"count": screen.count, "know_ids": screen.know_ids}
    chance = random.Random(5)
    works |= {
        "jump": lambda: screen.go(chance.randrange(size)),
        "last_page": lambda: screen.go(size - size // 1000 + chance.randrange(size // 1000 - 100)),
    }
    if what in ("count", "know_ids"):
        return Measure(timed(works[what]), peak_memory_mb())
    times = [timed(works[what]) for _ in range(TIMES)]
    return Measure(median(times), peak_memory_mb())


def timed(work: Callable[[], None]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    report(measure(sys.argv[1], int(sys.argv[2])))
