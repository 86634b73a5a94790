"""The fields of one guest. Which are in sight, what they hold and what is wrong with them comes from outside."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.buttons import ChipButton, PlainButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import ChipsField, ChoiceField, Field, TextField
from guestreg.desktop.kit.labels import SubHeading
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.place_choices import PlaceChoices
from guestreg.desktop.kit.suggest import SuggestField
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.typed_day import tidy_day
from guestreg.desktop.stay import choices
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.guest import GuestKind
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook

_DAYS_BEHIND = ("birth_date", "doc_issued_on", "passport_issued_on", "entry_on")
_DAYS_AHEAD = ("permitted_until", "passport_expires_on", "entry_paper_until", "border_permit_until")
ROWS = (
    (("full_name", 1),),
    (("birth_date", 3), ("sex", 2)),
    (("nationality", 1),),
    (("doc_kind", 3), ("doc_number", 2)),
    (("doc_kind_name", 1),),
    (("passport_number", 2), ("permitted_until", 3)),
    (("border_permit_number", 1), ("border_permit_until", 1)),
    (("guardian", 1),),
    (("res_commune", 1),),
    (("res_address", 1),),
)
FOLDED_ROWS = (
    (("phone", 1), ("residence_kind", 1)),
    (("doc_issued_on", 1), ("doc_issue_place", 1)),
    (("home_address", 1),),
    (("passport_kind", 1), ("passport_expires_on", 1)),
    (("passport_issued_on", 1), ("passport_issue_place", 1)),
    (("entry_on", 1), ("entry_gate", 1)),
    (("entry_purpose", 1), ("entry_paper_kind", 1)),
    (("entry_paper_number", 1), ("entry_paper_until", 1)),
)

_LISTS = {"doc_kind": "document_kinds", "residence_kind": "residence_kinds"}
"""Fields whose answers are an endpoint's list."""


