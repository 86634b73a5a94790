"""The strip on *Hôm nay* for what was typed and not recorded: go on with it, or throw it away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, SecondaryButton
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.today.model import Unfinished


class UnfinishedStrip(Banner):
    """Hidden while nothing is unfinished."""

    went_on = Signal()
    discarded = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "todayUnfinished", parent=parent)
        self._words = ""
        go_on = SecondaryButton(theme, "unfinishedGoOn", self.tr("Làm tiếp"), icon="pencil")
        discard = PlainButton(theme, "unfinishedDiscard", self.tr("Bỏ hẳn"), icon="trash")
        go_on.clicked.connect(self.went_on)
        discard.clicked.connect(self.discarded)
        for button in (go_on, discard):
            self.add_button(button)
        self.hide()

    def show_form(self, form: Unfinished | None) -> None:
        words = "" if form is None else self._said(form)
        self.setVisible(form is not None)
        if form is not None:
            self.show_words(ToneName.INFO, "pencil", "", words)
        if words and words != self._words:
            announce(self, words)
        self._words = words

    def _said(self, form: Unfinished) -> str:
        from html import escape

        if form.guests:
            words = self.tr("Phiếu đang dở: %n khách, chưa ghi vào sổ.", "", form.guests)
        else:
            words = self.tr("Bản sửa đang dở: {name}, chưa ghi vào sổ.").format(name=f"<b>{escape(form.name)}</b>")
        more = self.tr("Còn %n phiếu dở nữa.", "", form.more) if form.more else ""
        return " ".join(part for part in (words, more) if part)
