"""The fields of the house, list (c). `brief` shows what a first day needs, the rest waits in Settings."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.house.pair_rows import PairRows
from guestreg.desktop.house.texts import FLAGS, house_entry
from guestreg.desktop.kit.buttons import ChipButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import CheckField, ChoiceField, Field, TextField
from guestreg.desktop.kit.labels import SubHeading
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.place_choices import PlaceChoices
from guestreg.desktop.kit.suggest import SuggestField
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.typed_day import tidy_day
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.entry.house import HouseEntry
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook

_HOUSE = (("name",), ("kind", "phone"), ("address_detail",), ("commune",), ("owner_name",))
_POLICE = (("police_unit", "police_phone"),)
_POLICE_MORE = (("police_duty_officer", "police_email"),)
_BORDER = (("border_post", "border_post_phone"),)
_MORE = (
    ("manager_name", "establishment_code"),
    ("owner_id_number", "owner_birth_date"),
    ("email", "tax_code"),
    ("security_certificate_number", "security_certificate_on"),
    ("register_volume", "volume_from"),
    ("retention_months",),
)
_MASKED = ("owner_id_number", "owner_birth_date")
"""Seen only while they are typed."""
Rows = Sequence[Sequence[str]]


class HouseForm(QWidget):
    """`entry` is what was typed; `show_sentences` puts errors at their fields; `edited` names the field."""

    edited = Signal(str)
    reordered = Signal()

    def __init__(
        self,
        theme: Theme,
        phrasebook: Phrasebook,
        clock: Clock,
        catalogue: Catalogue,
        *,
        brief: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._phrasebook, self._clock = theme, phrasebook, clock
        self._catalogue, self._brief = catalogue, brief
        self._places = PlaceChoices(catalogue, phrasebook.language)
        self.setObjectName("houseForm")
        self.fields: dict[str, Field] = {}
        self.flags: dict[str, CheckField] = {}
        self._rows: list[QBoxLayout] = []
        label = phrasebook.label
        add_room, add_person = self.tr("Thêm phòng"), self.tr("Thêm người")
        self.rooms = PairRows(theme, "room", label("rooms"), (self.tr("Tên phòng"), self.tr("Số giường")), add_room)
        people = (self.tr("Họ và tên người báo"), label("notifier_phone"))
        self.notifiers = PairRows(theme, "notifier", label("notifiers"), people, add_person)
        for name, rows in (("rooms", self.rooms), ("notifiers", self.notifiers)):
            rows.reordered.connect(self.reordered)
            rows.edited.connect(partial(self.edited.emit, name))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        self._build()

    def entry(self) -> HouseEntry:
        texts = {name: field.value() for name, field in self.fields.items()}
        commune = self.fields["commune"]
        if isinstance(commune, SuggestField):
            texts["commune"] = commune.value() or commune.typed()
        texts |= {name: "true" for name, flag in self.flags.items() if flag.isChecked()}
        return house_entry(texts, self.rooms.value(), self.notifiers.value(), self._catalogue.places)

    def owner_notifies(self) -> bool:
        """Nobody else is named."""
        return not any(part.strip() for pair in self.notifiers.value() for part in pair)

    def show_entry(self, entry: HouseEntry) -> None:
        texts = entry.house.fields
        for name, field in self.fields.items():
            text = texts.get(name, "")
            if isinstance(field, SuggestField):
                field.set_value(text, self._places.commune(text))
            else:
                field.set_value(text)
        for name, flag in self.flags.items():
            flag.setChecked(texts.get(name) == "true")
        self.rooms.set_value(entry.rooms)
        self.notifiers.set_value(entry.notifiers)

    def show_sentences(self, sentences: Mapping[str, str]) -> None:
        """Words by field; a field that isn't named is fine."""
        for name, field in self.fields.items():
            if field.error != sentences.get(name, ""):
                field.set_error(sentences.get(name, ""))
        self.rooms.set_error(sentences.get("rooms", ""))
        people = sentences.get("notifiers") or sentences.get("notifier_phone", "")
        self.notifiers.set_error(people)

    def focus_field(self, name: str) -> QWidget:
        """Bring the field into sight and give it the focus; the widget to scroll to."""
        if name in ("rooms", "notifiers", "notifier_phone"):
            rows = self.rooms if name == "rooms" else self.notifiers
            rows.take_focus()
            return rows
        name = "commune" if name == "province" else name
        field = self.fields.get(name, self.fields["name"])
        if not self._brief and any(name in row for row in _MORE):
            self.more.setChecked(True)
        field.take_focus()
        return field

    def places(self) -> Sequence[str]:
        """Names of fields and rows, in reading order."""
        names = list(self.fields)
        before = names.index(_POLICE[0][0])
        return [*names[:before], "rooms", "notifiers", *names[before:]]

    def order(self) -> Sequence[Field | CheckField]:
        return [*self.fields.values(), *self.flags.values()]

    def arrange(self, width: Width) -> None:
        directions = QBoxLayout.Direction
        for row in self._rows:
            row.setDirection(directions.TopToBottom if width is Width.NARROW else directions.LeftToRight)
        if not self._brief:
            self.rooms.arrange(width)
            self.notifiers.arrange(width)

    def _build(self) -> None:
        self._group("houseCard", self.tr("Nhà mình"), _HOUSE)
        if not self._brief:
            card = self._group("roomsCard", "", ())
            card.body.addWidget(self.rooms)
            card.body.addWidget(self.notifiers)
        else:
            self.rooms.setParent(self)
            self.notifiers.setParent(self)
            self.rooms.hide()
            self.notifiers.hide()
        self._group("policeCard", self.tr("Công an xã"), _POLICE if self._brief else _POLICE + _POLICE_MORE)
        if self._brief:
            return
        border = self._group("borderCard", self.tr("Khu vực biên giới, vùng sâu"), ())
        for name in FLAGS:
            flag = CheckField(self._theme, name, self._phrasebook.label(name))
            flag.edited.connect(lambda _on, name=name: self.edited.emit(name))
            self.flags[name] = flag
            border.body.addWidget(flag, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_rows(border.body, _BORDER)
        self.more = ChipButton(self._theme, "houseMore", self.tr("Thêm, không bắt buộc"), icon="down")
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        folded = self._group("houseMoreCard", "", _MORE)
        folded.hide()
        self.more.toggled.connect(folded.setVisible)

    def _group(self, name: str, title: str, rows: Rows) -> Card:
        card = Card(self._theme, name)
        if title:
            card.body.addWidget(SubHeading(title, name=f"{name}Title"))
        self._add_rows(card.body, rows)
        self._column.addWidget(card)
        return card

    def _add_rows(self, body: QVBoxLayout, rows: Rows) -> None:
        for names in rows:
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(self._theme.px(14))
            for name in names:
                row.addWidget(self._field(name), 1, Qt.AlignmentFlag.AlignBottom)
            body.addLayout(row)
            self._rows.append(row)

    def _field(self, name: str) -> Field:
        words = self._phrasebook.label(name)
        field: Field
        if name == "kind":
            field = ChoiceField(self._theme, name, self.tr("Loại nhà"), self._kinds())
        elif name == "commune":
            hint = self.tr("Gõ tên phường, xã rồi chọn, ví dụ ba dinh")
            field = SuggestField(self._theme, name, words, self._places.find_communes, hint=hint)
        elif name in ("owner_birth_date", "security_certificate_on", "volume_from"):
            field = TextField(self._theme, name, words, tidy=tidy_day(self._clock))
        else:
            hints = {
                "address_detail": self.tr("Bản, thôn, đường, ví dụ Bản Mẫu"),
                "retention_months": self.tr("Số tháng, ví dụ 36"),
                "police_phone": self.tr("Để gọi khi không gửi được"),
            }
            field = TextField(self._theme, name, words, hint=hints.get(name, ""))
        if isinstance(field, TextField) and name in _MASKED:
            field.box.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        field.edited.connect(lambda _text: self.edited.emit(name))
        self.fields[name] = field
        return field

    def _kinds(self) -> Sequence[Option]:
        return (
            Option("homestay", self.tr("Homestay")),
            Option("guest_house", self.tr("Nhà nghỉ, nhà trọ")),
            Option("hotel", self.tr("Khách sạn")),
            Option("household", self.tr("Hộ gia đình")),
            Option("other", self.tr("Loại khác")),
        )
