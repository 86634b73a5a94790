"""Small windows of the ledger: why a line is cancelled, how much longer it stays, what the police ask, its versions."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from guestreg.desktop.kit.badges import Badge, Face
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import ChipsField, ChoiceField, TextField
from guestreg.desktop.kit.labels import FieldLabel, Muted, Paragraph
from guestreg.desktop.kit.messages import Dialog
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.states import FieldWords, cancel_word, state_face
from guestreg.desktop.kit.texts import clock_text, moment
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.typed_day import tidy_day
from guestreg.domain.guest import GuestKind
from guestreg.ports.clock import Clock
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
        two_buttons(self, "cancel", self.tr("Quay lại"), self.tr("Hủy dòng này"), "circle_minus")
        self._reason.take_focus()

    @property
    def reason(self) -> str:
        return self._reason.value()

    @property
    def text(self) -> str:
        return self._text.value()


class ExtendDialog(Dialog):
    """Accepted with a day and a time as typed."""

    def __init__(self, theme: Theme, line: GuestLine, clock: Clock, parent: QWidget) -> None:
        super().__init__(theme, "extendDialog", translate("ExtendDialog", "Ở thêm"), parent)
        about = self.tr("{name}: đang ghi đi lúc {when}. Mọi người cùng lượt ở thêm như nhau.")
        when = moment(line.planned_departure_at, clock.now())
        self.body.addWidget(Paragraph(about.format(name=line.full_name, when=when)))
        self._day = TextField(
            theme, "extendDay", self.tr("Ở đến ngày"), tidy=tidy_day(clock, ahead=True), max_length=10
        )
        self._clock = TextField(theme, "extendClock", self.tr("Đi lúc"), max_length=5)
        self._clock.set_value(clock_text(line.planned_departure_at))
        self.body.addWidget(self._day)
        self.body.addWidget(self._clock)
        two_buttons(self, "extend", self.tr("Quay lại"), self.tr("Ghi ở thêm"), "calendar")
        self._day.take_focus()

    @property
    def day(self) -> str:
        return self._day.value()

    @property
    def clock(self) -> str:
        return self._clock.value()


class RequestDialog(Dialog):
    """Accepted with what the police ask to be corrected, in their words."""

    def __init__(self, theme: Theme, line: GuestLine, field_words: FieldWords, parent: QWidget) -> None:
        super().__init__(theme, "requestDialog", translate("RequestDialog", "Công an đòi sửa"), parent)
        self.body.addWidget(Paragraph(f"{line.register_no} · {line.full_name}"))
        number = "passport_number" if line.guest_kind is GuestKind.FOREIGNER else "doc_number"
        names = ("full_name", "birth_date", number, "nationality", "arrival", "planned_departure", "room")
        options = [*(Option(name, field_words(name)) for name in names), Option("", self.tr("Chỗ khác"))]
        self._field = ChoiceField(theme, "requestField", self.tr("Chỗ phải sửa"), options)
        self._field.set_value(names[0])
        self._text = TextField(theme, "requestText", self.tr("Công an nói gì?"), max_length=250)
        self.body.addWidget(self._field)
        self.body.addWidget(self._text)
        two_buttons(self, "request", self.tr("Quay lại"), self.tr("Ghi lại"), "returned")
        self._field.take_focus()

    @property
    def field(self) -> str:
        return self._field.value()

    @property
    def text(self) -> str:
        return self._text.value()


def two_buttons(dialog: Dialog, name: str, back_words: str, go_words: str, icon: str) -> None:
    """Back with Esc on the left, on with F9 on the right."""
    back = PlainButton(dialog.theme, f"{name}Back", back_words, key="Esc")
    go = PrimaryButton(dialog.theme, f"{name}Go", go_words, key="F9", icon=icon)
    back.clicked.connect(dialog.reject)
    go.clicked.connect(dialog.accept)
    dialog.buttons.addWidget(back)
    dialog.buttons.addStretch(1)
    dialog.buttons.addWidget(go)


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
