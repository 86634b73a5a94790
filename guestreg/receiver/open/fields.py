"""What a single value may be: each check gives an error code of the contract, or None when it holds.

Used for documents and the other bodies. It must not know where in a document the value stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import Any

from guestreg.receiver.open.instants import read_date, read_instant, read_local

Check = Callable[[Any], str | None]

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NAME_SIGNS = " '’ʼ-"
LARGEST_VERSION = 2**31 - 1


def text(least: int, most: int) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, str) or not _is_tidy(value):
            return "format"
        return None if least <= len(value) <= most else "length"

    return check


def person(least: int, most: int) -> Check:
    length = text(least, most)

    def check(value: Any) -> str | None:
        wrong = length(value)
        if wrong is not None:
            return wrong
        letters = [sign for sign in value if unicodedata.category(sign)[0] == "L"]
        others = (sign for sign in value if unicodedata.category(sign)[0] not in "LM")
        return None if letters and all(sign in _NAME_SIGNS for sign in others) else "format"

    return check


def pattern(rule: str) -> Check:
    compiled = re.compile(rule)
    return lambda value: None if isinstance(value, str) and compiled.fullmatch(value) else "format"


def choice(*allowed: str) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, str):
            return "format"
        return None if value in allowed else "not-in-catalogue"

    return check


def listed(allowed: Collection[str]) -> Check:
    return choice(*allowed)


def number_in(allowed: Collection[int]) -> Check:
    def check(value: Any) -> str | None:
        if not is_integer(value):
            return "format"
        return None if value in allowed else "not-in-catalogue"

    return check


def whole_number(least: int, most: int) -> Check:
    return lambda value: None if is_integer(value) and least <= value <= most else "format"


def day(value: Any) -> str | None:
    return None if isinstance(value, str) and read_date(value) is not None else "format"


def instant(value: Any) -> str | None:
    return None if isinstance(value, str) and read_instant(value) is not None else "format"


def local_time(value: Any) -> str | None:
    return None if isinstance(value, str) and read_local(value) is not None else "format"


def is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_version(value: Any) -> bool:
    return is_integer(value) and 1 <= value <= LARGEST_VERSION


def _is_tidy(value: str) -> bool:
    return (
        value == value.strip()
        and "  " not in value
        and unicodedata.is_normalized("NFC", value)
        and not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in value)
    )
