"""What is wrong with a window as a person meets it; every function returns sentences, none means all is well.

Tests of every screen call it on a shown window. Nothing here knows a particular screen.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QTableView,
    QWidget,
)

from guestreg.desktop.kit.badges import FACES_ROLE, BadgePainter
from guestreg.desktop.kit.cells import PART
from guestreg.desktop.kit.table import SECOND_LINE_ROLE, Table

LEAST_HEIGHT = 40
LONGEST_USUAL = 40
"""Letters of a cell that must be seen whole; longer names end in dots where a row has one line for them."""
_ONLY_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def focusable(root: QWidget) -> list[QWidget]:
    """Visible widgets that Tab can reach, in the order of the focus chain."""
    found: list[QWidget] = []
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root:
        if _takes_tab(widget) and root.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _takes_tab(widget: QWidget) -> bool:
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar | QHeaderView)
        and widget.objectName() != "qt_scrollarea_viewport"
    )


def nameless(root: QWidget) -> list[str]:
    """Focusable widgets without an object name, without an accessible name, or too low for a finger."""
    faults = []
    for widget in focusable(root):
        what = f"{type(widget).__name__} {widget.objectName() or '?'}"
        if not widget.objectName():
            faults.append(f"{what} has no object name")
        name = widget.accessibleName()
        if not name.strip():
            faults.append(f"{what} has no accessible name")
        if isinstance(widget, QLineEdit) and name and name == widget.placeholderText():
            faults.append(f"{what} is named by its placeholder")
        if widget.height() < LEAST_HEIGHT:
            faults.append(f"{what} is {widget.height()} px high")
    return faults


def twice_named(root: QWidget) -> list[str]:
    """Object names that two focusable widgets share."""
    names = [widget.objectName() for widget in focusable(root) if widget.objectName()]
    return sorted(f"{name} is there twice" for name in set(names) if names.count(name) > 1)


def out_of_order(root: QWidget) -> list[str]:
    """Steps of Tab that jump up inside one column, against the reading order."""
    chain = focusable(root)
    faults = []
    for one, other in pairwise(chain):
        first, second = _place(_home(one, other), root), _place(_home(other, one), root)
        same_column = first.left() < second.right() and second.left() < first.right()
        if same_column and second.bottom() <= first.top():
            faults.append(f"Tab goes up from {one.objectName()} to {other.objectName()}")
    return faults


def _home(widget: QWidget, other: QWidget) -> QWidget:
    """The widget itself, or the scrolling area it lies in when the other one lies outside: parts of an area may be
    scrolled out of sight."""
    found, parent = widget, widget.parentWidget()
    while parent is not None and not parent.isAncestorOf(other):
        if isinstance(parent, QAbstractScrollArea):
            found = parent
        parent = parent.parentWidget()
    return found


def _place(widget: QWidget, root: QWidget):  # type: ignore[no-untyped-def]
    corner = widget.mapTo(root, widget.rect().topLeft())
    return widget.rect().translated(corner)


def clipped(root: QWidget) -> list[str]:
    """Words that don't fit where they stand: buttons, badges, labels, cells of tables."""
    faults = []
    for widget in _visible(root):
        what = f"{type(widget).__name__} {widget.objectName()}"
        if hasattr(widget, "is_clipped") and widget.is_clipped():
            faults.append(f"{what} is clipped: {widget.accessibleName()}")
        elif isinstance(widget, QLabel) and widget.text() and _label_is_clipped(widget):
            faults.append(f"{what} is clipped: {widget.text()}")
        elif isinstance(widget, Table):
            faults += [f"{what}: {cell}" for cell in _cells_cut(widget)]
    return faults


