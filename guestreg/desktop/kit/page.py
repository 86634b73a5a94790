"""The skeleton of a page: heading, a body that scrolls up and down when it must, an action row that always stays."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from guestreg.desktop.contract import Width
from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.labels import Heading
from guestreg.desktop.kit.scroll import Scroll
from guestreg.desktop.kit.theme import Theme


class PageView(QWidget):
    """Views derive from it: lay widgets into `body`, buttons of the bottom row into `foot`.

    `page_title` stands in the heading; `arrange` is called when the window changes its width class, and `take_focus`
    when the page comes to the front. `titled` carries a new heading: narrow windows show it in the top bar.
    """

    titled = Signal(str)

    def __init__(self, theme: Theme, name: str, page_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.width_class = Width.WIDE
        self.page_title = page_title
        self.setObjectName(name)
        self.setAccessibleName(page_title)
        self.heading = Heading(page_title, name=f"{name}Heading")
        self._inner = QWidget()
        self._inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self._inner)
        self._scroll = Scroll(self._inner)
        # Always there, so that its coming and going never changes the width and with it the height of the words.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._foot_row = QWidget()
        self.foot = QHBoxLayout(self._foot_row)
        self.foot.setContentsMargins(0, 0, 0, 0)
        self._foot_row.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.heading)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(self._foot_row)
        self._wanted: QWidget | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._show_wanted)
        theme.changed.connect(self._space)
        self._space()

    def show_foot(self, shown: bool = True) -> None:
        """Call once buttons are in `foot`."""
        self._foot_row.setVisible(shown)

    def keep_in_sight(self, button: QWidget, below: bool, back: Callable[[QWidget], None]) -> bool:
        """Hold `button` in the foot while `below`; else `back` lays it where it belongs. True when it had to move:
        Tab no longer follows the layouts then."""
        if below == (button.parentWidget() is self._foot_row):
            return False
        has_focus, hidden = button.hasFocus(), button.isHidden()
        # Else the focus would fall to the next widget, and the page scroll to it.
        button.clearFocus()
        if below:
            self.foot.addWidget(button, 1)
        else:
            back(button)
        button.setHidden(hidden)
        if has_focus:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll so that `widget` is seen whole: now, and once more when the heights have settled."""
        self._wanted = widget
        self._show_wanted()
        self._settling.start()

    def scroll_to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def show_title(self, title: str) -> None:
        self.page_title = title
        self.heading.setText(title)
        self.setAccessibleName(title)
        self.titled.emit(title)

    def arrange(self, width: Width) -> None:
        """Derived views call this first, then lay themselves out."""
        self.width_class = width
        self.heading.setVisible(width is Width.WIDE)
        self._space()

    def host(self, notices: QWidget) -> None:
        """Put the frame's notices on top of the body, where they scroll with it."""
        self.body.insertWidget(0, notices)

    def reveal(self, widget: QWidget, area: QRect) -> None:
        """Scroll so that `area` of `widget` can be seen."""
        middle = widget.mapTo(self._inner, area.center())
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, area.height())

    def take_focus(self) -> None:
        """Put the focus where work starts; nothing by default."""

    def _show_wanted(self) -> None:
        if self._wanted is not None and isValid(self._wanted):
            self._scroll.ensureWidgetVisible(self._wanted, 0, self.theme.px(24))

    def _space(self) -> None:
        gap = self.theme.px(10)
        self._scroll.setMinimumHeight(self.theme.px(48))
        self._column.setSpacing(gap)
        self.body.setSpacing(gap)
        self.foot.setSpacing(self.theme.px(12))
        self.foot.setContentsMargins(0, 0, self.theme.px(t.SCROLL), 0)
        self.body.setContentsMargins(0, 0, 0, 0)
