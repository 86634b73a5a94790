"""What the banner of *Hôm nay* says, case by case."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from guestreg.desktop.kit.texts import clock_text, duration, moment, today_of
from guestreg.desktop.kit.tokens import ToneName
from guestreg.desktop.today.model import Notice, TodayModel
from guestreg.domain.dates import local
from guestreg.ports.phrasebook import Phrasebook

translate = QCoreApplication.translate


class BannerWords(NamedTuple):
    """`line` is rich text. Without `button` the page's own first verb is the primary one."""

    tone: ToneName
    icon: str
    title: str
    line: str = ""
    button: str = ""
    button_icon: str = ""


def banner_words(model: TodayModel, phrasebook: Phrasebook) -> BannerWords:
    """The one banner of this moment."""
    match model.notice:
        case Notice.HELD:
            return _held(model, phrasebook)
        case Notice.OTHER_WAY:
            return _other_way(model)
        case Notice.CLOSING:
            return _closing(model)
        case Notice.PAST | Notice.NEAR | Notice.TONIGHT | Notice.CALM:
            return _countdown(model)
        case Notice.TO_CORRECT:
            title = translate("today", "%n khách cần sửa", "", model.to_correct)
            line = translate("today", "Công an trả lại. Mở giấy tờ xem lại rồi sửa.")
            return BannerWords(ToneName.WARN, "returned", title, line, _look(), "right")
        case Notice.DONE:
            return _done(model)
        case Notice.NOBODY:
            title = translate("today", "Tối nay chưa có khách.")
            return BannerWords(ToneName.INFO, "home", title)


def _look() -> str:
    return translate("today", "Xem và sửa")


def _held(model: TodayModel, phrasebook: Phrasebook) -> BannerWords:
    from html import escape

    from guestreg.desktop.kit.proof_words import hold_words

    words = escape(hold_words(model.condition, model.police_phone, phrasebook))
    button = translate("today", "Xem cách sửa")
    return BannerWords(ToneName.BAD, "stopped", translate("today", "Máy đã dừng gửi"), words, button, "right")


def _other_way(model: TodayModel) -> BannerWords:
    title = translate("today", "%n khách phải báo cách khác", "", model.other_way)
    line = translate("today", "Nơi gửi không nhận những khách này qua mạng.")
    return BannerWords(
        ToneName.BAD,
        "octagon_x",
        title,
        f"{line} {_ways(model, model.other_way)}".strip(),
        translate("today", "Báo cách khác"),
        "phone",
    )


def _closing(model: TodayModel) -> BannerWords:
    when = _until(model.closes_at or model.now, model.now)
    title = translate("today", "Nơi gửi chỉ nhận %n khách này đến {when}.", "", model.closing).format(when=when)
    line = translate("today", "Chưa gửi được thì báo cách khác ngay.")
    button = translate("today", "Gửi %n khách ngay", "", model.unsent)
    return BannerWords(ToneName.BAD, "clock", title, f"{line} {_ways(model, model.closing)}", button, "send")


def _ways(model: TodayModel, guests: int) -> str:
    """A call closes a citizen's duty alone; foreigners have their own ways."""
    theirs = translate("today", "Khách nước ngoài: tải tệp lên cổng, hoặc nộp phiếu giấy.")
    if model.foreign == guests:
        return theirs
    return f"{_call(model)} {theirs}" if model.foreign else _call(model)


def _call(model: TodayModel) -> str:
    if not model.police_phone:
        return translate("today", "Gọi trực ban Công an xã.")
    said = translate("today", "Gọi trực ban Công an xã {phone}.")
    from html import escape

    phone = escape(model.police_phone).replace(" ", "&nbsp;")
    return said.format(phone=f"<b>{phone}</b>")


def _countdown(model: TodayModel) -> BannerWords:
    due = model.due_at or model.now
    unsent = translate("today", "Còn <b>%n khách chưa gửi</b>.", "", model.unsent)
    by_itself = translate("today", "Máy sẽ tự gửi khi có mạng.")
    button, icon = translate("today", "Gửi %n khách ngay", "", model.unsent), "send"
    if not model.by_itself:
        by_itself = translate("today", "Máy không tự gửi được, nhà mình phải báo.")
        button, icon = translate("today", "Xem cách báo"), "right"
    left = translate("today", "Còn {length} đến {when}").format(
        length=duration(due - model.now), when=_until(due, model.now)
    )
    match model.notice:
        case Notice.PAST:
            late = translate("today", "Đã quá {when}. %n khách chưa gửi.", "", model.overdue)
            line = f"{_call(model)} {by_itself}"
            return BannerWords(ToneName.BAD, "alert", late.format(when=_until(due, model.now)), line, button, icon)
        case Notice.NEAR:
            return BannerWords(ToneName.BAD, "clock", left, f"{unsent} {_call(model)}", button, icon)
        case Notice.TONIGHT:
            hint = f" {_phone_hint(due)}" if model.by_itself else ""
            return BannerWords(ToneName.WARN, "clock", left, f"{unsent} {by_itself}{hint}", button, icon)
        case _:
            return BannerWords(ToneName.INFO, "clock", left, f"{unsent} {by_itself}", button, icon)


def _phone_hint(due: datetime) -> str:
    wall = local(due)
    half = f"{(wall.hour * 60 + wall.minute - 30) // 60 % 24:02}:{(wall.minute - 30) % 60:02}"
    hint = translate("today", "Nếu đến {half} vẫn chưa gửi được, máy sẽ chỉ cách báo bằng điện thoại.")
    return hint.format(half=half)


def _until(due: datetime, now: datetime) -> str:
    return clock_text(due) if local(due).date() == today_of(now) else moment(due, now)


def _done(model: TodayModel) -> BannerWords:
    proven = bool(model.confirmed) and model.confirmed == model.done
    if proven:
        line = translate("today", "Công an đã nhận %n khách.", "", model.confirmed)
    else:
        line = translate("today", "Đã gửi %n khách.", "", model.done)
    tick = "double_check" if proven else "check"
    return BannerWords(ToneName.OK, tick, translate("today", "Tối nay xong rồi."), line)