class GuestForm(Card):
    """`typed` carries field and text, `left` the field that lost the focus."""

    typed = Signal(str, str)
    left = Signal(str)
    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        phrasebook: Phrasebook,
        clock: Clock,
        catalogue: Catalogue,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "guestForm", parent)
        self._phrasebook, self._catalogue = phrasebook, catalogue
        self._places = PlaceChoices(catalogue, phrasebook.language)
        self.fields: dict[str, Field] = {}
        self._rows: list[QBoxLayout] = []
        self._texts: Mapping[str, str] = {}
        self.title = SubHeading(name="guestTitle")
        kinds = (
            Option(GuestKind.CITIZEN.value, self.tr("Người Việt Nam")),
            Option(GuestKind.FOREIGNER.value, self.tr("Người nước ngoài")),
        )
        self.kind = ChipsField(theme, "guestKind", self.tr("Khách là"), kinds)
        self.kind.edited.connect(lambda value: self.typed.emit("kind", value))
        self.kind.label.hide()
        self._make_fields(theme, clock)
        self._lay_out(theme)

    def order(self) -> Sequence[Field]:
        """In reading order."""
        names = [name for row in (*ROWS, *FOLDED_ROWS) for name, _share in row]
        return [self.kind, *(self.fields[name] for name in names)]

    def show_texts(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self.kind.set_value(texts.get("kind") or GuestKind.CITIZEN.value)
        for name, field in self.fields.items():
            text = texts.get(name, "")
            if name == "res_commune" and isinstance(field, SuggestField):
                field.set_value(text, self._places.commune(text))
            elif isinstance(field, SuggestField):
                field.set_value(text, self._places.nationality(text))
            else:
                field.set_value(text)

    def show_fields(self, shown: frozenset[str]) -> None:
        for name, field in self.fields.items():
            field.setVisible(name in shown)

    def show_companions(self, people: Sequence[tuple[int, str]]) -> None:
        field = self.fields["guardian"]
        assert isinstance(field, ChoiceField)
        wanted = [Option("", self.tr("Chọn người đi cùng"))]
        wanted += [
            Option(str(number), f"{number}. {name}" if name else self.tr("Người thứ {n}").format(n=number))
            for number, name in people
        ]
        if [field.box.itemText(row) for row in range(field.box.count())] != [one.label for one in wanted]:
            field.set_options(wanted)
            field.set_value(self._texts.get("guardian", ""))

    def unfold(self, name: str) -> None:
        """Bring a field of the fold into sight."""
        if any(name == one for row in FOLDED_ROWS for one, _share in row):
            self.more.setChecked(True)

    def arrange(self, width: Width) -> None:
        one_column = width is Width.NARROW
        directions = QBoxLayout.Direction
        for row in self._rows:
            row.setDirection(directions.TopToBottom if one_column else directions.LeftToRight)

    def _make_fields(self, theme: Theme, clock: Clock) -> None:
        label = self._phrasebook.label
        hints = {
            "full_name": self.tr("Như trên giấy tờ"),
            "birth_date": self.tr("Ví dụ 05/09/1990; chỉ biết năm thì gõ năm"),
            "permitted_until": self.tr("Xem dấu nhập cảnh, ví dụ 05/01/2027"),
            "nationality": self.tr("Gõ tên nước, ví dụ Đức"),
            "res_commune": self.tr("Gõ tên phường, xã rồi chọn, ví dụ ba dinh"),
        }
        for name in (name for row in (*ROWS, *FOLDED_ROWS) for name, _share in row):
            field: Field
            hint = hints.get(name, "")
            if name == "sex":
                sexes = (Option("F", self.tr("Nữ")), Option("M", self.tr("Nam")))
                field = ChipsField(theme, name, label(name), sexes)
            elif name == "nationality":
                field = SuggestField(theme, name, label(name), self._places.find_nationalities, hint=hint)
            elif name == "res_commune":
                field = SuggestField(theme, name, self.tr("Chỗ ở thường ngày"), self._places.find_communes, hint=hint)
            elif name in ("doc_kind", "residence_kind", "passport_kind", "guardian"):
                retired = choices.retired(self._catalogue, _LISTS.get(name, ""))
                field = ChoiceField(theme, name, label(name), self._options(name), retired=retired)
            elif name in (*_DAYS_BEHIND, *_DAYS_AHEAD):
                tidy = tidy_day(clock, ahead=name in _DAYS_AHEAD)
                field = TextField(theme, name, label(name), hint=hint, tidy=tidy)
            else:
                field = TextField(theme, name, label(name), hint=hint)
            self._join(name, field)

    def _options(self, name: str) -> Sequence[Option]:
        match name:
            case "doc_kind":
                return choices.document_kinds(self._catalogue)
            case "residence_kind":
                return choices.residence_kinds(self._catalogue)
            case "passport_kind":
                return choices.passport_kinds()
            case _:
                return (Option("", self.tr("Chọn người đi cùng")),)

    def _join(self, name: str, field: Field) -> None:
        self.fields[name] = field
        if isinstance(field, SuggestField):
            # What was typed and not chosen is given on too, so that it is never lost unsaid.
            field.edited.connect(lambda value: self.typed.emit(name, value or field.typed()))
        else:
            field.edited.connect(lambda value: self.typed.emit(name, value))
        if isinstance(field, TextField | SuggestField):
            field.left.connect(lambda: self.left.emit(name))

    def _lay_out(self, theme: Theme) -> None:
        self.head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.kind)
        self.body.addLayout(self.head)
        for row in ROWS:
            self.body.addLayout(self._row(theme, row))
        self.more = ChipButton(theme, "moreFields", self.tr("Thêm, không bắt buộc"), icon="down")
        self.fold = QWidget()
        self.fold.setObjectName("foldedFields")
        folded = QVBoxLayout(self.fold)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.setSpacing(theme.px(8))
        for row in FOLDED_ROWS:
            folded.addLayout(self._row(theme, row))
        self.fold.hide()
        self.more.toggled.connect(self.fold.setVisible)
        self.remove = PlainButton(theme, "removePerson", self.tr("Bỏ người này"), icon="trash")
        self.remove.clicked.connect(self.removed)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.fold)
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def _row(self, theme: Theme, names: Sequence[tuple[str, int]]) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(theme.px(14))
        for name, share in names:
            row.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignBottom)
        self._rows.append(row)
        return row
