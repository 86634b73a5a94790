"""One card of *Chưa gửi*: badge, names, deadline, one sentence why, one button that mends it."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from guestreg.desktop.contract import Width
from guestreg.desktop.kit.badges import Badge
from guestreg.desktop.kit.buttons import SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.flow import FlowLayout
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.labels import FieldLabel, Muted, Paragraph, SmallPrint
from guestreg.desktop.kit.proof_words import beside_words, returned_words, when_words, why_words
from guestreg.desktop.kit.texts import moment
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.outbox.board import Board, Pile
from guestreg.domain.declaration import State
from guestreg.outbox.verdict import BARE_ALREADY
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.services.queries.standing import goes_by_itself, needs_a_look, unsettled_before

_NAMES_SHOWN = 6


class PileCard(Card):
    """`mend_pressed`, `again_pressed` and `same_pressed` for a returned guest, `tell_pressed` for all of the pile."""

    mend_pressed = Signal(str)
    again_pressed = Signal(str)
    same_pressed = Signal(str)
    tell_pressed = Signal(object)
    compare_pressed = Signal()

    def __init__(
        self,
        theme: Theme,
        pile: Pile,
        board: Board,
        words: GuestWords,
        phrasebook: Phrasebook,
        width: Width,
        parent: QWidget | None = None,
    ) -> None:
        number = pile.first.register_no
        super().__init__(theme, f"pile{number}", parent)
        self._pile, self._words, self._phrasebook = pile, words, phrasebook
        self._held, now = board.held, board.now
        names = Paragraph(self._names(), name=f"pile{number}Names")
        names.setProperty("strong", True)
        deadline = FieldLabel(name=f"pile{number}Deadline")
        deadline.setText(self.tr("Hạn {when}").format(when=moment(pile.first.due_at, now)))
        deadline.setProperty("quiet", True)
        stacked = width is Width.NARROW
        directions = QBoxLayout.Direction
        top = QBoxLayout(directions.TopToBottom if stacked else directions.LeftToRight)
        top.setSpacing(theme.px(10))
        badges = QHBoxLayout()
        for place, face in enumerate(words.faces(pile.first, now)[: 2 if not stacked else 1]):
            badges.addWidget(Badge(theme, f"pile{number}Badge{place}", face), 0, Qt.AlignmentFlag.AlignLeft)
        if stacked:
            badges.addStretch(1)
        top.addLayout(badges)
        top.addWidget(names, 1)
        top.addWidget(deadline)
        self.body.addLayout(top)
        self.body.addWidget(Paragraph(self._why(now), name=f"pile{number}Why"))
        self._add_foot(theme, now)

    def _names(self) -> str:
        names = [line.full_name for line in self._pile.lines]
        more = len(names) - _NAMES_SHOWN
        shown = ", ".join(names[:_NAMES_SHOWN])
        others = self.tr("và %n khách nữa", "", more)
        return f"{shown} {others}" if more > 0 else shown

    def _why(self, now: datetime) -> str:
        line = self._pile.first
        if line.state is State.RETURNED:
            return returned_words(line, self._phrasebook)
        if line.state is State.SENDING:
            return self.tr("Đang gửi. Cứ ghi khách tiếp, không phải chờ.")
        if line.state is State.WAITING and self._held and goes_by_itself(line):
            return self.tr("Nơi gửi đang dừng. Khách vẫn nằm trong sổ.")
        return why_words(line, self._phrasebook) or when_words(line, now)

    def _add_foot(self, theme: Theme, now: datetime) -> None:
        line = self._pile.first
        foot = FlowLayout(theme.px(12))
        number = line.register_no
        for button in self._verbs(theme, line):
            foot.addWidget(button)
        told = [] if self._held else [beside_words(line, now, self._phrasebook)]
        if line.reason is not None and line.reason.code.startswith("E-"):
            told.append(self.tr("Mã để báo người hỗ trợ: {code}").format(code=line.reason.code))
        if any(told):
            self.body.addWidget(SmallPrint(" ".join(part for part in told if part), name=f"pile{number}Code"))
        if foot.count():
            self.body.addLayout(foot)

    def _verbs(self, theme: Theme, line: GuestLine) -> Iterator[SecondaryButton]:
        """What mends it first."""
        number, guests = line.register_no, tuple(one.guest_id for one in self._pile.lines)
        tell = SecondaryButton(theme, f"tell{number}", self.tr("Báo cách khác…"), icon="hand_sheet")
        tell.setAccessibleName(self.tr("Báo cách khác: {name}").format(name=line.full_name))
        tell.clicked.connect(lambda: self.tell_pressed.emit(guests))
        match line.state:
            case State.RETURNED:
                yield from self._verbs_of_returned(theme, line)
            case State.UNKNOWN | State.WAITING | State.WINDOW_CLOSED if _may_be_there(line):
                compare = SecondaryButton(theme, f"compare{number}", self.tr("Đối chiếu…"), icon="double_check")
                compare.setAccessibleName(self.tr("Đối chiếu: {name}").format(name=line.full_name))
                compare.clicked.connect(self.compare_pressed)
                yield compare
                yield tell
            case State.WINDOW_CLOSED | State.WAITING:
                yield tell

    def _verbs_of_returned(self, theme: Theme, line: GuestLine) -> Iterator[SecondaryButton]:
        number = line.register_no
        if line.reason is not None and line.reason.code == BARE_ALREADY:
            same = SecondaryButton(theme, f"same{number}", self.tr("Đúng lần ở này"), icon="check")
            same.clicked.connect(lambda: self.same_pressed.emit(line.guest_id))
            yield same
        else:
            field = next((error.field for error in line.errors if error.field), "")
            words = self.tr("Sửa {field}").format(field=self._words.field_words(field).lower() if field else "")
            mend = SecondaryButton(theme, f"mend{number}", words.strip(), icon="pencil")
            mend.setAccessibleName(f"{words.strip()}: {line.full_name}")
            mend.clicked.connect(lambda: self.mend_pressed.emit(line.guest_id))
            yield mend
        again = SecondaryButton(theme, f"again{number}", self.tr("Gửi lại như cũ"), icon="again")
        again.setAccessibleName(self.tr("Gửi lại như cũ: {name}").format(name=line.full_name))
        again.clicked.connect(lambda: self.again_pressed.emit(line.guest_id))
        yield again


def _may_be_there(line: GuestLine) -> bool:
    """A look at the endpoint's list helps her, or the version before."""
    return line.state is State.UNKNOWN or needs_a_look(line) or unsettled_before(line) is not None


class SentCard(Card):
    """What was sent and is still to be compared with the portal; folded to its number."""

    def __init__(self, theme: Theme, names: tuple[str, ...], *, open_: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sentCard", parent)
        title = self.tr("Đã gửi, chưa đối chiếu (%n)", "", len(names))
        self.fold = SecondaryButton(theme, "sentFold", title, icon="down" if open_ else "right")
        self.names = Muted(", ".join(names), name="sentNames")
        self.compare = SecondaryButton(theme, "sentCompare", self.tr("Đối chiếu…"), icon="double_check")
        row = FlowLayout(theme.px(12))
        row.addWidget(self.fold)
        row.addWidget(self.compare)
        self.body.addLayout(row)
        self.body.addWidget(self.names)
        self.names.setVisible(open_)
