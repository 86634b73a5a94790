"""Closing the open volume and beginning the next, asked twice because it can't be taken back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.kit.buttons import PlainButton, SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import TextField
from guestreg.desktop.kit.labels import Paragraph
from guestreg.desktop.kit.texts import day_text
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.typed_day import tidy_day
from guestreg.desktop.printing.model import PrintingModel
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook


class VolumeCard(Card):
    """`closed` carries the last day of the volume as typed."""

    closed = Signal(str)

    def __init__(self, theme: Theme, phrasebook: Phrasebook, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(theme, "volumeCard", parent)
        self._phrasebook, self._number = phrasebook, 0
        self.start = PlainButton(theme, "volumeStart", self.tr("Đóng quyển, mở quyển mới…"), icon="book")
        self.start.clicked.connect(lambda: self._ask(asked=True))
        self._question = QWidget()
        column = QVBoxLayout(self._question)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.words = Paragraph(name="volumeWords")
        self.day = TextField(theme, "volumeTo", phrasebook.label("volume_to"), tidy=tidy_day(clock))
        self.later = PlainButton(theme, "volumeLater", self.tr("Để sau"))
        self.sure = SecondaryButton(theme, "volumeClose", self.tr("Đóng quyển"), icon="lock")
        self.later.clicked.connect(lambda: self._ask(asked=False))
        self.sure.clicked.connect(lambda: self.closed.emit(self.day.value()))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.later)
        row.addWidget(self.sure)
        row.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.day)
        column.addLayout(row)
        self.body.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._question)
        self._question.hide()

    def show_model(self, model: PrintingModel) -> None:
        open_one = model.volumes[-1]
        if open_one.number != self._number:
            self._number = open_one.number
            self.day.set_value(day_text(model.today))
            self._ask(asked=False)
        words = self.tr("Đóng quyển {n} thì không mở lại được. Quyển {next} đánh số lại từ 1.")
        self.words.setText(words.format(n=self._number, next=self._number + 1))
        code = model.faults.get("close_to", "")
        label = self._phrasebook.label("volume_to")
        sentence = self._phrasebook.sentence(code, {"field": label}) if code else ""
        if sentence != self.day.error:
            self.day.set_error(sentence)

    def _ask(self, *, asked: bool) -> None:
        self._question.setVisible(asked)
        self.start.setVisible(not asked)
        if asked:
            self.day.take_focus()
