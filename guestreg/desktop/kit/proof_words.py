"""What proves where a line stands, or why it still waits, in one or two sentences, and what to know beside it.

Ledger and *Chưa gửi* show them.
"""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from guestreg.desktop.kit.states import cancel_word, way_word
from guestreg.desktop.kit.texts import duration, moment
from guestreg.domain.declaration import Hold, Reason, State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from guestreg.services.queries.standing import (
    goes_by_itself,
    late_by,
    proven,
    receipt_kept,
    unsettled_before,
    waits_behind,
)

translate = QCoreApplication.translate
_HOLDS = {Hold.CREDENTIALS: "E-04", Hold.CERTIFICATE: "E-05", Hold.ADDRESS: "E-07", Hold.CONTRACT: "E-52"}


def proof_words(line: GuestLine, now: datetime, phrasebook: Phrasebook) -> str:
    """Plain text."""
    told = moment(line.evidence_at, now) if line.evidence_at else ""
    match line.state:
        case State.CONFIRMED:
            proof = proven(line, told)
            return reason_words(proof, phrasebook) if proof else ""
        case State.SENT:
            return translate("proof", "Đã gửi lúc {when} – nơi gửi không cấp giấy nhận.").format(when=told)
        case State.HANDED_OVER:
            return _handed_over(line, told)
        case State.CANCELLED:
            params = line.reason.params if line.reason else {}
            words = params.get("text") or cancel_word(params.get("reason", ""))
            return translate("proof", "Đã hủy: {reason}. Dòng vẫn còn trong sổ.").format(reason=words)
        case State.RETURNED:
            return returned_words(line, phrasebook)
        case State.SENDING:
            return translate("proof", "Đang gửi. Cứ ghi khách tiếp, không phải chờ.")
        case State.SUPERSEDED:
            return translate("proof", "Dòng này đã có bản sửa.")
        case State.DRAFT:
            return translate("proof", "Chưa đủ thông tin để ghi vào sổ.")
        case State.WAITING | State.UNKNOWN | State.WINDOW_CLOSED:
            return why_words(line, phrasebook) or when_words(line, now)


def beside_words(line: GuestLine, now: datetime, phrasebook: Phrasebook) -> str:
    """What stands under it: when it is tried next; what the version before it waits for; of what is told, how good the
    receipt is and how late it was."""
    if line.state in (State.WAITING, State.UNKNOWN):
        return when_words(line, now) if why_words(line, phrasebook) else ""
    if (before := unsettled_before(line)) is not None:
        return reason_words(before, phrasebook)
    receipt, late = receipt_kept(line), late_by(line)
    words = [reason_words(receipt, phrasebook)] if receipt else []
    if late is not None:
        words.append(translate("proof", "Báo muộn {late} so với hạn.").format(late=duration(late)))
    return " ".join(words)


def why_words(line: GuestLine, phrasebook: Phrasebook) -> str:
    """One sentence why a line is not done; empty when nothing stands in its way."""
    if (behind := waits_behind(line)) is not None:
        return reason_words(behind, phrasebook)
    if line.reason is not None:
        return reason_words(line.reason, phrasebook)
    if line.state is State.UNKNOWN:
        return phrasebook.sentence("E-31")
    if line.state is State.WINDOW_CLOSED:
        return translate("proof", "Nơi gửi không nhận khách này qua mạng. Báo cách khác.")
    return ""


def reason_words(reason: Reason, phrasebook: Phrasebook) -> str:
    """The sentence of a reason as the outbox left it."""
    return phrasebook.sentence(reason.said_as, reason.params)


def hold_words(condition: EndpointCondition, police_phone: str, phrasebook: Phrasebook) -> str:
    """Why nothing is sent at all, for an endpoint that is held."""
    if condition.reason is not None:
        return phrasebook.sentence(condition.reason.said_as, {**condition.reason.params, "phone": police_phone})
    return "" if condition.hold is None else phrasebook.sentence(_HOLDS[condition.hold], {"phone": police_phone})


def when_words(line: GuestLine, now: datetime) -> str:
    """`Lần thử kế tiếp: 20:45 hôm nay.`: waiting is shown as a time. Empty when it doesn't go by itself."""
    if line.state is State.SENDING or line.behind_state is not None or not goes_by_itself(line):
        return ""
    if line.not_before_at is not None and line.not_before_at > now:
        return translate("proof", "Gửi lúc {when}.").format(when=moment(line.not_before_at, now))
    if line.next_attempt_at is not None and line.next_attempt_at > now:
        return translate("proof", "Lần thử kế tiếp: {when}.").format(when=moment(line.next_attempt_at, now))
    return translate("proof", "Đang tới lượt gửi.")


def returned_words(line: GuestLine, phrasebook: Phrasebook) -> str:
    """What the police said of which field, in their own words."""
    for error in line.errors:
        return phrasebook.sentence("E-09", {"text": error.text.rstrip(" .")}, error.field)
    return reason_words(line.reason, phrasebook) if line.reason else translate("proof", "Công an trả lại.")


def _handed_over(line: GuestLine, told: str) -> str:
    way = way_word(line.reason.params.get("channel", "")) if line.reason else ""
    words = translate("proof", "Báo bằng {way} lúc {when}.").format(way=way, when=told)
    if line.officer:
        words += " " + translate("proof", "Cán bộ nghe: {name}.").format(name=line.officer)
    return words
