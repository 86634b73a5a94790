"""The strip under the list: the line in hand, what proves its state, and its verbs."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from guestreg.desktop.kit.badges import Badge
from guestreg.desktop.kit.buttons import PlainButton, SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.flow import FlowLayout
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import Muted, SubHeading
from guestreg.desktop.kit.proof_words import beside_words, proof_words
from guestreg.desktop.kit.states import state_face
from guestreg.desktop.kit.theme import Theme
from guestreg.domain.declaration import CLOSED, Kind, State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.note_request import ASKABLE
from guestreg.services.queries.telling_start import TELLABLE

_AGAIN = frozenset({State.HANDED_OVER, State.WINDOW_CLOSED, State.RETURNED})
"""From here a person may put it back among what is sent; the endpoint's days decide whether it goes."""


class DetailStrip(Card):
    """`show_line` fills it; the signals say which verb was pressed."""

    edit_pressed = Signal()
    check_out_pressed = Signal()
    versions_pressed = Signal()
    cancel_pressed = Signal(object)
    tell_pressed = Signal(object)
    again_pressed = Signal(object)
    extend_pressed = Signal(object)
    request_pressed = Signal(object)
    proof_pressed = Signal(object)

    def __init__(self, theme: Theme, words: GuestWords, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(theme, "ledgerStrip", parent)
        self._words, self._phrasebook = words, phrasebook
        self._line: GuestLine | None = None
        self._name = SubHeading(name="stripName")
        self._badge = Badge(theme, "stripBadge")
        self._mark = Badge(theme, "stripMark")
        self._proof = Muted(name="stripProof")
        self._beside = Muted(name="stripBeside")
        self._before = Muted(name="stripBefore")
        top = QHBoxLayout()
        top.setSpacing(theme.px(10))
        for widget in (self._name, self._badge, self._mark):
            top.addWidget(widget)
        top.addStretch(1)
        self.body.addLayout(top)
        for label in (self._proof, self._beside, self._before):
            self.body.addWidget(label)
        self._edit = SecondaryButton(theme, "stripEdit", self.tr("Xem, sửa"), key="Enter", icon="book")
        self._leave = SecondaryButton(theme, "stripCheckOut", self.tr("Trả phòng"), key="F6", icon="check_out")
        self._history = PlainButton(theme, "stripVersions", self.tr("Các bản"), icon="history")
        self._cancel = PlainButton(theme, "stripCancel", self.tr("Hủy dòng này…"), icon="circle_minus")
        self._tell = PlainButton(theme, "stripTell", self.tr("Báo cách khác…"), icon="hand_sheet")
        self._again = PlainButton(theme, "stripAgain", self.tr("Gửi qua mạng"), icon="send")
        self._extend = PlainButton(theme, "stripExtend", self.tr("Ở thêm…"), icon="calendar")
        self._request = PlainButton(theme, "stripRequest", self.tr("Công an đòi sửa…"), icon="returned")
        self._proof_button = PlainButton(theme, "stripStoreProof", self.tr("Lưu bằng chứng…"), icon="print")
        verbs = FlowLayout(theme.px(10))
        of_the_line = {
            self._tell: self.tell_pressed,
            self._again: self.again_pressed,
            self._extend: self.extend_pressed,
            self._request: self.request_pressed,
            self._proof_button: self.proof_pressed,
            self._cancel: self.cancel_pressed,
        }
        for button in (self._edit, self._leave, self._history, *of_the_line):
            verbs.addWidget(button)
        for button, signal in of_the_line.items():
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(self._line))
        self.body.addLayout(verbs)
        self._edit.clicked.connect(self.edit_pressed)
        self._leave.clicked.connect(self.check_out_pressed)
        self._history.clicked.connect(self.versions_pressed)

    def show_line(self, line: GuestLine, now: datetime) -> None:
        self._line = line
        faces = self._words.faces(line, now)
        self._name.setText(line.full_name)
        self._badge.show_face(faces[0])
        self._mark.show_face(faces[1] if len(faces) > 1 else None)
        self._proof.setText(proof_words(line, now, self._phrasebook))
        beside = beside_words(line, now, self._phrasebook)
        self._beside.setText(beside)
        self._beside.setVisible(bool(beside))
        earlier = line.earlier_state
        self._before.setVisible(earlier is not None)
        if earlier is not None:
            self._before.setText(self.tr("Bản trước: {state}").format(state=state_face(earlier).word))
        self._leave.setVisible(line.state not in CLOSED)
        self._leave.say(self.tr("Trả phòng") if line.departed_at is None else self.tr("Sửa trả phòng"))
        self._edit.setVisible(line.state not in CLOSED)
        self._cancel.setVisible(line.state not in CLOSED and line.kind is not Kind.CANCEL)
        self._tell.setVisible(line.state in TELLABLE)
        self._again.setVisible(line.state in _AGAIN)
        self._extend.setVisible(line.state not in CLOSED and line.departed_at is None)
        self._request.setVisible(line.state in ASKABLE)
        self._proof_button.setVisible(line.state is not State.WAITING or line.version > 1)
