"""Where the first run asks for a set-up file of the police: chosen here, looked at closely once the book is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from guestreg.desktop.kit.buttons import PlainButton, SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.choose_file import ChooseFile
from guestreg.desktop.kit.labels import Paragraph
from guestreg.desktop.kit.texts import breakable
from guestreg.desktop.kit.theme import Theme
from guestreg.domain.set_up import SUFFIX
from guestreg.services.commands.accept_setup_file import SetUpOffer


class SetUpCard(Card):
    """`choose` asks for the file; `chosen` has its path."""

    chosen = Signal(object)
    dropped = Signal()

    def __init__(self, theme: Theme, choose: ChooseFile, parent: QWidget | None = None) -> None:
        super().__init__(theme, "firstRunSetUp", parent)
        self._choose = choose
        self._words = Paragraph(name="firstRunSetUpWords")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.pick = SecondaryButton(theme, "firstRunSetUpPick", self.tr("Chọn tệp cài đặt…"), icon="folder")
        self.drop = PlainButton(theme, "firstRunSetUpDrop", self.tr("Không dùng tệp này"))
        self.body.addWidget(self._words)
        self.body.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        self.pick.clicked.connect(self._ask)
        self.drop.clicked.connect(self.dropped)
        self.show_offer(None)

    def show_offer(self, offer: SetUpOffer | None) -> None:
        self.pick.setVisible(offer is None)
        self.drop.setVisible(offer is not None)
        if offer is None:
            self._words.setText(self.tr("Công an có đưa tệp cài đặt thì chọn tệp, khỏi chọn nơi gửi."))
            return
        words = self.tr("Tệp của {who}, gửi tới {host}. Ghi nhà xong, máy cho xem kỹ rồi mới dùng.")
        self._words.setText(words.format(who=offer.file.authority.name, host=breakable(offer.host)))

    def _ask(self) -> None:
        path = self._choose(self, f"*{SUFFIX}")
        if path is not None:
            self.chosen.emit(path)
