"""The page *Đối chiếu*: the list as a file first, what it says, and the ways without a file."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.comparing.groups import Groups
from guestreg.desktop.comparing.model import ComparingModel
from guestreg.desktop.contract import Width
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.choose_file import ChooseFile
from guestreg.desktop.kit.fields import ChoiceField, TextField
from guestreg.desktop.kit.labels import Muted, Paragraph, SubHeading
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.texts import short_day
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.domain.declaration import State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reader import ListColumns
from guestreg.ports.reading import GuestLine
from guestreg.services.comparing import Missing

_UNPROVEN_SHOWN = 12
_NONE = "-"


class ComparingView(PageView):
    """`show_model` fills it; the signals say what was pressed. `choose` asks for the list's file."""

    file_chosen = Signal(object)
    columns_chosen = Signal(object)
    typed = Signal(str, str)
    look_pressed = Signal()
    keep_pressed = Signal()
    seen_pressed = Signal(str)
    count_pressed = Signal()
    send_pressed = Signal()
    tell_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, theme: Theme, phrasebook: Phrasebook, choose: ChooseFile, parent: QWidget | None = None) -> None:
        super().__init__(theme, "comparingPage", "", parent)
        self.show_title(self.tr("Đối chiếu"))
        self._phrasebook, self._choose = phrasebook, choose
        self._seen_shown: tuple[str, ...] = ()
        self._notice = Banner(theme, "comparingNotice")
        self._notice.hide()
        self._file = Card(theme, "comparingFile")
        self._about = Paragraph(name="comparingAbout")
        self._pick = SecondaryButton(theme, "comparingPick", self.tr("Chọn tệp danh sách…"), icon="folder")
        self._clock = TextField(theme, "comparingClock", self.tr("Danh sách tải về lúc"), max_length=5)
        self._day = TextField(theme, "comparingDay", self.tr("Ngày"), max_length=10)
        self._first = TextField(theme, "comparingFirst", self.tr("Khách đến từ ngày"), max_length=10)
        self._last = TextField(theme, "comparingLast", self.tr("đến hết ngày"), max_length=10)
        self._look = PlainButton(theme, "comparingLook", self.tr("Xem lại"), icon="again")
        self._columns = Card(theme, "comparingColumns")
        self._choices = {
            "number": ChoiceField(theme, "columnNumber", self.tr("Cột số giấy tờ"), ()),
            "arrival": ChoiceField(theme, "columnArrival", self.tr("Cột ngày đến"), ()),
            "name": ChoiceField(theme, "columnName", self.tr("Cột họ tên"), ()),
        }
        self._groups = Groups(theme)
        self._send = SecondaryButton(theme, "comparingSend", self.tr("Gửi lại"), icon="send")
        self._tell = SecondaryButton(theme, "comparingTell", self.tr("Báo cách khác…"), icon="hand_sheet")
        self._without = Card(theme, "comparingWithout")
        self._people = QVBoxLayout()
        self._count = TextField(theme, "comparingCount", self.tr("Cổng đang hiện bao nhiêu khách đến hôm nay?"))
        self._count_go = SecondaryButton(theme, "comparingCountGo", self.tr("Ghi số này"), icon="pencil")
        self._keep = PrimaryButton(theme, "comparingKeep", self.tr("Ghi kết quả"), key="F9", icon="double_check")
        self._back = PlainButton(theme, "comparingBack", self.tr("Quay lại"), key="Esc", icon="left")
        self._typed = {
            "clock": self._clock,
            "day": self._day,
            "first": self._first,
            "last": self._last,
            "count": self._count,
        }
        self._build()

    # -- what the presenter says

    def show_model(self, model: ComparingModel) -> None:
        name = model.path.name if model.path is not None else ""
        start = self.tr("Trên cổng bấm “Tải danh sách”, rồi chọn tệp vừa tải.")
        self._about.setText(self.tr("Tệp: {name}").format(name=name) if name else start)
        for name, field in self._typed.items():
            field.set_value(getattr(model, name))
        self._show_faults(model.faults)
        self._when.setVisible(model.portal is not None and not model.kept)
        self._show_columns(model)
        self._groups.show_found(model.found)
        missing = (
            model.kept
            and model.found is not None
            and any(
                isinstance(one.found, Missing) and one.found.counts and one.after is State.UNKNOWN
                for one in model.found.changes
            )
        )
        self._send.setVisible(missing)
        self._tell.setVisible(missing)
        self._without.setVisible(model.portal is None and not model.sample)
        self._show_unproven(model.unproven)
        if model.busy and self._keep.hasFocus():
            self._back.setFocus()
        self._keep.setVisible(model.found is not None and not model.kept)
        self._keep.setEnabled(not model.busy)

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        self._notice.setVisible(bool(code))
        if code:
            self._notice.show_words(ToneName.BAD, "alert", "", escape(self._phrasebook.sentence(code, params)))

    def said(self, code: str, params: dict[str, str]) -> str:
        return self._phrasebook.sentence(code, params)

    # -- what the frame says

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        directions = QBoxLayout.Direction
        way = directions.TopToBottom if width is Width.NARROW else directions.LeftToRight
        for row in (self._when_row, self._column_row, self._count_row):
            row.setDirection(way)

    def take_focus(self) -> None:
        (self._keep if self._keep.isVisibleTo(self) else self._pick).setFocus()

    # -- inside

    def _build(self) -> None:
        left, bottom = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignBottom
        sideways, gap = QBoxLayout.Direction.LeftToRight, self.theme.px(14)
        self._when = QWidget()
        self._when_row = QBoxLayout(sideways, self._when)
        self._when_row.setContentsMargins(0, 0, 0, 0)
        self._when_row.setSpacing(gap)
        self._when_row.addWidget(self._clock, 1, bottom)
        self._when_row.addWidget(self._day, 1, bottom)
        self._when_row.addWidget(self._first, 1, bottom)
        self._when_row.addWidget(self._last, 1, bottom)
        self._when_row.addWidget(self._look, 0, bottom)
        self._file.body.addWidget(self._about)
        self._file.body.addWidget(self._pick, 0, left)
        self._file.body.addWidget(self._when)
        self._sample = Muted(name="comparingSample")
        self._column_row = QBoxLayout(sideways)
        self._column_row.setSpacing(gap)
        for field in self._choices.values():
            self._column_row.addWidget(field, 1)
        self._columns_go = SecondaryButton(self.theme, "columnsGo", self.tr("Dùng các cột này"), icon="check")
        self._columns.body.addWidget(self._sample)
        self._columns.body.addLayout(self._column_row)
        self._columns.body.addWidget(self._columns_go, 0, left)
        self._count_row = QBoxLayout(sideways)
        self._count_row.setSpacing(gap)
        self._count_row.addWidget(self._count, 1, bottom)
        self._count_row.addWidget(self._count_go, 0, bottom)
        self._without.body.addWidget(SubHeading(self.tr("Không có tệp?")))
        self._without.body.addWidget(Muted(self.tr("Mở cổng, tìm từng khách. Thấy ai thì bấm ở dòng đó.")))
        self._without.body.addLayout(self._people)
        self._without.body.addLayout(self._count_row)
        after = QBoxLayout(sideways)
        after.setSpacing(gap)
        after.addWidget(self._send)
        after.addWidget(self._tell)
        after.addStretch(1)
        for widget in (self._notice, self._file, self._columns, self._groups):
            self.body.addWidget(widget)
        self.body.addLayout(after)
        self.body.addWidget(self._without)
        self.body.addStretch(1)
        self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        self.foot.addWidget(self._keep)
        self.show_foot()
        for not_yet in (self._when, self._columns, self._send, self._tell, self._keep):
            not_yet.hide()
        self._connect()

    def _connect(self) -> None:
        for name, field in self._typed.items():
            field.edited.connect(lambda text, name=name: self.typed.emit(name, text))
        self._pick.clicked.connect(self._ask)
        self._look.clicked.connect(self.look_pressed)
        self._columns_go.clicked.connect(self._choose_columns)
        self._count_go.clicked.connect(self.count_pressed)
        self._send.clicked.connect(self.send_pressed)
        self._tell.clicked.connect(self.tell_pressed)
        self._keep.clicked.connect(self.keep_pressed)
        self._back.clicked.connect(self.back_pressed)

    def _ask(self) -> None:
        path = self._choose(self, "*.xlsx *.csv *.luutru-nhan")
        if path is not None:
            self.file_chosen.emit(path)

    def _show_columns(self, model: ComparingModel) -> None:
        self._columns.setVisible(bool(model.sample))
        if not model.sample:
            return
        self._sample.setText("\n".join(" · ".join(cell for cell in row if cell) for row in model.sample[:4]))
        width = max(len(row) for row in model.sample)
        columns = [[row[place] for row in model.sample if place < len(row)] for place in range(width)]
        heads = (next(filter(None, cells), "") for cells in columns)
        options = [Option(str(place), f"{place + 1}: {head}") for place, head in enumerate(heads)]
        for name, field in self._choices.items():
            field.set_options([Option(_NONE, self.tr("Không có")), *options] if name == "name" else options)

    def _choose_columns(self) -> None:
        number, arrival, name = (self._choices[one].value() for one in ("number", "arrival", "name"))
        if number and arrival and number != arrival:
            self.columns_chosen.emit(ListColumns(int(number), int(arrival), None if name == _NONE else int(name)))

    def _show_unproven(self, lines: tuple[GuestLine, ...]) -> None:
        """A row a guest; made anew only when others are shown."""
        shown = tuple(line.guest_id for line in lines[:_UNPROVEN_SHOWN])
        if shown == self._seen_shown:
            return
        self._seen_shown = shown
        while (item := self._people.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line in lines[:_UNPROVEN_SHOWN]:
            row = QWidget()
            box = QBoxLayout(QBoxLayout.Direction.LeftToRight, row)
            box.setContentsMargins(0, 0, 0, 0)
            name = Paragraph(f"{line.full_name} · {short_day(line.arrival_at)}", name=f"unproven{line.register_no}")
            seen = SecondaryButton(self.theme, f"seen{line.register_no}", self.tr("Đã thấy trên cổng"), icon="eye")
            seen.setAccessibleName(self.tr("Đã thấy trên cổng: {name}").format(name=line.full_name))
            seen.clicked.connect(lambda _checked=False, guest_id=line.guest_id: self.seen_pressed.emit(guest_id))
            box.addWidget(name, 1)
            box.addWidget(seen)
            self._people.addWidget(row)
            row.show()
        tab_as_laid_out(self)

    def _show_faults(self, faults: Mapping[str, str]) -> None:
        for name, field in self._typed.items():
            words = self._phrasebook.sentence(faults[name]) if name in faults else ""
            if field.error != words:
                field.set_error(words)
