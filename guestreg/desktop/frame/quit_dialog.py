"""Asked when the window closes while guests are not sent: how many, until when, and what to do."""

from datetime import datetime
from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from guestreg.desktop.frame.model import FrameStatus
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.messages import Dialog
from guestreg.desktop.kit.texts import moment
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName

translate = QCoreApplication.translate


class QuitAnswer(Enum):
    STAY = 0
    SEND = 2
    CLOSE = 3


class QuitDialog(Dialog):
    """`result()` after `exec` is a `QuitAnswer` value. In practice it says that nobody is waiting."""

    def __init__(self, theme: Theme, status: FrameStatus, now: datetime, parent: QWidget) -> None:
        super().__init__(theme, "quitDialog", translate("QuitDialog", "Đóng sổ?"), parent)
        words = Banner(theme, "quitBanner")
        title = self.tr("Còn %n khách chưa gửi", "", status.unsent)
        limit = self.tr("Hạn {when}.").format(when=moment(status.next_due_at, now)) if status.next_due_at else ""
        kept = self.tr("Khách đã nằm trong sổ. Máy chỉ gửi khi sổ đang mở.")
        if status.practice:
            kept = self.tr("Đang tập thử nên không ai chờ; sổ thật cũng hỏi như thế này.")
        words.show_words(ToneName.WARN, "clock", title, f"{limit} {kept}".strip())
        self.body.addWidget(words)
        stay = PlainButton(theme, "quitStay", self.tr("Ở lại"), key="Esc")
        close = SecondaryButton(theme, "quitClose", self.tr("Vẫn đóng"))
        send = PrimaryButton(theme, "quitSend", self.tr("Gửi ngay"), key="F9", icon="send")
        stay.clicked.connect(self.reject)
        close.clicked.connect(lambda: self.done(QuitAnswer.CLOSE.value))
        send.clicked.connect(lambda: self.done(QuitAnswer.SEND.value))
        self.buttons.addWidget(stay)
        self.buttons.addStretch(1)
        self.buttons.addWidget(close)
        self.buttons.addSpacing(theme.px(12))
        self.buttons.addWidget(send)
        send.setFocus()
