"""The page *Tin công an*: who says it, what they returned, what they wrote, how many they took in."""

from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.badges import Badge
from guestreg.desktop.kit.banner import Banner
from guestreg.desktop.kit.buttons import PlainButton, SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.flow import FlowLayout
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import Muted, Paragraph
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.proof_words import returned_words
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.texts import moment
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.tokens import ToneName
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.ports.receipt import PoliceMessage
from guestreg.services.queries.inbox import Inbox

_SHOWN = 50


class MessagesView(PageView):
    """`show_inbox` fills it. Addresses in a message are shown as text and lead nowhere."""

    mend_pressed = Signal(str)
    read_pressed = Signal(str)
    back_pressed = Signal()

    def __init__(self, theme: Theme, words: GuestWords, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "messagesPage", "", parent)
        self.show_title(self.tr("Tin công an"))
        self._words, self._phrasebook = words, phrasebook
        self._safety = Banner(theme, "messagesSafety")
        self._cards = QWidget()
        self._cards.setObjectName("messagesCards")
        self._column = QVBoxLayout(self._cards)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._received = Muted(name="messagesReceived")
        self._back = PlainButton(theme, "messagesBack", self.tr("Về Hôm nay"), key="Esc", icon="home")
        self._back.clicked.connect(self.back_pressed)
        for widget in (self._safety, self._cards, self._received):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        self.show_foot()

    def show_inbox(self, inbox: Inbox, phone: str) -> None:
        source = self.tr("Tin ở đây chỉ đến từ {host}.").format(host=inbox.host)
        if not inbox.writes:
            source = self.tr("Nơi gửi này không nhắn tin riêng. Ở đây chỉ có câu máy công an trả lời.")
        never = self.tr("Công an không hỏi mật khẩu, mã OTP hay tiền ở đây.")
        self._safety.show_words(ToneName.INFO, "lock", "", f"{escape(source)} {escape(never)}")
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._column.setSpacing(self.theme.px(10))
        for line in inbox.returned[:_SHOWN]:
            self._add(self._returned_card(line, inbox.now, phone))
        for message in inbox.messages[:_SHOWN]:
            self._add(self._message_card(message, inbox.now))
        if not inbox.returned and not inbox.messages:
            self._add(Muted(self.tr("Chưa có tin từ công an."), name="messagesNone"))
        self._received.setVisible(inbox.received > 0)
        self._received.setText(self.tr("Công an đã nhận %n khách trong 30 ngày qua.", "", inbox.received))
        tab_as_laid_out(self)

    def arrange(self, width: Width) -> None:
        super().arrange(width)
        self._safety.stack(width is Width.NARROW)

    def take_focus(self) -> None:
        self._back.setFocus()

    # -- inside

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()

    def _returned_card(self, line: GuestLine, now: datetime, phone: str) -> Card:
        number = line.register_no
        card = Card(self.theme, f"returned{number}")
        top = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        badge = Badge(self.theme, f"returned{number}Badge", self._words.faces(line, now)[0])
        top.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        name = Paragraph(self.tr("{name} (số {number})").format(name=line.full_name, number=number))
        name.setProperty("strong", True)
        top.addWidget(name)
        card.body.addLayout(top)
        card.body.addWidget(Paragraph(returned_words(line, self._phrasebook), name=f"returned{number}Words"))
        row = FlowLayout(self.theme.px(12))
        mend = SecondaryButton(self.theme, f"mendReturned{number}", self.tr("Sửa"), icon="pencil")
        mend.setAccessibleName(self.tr("Sửa: {name}").format(name=line.full_name))
        mend.clicked.connect(lambda: self.mend_pressed.emit(line.guest_id))
        row.addWidget(mend)
        card.body.addLayout(row)
        if phone:
            card.body.addWidget(Muted(self.tr("Gọi hỏi: {phone}").format(phone=phone)))
        return card

    def _message_card(self, message: PoliceMessage, now: datetime) -> Card:
        card = Card(self.theme, f"message_{message.id}")
        subject = Paragraph(message.subject or self.tr("Nhắn chung"), name=f"message_{message.id}Subject")
        text = Paragraph(message.text, name=f"message_{message.id}Text")
        for label in (subject, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        subject.setProperty("strong", message.read_at is None)
        card.body.addWidget(subject)
        card.body.addWidget(Muted(moment(message.at, now)))
        card.body.addWidget(text)
        if message.read_at is None:
            read = SecondaryButton(self.theme, f"read_{message.id}", self.tr("Đã đọc"), icon="check")
            read.setAccessibleName(self.tr("Đã đọc: {subject}").format(subject=message.subject))
            read.clicked.connect(lambda: self.read_pressed.emit(message.id))
            card.body.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        return card
