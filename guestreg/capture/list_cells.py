"""One cell of a list as number, day or label. Spreadsheet programs spoil numbers; what isn't provable is not mended."""

import re
from datetime import date, datetime
from typing import Any

from guestreg.domain.text import clean, matched_number

_SPOILT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+|[0-9]+[.,]0+")
_DAY_FIRST = re.compile(r"(?<![0-9])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])")
_YEAR_FIRST = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")
_TWELVE_DIGITS = (10**11, 10**12)
_LONGEST_LABEL = 200


def number_of(cell: Any) -> tuple[str, bool]:
    """The document number as it is matched, and whether it is whole.

    A number that a spreadsheet program made of it has lost what zeros led it, unless all twelve digits are there.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        least, beyond = _TWELVE_DIGITS
        whole = cell == int(cell) and least <= cell < beyond if abs(cell) < beyond else False
        return (str(int(cell)), True) if whole else ("", False)
    typed = label_of(cell).removeprefix("'")
    if _SPOILT.fullmatch(typed.replace(" ", "")):
        return "", False
    return matched_number(typed), True


def arrival_of(cell: Any) -> date | None:
    """The day in Vietnam, day before month as the portal writes it; None where there is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    typed = label_of(cell)
    if found := _DAY_FIRST.search(typed):
        return _day(found[3], found[2], found[1])
    if found := _YEAR_FIRST.search(typed):
        return _day(found[1], found[2], found[3])
    return None


def label_of(cell: Any) -> str:
    """As a person reads it, cut where no label goes on."""
    return clean(str(cell))[:_LONGEST_LABEL] if cell is not None else ""


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
