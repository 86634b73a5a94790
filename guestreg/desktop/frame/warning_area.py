"""Lasting troubles of this computer, one banner each, until they are mended."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from guestreg.desktop.frame.model import Warn
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.ports.phrasebook import Phrasebook


class WarningArea(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, theme: Theme, phrasebook: Callable[[], Phrasebook], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._phrasebook = theme, phrasebook
        self._banners: list[Banner] = []
        self._shown: tuple[Warn, ...] = ()
        self.setObjectName("warningArea")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

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
        self.setVisible(bool(warnings))
