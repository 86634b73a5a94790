"""Which key does what in a window. A key printed on a visible button of the page in front presses that button;
otherwise the window's own meaning holds. Every F-key has a twin with Alt, because many laptops need Fn for them.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from guestreg.desktop.kit.buttons import KeyButton, Role

TWINS: Mapping[str, str] = {
    "F1": "Alt+H",
    "F2": "Alt+M",
    "F3": "Alt+Q",
    "F4": "Alt+D",
    "F6": "Alt+T",
    "F7": "Alt+I",
    "F8": "Alt+A",
    "F9": "Alt+G",
}
PLAIN_KEYS = ("Ctrl+Z", "Ctrl+E", "Ctrl+F", "Ctrl+H", "Ctrl+L", "Ctrl+O", "Alt+P", "Esc")


class Keys(QObject):
    """Give it the top-level window, a way to the page in front, and the window's own meanings."""

    def __init__(
        self, window: QWidget, front: Callable[[], QWidget | None], own: Mapping[str, Callable[[], None]]
    ) -> None:
        super().__init__(window)
        self._window, self._front, self._own = window, front, dict(own)
        for key, twin in TWINS.items():
            self._listen(key, key)
            self._listen(twin, key)
        for key in {*PLAIN_KEYS, *own} - set(TWINS):
            self._listen(key, key)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.activated.connect(self._press_primary)

    def press(self, key: str) -> bool:
        """Do what `key` means now; False when it means nothing here."""
        for place in (self._front(), self._window):
            button = _button(place, key) if place else None
            if button is not None:
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                button.click()
                return True
        if key in self._own:
            self._own[key]()
            return True
        return False

    def _listen(self, sequence: str, key: str) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self._window)
        shortcut.activated.connect(lambda: self.press(key))

    def _press_primary(self) -> None:
        front = self._front()
        for button in front.findChildren(KeyButton) if front else ():
            if button.role is Role.PRIMARY and button.isVisible() and button.isEnabled():
                button.click()
                return


def _button(place: QWidget, key: str) -> KeyButton | None:
    for button in place.findChildren(KeyButton):
        if button.key == key and button.isVisible() and button.isEnabled():
            return button
    return None