def _label_is_clipped(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    text = label.text()
    if label.textFormat() == Qt.TextFormat.RichText:
        document = QTextDocument()
        document.setHtml(text)
        text = document.toPlainText()
    metrics = QFontMetrics(label.font())
    return metrics.horizontalAdvance(text) > room.width() + 1 or metrics.height() > label.height() + 1


def _cells_cut(table: Table) -> Iterator[str]:
    model, painter = table.model(), BadgePainter(table._theme)
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        if QFontMetrics(table.horizontalHeader().font()).horizontalAdvance(title) > table.columnWidth(column):
            yield f"heading {title}"
        for row in range(min(model.rowCount(), 30)):
            index = model.index(row, column)
            faces = index.data(FACES_ROLE) if table.itemDelegateForColumn(column) is table._badges else None
            room = table.columnWidth(column)
            if faces:
                if painter.size(faces[0]).width() + 8 > room:
                    yield f"badge {faces[0].word}"
                continue
            lines = [str(index.data() or ""), str(index.data(SECOND_LINE_ROLE) or "") if table.compact else ""]
            for line in lines:
                if QFontMetrics(table.font()).horizontalAdvance(line) + 14 > room and not index.data(
                    Qt.ItemDataRole.ToolTipRole
                ):
                    yield f"cell {line}"


def elided(root: QWidget, *, may_shorten: bool = False) -> list[str]:
    """Cells of tables that end in dots though their words are of a usual length; a tool tip is no excuse.

    `may_shorten`: a second line may leave out its first parts, but never its last.
    """
    return [
        f"Table {table.objectName()}: {line} is elided"
        for table in _visible(root)
        if isinstance(table, Table)
        for column in range(table.model().columnCount())
        if not table.isColumnHidden(column) and table.itemDelegateForColumn(column) is not table._badges
        for row in range(min(table.model().rowCount(), 30))
        for line in _elided_lines(table, table.model().index(row, column), may_shorten)
    ]


def _elided_lines(table: Table, index: QModelIndex, may_shorten: bool) -> list[str]:
    text = str(index.data() or "")
    second = str(index.data(SECOND_LINE_ROLE) or "") if table.compact else ""
    room = table.columnWidth(index.column()) - table._theme.px(14)
    upper = table._theme.font(weight=QFont.Weight.DemiBold if second else QFont.Weight.Normal)
    pairs = [(line, upper) for line in _lines_of(table, text, second, room)] if len(text) <= LONGEST_USUAL else []
    pairs.append((second.split(PART)[-1] if may_shorten else second, table._theme.font(15)))
    return [line for line, font in pairs if QFontMetrics(font).horizontalAdvance(line) > room]


def _lines_of(table: Table, text: str, second: str, room: int) -> list[str]:
    """As a cell paints them: two lines where words have no room on one and nothing stands under them."""
    metrics = QFontMetrics(table.font())
    words = text.split(" ")
    if second or 2 * metrics.height() > table.row_height() or metrics.horizontalAdvance(text) <= room:
        return [text]
    for count in range(len(words) - 1, 0, -1):
        if metrics.horizontalAdvance(" ".join(words[:count])) <= room:
            return [" ".join(words[:count]), " ".join(words[count:])]
    return [text]


def scrolls_sideways(root: QWidget) -> list[str]:
    """Areas wider than they can show."""
    return [
        f"{type(area).__name__} {area.objectName()} scrolls sideways by {area.horizontalScrollBar().maximum()} px"
        for area in _visible(root)
        if isinstance(area, QAbstractScrollArea) and area.horizontalScrollBar().maximum() > 0
    ]


def outside(root: QWidget, widgets: Iterable[QWidget]) -> list[str]:
    """Widgets not wholly inside the window; a body that scrolls up and down is asked to show them first."""
    return [
        f"{widget.objectName()} is outside the window"
        for widget in widgets
        if not root.rect().contains(_place(widget, root))
        or widget.visibleRegion().boundingRect().height() < widget.height()
    ]


def vietnamese_left(root: QWidget, data: Iterable[str] = ()) -> list[str]:
    """Words with letters only Vietnamese has, while another language is chosen; `data` are persons and places."""
    known = tuple(unicodedata.normalize("NFC", each) for each in data)
    faults = []
    for widget, text in _texts(root):
        rest = text
        for each in sorted(known, key=len, reverse=True):
            rest = rest.replace(each, "")
        if _ONLY_VIETNAMESE.search(rest):
            faults.append(f"{type(widget).__name__} {widget.objectName()}: {text}")
    return faults


def _texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    yield root, root.windowTitle()
    for widget in _visible(root):
        yield widget, widget.accessibleName()
        yield widget, widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton | QProgressBar):
            yield widget, widget.text()
        if isinstance(widget, QComboBox):
            for place in range(widget.count()):
                yield widget, widget.itemText(place)
        if isinstance(widget, QLineEdit):
            yield widget, widget.placeholderText()
        if isinstance(widget, QTableView):
            yield from _table_texts(widget)


def _table_texts(table: QAbstractItemView) -> Iterator[tuple[QWidget, str]]:
    model = table.model()
    for column in range(model.columnCount()):
        yield table, str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 30)):
            yield table, str(model.index(row, column).data() or "")


def _visible(root: QWidget) -> list[QWidget]:
    return [root, *(widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root))]


def everything(root: QWidget) -> list[str]:
    """All that holds for any window in any language."""
    QApplication.processEvents()
    return [*nameless(root), *twice_named(root), *out_of_order(root), *clipped(root), *scrolls_sideways(root)]
