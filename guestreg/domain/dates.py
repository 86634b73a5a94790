"""Dates and times as people type and read them, and Vietnam's time zone. For every form, reader and paper.

"Today" is always brought by the caller; whether a date makes sense for its field is that field's matter.
"""

import re
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

from guestreg.domain.guest import BirthPrecision

VIETNAM = timezone(timedelta(hours=7))
"""The same all year round, and since 1975."""

_SEPARATED = r"([0-9]{1,2})[ ./-]+([0-9]{1,2})[ ./-]+([0-9]{2}|[0-9]{4})"
_JOINED = r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})"
_YEAR_FIRST = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_YEAR = r"[0-9]{4}"
_TIME = r"([0-9]{1,2})[:.hH]([0-9]{2})|([0-9]{2})([0-9]{2})"
_DAY_AND_TIME = r"([0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}) +([0-9:.hH]+)"
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LOCAL = r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2})?"


class DateFault(StrEnum):
    """Why typed text is no date or time."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    """It has the form of a date, but there is no such day or minute."""


class TypedDate(NamedTuple):
    """What was understood; with precision Y the date is 1 January of the year."""

    date: date
    precision: BirthPrecision


def typed_date(text: str, today: date, *, ahead: bool = False) -> TypedDate | DateFault:
    """Read `5/9/90`, `05091990`, `050990`, `5.9.1990`, `5 9 1990`, `1990-09-05`, or `1990`: the year alone.

    Day before month. A two-digit year gives the latest such date not after `today`; with `ahead` (a date that
    may lie in the future, such as a permitted stay) the one nearest to `today`.
    Source: screens, language, search, dates.
    """
    typed = text.strip()
    if not typed:
        return DateFault.EMPTY
    if re.fullmatch(_YEAR, typed):
        first = _date(int(typed), 1, 1)
        return TypedDate(first, BirthPrecision.Y) if first else DateFault.IMPOSSIBLE
    if found := re.fullmatch(_YEAR_FIRST, typed):
        day = _date(int(found[1]), int(found[2]), int(found[3]))
    elif found := re.fullmatch(_SEPARATED, typed) or re.fullmatch(_JOINED, typed):
        day = _day_first(found[1], found[2], found[3], today, ahead)
    else:
        return DateFault.UNREADABLE
    return TypedDate(day, BirthPrecision.D) if day else DateFault.IMPOSSIBLE


def _day_first(day: str, month: str, year: str, today: date, ahead: bool) -> date | None:
    if len(year) == 4:
        return _date(int(year), int(month), int(day))
    start = today.year // 100 * 100 + int(year)
    candidates = [_date(full_year, int(month), int(day)) for full_year in (start - 100, start, start + 100)]
    real = [candidate for candidate in candidates if candidate is not None]
    if ahead:
        return min(real, key=lambda candidate: abs(candidate - today), default=None)
    return max((candidate for candidate in real if candidate <= today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def typed_time(text: str) -> time | DateFault:
    """Read `20:40`, `20h40`, `20.40`, `8:05` or `2040` as wall time."""
    typed = text.strip()
    if not typed:
        return DateFault.EMPTY
    found = re.fullmatch(_TIME, typed)
    if found is None:
        return DateFault.UNREADABLE
    try:
        return time(int(found[1] or found[3]), int(found[2] or found[4]))
    except ValueError:
        return DateFault.IMPOSSIBLE


def typed_moment(text: str) -> datetime | DateFault:
    """Read `2026-11-21T20:40` or `21/11/2026 20:40` as Vietnam's wall time; seconds are dropped."""
    typed = text.strip()
    if not typed:
        return DateFault.EMPTY
    if found := re.fullmatch(_DAY_AND_TIME, typed):
        return _day_with_time(found[1], found[2])
    found = re.fullmatch(_LOCAL, typed)
    if found is None:
        return DateFault.UNREADABLE
    try:
        moment = datetime.fromisoformat(f"{found[1]}T{found[2]}")
    except ValueError:
        return DateFault.IMPOSSIBLE
    return moment.replace(tzinfo=VIETNAM)


def _day_with_time(day: str, clock: str) -> datetime | DateFault:
    read, wall = typed_date(day, date.max), typed_time(clock)
    if isinstance(read, TypedDate) and isinstance(wall, time):
        return at_local(read.date, wall)
    return DateFault.UNREADABLE if DateFault.UNREADABLE in (read, wall) else DateFault.IMPOSSIBLE


def never_in_month(text: str) -> tuple[int, int] | None:
    """Of a date or moment that can't be: its day and the month that has no such day in any year."""
    if found := re.match(_YEAR_FIRST, text):
        day, month = int(found[3]), int(found[2])
    elif found := re.match(_SEPARATED, text) or re.fullmatch(_JOINED, text):
        day, month = int(found[1]), int(found[2])
    else:
        return None
    return (day, month) if 1 <= month <= 12 and day > _LONGEST[month - 1] else None


def local(instant: datetime) -> datetime:
    """Return the aware `instant` on Vietnam's clock. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant.astimezone(VIETNAM)


def at_local(day: date, wall: time) -> datetime:
    """Return Vietnam's wall time `wall` on `day` as an aware instant."""
    return datetime.combine(day, wall, VIETNAM)


def day_text(day: date) -> str:
    """Return `05/09/1990`, as screens and papers show a date."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def birth_text(day: date, precision: BirthPrecision) -> str:
    """Return `05/09/1990`, or `1990` when the year alone is known."""
    return day_text(day) if precision is BirthPrecision.D else f"{day.year:04}"


def moment_text(instant: datetime) -> str:
    """Return `20:40 21/11/2026` on Vietnam's clock, as the register shows a moment."""
    wall = local(instant)
    return f"{wall.hour:02}:{wall.minute:02} {day_text(wall)}"
