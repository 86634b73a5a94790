"""The look of the running program: Fusion, palette, fonts and the style sheet.

`app` makes one; widgets are given it.
"""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.icons import Icons
from guestreg.desktop.kit.style_sheet import style_sheet
from guestreg.desktop.kit.tokens import DARK, LIGHT, STEPS, Tokens

STYLE = ("-style", "fusion")
"""Arguments with which the application is made: to set the style later loads all there is to a style."""
_FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf", "NotoSans-Bold.ttf")


class Mode(StrEnum):
    """What the person chose; `SYSTEM` follows the desktop, also while the program runs."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """Says which colours and sizes hold now; `changed` follows every `apply` that changed something."""

    changed = Signal()

    def __init__(self, resources_dir: Path) -> None:
        super().__init__()
        self._resources = resources_dir
        self._icons = Icons(resources_dir / "icons")
        self._app: QApplication | None = None
        self._family = ""
        self._mode = Mode.SYSTEM
        self._step = 100
        self._tokens = LIGHT

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def step(self) -> int:
        return self._step

    @property
    def icons(self) -> Icons:
        return self._icons

    def px(self, size: float) -> int:
        """`size` px at 100 % in px of the present text step."""
        return round(size * self._step / 100)

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        return self._icons.pixmap(name, colour, size, ratio)

    def font(self, size: float = t.BASE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The program's font, `size` px at 100 %."""
        font = QFont(self._family)
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        return font

    def apply(self, app: QApplication, mode: Mode, step: int) -> None:
        """Dress the whole program. Raises ValueError for a step that is none of `STEPS`."""
        if step not in STEPS:
            raise ValueError(f"text step {step}")
        if self._app is None:
            self._dress_first(app)
        self._mode, self._step = mode, step
        self._tokens = DARK if self._is_dark() else LIGHT
        app.setPalette(_palette(self._tokens))
        app.setFont(self.font())
        app.setStyleSheet(style_sheet(self._tokens, step))
        self.changed.emit()

    def next_step(self, direction: int) -> int:
        """The step above (+1) or below (-1) the present one, or the present one at the end."""
        place = STEPS.index(self._step) + direction
        return STEPS[min(max(place, 0), len(STEPS) - 1)]

    def _dress_first(self, app: QApplication) -> None:
        self._app = app
        self._family = _load_fonts(self._resources / "fonts")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _is_dark(self) -> bool:
        if self._mode is Mode.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    def _follow_system(self) -> None:
        if self._app is not None and self._mode is Mode.SYSTEM:
            self.apply(self._app, self._mode, self._step)


def _load_fonts(folder: Path) -> str:
    family = ""
    for name in _FONT_FILES:
        number = QFontDatabase.addApplicationFont(str(folder / name))
        if number < 0:
            raise FileNotFoundError(f"the program's own font {name} is missing")
        family = family or QFontDatabase.applicationFontFamilies(number)[0]
    return family


def _palette(look: Tokens) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: look.page,
        QPalette.ColorRole.WindowText: look.text,
        QPalette.ColorRole.Base: look.surface,
        QPalette.ColorRole.AlternateBase: look.page,
        QPalette.ColorRole.Text: look.text,
        QPalette.ColorRole.Button: look.surface,
        QPalette.ColorRole.ButtonText: look.text,
        QPalette.ColorRole.ToolTipBase: look.surface,
        QPalette.ColorRole.ToolTipText: look.text,
        QPalette.ColorRole.PlaceholderText: look.muted,
        QPalette.ColorRole.Highlight: look.primary,
        QPalette.ColorRole.HighlightedText: look.on_primary,
        QPalette.ColorRole.Link: look.primary,
        QPalette.ColorRole.Light: look.surface,
        QPalette.ColorRole.Mid: look.line,
        QPalette.ColorRole.Dark: look.line,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.muted))
    return palette
