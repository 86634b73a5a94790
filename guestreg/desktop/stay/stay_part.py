"""When, where and why they stay: one line that says it, and the fields behind *Đổi phòng, giờ…*."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.buttons import PlainButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import ChoiceField, Field, TextField
from guestreg.desktop.kit.labels import Paragraph, SubHeading
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.texts import clock_text, day_text, short_day, today_of
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.typed_day import tidy_day
from guestreg.desktop.stay import choices
from guestreg.desktop.stay.model import StayWords
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.dates import local
from guestreg.domain.stay import OTHER_REASON
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook

_ROWS = (
    (("arrival_day", 1), ("arrival_time", 1), ("departure_day", 1), ("departure_time", 1)),
    (("room", 1), ("reason", 1)),
    (("reason_text", 1),),
    (("notifier", 1), ("note", 2)),
)


class StayLine(Card):
    """Says the stay in one sentence; −1 and +1 change the nights."""

    nights_changed = Signal(int)

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(theme, "stayLine", parent)
        self._reasons = {option.value: option.label for option in choices.reasons(catalogue)}
        self.words = Paragraph(name="stayWords")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.less = PlainButton(theme, "lessNights", self.tr("−1 đêm"))
        self.more = PlainButton(theme, "moreNights", self.tr("+1 đêm"))
        self.change = PlainButton(theme, "changeStay", self.tr("Đổi phòng, giờ…"), key="Alt+P")
        self.less.setAccessibleName(self.tr("Bớt một đêm"))
        self.more.setAccessibleName(self.tr("Thêm một đêm"))
        self.less.clicked.connect(lambda: self.nights_changed.emit(-1))
        self.more.clicked.connect(lambda: self.nights_changed.emit(1))
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.row.setSpacing(theme.px(10))
        self.row.addWidget(self.words, 1)
        self.buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.buttons.setSpacing(theme.px(8))
        for button in (self.less, self.more, self.change):
            self.buttons.addWidget(button)
        self.row.addLayout(self.buttons)
        self.body.addLayout(self.row)

    def arrange(self, width: Width) -> None:
        directions = QBoxLayout.Direction
        self.row.setDirection(directions.TopToBottom if width is Width.NARROW else directions.LeftToRight)

    def show_stay(self, stay: StayWords) -> None:
        words = [self._arrival(stay), self._nights(stay)]
        if stay.room:
            words.append(f"<b>{escape(stay.room)}</b>")
        if reason := self._reasons.get(stay.reason):
            words.append(escape(reason))
        if stay.notifier:
            words.append(self.tr("Người báo: {name}").format(name=escape(stay.notifier)))
        self.words.setText(" · ".join(word for word in words if word))

    def _arrival(self, stay: StayWords) -> str:
        if stay.arrival is None:
            return self.tr("Chưa rõ ngày, giờ đến")
        clock, day = clock_text(stay.arrival), local(stay.arrival).date()
        if day == today_of(stay.now):
            return self.tr("Đến <b>{clock} hôm nay {day}</b>").format(clock=clock, day=short_day(stay.arrival))
        return self.tr("Đến <b>{clock} ngày {day}</b>").format(clock=clock, day=day_text(day))

    def _nights(self, stay: StayWords) -> str:
        if stay.nights is None or stay.departure_on is None:
            return self.tr("Chưa rõ ngày đi")
        words = self.tr("Ở <b>%n đêm</b>, đi <b>{day}</b>", "", stay.nights)
        return words.format(day=day_text(stay.departure_on))


class StayFields(Card):
    """Arrival, departure, room, reason, notifier, note."""

    typed = Signal(str, str)
    left = Signal(str)

    def __init__(
        self, theme: Theme, phrasebook: Phrasebook, clock: Clock, catalogue: Catalogue, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "stayFields", parent)
        label = phrasebook.label
        ahead = tidy_day(clock, ahead=True)
        self.fields: dict[str, Field] = {
            "arrival_day": TextField(theme, "arrival_day", self.tr("Ngày đến"), tidy=ahead),
            "arrival_time": TextField(theme, "arrival_time", self.tr("Giờ đến")),
            "departure_day": TextField(theme, "departure_day", self.tr("Ngày đi"), tidy=ahead),
            "departure_time": TextField(theme, "departure_time", self.tr("Giờ đi")),
            "room": ChoiceField(theme, "room", label("room"), ()),
            "reason": ChoiceField(
                theme,
                "reason",
                label("reason"),
                choices.reasons(catalogue),
                retired=choices.retired(catalogue, "reasons"),
            ),
            "reason_text": TextField(theme, "reason_text", label("reason_text")),
            "notifier": ChoiceField(theme, "notifier", label("notifier"), ()),
            "note": TextField(theme, "note", label("note")),
        }
        self._rows: list[QBoxLayout] = []
        self.body.addWidget(SubHeading(self.tr("Lần ở này"), name="stayFieldsTitle"))
        for names in _ROWS:
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(theme.px(14))
            for name, share in names:
                row.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignBottom)
            self.body.addLayout(row)
            self._rows.append(row)
        for name, field in self.fields.items():
            self._join(name, field)

    def order(self) -> Sequence[Field]:
        return tuple(self.fields.values())

    def show_choices(self, rooms: Sequence[str], notifiers: Sequence[str], texts: Mapping[str, str]) -> None:
        """The house's own; a kept room or person that is no longer among them stays to be chosen."""
        self._offer("room", rooms, texts.get("room", ""), self.tr("Không ghi"))
        self._offer("notifier", notifiers, texts.get("notifier", ""), "")

    def show_texts(self, texts: Mapping[str, str]) -> None:
        for name, field in self.fields.items():
            field.set_value(texts.get(name, ""))
        self.show_reason_text(texts.get("reason", ""))

    def show_reason_text(self, reason: str) -> None:
        """Only another reason needs its own words."""
        field = self.fields["reason_text"]
        field.setVisible(reason == str(OTHER_REASON) or bool(field.value()))

    def arrange(self, width: Width) -> None:
        directions = QBoxLayout.Direction
        for row in self._rows:
            row.setDirection(directions.TopToBottom if width is Width.NARROW else directions.LeftToRight)

    def _offer(self, name: str, values: Sequence[str], present: str, empty: str) -> None:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        known = [*values, present] if present and present not in values else list(values)
        options = [Option(value, value) for value in known]
        if empty:
            options.append(Option("", empty))
        if [field.box.itemText(row) for row in range(field.box.count())] != [one.label for one in options]:
            field.set_options(options)
            field.set_value(present)

    def _join(self, name: str, field: Field) -> None:
        field.edited.connect(lambda value: self.typed.emit(name, value))
        if isinstance(field, TextField):
            field.left.connect(lambda: self.left.emit(name))
