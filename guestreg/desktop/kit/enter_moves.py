"""Enter goes to the next field, after the last one to the primary button. A form makes one for its fields."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from guestreg.desktop.kit.fields import CheckField, Field
from guestreg.desktop.kit.suggest import SuggestField


class EnterMoves(QObject):
    """`order` gives the fields as they stand now; hidden ones are passed over."""

    def __init__(self, parent: QWidget, order: Callable[[], Sequence[Field | CheckField]], last: QWidget) -> None:
        super().__init__(parent)
        self._order, self._last = order, last
        self._homes: dict[QObject, Field | CheckField] = {}

    def watch(self, field: Field | CheckField) -> None:
        for box in _boxes(field):
            self._homes[box] = field
            box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain or watched not in self._homes:
            return False
        field = self._homes[watched]
        if isinstance(field, SuggestField) and field.list.isVisible() and field.list.count() > 1:
            QApplication.sendEvent(field.box, _down())
            return True
        if isinstance(watched, QAbstractButton) and watched.isCheckable() and not isinstance(field, CheckField):
            watched.click()
        self._move_on(field)
        return True

    def _move_on(self, field: Field | CheckField) -> None:
        fields = list(self._order())
        behind = fields[fields.index(field) + 1 :] if field in fields else []
        target = next((box for one in behind if (box := _open_box(one)) is not None), self._last)
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _boxes(field: Field | CheckField) -> Sequence[QWidget]:
    return field.boxes() if isinstance(field, Field) else (field,)


def _open_box(field: Field | CheckField) -> QWidget | None:
    boxes = [box for box in _boxes(field) if box.isVisible() and box.isEnabled()]
    chosen = [box for box in boxes if isinstance(box, QAbstractButton) and box.isChecked()]
    return next(iter(chosen or boxes), None)


def _down() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
