"""The card of a set-up file: who signed it, what that is worth, where it sends, and each change old → new."""

from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from guestreg.desktop.kit.cards import Card, rule
from guestreg.desktop.kit.labels import Muted, Paragraph, SubHeading
from guestreg.desktop.kit.texts import breakable
from guestreg.desktop.kit.theme import Theme
from guestreg.domain.dates import day_text, local
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.change_words import change_words
from guestreg.services.commands.accept_setup_file import Change, SetUpOffer, Standing


class OfferCard(Card):
    """`show_offer` fills it. What comes from the file is shown as it stands, never as mark-up."""

    def __init__(self, theme: Theme, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "setUpOffer", parent)
        self._phrasebook = phrasebook
        self._signer = Paragraph(name="setUpSigner")
        self._standing = Paragraph(name="setUpStanding")
        self._host = SubHeading(name="setUpHost")
        self._host.setWordWrap(True)
        self._made = Muted(name="setUpMade")
        self._changes = Paragraph(name="setUpChanges")
        for label in (self._signer, self._standing, self._host, self._made, self._changes):
            label.setTextFormat(Qt.TextFormat.PlainText)
        title = SubHeading(self.tr("Những gì sẽ đổi"), name="setUpChangesTitle")
        for widget in (self._signer, self._standing, self._host, self._made, rule(), title, self._changes):
            self.body.addWidget(widget)

    def show_offer(self, offer: SetUpOffer, commune: str) -> None:
        file = offer.file
        who = ", ".join(part for part in (file.authority.name, commune) if part)
        signed = self.tr("Người ký: {who}. Chữ ký: {signer}.")
        self._signer.setText(signed.format(who=who, signer=breakable(offer.signed_by.label)))
        self._standing.setText(self._worth(offer))
        self._host.setText(self.tr("Nơi gửi: {host}").format(host=breakable(offer.host)))
        made = self.tr("Tệp số {serial}, ký ngày {day}. Trực ban: {phone}.")
        duty = file.authority.duty_phone or file.authority.phone or self.tr("không có")
        day = day_text(local(file.issued_at).date())
        self._made.setText(made.format(serial=file.serial, day=day, phone=duty))
        self._changes.setText("\n".join(map(self._line, offer.changes)) or self.tr("Không đổi gì."))

    def _worth(self, offer: SetUpOffer) -> str:
        match offer.standing:
            case Standing.TRUSTED:
                return self.tr("Chữ ký đúng, của nơi máy này đã tin.")
            case Standing.FIRST_USE:
                return self.tr("Chữ ký đúng, nhưng máy này chưa biết nơi ký.")
            case Standing.STRANGER:
                words = self.tr("Chữ ký lạ. Máy này đang tin {former}, không phải {new}.")
                return words.format(former=offer.former_authority, new=offer.file.authority.name)
        assert_never(offer.standing)

    def _line(self, change: Change) -> str:
        return breakable(change_words(change, self._phrasebook))
