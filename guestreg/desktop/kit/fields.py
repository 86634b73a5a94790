"""Labelled fields: label above, hint under it, error above the box, everything said to a screen reader too.

Forms use them. What is right or wrong comes as words from outside; a field checks nothing.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.boxes import ChoiceBox as ChoiceBox
from guestreg.desktop.kit.boxes import TextBox as TextBox
from guestreg.desktop.kit.buttons import ChipButton, paint_box, paint_ring
from guestreg.desktop.kit.flow import FlowLayout
from guestreg.desktop.kit.labels import ErrorText, FieldLabel, IconLabel, Muted
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.polish import look_again
from guestreg.desktop.kit.theme import Theme


class Field(QWidget):
    """What all fields share. `edited` carries the value as the person changed it."""

    edited = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, name: str, label: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name, self._words, self._error = theme, name, label, ""
        self.setObjectName(f"{name}Field")
        self.label = FieldLabel(label, name=f"{name}Label")
        self.hint = Muted(hint, name=f"{name}Hint")
        if not hint:
            self.hint.hide()
        self._error_icon = IconLabel()
        self._error_text = ErrorText(name=f"{name}Error")
        self._error_row = QWidget()
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error_text, 1)
        self._error_row.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(4))
        for widget in (self.label, self.hint, self._error_row):
            self.column.addWidget(widget)
        theme.changed.connect(self._tint)

    @property
    def error(self) -> str:
        return self._error

    def set_error(self, words: str) -> None:
        """Show `words` above the box; empty takes the error away."""
        self._error = words
        self._error_text.setText(words)
        self._error_row.setVisible(bool(words))
        self._tint()
        for box in self.boxes():
            box.setProperty("wrong", bool(words))
            look_again(box)
            box.setAccessibleDescription(" ".join(part for part in (words, self.hint.text()) if part))

    def set_hint(self, words: str) -> None:
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
        self.set_error(self._error)

    def boxes(self) -> Sequence[QWidget]:
        """The widgets that take the focus."""
        raise NotImplementedError

    def value(self) -> str:
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Show `value` without `edited`."""
        raise NotImplementedError

    def take_focus(self) -> None:
        self.boxes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _adopt(self, box: QWidget) -> None:
        box.setObjectName(self._name)
        box.setAccessibleName(self._words)
        box.setAccessibleDescription(self.hint.text())
        self.label.setBuddy(box)
        self.column.addWidget(box)

    def _tint(self) -> None:
        size = self._theme.px(20)
        self._error_icon.setPixmap(
            self._theme.pixmap("alert", self._theme.tokens.bad.ink, size, self.devicePixelRatioF())
        )


class TextField(Field):
    """Typed text. `tidy` rewrites what was typed when the focus leaves (a date, a number); it must keep nonsense."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        label: str,
        *,
        hint: str = "",
        tidy: Callable[[str], str] | None = None,
        max_length: int = 400,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, label, hint=hint, parent=parent)
        self.box = TextBox()
        self.box.setMaxLength(max_length)
        self._tidy = tidy
        self._adopt(self.box)
        self.box.textEdited.connect(self.edited)
        self.box.editingFinished.connect(self._finish)

    def boxes(self) -> Sequence[QWidget]:
        return (self.box,)

    def value(self) -> str:
        return self.box.text()

    def set_value(self, value: str) -> None:
        if value != self.box.text():
            self.box.setText(value)
            self.box.setCursorPosition(0)

    def _finish(self) -> None:
        typed = self.box.text()
        tidied = self._tidy(typed) if self._tidy else typed
        if tidied != typed:
            self.box.setText(tidied)
            self.edited.emit(tidied)
        self.left.emit()


class ChoiceField(Field):
    """One of a short list, opened by Space, Alt+Down or a click."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        label: str,
        options: Sequence[Option],
        *,
        retired: frozenset[str] = frozenset(),
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`retired` options are there only while one of them is the answer."""
        super().__init__(theme, name, label, hint=hint, parent=parent)
        self._options: Sequence[Option] = ()
        self._retired = retired
        self.box = ChoiceBox(theme)
        self._adopt(self.box)
        self.set_options(options)
        self.box.activated.connect(lambda _row: self.edited.emit(self.value()))

    def set_options(self, options: Sequence[Option]) -> None:
        """Keeps the answer when it is still among them."""
        kept = self.value()
        self._options = options
        self._show_options(kept)
        self.set_value(kept)

    def boxes(self) -> Sequence[QWidget]:
        return (self.box,)

    def value(self) -> str:
        return str(self.box.currentData() or "")

    def set_value(self, value: str) -> None:
        if {value, self.value()} & self._retired:
            self._show_options(value)
        self.box.setCurrentIndex(max(self.box.findData(value), 0))

    def _show_options(self, kept: str) -> None:
        self.box.clear()
        for option in self._options:
            if option.value not in self._retired or option.value == kept:
                self.box.addItem(option.label, option.value)


class ChipsField(Field):
    """One of two to four answers, all in sight."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        label: str,
        options: Sequence[Option],
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, label, hint=hint, parent=parent)
        self._chips: dict[str, ChipButton] = {}
        self._group = QButtonGroup(self)
        row = FlowLayout(spacing=theme.px(8))
        for option in options:
            chip = ChipButton(theme, f"{name}_{option.value}", option.label)
            chip.setAccessibleName(f"{label}: {option.label}")
            chip.clicked.connect(lambda _checked, value=option.value: self.edited.emit(value))
            self._group.addButton(chip)
            self._chips[option.value] = chip
            row.addWidget(chip)
        self.label.setBuddy(next(iter(self._chips.values())))
        self.column.addLayout(row)

    def boxes(self) -> Sequence[QWidget]:
        return tuple(self._chips.values())

    def take_focus(self) -> None:
        chip = next((one for one in self._chips.values() if one.isChecked()), self.boxes()[0])
        chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> str:
        return next((value for value, chip in self._chips.items() if chip.isChecked()), "")

    def set_value(self, value: str) -> None:
        self._group.setExclusive(False)
        for each, chip in self._chips.items():
            chip.setChecked(each == value)
        self._group.setExclusive(True)


class CheckField(QCheckBox):
    """A yes or no with its words beside it, as high as a finger."""

    edited = Signal(bool)

    def __init__(self, theme: Theme, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.edited)
        theme.changed.connect(self.updateGeometry)

    def is_clipped(self) -> bool:
        return self.width() < self.sizeHint().width()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._theme.font()).horizontalAdvance(self.text())
        return QSize(words + self._theme.px(24 + 10 + 16), self._theme.px(t.TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look = self._theme, self._theme.tokens
        side = theme.px(24)
        box = QRect(theme.px(6), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        paint_box(painter, box, theme, look.primary if on else look.surface, look.primary if on else look.line, 2)
        if on:
            picture = theme.pixmap("check", look.on_primary, theme.px(18), self.devicePixelRatioF())
            painter.drawPixmap(box.left() + theme.px(3), box.top() + theme.px(3), picture)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.text))
        words = self.rect().adjusted(box.right() + theme.px(10), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            paint_ring(painter, self.rect(), theme)
        painter.end()
