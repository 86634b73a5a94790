"""Words for days, times and lengths of time on screen, always on Vietnam's clock; long words that may break.

Views call it; presenters never.
"""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from guestreg.domain.dates import day_text, local

translate = QCoreApplication.translate

_LONGEST_WORD = 16
_MAY_BREAK = "\u200b"

__all__ = ["breakable", "clock_text", "day_text", "duration", "moment", "short_day", "today_of", "weekday"]


def today_of(now: datetime) -> date:
    """Vietnam's day at the instant `now`."""
    return local(now).date()


def clock_text(instant: datetime) -> str:
    """`20:45`."""
    wall = local(instant)
    return f"{wall.hour:02}:{wall.minute:02}"


def short_day(instant: datetime) -> str:
    """`21/11`."""
    wall = local(instant)
    return f"{wall.day:02}/{wall.month:02}"


def weekday(day: date) -> str:
    """`thứ Bảy`."""
    names = (
        translate("texts", "thứ Hai"),
        translate("texts", "thứ Ba"),
        translate("texts", "thứ Tư"),
        translate("texts", "thứ Năm"),
        translate("texts", "thứ Sáu"),
        translate("texts", "thứ Bảy"),
        translate("texts", "Chủ nhật"),
    )
    return names[day.weekday()]


def moment(instant: datetime, now: datetime) -> str:
    """`23:00 hôm nay`, `08:00 sáng mai`, `20:15 hôm qua`, else `20:15 ngày 18/11/2026`."""
    clock, day, today = clock_text(instant), local(instant).date(), today_of(now)
    if day == today:
        return translate("texts", "{clock} hôm nay").format(clock=clock)
    if day == today + timedelta(days=1):
        if local(instant).hour < 11:
            return translate("texts", "{clock} sáng mai").format(clock=clock)
        return translate("texts", "{clock} ngày mai").format(clock=clock)
    if day == today - timedelta(days=1):
        return translate("texts", "{clock} hôm qua").format(clock=clock)
    return translate("texts", "{clock} ngày {day}").format(clock=clock, day=day_text(day))


def duration(length: timedelta) -> str:
    """`1 giờ 18 phút`, `28 phút`, `2 ngày 3 giờ`; minutes are rounded up, never below 1."""
    minutes = max(-(-length // timedelta(minutes=1)), 1)
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(translate("texts", "%n ngày", "", days))
    if hours:
        parts.append(translate("texts", "%n giờ", "", hours))
    if left and not days:
        parts.append(translate("texts", "%n phút", "", left))
    return " ".join(parts)


def breakable(text: str) -> str:
    """Long words may go on in the next line, so that an address is always seen whole."""
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    return _MAY_BREAK.join(word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD))
