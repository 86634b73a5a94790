"""The page *Cài đặt*: rows with what is set, and behind *Đổi* the form that changes it. There is no "Apply"."""

from collections.abc import Sequence
from enum import IntEnum
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.house.destination import Destination
from guestreg.desktop.house.destination_form import DestinationForm
from guestreg.desktop.house.faults import HouseFaults
from guestreg.desktop.house.form import HouseForm
from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, PrimaryButton, SecondaryButton
from guestreg.desktop.kit.enter_moves import EnterMoves
from guestreg.desktop.kit.fields import CheckField, Field
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.settings.model import SettingsModel
from guestreg.desktop.settings.rows import DestinationRow, HouseRow, ListsRow, LooksCard
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.violation import Violation
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook


class _Shown(IntEnum):
    ROWS = 0
    HOUSE = 1
    DESTINATION = 2


class SettingsView(PageView):
    """`show_...` fill it; the signals say what was chosen."""

    house_wanted = Signal()
    destination_wanted = Signal()
    house_saved = Signal(object)
    destination_saved = Signal(object)
    step_chosen = Signal(int)
    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    ledger_chosen = Signal(str)
    about_wanted = Signal()
    lists_wanted = Signal()
    set_up_file_wanted = Signal()

    def __init__(
        self, theme: Theme, phrasebook: Phrasebook, clock: Clock, catalogue: Catalogue, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "settingsPage", "", parent)
        self.show_title(self.tr("Cài đặt"))
        self._phrasebook, self._shown, self._has_lists = phrasebook, _Shown.ROWS, False
        self.notice = Banner(theme, "settingsNotice")
        self.notice.hide()
        self.house_row = HouseRow(theme)
        self.destination_row = DestinationRow(theme)
        self.lists_row = ListsRow(theme, phrasebook)
        self.looks = LooksCard(theme)
        self.set_up_file = SecondaryButton(
            theme, "settingsSetUpFile", self.tr("Mở tệp cài đặt của công an…"), icon="folder"
        )
        self.about = PlainButton(theme, "settingsAbout", self.tr("Về chương trình"), icon="info")
        self.house = HouseForm(theme, phrasebook, clock, catalogue)
        self.destination = DestinationForm(theme, phrasebook)
        self.faults = HouseFaults(self, "settingsSummary", phrasebook, self.house, self.destination)
        self.back = PlainButton(theme, "settingsBack", self.tr("Quay lại"), key="Esc")
        self.save = PrimaryButton(theme, "settingsSave", self.tr("Ghi lại"), key="F9", icon="save")
        self._build()
        self._connect()
        self._turn_to(_Shown.ROWS)

    # -- what the presenter says

    def show_settings(self, model: SettingsModel) -> None:
        self.house_row.show_model(model)
        self.destination_row.show_model(model)
        self._has_lists = model.lists is not None
        self.lists_row.show_model(model)
        self.lists_row.setVisible(self._has_lists and self._shown is _Shown.ROWS)
        self.looks.show_model(model)
        tab_as_laid_out(self)

    def show_house(self, entry: HouseEntry) -> None:
        self.house.show_entry(entry)
        self._turn_to(_Shown.HOUSE)
        self.house.focus_field("name")

    def show_destination(self, before: str, destination: Destination, code: str = "") -> None:
        self.destination.show_destination(destination)
        self.destination.show_before(before or self.tr("máy giả trong máy này (tập thử)"))
        self._turn_to(_Shown.DESTINATION)
        tab_as_laid_out(self)
        if code:
            self._say(ToneName.WARN, self._phrasebook.sentence(code))
            self.destination.fields["endpoint_password"].take_focus()
        else:
            self.destination.kind.take_focus()

    def show_faults(self, violations: tuple[Violation, ...]) -> None:
        self.faults.show(violations)

    def show_failure(self, code: str) -> None:
        self._say(ToneName.BAD, self._phrasebook.sentence(code))

    def show_rows(self, warnings: tuple[Violation, ...] = ()) -> None:
        self._turn_to(_Shown.ROWS)
        if warnings:
            said = (self._phrasebook.sentence(one.code, one.params, one.field) for one in warnings)
            self._say(ToneName.WARN, " ".join(said))
        self.house_row.button.setFocus()

    # -- what the frame says

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        for part in (self.house_row, self.destination_row, self.lists_row, self.house):
            part.arrange(width)

    def take_focus(self) -> None:
        if self._shown is _Shown.ROWS:
            self.house_row.button.setFocus()

    # -- inside

    def _build(self) -> None:
        rows = (self.house_row, self.destination_row, self.set_up_file, self.lists_row, self.looks, self.about)
        self._parts: dict[_Shown, tuple[QWidget, ...]] = {
            _Shown.ROWS: rows,
            _Shown.HOUSE: (self.house,),
            _Shown.DESTINATION: (self.destination,),
        }
        for widget in (self.notice, self.faults.summary, *rows, self.house, self.destination):
            self.body.addWidget(widget)
        for button in (self.set_up_file, self.about):
            self.body.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save)

    def _connect(self) -> None:
        self.house_row.button.clicked.connect(self.house_wanted)
        self.destination_row.button.clicked.connect(self.destination_wanted)
        self.destination_row.ledger_chosen.connect(self.ledger_chosen)
        self.looks.step_chosen.connect(self.step_chosen)
        self.looks.theme_chosen.connect(self.theme_chosen)
        self.looks.language_chosen.connect(self.language_chosen)
        self.lists_row.button.clicked.connect(self.lists_wanted)
        self.about.clicked.connect(self.about_wanted)
        self.set_up_file.clicked.connect(self.set_up_file_wanted)
        self.back.clicked.connect(lambda: self._turn_to(_Shown.ROWS))
        self.save.clicked.connect(self._save)
        self.house.reordered.connect(lambda: tab_as_laid_out(self))
        self._enter = EnterMoves(self, self._fields, self.save)
        for field in (*self.house.order(), *self.destination.order()):
            self._enter.watch(field)

    def _fields(self) -> Sequence[Field | CheckField]:
        return self.house.order() if self._shown is _Shown.HOUSE else self.destination.order()

    def _save(self) -> None:
        if self._shown is _Shown.HOUSE:
            self.house_saved.emit(self.house.entry())
        elif self._shown is _Shown.DESTINATION:
            self.destination_saved.emit(self.destination.destination())

    def _turn_to(self, shown: _Shown) -> None:
        self._shown = shown
        for each, widgets in self._parts.items():
            for widget in widgets:
                widget.setVisible(each is shown and (widget is not self.lists_row or self._has_lists))
        self.notice.hide()
        self.faults.clear()
        self._foot_row.setVisible(shown is not _Shown.ROWS)
        self.scroll_to_top()
        titles = (self.tr("Cài đặt"), self.tr("Nhà mình"), self.tr("Nơi gửi"))
        self.show_title(titles[shown])
        tab_as_laid_out(self)

    def _say(self, tone: ToneName, words: str) -> None:
        self.notice.show_words(tone, "alert", "", escape(words))
        self.notice.show()
        announce(self.notice, words)
        self.bring_into_sight(self.notice)
