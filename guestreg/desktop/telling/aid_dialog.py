"""The typing aid: one guest a page, each value large with a button that copies it; the copy doesn't stay behind."""

from PySide6.QtCore import QCoreApplication, QSize, QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.labels import FieldLabel, Muted, Paragraph
from guestreg.desktop.kit.messages import Dialog
from guestreg.desktop.kit.scroll import Scroll
from guestreg.desktop.kit.theme import Theme
from guestreg.services.queries.typing_aid import AidPage, TypingAid

translate = QCoreApplication.translate
COPY_KEPT_S = 60


class AidDialog(Dialog):
    """Pages forth and back; a copied value is taken from the clipboard after a minute, and when the window closes."""

    def __init__(self, theme: Theme, aid: TypingAid, parent: QWidget | None = None) -> None:
        super().__init__(theme, "aidDialog", translate("AidDialog", "Chép sang VNeID"), parent)
        self._aid, self._place = aid, 0
        self._copied = ""
        self._clearing = QTimer(self)
        self._clearing.setSingleShot(True)
        self._clearing.setInterval(COPY_KEPT_S * 1000)
        self._clearing.timeout.connect(self.forget_copy)
        self.finished.connect(self.forget_copy)
        self._title = Paragraph(name="aidTitle")
        self._title.setProperty("strong", True)
        self.body.addWidget(self._title)
        self._rows = QWidget()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._ending = Paragraph(aid.ending, name="aidEnding")
        column = QVBoxLayout(self._rows)
        column.addWidget(Muted(aid.path, name="aidPath"))
        column.addLayout(self._grid)
        column.addWidget(self._ending)
        column.addStretch(1)
        self._scroll = Scroll(self._rows)
        self.body.addWidget(self._scroll, 1)
        close = PlainButton(theme, "aidClose", self.tr("Đóng"), key="Esc")
        self._back = SecondaryButton(theme, "aidBack", self.tr("Trước"), icon="left")
        self._forth = PrimaryButton(theme, "aidForth", self.tr("Sau"), key="F9", icon="right")
        close.clicked.connect(self.reject)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._forth.clicked.connect(lambda: self._turn(1))
        self.buttons.addWidget(close)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._back)
        self.buttons.addWidget(self._forth)
        self.setMinimumSize(0, 0)
        self._show()

    @property
    def page(self) -> AidPage:
        return self._aid.pages[self._place]

    def forget_copy(self) -> None:
        """Only what was copied here: whatever else lies there by now is not ours."""
        clipboard = QApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""
        self._clearing.stop()

    def _fit(self) -> None:
        """As large as the window behind it lets it be, in its middle."""
        if (parent := self.parentWidget()) is not None:
            behind = parent.window().geometry()
            room = behind.size() * 0.94
            self.resize(room.boundedTo(QSize(self._theme.px(820), self._theme.px(700))))
            self.move(behind.center() - self.rect().center())

    def _turn(self, step: int) -> None:
        self._place = min(max(self._place + step, 0), len(self._aid.pages) - 1)
        self._show()

    def _show(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        place = self.tr("{n}/{count}").format(n=self._place + 1, count=len(self._aid.pages))
        self._title.setText(f"{place} · {self.page.title}")
        for row, step in enumerate(self.page.steps):
            label = FieldLabel(step.label, name=f"aidLabel{row}")
            value = Paragraph(step.value or "–", name=f"aidValue{row}")
            label.setWordWrap(True)
            value.setProperty("strong", True)
            copy = SecondaryButton(self._theme, f"aidCopy{row}", self.tr("Chép"), icon="copy")
            copy.setAccessibleName(self.tr("Chép {label}").format(label=step.label))
            copy.setEnabled(bool(step.value))
            copy.clicked.connect(lambda _checked=False, text=step.value: self._copy(text))
            for column, widget in enumerate((label, value, copy)):
                self._grid.addWidget(widget, row, column)
                widget.show()
        self._back.setEnabled(self._place > 0)
        last = self._place == len(self._aid.pages) - 1
        self._forth.setEnabled(not last)
        self._ending.setVisible(last)

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._copied = text
        self._clearing.start()
        announce(self._title, self.tr("Đã chép."))
