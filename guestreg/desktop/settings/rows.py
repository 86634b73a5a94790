"""The rows of settings: what is set, and the button or the chips that change it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.buttons import KeyButton, PlainButton, SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.fields import ChipsField
from guestreg.desktop.kit.flow import FlowLayout
from guestreg.desktop.kit.labels import Muted, Paragraph, SubHeading
from guestreg.desktop.kit.option import Option
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import STEPS
from guestreg.desktop.settings.model import LedgerChoice, ListsModel, SettingsModel
from guestreg.domain.declaration import EndpointKind
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.queries.list_age import TOO_OLD_DAYS, ListAge


class Row(Card):
    """Title, value, a muted line, one button at the right."""

    def __init__(self, theme: Theme, name: str, title: str, button: KeyButton, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.value = Paragraph(name=f"{name}Value")
        self.value.setTextFormat(Qt.TextFormat.RichText)
        self.note = Muted(name=f"{name}Note")
        self.button = button
        words = QVBoxLayout()
        words.addWidget(SubHeading(title, name=f"{name}Title"))
        words.addWidget(self.value)
        words.addWidget(self.note)
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.row.setSpacing(theme.px(14))
        self.row.addLayout(words, 1)
        self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(self.row)

    def show_words(self, value: str, note: str) -> None:
        self.value.setText(value)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def arrange(self, width: Width) -> None:
        directions = QBoxLayout.Direction
        self.row.setDirection(directions.TopToBottom if width is Width.NARROW else directions.LeftToRight)


class HouseRow(Row):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        button = SecondaryButton(theme, "changeHouse", self.tr("Đổi"), icon="pencil")
        button.setAccessibleName(self.tr("Đổi thông tin nhà mình"))
        super().__init__(theme, "houseRow", self.tr("1. Nhà mình"), button, parent)

    def show_model(self, model: SettingsModel) -> None:
        self.show_words(f"<b>{escape(model.house_name)}</b>", escape(model.house_place))


class DestinationRow(Row):
    """Also offers the other ledgers of this computer, so that practice stays in reach."""

    ledger_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        button = SecondaryButton(theme, "changeDestination", self.tr("Đổi"), icon="pencil")
        button.setAccessibleName(self.tr("Đổi nơi gửi"))
        super().__init__(theme, "destinationRow", self.tr("2. Nơi gửi"), button, parent)
        self._theme = theme
        self._others: list[PlainButton] = []
        self._flow = FlowLayout(theme.px(8))
        self.body.addLayout(self._flow)

    def show_model(self, model: SettingsModel) -> None:
        if model.kind is EndpointKind.PRACTICE:
            value = self.tr("<b>Tập thử</b> – không gửi cho ai")
            note = self.tr("Chỉ gửi tới máy giả ngay trong máy này.")
        else:
            value = self.tr("Cổng của Bộ Công an (KBTT) – <b>{host}</b>").format(host=escape(model.host))
            note = self.tr("Tài khoản cơ sở: {account}").format(account=model.account)
        self.show_words(value, note)
        self._show_others(model.others)

    def _show_others(self, others: Sequence[LedgerChoice]) -> None:
        for button in self._others:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._others = []
        for number, one in enumerate(others):
            if one.kind is EndpointKind.PRACTICE:
                words = self.tr("Mở sổ tập thử")
            else:
                words = self.tr("Mở sổ gửi tới {host}").format(host=one.host)
            button = PlainButton(self._theme, f"openLedger{number}", words, icon="book")
            button.clicked.connect(lambda _checked, ledger_id=one.id: self.ledger_chosen.emit(ledger_id))
            self._flow.addWidget(button)
            button.show()
            self._others.append(button)


class ListsRow(Row):
    """How old the code lists are, in words; the button fetches them."""

    def __init__(self, theme: Theme, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        button = SecondaryButton(theme, "fetchLists", self.tr("Lấy danh mục ngay"), icon="again")
        super().__init__(theme, "listsRow", self.tr("Danh mục của nơi gửi"), button, parent)
        self._phrasebook = phrasebook

    def show_model(self, model: SettingsModel) -> None:
        if model.lists is not None:
            self.button.setEnabled(not model.lists.is_fetching)
            self.show_words(self._age(model.lists.age), self._note(model.lists))

    def _age(self, age: ListAge) -> str:
        if age.is_shipped:
            year, month = age.as_of.split("-")
            return self.tr("Bản đi kèm chương trình, tháng {month}/{year}").format(month=month, year=year)
        if age.days == 0:
            return self.tr("Lấy hôm nay")
        if age.days == 1:
            return self.tr("Lấy hôm qua")
        return self.tr("Lấy %n ngày trước", "", age.days)

    def _note(self, lists: ListsModel) -> str:
        if lists.is_fetching:
            return self.tr("Đang lấy danh mục…")
        if lists.code is not None:
            return escape(self._phrasebook.sentence(lists.code))
        if lists.age.is_too_old:
            return self.tr("Đã quá {limit} ngày.").format(limit=TOO_OLD_DAYS)
        return self.tr("Máy tự lấy mỗi ngày một lần, khi không còn khách chờ gửi.")


class LooksCard(Card):
    """Text size, light or dark, language: each applies at once."""

    step_chosen = Signal(int)
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "looksCard", parent)
        self.body.addWidget(SubHeading(self.tr("3. Chữ và tiếng"), name="looksTitle"))
        steps = [Option(str(step), f"{step} %") for step in STEPS]
        modes = (
            Option("system", self.tr("Theo máy")),
            Option("light", self.tr("Sáng")),
            Option("dark", self.tr("Tối")),
        )
        self.step = ChipsField(theme, "textStep", self.tr("Cỡ chữ"), steps)
        self.mode = ChipsField(theme, "themeMode", self.tr("Nền"), modes)
        self.language = ChipsField(theme, "language", self.tr("Tiếng"), languages())
        self.step.edited.connect(lambda value: self.step_chosen.emit(int(value)))
        self.mode.edited.connect(self.theme_chosen)
        self.language.edited.connect(self.language_chosen)
        for field in (self.step, self.mode, self.language):
            self.body.addWidget(field)

    def show_model(self, model: SettingsModel) -> None:
        self.step.set_value(str(model.step))
        self.mode.set_value(model.theme)
        self.language.set_value(model.language)


def languages() -> tuple[Option, Option]:
    """Each in its own language, so that whoever reads it finds it."""
    return Option("vi", "Tiếng Việt"), Option("en", "English")
