"""Lasting troubles of this computer, one banner each, until they are mended; one line of them where work is done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guestreg.desktop.frame.model import Warn
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.ports.phrasebook import Phrasebook


class WarningArea(QWidget):
    """Hidden while there is nothing to say. Folded, only their number stands there, until it is pressed."""

    def __init__(self, theme: Theme, phrasebook: Callable[[], Phrasebook], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._phrasebook = theme, phrasebook
        self._banners: list[Banner] = []
        self._shown: tuple[Warn, ...] = ()
        self._folded, self._opened = False, False
        self.setObjectName("warningArea")
        self._fold_button = PlainButton(theme, "warningsFold", "", icon="right")
        self._fold_button.clicked.connect(self._turn)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._fold_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def fold(self, folded: bool) -> None:
        """Called with every page: what was opened on one is folded on the next."""
        self._folded, self._opened = folded, False
        self._show_or_hide()

    def show_warnings(self, warnings: Sequence[Warn]) -> None:
        if tuple(warnings) == self._shown:
            return
        self._shown = tuple(warnings)
        for banner in self._banners:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._banners = []
        for number, warning in enumerate(warnings):
            banner = Banner(self._theme, f"warning{number}")
            words = self._phrasebook().sentence(warning.code, warning.params)
            banner.show_words(ToneName.WARN, "alert", "", words)
            self._column.addWidget(banner)
            self._banners.append(banner)
        self._show_or_hide()

    def _turn(self) -> None:
        self._opened = not self._opened
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self._fold_button.say(
            self.tr("%n điều cần biết", "", len(self._shown)), icon="down" if self._opened else "right"
        )
        self._fold_button.setVisible(self._folded)
        for banner in self._banners:
            banner.setVisible(self._opened or not self._folded)
        self.setVisible(bool(self._shown))
