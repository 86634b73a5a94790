"""Two small windows of the ledger: why a line is cancelled, and which versions it had."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from guestreg.desktop.kit.badges import Badge, Face
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import ChipsField, TextField
from guestreg.desktop.kit.labels import FieldLabel, Muted, Paragraph
from guestreg.desktop.kit.messages import Dialog
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.states import cancel_word, state_face
from guestreg.desktop.kit.texts import moment
from guestreg.desktop.kit.theme import Theme
from guestreg.ports.reading import GuestLine, Version
from guestreg.services.commands.cancel_stay import REASONS

translate = QCoreApplication.translate


class CancelDialog(Dialog):
    """Accepted with a reason chosen; `reason` and `text` are then what the person said."""

    def __init__(self, theme: Theme, line: GuestLine, parent: QWidget) -> None:
        super().__init__(theme, "cancelDialog", translate("CancelDialog", "Hủy dòng này"), parent)
        about = self.tr("Dòng {number}: {name}. Dòng vẫn còn trong sổ, có gạch ngang.")
        self.body.addWidget(Paragraph(about.format(number=line.register_no, name=line.full_name)))
        options = [Option(reason, cancel_word(reason).capitalize()) for reason in REASONS if reason != "undone"]
        self._reason = ChipsField(theme, "cancelReason", self.tr("Vì sao hủy?"), options)
        self._reason.set_value(options[0].value)
        self._text = TextField(theme, "cancelText", self.tr("Ghi thêm, nếu cần"), max_length=250)
        self.body.addWidget(self._reason)
        self.body.addWidget(self._text)
        back = PlainButton(theme, "cancelBack", self.tr("Quay lại"), key="Esc")
        go = PrimaryButton(theme, "cancelGo", self.tr("Hủy dòng này"), key="F9", icon="circle_minus")
        back.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        self.buttons.addWidget(back)
        self.buttons.addStretch(1)
        self.buttons.addWidget(go)
        self._reason.take_focus()

    @property
    def reason(self) -> str:
        return self._reason.value()

    @property
    def text(self) -> str:
        return self._text.value()


class VersionsDialog(Dialog):
    """Every version, newest first, with its state, its time and how often it was tried."""

    def __init__(
        self, theme: Theme, line: GuestLine, versions: tuple[Version, ...], now: datetime, parent: QWidget
    ) -> None:
        super().__init__(theme, "versionsDialog", translate("VersionsDialog", "Các bản"), parent)
        self.body.addWidget(Paragraph(f"{line.register_no} · {line.full_name}"))
        for version in sorted(versions, key=lambda each: each.version, reverse=True):
            self.body.addWidget(self._card(version, now))
        close = PrimaryButton(theme, "versionsClose", self.tr("Đóng"), key="Esc")
        close.clicked.connect(self.accept)
        self.buttons.addStretch(1)
        self.buttons.addWidget(close)
        close.setFocus()

    def _card(self, version: Version, now: datetime) -> Card:
        card = Card(self._theme, f"version{version.version}")
        row = QHBoxLayout()
        face: Face = state_face(version.state)
        row.addWidget(FieldLabel(self.tr("Bản {number}").format(number=version.version)))
        row.addWidget(Badge(self._theme, f"version{version.version}Badge", face))
        row.addStretch(1)
        card.body.addLayout(row)
        words = [self.tr("Ghi lúc {when}.").format(when=moment(version.created_at, now))]
        if version.attempts:
            words.append(self.tr("Đã thử gửi %n lần.", "", len(version.attempts)))
        if version.evidence_at is not None:
            words.append(self.tr("Báo xong lúc {when}.").format(when=moment(version.evidence_at, now)))
        card.body.addWidget(Muted(" ".join(words)))
        return card
