"""Rows of two texts each, such as a room and its beds: write, add, take out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.house.texts import Pairs
from guestreg.desktop.kit.buttons import PlainButton
from guestreg.desktop.kit.fields import Field, TextField
from guestreg.desktop.kit.labels import ErrorText, SubHeading
from guestreg.desktop.kit.theme import Theme


class PairRows(QWidget):
    """`labels` name the two texts; there is always at least one row."""

    edited = Signal()
    reordered = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        title: str,
        labels: tuple[str, str],
        add: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._labels, self._width = theme, name, labels, Width.WIDE
        self._rows: list[tuple[QWidget, TextField, TextField, PlainButton]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._column.addWidget(SubHeading(title, name=f"{name}Title"))
        self._error = ErrorText(name=f"{name}Error")
        self._error.hide()
        self._column.addWidget(self._error)
        self.add = PlainButton(theme, f"{name}Add", add, icon="plus")
        self.add.clicked.connect(self._add_by_hand)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> Pairs:
        return tuple((one.value(), other.value()) for _row, one, other, _button in self._rows)

    def set_value(self, pairs: Pairs) -> None:
        while self._rows:
            self._take_out(self._rows[-1][0])
        for one, other in pairs or (("", ""),):
            self._add_row(one, other)
        self.reordered.emit()

    @property
    def error(self) -> str:
        return self._error.text()

    def set_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def fields(self) -> Sequence[Field]:
        return [field for _row, one, other, _button in self._rows for field in (one, other)]

    def take_focus(self) -> None:
        if self._rows:
            self._rows[0][1].take_focus()

    def arrange(self, width: Width) -> None:
        self._width = width
        self._column.setSpacing(self._theme.px(8))
        for row, *_rest in self._rows:
            self._direct(row)

    def _direct(self, row: QWidget) -> None:
        directions = QBoxLayout.Direction
        line = row.layout()
        if isinstance(line, QBoxLayout):
            narrow = self._width is Width.NARROW
            line.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _add_by_hand(self) -> None:
        self._add_row("", "")
        self.reordered.emit()
        self._rows[-1][1].take_focus()

    def _add_row(self, one: str, other: str) -> None:
        number = len(self._rows) + 1
        first = TextField(self._theme, f"{self._name}{number}a", self._labels[0])
        second = TextField(self._theme, f"{self._name}{number}b", self._labels[1])
        gone = PlainButton(self._theme, f"{self._name}{number}Remove", self.tr("Bỏ"), icon="trash")
        gone.setAccessibleName(self.tr("Bỏ dòng {n}").format(n=number))
        first.set_value(one)
        second.set_value(other)
        row = QWidget()
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.px(10))
        line.addWidget(first, 3, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(second, 2, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(gone, 0, Qt.AlignmentFlag.AlignBottom)
        first.edited.connect(self.edited)
        second.edited.connect(self.edited)
        gone.clicked.connect(lambda: self._remove_by_hand(row))
        self._rows.append((row, first, second, gone))
        self._direct(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.show()
        self._show_removers()

    def _remove_by_hand(self, row: QWidget) -> None:
        self._take_out(row)
        pairs = self.value()
        self.set_value(pairs)
        self.take_focus()
        self.edited.emit()

    def _take_out(self, row: QWidget) -> None:
        self._rows = [one for one in self._rows if one[0] is not row]
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_removers()

    def _show_removers(self) -> None:
        for _row, _one, _other, gone in self._rows:
            gone.setVisible(len(self._rows) > 1)
