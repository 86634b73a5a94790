"""What just happened on the form: a card read, a guest taken out, an unfinished form brought back."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from guestreg.desktop.kit.announce import announce
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import SecondaryButton
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.stay.model import News, Notice
from guestreg.ports.phrasebook import Phrasebook


class NoticeBar(Banner):
    """One sentence, at most one button."""

    answered = Signal()

    def __init__(self, theme: Theme, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "stayNotice", parent=parent)
        self._phrasebook = phrasebook
        self._shown: Notice | None = None
        self.button = SecondaryButton(theme, "noticeAnswer", "", icon="undo")
        # The key moves with the words: only a removed guest comes back by Ctrl+Z.
        self.undo = SecondaryButton(theme, "noticeUndo", self.tr("Hoàn tác"), key="Ctrl+Z", icon="undo")
        for button in (self.button, self.undo):
            button.clicked.connect(self.answered)
            self.add_button(button)
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        self.setVisible(notice is not None)
        if notice is not None:
            tone, icon, words = self._words(notice)
            self.show_words(tone, icon, "", words)
            self._show_button(notice)
            if notice != self._shown:
                announce(self, words)
        self._shown = notice

    def _words(self, notice: Notice) -> tuple[ToneName, str, str]:
        name = f"<b>{escape(notice.name)}</b>"
        match notice.news:
            case News.CARD_READ:
                words = self.tr("Đã đọc thẻ thứ {n}: {name}. Quét tiếp thẻ sau, hoặc bấm <b>F9</b> để ghi.")
                return ToneName.OK, "check", words.format(n=notice.number, name=name)
            case News.CARD_AGAIN:
                return ToneName.WARN, "alert", self.tr("Thẻ này quét rồi (người thứ {n}).").format(n=notice.number)
            case News.NUMBER_TYPED:
                words = self.tr("Đã ghi số giấy tờ cho người thứ {n}. Ghi tiếp họ và tên.")
                return ToneName.INFO, "info", words.format(n=notice.number)
            case News.RESUMED:
                words = self.tr("Phiếu đang dở: %n khách, chưa ghi vào sổ. Làm tiếp hoặc bỏ đi.", "", notice.number)
                return ToneName.INFO, "pencil", words
            case News.CORRECTING:
                words = self.tr("Bản sửa đang dở, chưa ghi vào sổ. Sửa tiếp hoặc bỏ đi.")
                return ToneName.INFO, "pencil", words
            case News.MOVED_ON:
                words = self.tr("Từ lúc sửa dở, dòng này đã đổi. Đây là bản đang có trong sổ.")
                return ToneName.WARN, "alert", words
            case News.TO_CORRECT:
                words = self.tr("Còn bản sửa đang dở: {name}.").format(name=name)
                return ToneName.INFO, "pencil", words
            case News.DISCARDED:
                return ToneName.NEUTRAL, "info", self.tr("Đã bỏ phiếu đang dở.")
            case News.REMOVED if notice.name:
                words = self.tr("Đã bỏ người thứ {n}: {name}.").format(n=notice.number, name=name)
                return ToneName.NEUTRAL, "info", words
            case News.REMOVED:
                return ToneName.NEUTRAL, "info", self.tr("Đã bỏ người thứ {n}.").format(n=notice.number)
            case News.LEFT:
                return ToneName.INFO, "info", escape(self._phrasebook.sentence(notice.code, notice.params))
            case News.CODE:
                words = self._phrasebook.sentence(notice.code, notice.params)
                return ToneName.BAD, "alert", escape(words)

    def _show_button(self, notice: Notice) -> None:
        self.undo.setVisible(notice.news is News.REMOVED)
        words, icon = {
            News.RESUMED: (self.tr("Bỏ đi, ghi phiếu mới"), "trash"),
            News.DISCARDED: (self.tr("Lấy lại phiếu"), "undo"),
            News.CORRECTING: (self.tr("Bỏ đi, lấy bản trong sổ"), "trash"),
            News.MOVED_ON: (self.tr("Dùng chữ đã gõ") if notice.number else "", "pencil"),
            News.TO_CORRECT: (self.tr("Sửa tiếp"), "pencil"),
        }.get(notice.news, ("", ""))
        self.button.setVisible(bool(words))
        if words:
            self.button.say(words, icon=icon)
