"""The page *In sổ*: what to print at the left, how it looks at the right, paper and PDF in the bottom row."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PrimaryButton, SecondaryButton
from guestreg.desktop.kit.choose_file import ChooseFile, choose_file
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.printing.choice_card import ChoiceCard
from guestreg.desktop.printing.model import PrintingModel, Sheet, Span
from guestreg.desktop.printing.preview import Paper, PreviewPane
from guestreg.desktop.printing.volume_card import VolumeCard
from guestreg.domain.dates import day_text
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook


class PrintingView(PageView):
    """`show_printing` fills it; the signals say what was wanted."""

    volume_chosen = Signal(int)
    span_chosen = Signal(object)
    month_changed = Signal(int)
    day_typed = Signal(str, str)
    sheet_wanted = Signal()
    pdf_wanted = Signal(object)
    volume_closed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        phrasebook: Phrasebook,
        clock: Clock,
        paper: Paper,
        choose: ChooseFile = choose_file,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "printingPage", "", parent)
        self.show_title(self.tr("In sổ"))
        self._phrasebook, self._paper, self._choose = phrasebook, paper, choose
        self._sheet: Sheet | None = None
        self._open_stored = False
        self.notice = Banner(theme, "printNotice")
        self.notice.hide()
        self.choice = ChoiceCard(theme, clock)
        self.volume = VolumeCard(theme, phrasebook, clock)
        self.preview = PreviewPane(theme)
        self.about = Banner(theme, "printAbout")
        self.act = PrimaryButton(theme, "printAct", self.tr("Xem bản in"), key="F9", icon="print")
        self.store = SecondaryButton(theme, "printStore", self.tr("Lưu PDF"), icon="save")
        self._build()

    # -- what the presenter says

    def show_printing(self, model: PrintingModel) -> None:
        self.choice.show_model(model, {name: self._fault(name, code) for name, code in model.faults.items()})
        self.volume.show_model(model)
        if model.sheet is not self._sheet:
            self._show_sheet(model.sheet)
        self._word_act(model)
        self._name = _file_name(model)

    def show_failure(self, sentence: str) -> None:
        self._say(ToneName.BAD, "alert", sentence)

    def show_stored(self, path: Path) -> None:
        self._say(ToneName.OK, "check", self.tr("Đã lưu {name}.").format(name=path.name))
        if self._open_stored:
            self._open_stored = False
            self._paper.open(path)

    def show_volume_closed(self, opened: int) -> None:
        self._say(ToneName.OK, "check", self.tr("Đã đóng quyển. Quyển {n} mở từ hôm nay.").format(n=opened))

    # -- what the frame says

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        directions = QBoxLayout.Direction
        wide = width is Width.WIDE
        self._middle.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        if wide:
            self._left.setFixedWidth(self.theme.px(360))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)

    def take_focus(self) -> None:
        self.act.setFocus()

    # -- inside

    def _build(self) -> None:
        self._name = "register.pdf"
        self._left = QWidget()
        left = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.choice)
        left.addWidget(self.volume)
        left.addStretch(1)
        right = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        right.addWidget(self.about)
        right.addWidget(self.preview, 1)
        right.addStretch(0)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(self.theme.px(14))
        self._middle.addWidget(self._left)
        self._middle.addLayout(right, 1)
        self.body.addWidget(self.notice)
        self.body.addLayout(self._middle, 1)
        self.foot.addWidget(self.store)
        self.foot.addStretch(1)
        self.foot.addWidget(self.act)
        self.store.hide()
        self.show_foot()
        self.choice.volume_chosen.connect(self.volume_chosen)
        self.choice.span_chosen.connect(self.span_chosen)
        self.choice.month_changed.connect(self.month_changed)
        self.choice.day_typed.connect(self.day_typed)
        self.volume.closed.connect(self.volume_closed)
        self.act.clicked.connect(self._press)
        self.store.clicked.connect(self._ask_file)
        self._say_what_comes()

    def _press(self) -> None:
        """First the sheet is made and shown, then it is printed."""
        if self._sheet is None:
            self.notice.hide()
            self.sheet_wanted.emit()
        elif not self._paper.can_show():
            self._open_stored = True
            self._ask_file()
        elif not self._paper.has_printer():
            self._say(ToneName.WARN, "alert", self._phrasebook.sentence("E-28"))
        elif self.preview.pages is not None and self._paper.put(self.preview.pages, self):
            self._say(ToneName.OK, "check", self.tr("Đã gửi tới máy in."))

    def _ask_file(self) -> None:
        path = self._choose(self, self._name)
        if path is not None:
            self.pdf_wanted.emit(path)

    def _show_sheet(self, sheet: Sheet | None) -> None:
        self._sheet = sheet
        self.preview.show_pdf(sheet.pdf if sheet is not None and self._paper.can_show() else None)
        self.store.setVisible(sheet is not None)
        self.about.setVisible(sheet is None or not self._paper.can_show() or sheet.rows == 0)
        self._say_what_comes()
        if sheet is not None and self.width_class is not Width.WIDE:
            QTimer.singleShot(0, self._scroll_to_sheet)

    def _scroll_to_sheet(self) -> None:
        """Under the choices the sheet would be out of sight."""
        self._scroll.verticalScrollBar().setValue(self.preview.pos().y())

    def _say_what_comes(self) -> None:
        if self._sheet is None:
            words = self.tr("Bấm <b>Xem bản in</b> để xem trước. Mỗi lần làm bản in được ghi vào sổ.")
        elif self._sheet.rows == 0:
            words = self.tr("Những ngày này chưa có khách. Bản in chỉ có đầu trang.")
        else:
            words = self.tr("Bản in đã xong. Lưu PDF rồi mở để in.")
        self.about.show_words(ToneName.INFO, "info", "", words)

    def _word_act(self, model: PrintingModel) -> None:
        if model.busy:
            words = self.tr("Đang làm bản in…")
        elif model.sheet is None:
            words = self.tr("Xem bản in")
        elif self._paper.can_show():
            words = self.tr("In %n trang", "", model.sheet.pages)
        else:
            words = self.tr("Mở PDF để in")
        if words != self.act.text():
            self.act.say(words)
            announce(self.act, words)

    def _fault(self, name: str, code: str) -> str:
        labels = {
            "from_text": self.tr("Từ ngày"),
            "to_text": self.tr("Đến ngày"),
            "close_to": self._phrasebook.label("volume_to"),
        }
        return self._phrasebook.sentence(code, {"field": labels[name]})

    def _say(self, tone: ToneName, icon: str, words: str) -> None:
        self.notice.show_words(tone, icon, "", escape(words))
        self.notice.show()
        announce(self.notice, words)
        self.bring_into_sight(self.notice)


def _file_name(model: PrintingModel) -> str:
    """ASCII, without blanks, sorted by time."""
    if model.span is Span.MONTH:
        return f"SoLuuTru_{model.month:%Y-%m}.pdf"
    if model.span is Span.VOLUME:
        return f"SoLuuTru_quyen-{model.volume}.pdf"
    return f"SoLuuTru_{day_text(model.today).replace('/', '-')}.pdf"
