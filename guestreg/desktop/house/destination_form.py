"""Practice or a real place: the choice, its address in full, old and new, and the access codes."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from guestreg.desktop.house.destination import SECRETS, Destination
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import ChipsField, Field, TextField
from guestreg.desktop.kit.labels import Paragraph
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import host_of
from guestreg.ports.phrasebook import Phrasebook


class DestinationForm(Card):
    """`destination` is what was typed; `edited` names the field."""

    edited = Signal(str)

    def __init__(self, theme: Theme, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "destinationForm", parent)
        self._before = ""
        kinds = (
            Option(EndpointKind.PRACTICE.value, self.tr("Tập thử – không gửi cho ai")),
            Option(EndpointKind.KBTT.value, self.tr("Cổng của Bộ Công an (KBTT)")),
            Option(EndpointKind.FILES.value, self.tr("Tự tải tệp lên cổng")),
            Option(EndpointKind.MANUAL.value, self.tr("Gọi điện, báo trực tiếp")),
        )
        self.kind = ChipsField(theme, "endpointKind", self.tr("Nơi gửi"), kinds)
        self.kind.set_value(EndpointKind.PRACTICE.value)
        self.kind.edited.connect(self._choose)
        self.body.addWidget(self.kind)
        self._about = Paragraph(name="endpointAbout")
        self.body.addWidget(self._about)
        self.real = QWidget()
        hints = {
            "endpoint_address": self.tr("Bắt đầu bằng https://"),
            "endpoint_account": "",
            "endpoint_password": self.tr("Mật khẩu cơ sở do công an cấp – không phải mật khẩu VNeID"),
            "endpoint_client_a": self.tr("Do công an cấp, dạng tên:mã"),
            "endpoint_client_b": self.tr("Do công an cấp, dạng tên:mã"),
        }
        self.fields: dict[str, TextField] = {
            name: TextField(theme, name, phrasebook.label(name), hint=hint) for name, hint in hints.items()
        }
        for name, field in self.fields.items():
            if name.removeprefix("endpoint_") in SECRETS:
                field.box.setEchoMode(QLineEdit.EchoMode.Password)
            field.edited.connect(self._show_change)
            field.edited.connect(lambda _text, name=name: self.edited.emit(name))
            self.body.addWidget(field)
        self._change = Banner(theme, "endpointChange")
        self.body.addWidget(self._change)
        self._choose(EndpointKind.PRACTICE.value)

    def show_before(self, place: str) -> None:
        """Where the house sends now, in full."""
        self._before = place
        self._show_change()

    def destination(self) -> Destination:
        texts = {name.removeprefix("endpoint_"): field.value() for name, field in self.fields.items()}
        return Destination(EndpointKind(self.kind.value()), **texts)

    def show_destination(self, destination: Destination) -> None:
        self.kind.set_value(destination.kind.value)
        for name, field in self.fields.items():
            field.set_value(str(getattr(destination, name.removeprefix("endpoint_"))))
        self._choose(destination.kind.value)

    def show_sentences(self, sentences: Mapping[str, str]) -> None:
        for name, field in self.fields.items():
            field.set_error(sentences.get(name, ""))

    def order(self) -> Sequence[Field]:
        return [self.kind, *self.fields.values()]

    def _choose(self, kind: str) -> None:
        real, by_hand = kind == EndpointKind.KBTT, EndpointKind(kind).is_by_hand
        for field in self.fields.values():
            field.setVisible(real)
        if by_hand:
            self._about.setText(self.tr("Máy không gửi gì. Máy giữ sổ, làm tệp và tờ đọc, nhắc hạn; nhà mình tự báo."))
        elif real:
            self._about.setText(self.tr("Chọn nơi gửi thật thì mở một sổ mới, còn trống. Sổ tập thử vẫn giữ riêng."))
        else:
            self._about.setText(self.tr("Mọi thứ làm như thật, nhưng chỉ gửi tới máy giả ngay trong máy này."))
        self._show_change()

    def _show_change(self) -> None:
        host = host_of(self.fields["endpoint_address"].value())
        real = self.kind.value() == EndpointKind.KBTT
        self._change.setVisible(bool(real and host))
        old = self._before or self.tr("chưa gửi đi đâu")
        words = self.tr("Đang gửi tới: {old}<br>Sẽ gửi tới: <b>{new}</b>")
        self._change.show_words(ToneName.WARN, "alert", "", words.format(old=escape(old), new=escape(host)))
