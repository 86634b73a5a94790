"""What the program says by itself: what must be corrected, what can be undone, that it failed."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PrimaryButton, SecondaryButton
from guestreg.desktop.kit.keys import Keys
from guestreg.desktop.kit.labels import SmallPrint, SubHeading
from guestreg.desktop.kit.problem_link import ProblemLink
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.ports.clock import Clock


class Problem(NamedTuple):
    """One line of the summary and the way to its field."""

    words: str
    jump: Callable[[], None]


class ErrorSummary(Banner):
    """On top of a form: how many places must be corrected, each a button that jumps there."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent=parent)
        self._name = name
        self.stack(True)
        self._links = QVBoxLayout()
        self._links.setSpacing(theme.px(4))
        self._rows.addLayout(self._links)
        self._shown: list[ProblemLink] = []
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Empty hides the summary."""
        for link in self._shown:
            self._links.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._shown = []
        self.setVisible(bool(problems))
        if not problems:
            return
        title = self.tr("Còn %n chỗ phải sửa", "", len(problems))
        self.show_words(ToneName.BAD, "alert", title)
        for number, problem in enumerate(problems):
            link = ProblemLink(self._theme, f"{self._name}Link{number}", problem.words)
            link.clicked.connect(problem.jump)
            self._links.addWidget(link)
            link.show()
            self._shown.append(link)
        announce(self, ". ".join((title, *(problem.words for problem in problems))))

    def take_focus(self) -> None:
        """After a try to save; while the person corrects, the focus stays where she types."""
        if self._shown:
            self._shown[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def links(self) -> Sequence[ProblemLink]:
        return tuple(self._shown)


_FEW_WORDS = 40
"""Letters that stand beside a button in the narrowest window."""


class UndoBar(QFrame):
    """After a change: what was done, how long nothing leaves yet, and the way back. Gone when the time is over."""

    undone = Signal()
    hurried = Signal()
    ended = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until_ms, self._saved, self._waits, self._stacked = 0, "", True, False
        self.setObjectName("undoBar")
        self._banner = Banner(theme, "undoBanner")
        self._now = SecondaryButton(theme, "undoSendNow", self.tr("Gửi ngay"), icon="send")
        self._undo = SecondaryButton(theme, "undoUndo", self.tr("Hoàn tác"), key="Ctrl+Z", icon="undo")
        self._now.clicked.connect(self._hurry)
        self._undo.clicked.connect(self._take_back)
        self._banner.add_button(self._now)
        self._banner.add_button(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._banner)
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._count)
        self.hide()

    @property
    def seconds_left(self) -> int:
        return max(-(-(self._until_ms - self._clock.monotonic_ms()) // 1000), 0)

    def offer(self, saved: str, seconds: int, *, waits: bool = True) -> None:
        """`saved` is the whole sentence of what was done; after `seconds` the bar ends by itself.

        `waits`: something leaves then. Where nothing does, the bar stays while its button has the focus.
        """
        self._saved, self._waits = saved, waits
        self._now.setVisible(waits)
        self.stack(self._stacked)
        self._come_last()
        self._until_ms = self._clock.monotonic_ms() + seconds * 1000
        self.show()
        self._count()
        self._tick.start()
        announce(self, saved)

    def end(self) -> None:
        self._tick.stop()
        if not self.isHidden():
            self.hide()
            self.ended.emit()

    def stack(self, stacked: bool) -> None:
        """One button alone has room beside few words."""
        self._stacked = stacked
        self._banner.stack(stacked and (self._waits or len(self._saved) > _FEW_WORDS))

    def _come_last(self) -> None:
        """Tab reaches the bar after the page above it, which may have been made later."""
        for button in (self._now, self._undo):
            last = self.window().previousInFocusChain()
            if last is not None and last is not button:
                QWidget.setTabOrder(last, button)

    def _count(self) -> None:
        left = self.seconds_left
        if left <= 0 and (self._waits or not self._undo.hasFocus()):
            self.end()
            return
        parts = [self._saved, *([self.tr("Gửi sau %n giây.", "", left)] if self._waits else [])]
        from html import escape

        self._banner.show_words(ToneName.OK, "check", "", escape(" ".join(parts)))

    def _hurry(self) -> None:
        self.end()
        self.hurried.emit()

    def _take_back(self) -> None:
        self.end()
        self.undone.emit()


class Dialog(QDialog):
    """A window that asks or tells one thing. Lay widgets into `body`, buttons into `buttons`; Esc closes."""

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = self._theme = theme
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        pad = theme.px(20)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px(14))
        column.addWidget(SubHeading(title))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(10))
        column.addLayout(self.body)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(12))
        column.addLayout(self.buttons)
        self.setMinimumWidth(theme.px(520))
        self.keys = Keys(self, lambda: self, {"Esc": self.reject})

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._fit)

    def _fit(self) -> None:
        """As high as the wrapped words need at the width there is."""
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))


class CrashDialog(Dialog):
    """E-26: the program failed, what was typed is kept; the code is for a helper."""

    def __init__(self, theme: Theme, sentence: str, code: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "crashDialog", "", parent)
        self.setWindowTitle(self.tr("Sổ Lưu Trú"))
        banner = Banner(theme, "crashBanner")
        banner.show_words(ToneName.BAD, "alert", "", sentence)
        self.body.addWidget(banner)
        code_line = SmallPrint(self.tr("Mã để báo người hỗ trợ: {code}").format(code=code), name="crashCode")
        code_line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(code_line)
        close = PrimaryButton(theme, "crashClose", self.tr("Đóng"), key="Esc")
        close.clicked.connect(self.accept)
        self.buttons.addStretch(1)
        self.buttons.addWidget(close)
        self.setAccessibleName(sentence)
