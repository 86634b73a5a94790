"""The page of a set-up file: choose it, see all of it, type what the officer says, and only then use it."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.choose_file import ChooseFile
from guestreg.desktop.kit.fields import CheckField, ChoiceField, TextField
from guestreg.desktop.kit.labels import Muted, Paragraph
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.set_up_file.model import SetUpModel
from guestreg.desktop.set_up_file.offered import OfferCard
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.set_up import SUFFIX, OfferedHouse
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.commands.accept_setup_file import Standing

KINDS = f"*{SUFFIX}"


class SetUpView(PageView):
    """`show_model` fills it; the signals say what was pressed. `choose` asks for the file."""

    file_chosen = Signal(object)
    typed = Signal(str, str)
    anew_chosen = Signal(bool)
    use_pressed = Signal()
    enrol_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, theme: Theme, phrasebook: Phrasebook, choose: ChooseFile, parent: QWidget | None = None) -> None:
        super().__init__(theme, "setUpPage", "", parent)
        self.show_title(self.tr("Tệp cài đặt"))
        self._phrasebook, self._choose = phrasebook, choose
        self._houses: tuple[OfferedHouse, ...] = ()
        self._notice = Banner(theme, "setUpNotice")
        self._notice.hide()
        self._safe = Banner(theme, "setUpSafe")
        self._safe.show_words(ToneName.INFO, "info", "", escape(phrasebook.sentence("S-88")))
        self._file = Card(theme, "setUpFile")
        self._about = Paragraph(name="setUpAbout")
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._pick = SecondaryButton(theme, "setUpPick", self.tr("Chọn tệp cài đặt…"), icon="folder")
        self._offer = OfferCard(theme, phrasebook)
        self._asked = Card(theme, "setUpAsked")
        self._anew = CheckField(theme, "setUpAnew", self.tr("Bắt đầu lại với nơi ký mới"))
        self._hear = Muted(self.tr("Gặp cán bộ hoặc gọi số đã biết. Cán bộ đọc, nhà mình gõ."), name="setUpHear")
        self._mark = TextField(theme, "setUpMark", phrasebook.label("set_up_mark"), max_length=40)
        self._house = ChoiceField(theme, "setUpHouse", self.tr("Nhà mình trong tệp"), ())
        self._code = TextField(theme, "setUpCode", phrasebook.label("enrolment_code"), max_length=30)
        self._enrol = SecondaryButton(theme, "setUpEnrol", self.tr("Gửi mã này"), icon="send")
        self._use = PrimaryButton(theme, "setUpUse", self.tr("Dùng tệp này"), key="F9", icon="check")
        self._back = PlainButton(theme, "setUpBack", self.tr("Quay lại"), key="Esc", icon="left")
        self._build()

    # -- what the presenter says

    def show_model(self, model: SetUpModel) -> None:
        offer = model.offer
        start = self.tr("Chọn tệp công an đưa. Chưa đổi gì cho tới khi bấm dùng.")
        start = self._phrasebook.sentence("S-98") if model.code_missing else start
        self._about.setText(self.tr("Tệp: {name}").format(name=model.path.name) if model.path else start)
        self._offer.setVisible(offer is not None)
        if offer is not None:
            self._offer.show_offer(offer, model.commune)
        unknown = offer is not None and offer.standing is not Standing.TRUSTED
        self._anew.setVisible(offer is not None and offer.standing is Standing.STRANGER)
        self._anew.setChecked(model.anew)
        self._hear.setVisible(unknown)
        self._mark.setVisible(unknown)
        self._show_houses(offer.file.houses if offer is not None else (), model.house)
        takes_code = offer.file.kind is EndpointKind.OPEN if offer is not None else model.can_enrol
        self._code.setVisible(takes_code)
        self._enrol.setVisible(takes_code and offer is None)
        self._enrol.setEnabled(not model.busy)
        self._asked.setVisible(unknown or takes_code or len(self._houses) > 0)
        self._use.setVisible(offer is not None)
        self._use.setEnabled(not model.busy)
        self._mark.set_value(model.mark)
        self._code.set_value(model.code)
        self._show_faults(model)
        tab_as_laid_out(self)

    def show_trouble(self, code: str, params: dict[str, str], field: str = "") -> None:
        self._notice.setVisible(bool(code))
        if code:
            words = self._phrasebook.sentence(code, params, field)
            self._notice.show_words(ToneName.BAD, "alert", "", escape(words))
            announce(self._notice, words)
            self.bring_into_sight(self._notice)

    def said(self, code: str, params: dict[str, str]) -> str:
        return self._phrasebook.sentence(code, params)

    # -- what the frame says

    def take_focus(self) -> None:
        self._pick.setFocus()

    # -- inside

    def _build(self) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        self._file.body.addWidget(self._about)
        self._file.body.addWidget(self._pick, 0, left)
        for widget in (self._anew, self._hear, self._mark, self._house, self._code):
            self._asked.body.addWidget(widget)
        self._asked.body.addWidget(self._enrol, 0, left)
        for part in (self._notice, self._safe, self._file, self._offer, self._asked):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        self.foot.addWidget(self._use)
        self.show_foot()
        for name, field in (("mark", self._mark), ("house", self._house), ("code", self._code)):
            field.edited.connect(lambda text, name=name: self.typed.emit(name, text))
        self._anew.edited.connect(self.anew_chosen)
        self._pick.clicked.connect(self._ask)
        self._use.clicked.connect(self.use_pressed)
        self._enrol.clicked.connect(self.enrol_pressed)
        self._back.clicked.connect(self.back_pressed)

    def _ask(self) -> None:
        path = self._choose(self, KINDS)
        if path is not None:
            self.file_chosen.emit(path)

    def _show_houses(self, houses: tuple[OfferedHouse, ...], chosen: str) -> None:
        """Nothing is chosen before the person does, unless there is only one."""
        if houses != self._houses:
            self._houses = houses
            named = [Option(one.code, " · ".join(filter(None, (one.code, one.name)))) for one in houses]
            none = [] if len(houses) == 1 else [Option("", self.tr("Chưa chọn"))]
            self._house.set_options([*none, *named])
        self._house.set_value(chosen)
        self._house.setVisible(bool(houses))

    def _show_faults(self, model: SetUpModel) -> None:
        first: TextField | ChoiceField | None = None
        for name, field in (("mark", self._mark), ("house", self._house), ("code", self._code)):
            fault = model.faults.get(name)
            words = self._phrasebook.sentence(fault.code, fault.params, fault.field) if fault is not None else ""
            if field.error != words:
                field.set_error(words)
                first = first or (field if words else None)
        if first is not None:
            first.take_focus()
            self.bring_into_sight(first)
