"""A field for one of a long list: a line to type into, the matching answers under it; never an editable combo box."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QWidget

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.boxes import TextBox
from guestreg.desktop.kit.fields import Field
from guestreg.desktop.kit.focus_ring import FocusRing
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.theme import Theme

_SHOWN = 6


class ChoiceList(QListWidget):
    """The answers under the line."""


class SuggestField(Field):
    """`find` gives the best answers for what was typed. `value` is empty until one is chosen; typing clears it.

    Down goes into the list, Enter or a click takes an answer, leaving the line takes the only match.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        label: str,
        find: Callable[[str], Sequence[Option]],
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, label, hint=hint, parent=parent)
        self._find, self._value = find, ""
        self.box = TextBox()
        self._adopt(self.box)
        self.list = ChoiceList()
        self.list.setObjectName(f"{name}List")
        self.list.setAccessibleName(label)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        FocusRing(theme, self.list)
        self.column.addWidget(self.list)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._bring_into_sight)
        self.box.textEdited.connect(self._typed)
        self.box.editingFinished.connect(self._finish)
        self.list.itemClicked.connect(self._take)
        self.box.installEventFilter(self)
        self.list.installEventFilter(self)

    def boxes(self) -> Sequence[QWidget]:
        return (self.box,)

    def value(self) -> str:
        return self._value

    def typed(self) -> str:
        """The words in the line, chosen or not."""
        return self.box.text()

    def set_value(self, value: str, label: str = "") -> None:
        """Show `label` (the value itself when empty) as the chosen answer."""
        self._value = value
        self.box.setText(label or value)
        self.box.setCursorPosition(0)
        self.list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.box and event.key() == Qt.Key.Key_Down:
                self._open_list()
                return True
            if watched is self.list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Escape:
                self.box.setFocus()
                self.list.hide()
                return True
        if watched is self.list and event.type() == QEvent.Type.FocusOut:
            self.list.hide()
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._value = ""
        self.edited.emit("")
        self._offer(self._find(text) if text.strip() else ())

    def _offer(self, options: Sequence[Option]) -> None:
        self.list.clear()
        for option in options[:50]:
            item = QListWidgetItem(option.label)
            item.setData(Qt.ItemDataRole.UserRole, option.value)
            self.list.addItem(item)
        rows = min(self.list.count(), self._most_rows())
        self.list.setFixedHeight(self._theme.px(t.TARGET) * max(rows, 1) + self._theme.px(6))
        self.list.setVisible(rows > 0)
        if rows:
            self._settling.start()

    def _most_rows(self) -> int:
        """So many that line and answers can be seen together."""
        area = self._area()
        if area is None:
            return _SHOWN
        room = area.viewport().height() - self.box.height() - self._theme.px(20)
        return min(max(room // self._theme.px(t.TARGET), 1), _SHOWN)

    def _bring_into_sight(self) -> None:
        area = self._area()
        if area is not None and self.list.isVisible():
            for widget in (self.list, self.box):
                area.ensureWidgetVisible(widget, 0, self._theme.px(4))

    def _area(self) -> QScrollArea | None:
        """What scrolls the form this field lies on."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around

    def _open_list(self) -> None:
        if not self.list.isVisible():
            self._offer(self._find("" if self._value else self.box.text()))
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.set_value(str(item.data(Qt.ItemDataRole.UserRole)), item.text())
        self.box.setFocus()
        self.edited.emit(self._value)

    def _finish(self) -> None:
        if self.list.hasFocus():
            return
        if not self._value and self.list.isVisible() and self.list.count() == 1:
            only = self.list.item(0)
            self._value = str(only.data(Qt.ItemDataRole.UserRole))
            self.box.setText(only.text())
            self.edited.emit(self._value)
        self.list.hide()
        self.left.emit()
