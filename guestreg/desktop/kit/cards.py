"""A card: a bordered piece of surface that holds what belongs together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from guestreg.desktop.kit.polish import look_again
from guestreg.desktop.kit.theme import Theme


class Card(QFrame):
    """Lay widgets into `body`. Property `chosen` marks the one in hand."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self)
        self._pad()
        theme.changed.connect(self._pad)

    def choose(self, chosen: bool) -> None:
        self.setProperty("chosen", chosen)
        look_again(self)

    def _pad(self) -> None:
        side, top = self._theme.px(14), self._theme.px(12)
        self.body.setContentsMargins(side, top, side, top)
        self.body.setSpacing(self._theme.px(8))


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line between two parts."""
    line = QFrame(parent)
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
