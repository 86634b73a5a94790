"""The four pages of the first run, one under the other in one view, of which one is shown."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.first_run.presenter import Step
from guestreg.desktop.first_run.set_up_card import SetUpCard
from guestreg.desktop.house.destination_form import DestinationForm
from guestreg.desktop.house.faults import HouseFaults
from guestreg.desktop.house.form import HouseForm
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.choose_file import ChooseFile
from guestreg.desktop.kit.enter_moves import EnterMoves
from guestreg.desktop.kit.fields import CheckField, ChipsField, Field
from guestreg.desktop.kit.labels import Muted, Paragraph, SubHeading
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import STEPS, ToneName
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.entry.reading import Typed
from guestreg.domain.violation import Violation
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.settings import Settings
from guestreg.services.commands.accept_setup_file import SetUpOffer


class FirstRunView(PageView):
    """`show_step` turns to a page; the signals say what was chosen."""

    step_chosen = Signal(int)
    language_chosen = Signal(str)
    went_on = Signal(object, object)
    went_back = Signal()

    def __init__(
        self,
        theme: Theme,
        phrasebook: Phrasebook,
        clock: Clock,
        catalogue: Catalogue,
        choose: ChooseFile,
        parent: QWidget | None = None,
    ) -> None:
        """`choose` asks for a set-up file."""
        super().__init__(theme, "firstRunPage", "", parent)
        self._phrasebook, self._step = phrasebook, Step.LOOKS
        self._offered = False
        self.place = Muted(name="firstRunPlace")
        self.notice = Banner(theme, "firstRunNotice")
        self.notice.hide()
        self.safety = Banner(theme, "firstRunSafety")
        self.set_up = SetUpCard(theme, choose)
        self.destination = DestinationForm(theme, phrasebook)
        self.house = HouseForm(theme, phrasebook, clock, catalogue, brief=True)
        self.faults = HouseFaults(self, "firstRunSummary", phrasebook, self.house, self.destination)
        self.house.show_entry(
            HouseEntry(Typed({"kind": "homestay", "retention_months": ""}), ((self.tr("Phòng 1"), "2"),), ())
        )
        self.looks = self._looks()
        self.done = self._done()
        self.back = PlainButton(theme, "firstRunBack", self.tr("Quay lại"), key="Esc")
        self.next = PrimaryButton(theme, "firstRunNext", self.tr("Tiếp tục"), key="Enter")
        self._build()

    # -- what the presenter says

    def show_step(self, step: Step) -> None:
        self._step = step
        titles = (
            self.tr("Chữ nhìn rõ chưa?"),
            self.tr("Gửi cho công an bằng cách nào?"),
            self.tr("Nhà mình tên gì?"),
            self.tr("Xong. Sổ đã mở."),
        )
        self.show_title(titles[step])
        self.place.setText(f"{step + 1}/{len(Step)}")
        for each, widgets in self._pages.items():
            for widget in widgets:
                widget.setVisible(each is step)
        self._fold_destination()
        self.notice.hide()
        self.faults.clear()
        self.back.setVisible(step in (Step.DESTINATION, Step.HOUSE))
        self.next.say(self.tr("Bắt đầu") if step is Step.DONE else self.tr("Tiếp tục"))
        self.scroll_to_top()
        announce(self, titles[step])
        tab_as_laid_out(self)
        self.take_focus()

    def show_looks(self, settings: Settings) -> None:
        self.letters.set_value(str(settings.text_percent))
        self.language.set_value(settings.language)

    def show_faults(self, violations: tuple[Violation, ...]) -> None:
        self.faults.show(violations)

    def show_warnings(self, warnings: tuple[Violation, ...]) -> None:
        self._say(
            ToneName.WARN, " ".join(self._phrasebook.sentence(one.code, one.params, one.field) for one in warnings)
        )

    def show_failure(self, code: str, params: Mapping[str, str] | None = None) -> None:
        self._say(ToneName.BAD, self._phrasebook.sentence(code, params))

    def show_offer(self, offer: SetUpOffer | None) -> None:
        self._offered = offer is not None
        self.notice.hide()
        self.faults.clear()
        self.set_up.show_offer(offer)
        self.done_set_up.setVisible(self._offered)
        self._fold_destination()
        self.scroll_to_top()
        self.take_focus()

    def show_known(self, known: Mapping[str, str]) -> None:
        entry = self.house.entry()
        self.house.show_entry(HouseEntry(Typed({**entry.house.fields, **known}), entry.rooms, ()))

    # -- what the window says

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        self.heading.setVisible(True)
        self.house.arrange(width)

    def take_focus(self) -> None:
        match self._step:
            case Step.LOOKS | Step.DONE:
                self.next.setFocus(Qt.FocusReason.OtherFocusReason)
            case Step.DESTINATION if self._offered:
                self.next.setFocus(Qt.FocusReason.OtherFocusReason)
            case Step.DESTINATION:
                self.destination.kind.take_focus()
            case Step.HOUSE:
                self.house.focus_field("name")

    # -- inside

    def _build(self) -> None:
        words = self.tr(
            "<b>An toàn:</b> chương trình không hỏi mật khẩu ngân hàng, mã OTP hay tiền. "
            "Ai hỏi những thứ đó là lừa đảo – gọi Công an xã."
        )
        self.safety.show_words(ToneName.OK, "lock", "", words)
        self._pages: dict[Step, tuple[QWidget, ...]] = {
            Step.LOOKS: (self.looks,),
            Step.DESTINATION: (self.set_up, self.destination, self.safety),
            Step.HOUSE: (self.house,),
            Step.DONE: (self.done,),
        }
        self.body.addWidget(self.place)
        for widget in (
            self.notice,
            self.faults.summary,
            self.looks,
            self.set_up,
            self.destination,
            self.safety,
            self.house,
            self.done,
        ):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.next)
        self.show_foot()
        self.letters.edited.connect(lambda value: self.step_chosen.emit(int(value)))
        self.language.edited.connect(self.language_chosen)
        self.back.clicked.connect(self.went_back)
        self.next.clicked.connect(lambda: self.went_on.emit(self.destination.destination(), self.house.entry()))
        self._enter = EnterMoves(self, self._fields, self.next)
        for field in (*self.house.order(), *self.destination.order()):
            self._enter.watch(field)

    def _looks(self) -> Card:
        card = Card(self.theme, "firstRunLooks")
        sizes = [Option(str(step), f"{step} %") for step in STEPS]
        self.letters = ChipsField(self.theme, "firstRunSize", self.tr("Cỡ chữ"), sizes)
        tongues = (Option("vi", "Tiếng Việt"), Option("en", "English"))
        self.language = ChipsField(self.theme, "firstRunLanguage", self.tr("Tiếng"), tongues)
        card.body.addWidget(Paragraph(self.tr("Chọn cỡ chữ dễ đọc nhất. Đổi lại lúc nào cũng được."), name="sizeAbout"))
        card.body.addWidget(self.letters)
        card.body.addWidget(self.language)
        return card

    def _done(self) -> Card:
        card = Card(self.theme, "firstRunDone")
        card.body.addWidget(SubHeading(self.tr("Khách đến – làm 3 việc"), name="doneTitle"))
        lines = (
            self.tr("1. Mở máy, bấm <b>F2</b>."),
            self.tr("2. <b>Quét thẻ</b> từng người, hoặc gõ số thẻ và tên."),
            self.tr("3. Bấm <b>F9</b>. Thấy <b>Đã gửi</b> là xong."),
        )
        for number, line in enumerate(lines, 1):
            card.body.addWidget(Paragraph(line, name=f"doneLine{number}"))
        self.done_set_up = Paragraph(self.tr("Còn một việc: xem tệp cài đặt rồi dùng. Bấm Bắt đầu."), name="doneSetUp")
        card.body.addWidget(self.done_set_up)
        return card

    def _fold_destination(self) -> None:
        """The file says where to send."""
        self.destination.setVisible(self._step is Step.DESTINATION and not self._offered)

    def _fields(self) -> Sequence[Field | CheckField]:
        return self.house.order() if self._step is Step.HOUSE else self.destination.order()

    def _say(self, tone: ToneName, words: str) -> None:
        self.notice.show_words(tone, "alert", "", escape(words))
        self.notice.show()
        announce(self.notice, words)
