"""The eleven states and the marks as faces: shape, word, tone. Tables, cards and print preview ask here."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from guestreg.desktop.kit.badges import Face
from guestreg.desktop.kit.texts import today_of
from guestreg.desktop.kit.tokens import ToneName
from guestreg.domain.dates import local
from guestreg.domain.declaration import CLOSED, DONE, Kind, State
from guestreg.ports.reading import GuestLine
from guestreg.services.queries.standing import needs_a_look

translate = QCoreApplication.translate
FieldWords = Callable[[str], str]
"""What a field of the field lists is called on screen; the phrasebook's `label`."""


def state_face(state: State, *, urgent: bool = False) -> Face:
    """The badge of a state without its fill-ins; `urgent` on the day of its deadline."""
    match state:
        case State.DRAFT:
            return Face("dotted", translate("states", "Chưa đủ thông tin"), ToneName.NEUTRAL)
        case State.WAITING:
            return Face("clock", translate("states", "Chưa gửi"), ToneName.WARN if urgent else ToneName.INFO)
        case State.SENDING:
            return Face("arrow_up", translate("states", "Đang gửi"), ToneName.INFO)
        case State.UNKNOWN:
            return Face("question", translate("states", "Chưa rõ – đang hỏi lại"), ToneName.WARN)
        case State.SENT:
            return Face("check", translate("states", "Đã gửi"), ToneName.INFO)
        case State.CONFIRMED:
            return Face("double_check", translate("states", "Công an đã nhận"), ToneName.OK)
        case State.RETURNED:
            return Face("returned", translate("states", "Cần sửa"), ToneName.WARN)
        case State.WINDOW_CLOSED:
            return Face("octagon_x", translate("states", "Phải báo cách khác"), ToneName.BAD)
        case State.HANDED_OVER:
            return Face("hand_sheet", translate("states", "Đã báo"), ToneName.INFO)
        case State.CANCELLED:
            return Face("circle_minus", translate("states", "Đã hủy"), ToneName.NEUTRAL)
        case State.SUPERSEDED:
            return Face("two_sheets", translate("states", "Đã có bản sửa"), ToneName.NEUTRAL)


def line_face(line: GuestLine, now: datetime, field_words: FieldWords) -> Face:
    """The badge of a line's newest version, with field, way or reason filled in."""
    face = state_face(line.state, urgent=_due_today(line, now))
    if line.kind is Kind.CANCEL and line.state not in CLOSED:
        gone = state_face(State.CANCELLED)
        if line.state in DONE:
            return gone
        return Face(face.icon, translate("states", "Bản hủy: {state}").format(state=face.word.lower()), face.tone)
    reason = line.reason.params if line.reason else {}
    match line.state:
        case State.RETURNED if field := next((error.field for error in line.errors if error.field), ""):
            words = translate("states", "Cần sửa: {field}").format(field=field_words(field).lower())
        case State.HANDED_OVER if "channel" in reason:
            words = translate("states", "Đã báo: {way}").format(way=way_word(reason["channel"]))
        case State.UNKNOWN if needs_a_look(line):
            words = translate("states", "Chưa rõ – phải đối chiếu")
        case State.CANCELLED if why := cancel_word(reason.get("reason", "")):
            words = translate("states", "Đã hủy – {reason}").format(reason=why)
        case _:
            return face
    return Face(face.icon, words, face.tone)


def widest_faces() -> tuple[Face, ...]:
    """What a column of badges must have room for in the present language."""
    cancelled = state_face(State.CANCELLED)
    reasons = ("not-arrived", "entered-twice", "wrong-house", "other", "undone")
    words = [translate("states", "Đã hủy – {reason}").format(reason=cancel_word(reason)) for reason in reasons]
    return (*map(state_face, State), *(Face(cancelled.icon, word, cancelled.tone) for word in words))


def late_mark() -> Face:
    return Face("alert", translate("states", "Quá giờ"), ToneName.BAD)


def marks(line: GuestLine, now: datetime) -> tuple[Face, ...]:
    """What stands beside the badge of a line and never replaces it."""
    found = []
    if line.is_late(now):
        found.append(late_mark())
    leaves = local(line.planned_departure_at).date() == today_of(now)
    if line.departed_at is None and leaves and line.state is not State.CANCELLED:
        found.append(Face("check_out", translate("states", "Đi hôm nay"), ToneName.NEUTRAL))
    return tuple(found)


def way_word(channel: str) -> str:
    """Words for a way of telling the police."""
    ways = {
        "phone": translate("states", "điện thoại"),
        "email": translate("states", "thư điện tử"),
        "in_person": translate("states", "trực tiếp"),
        "vneid": translate("states", "VNeID"),
        "portal": translate("states", "cổng"),
        "paper": translate("states", "giấy"),
    }
    return ways.get(channel, channel)


def cancel_word(reason: str) -> str:
    """Words for why a line was cancelled; empty when its code says nothing more."""
    words = {
        "not-arrived": translate("states", "khách không đến"),
        "entered-twice": translate("states", "ghi hai lần"),
        "wrong-house": translate("states", "nhầm nhà"),
        "other": translate("states", "lý do khác"),
        "undone": translate("states", "hoàn tác"),
    }
    return words.get(reason, "")


def _due_today(line: GuestLine, now: datetime) -> bool:
    return local(line.due_at).date() <= today_of(now)
