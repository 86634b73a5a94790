"""The 12-digit personal identification number and what it says about its bearer.

Entry rules and card readers call it. It has no check digit; only its length is a hard rule.
Source: domain rules, the 12-digit personal identification number.
"""

import re
from datetime import date
from enum import StrEnum

from guestreg.domain.guest import Sex

_SIGNS = re.compile("[\\s.\u00b7\u2010-\u2015-]")
_NUMBER = re.compile("[0-9]{12}")


class NumberDoubt(StrEnum):
    """What doesn't fit the number; a warning, never a refusal."""

    SEX = "sex"
    BIRTH_YEAR = "birth_year"


def without_signs(text: str) -> str:
    """Return a document number as it is stored and sent: no blanks, dots or dashes, capital letters."""
    bare = _SIGNS.sub("", text)
    return bare.upper() if bare.isascii() else bare


def is_citizen_number(number: str) -> bool:
    """Tell whether `number` is exactly twelve ASCII digits."""
    return _NUMBER.fullmatch(number) is not None


def doubts(number: str, birth_date: date, sex: Sex) -> tuple[NumberDoubt, ...]:
    """Return what in a 12-digit `number` contradicts the bearer; of the birth date only the year counts.

    Digit 4 tells century and sex, digits 5 and 6 the year in the century; an unknown province or country in
    the first three is no doubt. Raises ValueError for anything but twelve digits.
    """
    if not is_citizen_number(number):
        raise ValueError("not twelve digits")
    century, female = divmod(int(number[3]), 2)
    found = []
    if (sex is Sex.F) != bool(female):
        found.append(NumberDoubt.SEX)
    if 1900 + 100 * century + int(number[4:6]) != birth_date.year:
        found.append(NumberDoubt.BIRTH_YEAR)
    return tuple(found)
