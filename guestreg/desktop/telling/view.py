"""The page *Báo cách khác*: who is told of, the ways, what is written down of the telling."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.choose_file import ChooseFile
from guestreg.desktop.kit.empty import EmptyState
from guestreg.desktop.kit.fields import ChipsField, TextField
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import Muted, Paragraph
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.states import way_word
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.texts import clock_text
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.telling.aid_dialog import AidDialog
from guestreg.desktop.telling.files_panel import FilesPanel
from guestreg.desktop.telling.model import TellingModel
from guestreg.desktop.telling.ways import help_label, place_label, way_hint, way_label
from guestreg.domain.channel import TO_AN_OFFICER, Channel
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.commands.hand_over import HandOver
from guestreg.services.queries.typing_aid import TypingAid

_NAMES_SHOWN = 12
_HELP_ICONS = {Channel.PORTAL: "folder", Channel.VNEID: "copy"}


class TellingView(PageView):
    """`show_model` fills it; the signals say what was pressed. The two choosers ask for a PDF and for a folder."""

    way_chosen = Signal(str)
    typed = Signal(str, str)
    told = Signal()
    sheet_wanted = Signal(object)
    files_wanted = Signal(object)
    files_wanted_again = Signal(object)
    uploaded = Signal(object)
    pack_wanted = Signal(object)
    answer_wanted = Signal()
    aid_wanted = Signal()
    later_pressed = Signal()

    def __init__(
        self,
        theme: Theme,
        words: GuestWords,
        phrasebook: Phrasebook,
        choose: ChooseFile,
        choose_folder: ChooseFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "tellingPage", "", parent)
        self.show_title(self.tr("Báo cách khác"))
        self._words, self._phrasebook = words, phrasebook
        self._choose, self._choose_folder = choose, choose_folder
        self._model: TellingModel | None = None
        self._offered: tuple[tuple[Channel, bool], ...] = ()
        self._notice = Banner(theme, "tellingNotice")
        self._notice.hide()
        self._names = Paragraph(name="tellingNames")
        self._names.setProperty("strong", True)
        self._card = Card(theme, "tellingCard")
        self._ways: ChipsField | None = None
        self._hint = Muted(name="tellingHint")
        self._help = SecondaryButton(theme, "tellingHelp", "", icon="print")
        self._answer = SecondaryButton(theme, "tellingAnswer", self.tr("Lấy tệp trả lời…"), icon="double_check")
        self._fields = {
            "clock": TextField(theme, "tellingClock", self.tr("Lúc"), max_length=5),
            "day": TextField(theme, "tellingDay", self.tr("Ngày"), max_length=10),
            "officer": TextField(theme, "tellingOfficer", self.tr("Cán bộ nghe"), max_length=250),
            "place": TextField(theme, "tellingPlace", self.tr("Nơi nhận"), max_length=250),
            "file_number": TextField(theme, "tellingFileNumber", self.tr("Mã hồ sơ, nếu có"), max_length=250),
        }
        self._files = FilesPanel(theme, phrasebook)
        self._when = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tell = PrimaryButton(theme, "tellingTell", "", key="F9", icon="hand_sheet")
        self._later = PlainButton(theme, "tellingLater", self.tr("Để sau"), key="Esc", icon="left")
        self._empty = EmptyState(theme, "tellingEmpty", "", icon="check")
        self._empty.hide()
        self._build()

    # -- what the presenter says

    def show_model(self, model: TellingModel) -> None:
        came_first = self._later.hasFocus() and self._card.isHidden()
        self._model = model
        lines = model.start.lines
        names = ", ".join(line.full_name for line in lines[:_NAMES_SHOWN])
        more = len(lines) - _NAMES_SHOWN
        others = self.tr("và %n khách nữa", "", more)
        count = self.tr("%n khách", "", len(lines))
        self._names.setText(f"{count}: {names} {others}" if more > 0 else f"{count}: {names}")
        self._offer(model)
        self._hint.setText(way_hint(model))
        helped = help_label(model)
        self._help.setVisible(bool(helped))
        self._help.say(helped, icon="folder" if model.by_pack else _HELP_ICONS.get(model.way, "print"))
        self._answer.setVisible(model.by_pack)
        typed = {name: getattr(model, name) for name in self._fields}
        for name, field in self._fields.items():
            field.set_value(typed[name])
        self._fields["officer"].setVisible(model.way in TO_AN_OFFICER)
        self._fields["place"].label.setText(place_label(model.way))
        self._fields["place"].boxes()[0].setAccessibleName(place_label(model.way))
        self._fields["file_number"].setVisible(model.way in (Channel.VNEID, Channel.PORTAL))
        self._show_faults({**model.warnings, **model.faults})
        self._tell.say(self.tr("Đã báo trước") if model.is_advance else self.tr("Đã báo"))
        self._tell.setEnabled(not model.busy)
        self._files.setEnabled(not model.busy)
        self._files.show_files(model.start.files, model.written, model.start.now)
        self._show_parts(True)
        self._files.setVisible(model.way is Channel.PORTAL)
        if came_first:
            self.take_focus()

    def show_nobody(self) -> None:
        self._empty.say(self.tr("Không có khách nào phải báo cách khác."), icon="check")
        self._show_parts(False)

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        self._notice.setVisible(bool(code))
        if code:
            self._notice.show_words(ToneName.BAD, "alert", "", escape(self._phrasebook.sentence(code, params)))

    def show_aid(self, aid: TypingAid) -> None:
        AidDialog(self.theme, aid, self).open()

    def told_words(self, told: HandOver, advance: bool) -> str:
        if advance:
            return self.tr("Đã ghi cuộc báo trước. Khách nước ngoài vẫn phải khai.")
        at = clock_text(told.at) if told.at is not None else ""
        return self.tr("Đã ghi: báo bằng {way} lúc {clock}.").format(way=way_word(told.channel.value), clock=at)

    def stored_words(self, path: Path) -> str:
        return self.tr("Đã lưu {name}.").format(name=path.name)

    def said(self, code: str) -> str:
        return self._phrasebook.sentence(code)

    # -- what the frame says

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        directions = QBoxLayout.Direction
        way = directions.TopToBottom if width is Width.NARROW else directions.LeftToRight
        self._when.setDirection(way)
        self._whom.setDirection(way)

    def take_focus(self) -> None:
        if self._ways is not None and self._ways.isVisibleTo(self):
            self._ways.take_focus()
        else:
            self._later.setFocus()

    # -- inside

    def _build(self) -> None:
        self._card.body.addWidget(self._hint)
        for button in (self._help, self._answer):
            self._card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        gap = self.theme.px(14)
        for row, names in ((self._when, ("clock", "day")), (self._whom, ("officer", "place", "file_number"))):
            row.setSpacing(gap)
            for name in names:
                row.addWidget(self._fields[name], 1, Qt.AlignmentFlag.AlignBottom)
            self._card.body.addLayout(row)
        for widget in (self._notice, self._names, self._card, self._files, self._empty):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self._later)
        self.foot.addStretch(1)
        self.foot.addWidget(self._tell)
        self.show_foot()
        self._show_parts(False)
        self._empty.hide()
        for name, field in self._fields.items():
            field.edited.connect(lambda text, name=name: self.typed.emit(name, text))
        self._tell.clicked.connect(self.told)
        self._later.clicked.connect(self.later_pressed)
        self._help.clicked.connect(self._give_help)
        self._answer.clicked.connect(self.answer_wanted)
        self._files.uploaded.connect(self.uploaded)
        self._files.again_wanted.connect(lambda: self._ask(self._choose_folder, "", self.files_wanted_again))

    def _offer(self, model: TellingModel) -> None:
        """The ways as chips; made anew only when others are offered."""
        offered = tuple((way, model.start.is_advance(way)) for way in model.start.ways)
        if offered != self._offered:
            self._offered = offered
            if self._ways is not None:
                self._card.body.removeWidget(self._ways)
                self._ways.hide()
                self._ways.deleteLater()
            options = [Option(way.value, way_label(way, advance=advance)) for way, advance in offered]
            self._ways = ChipsField(self.theme, "tellingWays", self.tr("Báo bằng cách nào?"), options)
            self._ways.edited.connect(self.way_chosen)
            self._card.body.insertWidget(0, self._ways)
            self._ways.show()
            tab_as_laid_out(self)
        if self._ways is not None:
            self._ways.set_value(model.way.value)

    def _show_faults(self, faults: Mapping[str, str]) -> None:
        for name, field in self._fields.items():
            words = self._phrasebook.sentence(faults[name]) if name in faults else ""
            if field.error != words:
                field.set_error(words)

    def _show_parts(self, shown: bool) -> None:
        for part in (self._names, self._card, self._files, self._tell):
            part.setVisible(shown)
        self._empty.setVisible(not shown)

    def _give_help(self) -> None:
        if self._model is None:
            return
        match self._model.way:
            case Channel.IN_PERSON if self._model.by_pack:
                self._ask(self._choose_folder, "", self.pack_wanted)
            case Channel.VNEID:
                self.aid_wanted.emit()
            case Channel.PORTAL:
                self._ask(self._choose_folder, "", self.files_wanted)
            case _:
                self._ask(self._choose, "to-doc.pdf", self.sheet_wanted)

    def _ask(self, choose: ChooseFile, name: str, wanted: object) -> None:
        path = choose(self, name)
        if path is not None:
            wanted.emit(path)  # type: ignore[attr-defined]
