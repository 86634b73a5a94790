"""Which lines go on paper: a month, some days, a whole volume."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from guestreg.desktop.kit.buttons import PlainButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import ChipsField, ChoiceField, TextField
from guestreg.desktop.kit.labels import FieldLabel
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.texts import day_text
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.typed_day import tidy_day
from guestreg.desktop.printing.model import PrintingModel, Span
from guestreg.ports.clock import Clock
from guestreg.ports.store import Volume


class ChoiceCard(Card):
    volume_chosen = Signal(int)
    span_chosen = Signal(object)
    month_changed = Signal(int)
    day_typed = Signal(str, str)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(theme, "printChoice", parent)
        spans = (
            Option(Span.MONTH.value, self.tr("Một tháng")),
            Option(Span.DAYS.value, self.tr("Từ ngày đến ngày")),
            Option(Span.VOLUME.value, self.tr("Cả quyển")),
        )
        self.span = ChipsField(theme, "printSpan", self.tr("In những khách đến trong"), spans)
        self.span.edited.connect(lambda value: self.span_chosen.emit(Span(value)))
        self.month = FieldLabel(name="printMonth")
        self.back = PlainButton(theme, "monthBack", "", icon="left")
        self.forth = PlainButton(theme, "monthForth", "", icon="right")
        self.back.setAccessibleName(self.tr("Tháng trước"))
        self.forth.setAccessibleName(self.tr("Tháng sau"))
        self.back.clicked.connect(lambda: self.month_changed.emit(-1))
        self.forth.clicked.connect(lambda: self.month_changed.emit(1))
        self._months = QWidget()
        row = QHBoxLayout(self._months)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.back)
        row.addWidget(self.month)
        row.addWidget(self.forth)
        row.addStretch(1)
        tidy = tidy_day(clock)
        self.days = {
            "from_text": TextField(theme, "printFrom", self.tr("Từ ngày"), tidy=tidy),
            "to_text": TextField(theme, "printTo", self.tr("Đến ngày"), tidy=tidy),
        }
        for name, field in self.days.items():
            field.edited.connect(lambda text, name=name: self.day_typed.emit(name, text))
        self.volume = ChoiceField(theme, "printVolume", self.tr("Quyển"), ())
        self.volume.edited.connect(lambda value: self.volume_chosen.emit(int(value)))
        for widget in (self.span, self._months, *self.days.values(), self.volume):
            self.body.addWidget(widget)

    def show_model(self, model: PrintingModel, faults: Mapping[str, str]) -> None:
        self.span.set_value(model.span.value)
        self.month.setText(self.tr("Tháng {month}/{year}").format(month=f"{model.month:%m}", year=model.month.year))
        self._months.setVisible(model.span is Span.MONTH)
        texts = {"from_text": model.from_text, "to_text": model.to_text}
        for name, field in self.days.items():
            field.setVisible(model.span is Span.DAYS)
            field.set_value(texts[name])
            if field.error != faults.get(name, ""):
                field.set_error(faults.get(name, ""))
        options = [Option(str(one.number), self._volume_words(one)) for one in model.volumes]
        if [self.volume.box.itemText(row) for row in range(self.volume.box.count())] != [one.label for one in options]:
            self.volume.set_options(options)
        self.volume.set_value(str(model.volume))

    def _volume_words(self, volume: Volume) -> str:
        start = day_text(volume.from_on)
        if volume.to_on is None:
            return self.tr("Quyển {n}, từ {start}").format(n=volume.number, start=start)
        words = self.tr("Quyển {n}, {start} – {end}")
        return words.format(n=volume.number, start=start, end=day_text(volume.to_on))
