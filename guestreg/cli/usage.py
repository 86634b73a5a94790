"""What is wrong with a command as typed, in the language of the call. `verbs` asks it; typer's own words are English.

The pieces are labels of the phrase file; what no piece fits is said as typer says it.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import typer

from guestreg.domain.dates import VIETNAM
from guestreg.ports.phrasebook import Phrasebook

LANGUAGES = ("vi", "en")
_EXAMPLE = datetime(2026, 11, 21, 20, 40, tzinfo=VIETNAM)
_SAID = {
    "usage_command": re.compile(r"No such command '(?P<what>[^']*)'"),
    "usage_extra": re.compile(r"Got unexpected extra argument\S* \((?P<what>.*)\)"),
    "usage_bare": re.compile(r"Option '(?P<what>[^']*)' (?:requires|does not take)"),
    "usage_no_command": re.compile(r"Missing command"),
}


class Misuse(typer.BadParameter):
    """Options that are right one by one and wrong together; `key` names a piece, `what` fills it."""

    def __init__(self, key: str, what: str = "") -> None:
        super().__init__(key)
        self.key, self.what = key, what


def language_of(arguments: Sequence[str]) -> str:
    """The language asked for, if it is one: also of a call that can't be understood."""
    for place, one in enumerate(arguments):
        name, equals, value = one.partition("=")
        asked = value if equals else arguments[place + 1] if place + 1 < len(arguments) else ""
        if name == "--lang" and asked in LANGUAGES:
            return asked
    return ""


def usage_words(error: Exception, phrases: Phrasebook) -> str:
    """What to change, in one line."""
    match error:
        case Misuse():
            return _piece(phrases, error.key, what=error.what)
        case _ if type(error).__name__ == "NoSuchOption":
            close = ", ".join(getattr(error, "possibilities", None) or ())
            no_option = _piece(phrases, "usage_option", what=str(getattr(error, "option_name", "")))
            return f"{no_option} ({close})" if close else no_option
        case _ if type(error).__name__ == "MissingParameter":
            return _piece(phrases, "usage_missing", what=_named(error)) + _choices(error)
        case typer.BadParameter():
            return _piece(phrases, "usage_value", what=_named(error), allowed=_allowed(phrases, error))
    said = str(getattr(error, "message", error)).strip().partition("\n")[0]
    for key, pattern in _SAID.items():
        if found := pattern.search(said):
            return _piece(phrases, key, **found.groupdict())
    return said


def _piece(phrases: Phrasebook, key: str, **values: str) -> str:
    return phrases.label(key).format_map(values)


def _named(error: Exception) -> str:
    param = getattr(error, "param", None)
    return "" if param is None else str(param.get_error_hint()).replace("'", "")


def _choices(error: Exception) -> str:
    values = _values(error)
    return f" ({', '.join(values)})" if values else ""


def _allowed(phrases: Phrasebook, error: Exception) -> str:
    """The values, the form or the numbers it takes."""
    param = getattr(error, "param", None)
    if values := _values(error):
        return ", ".join(values)
    if formats := getattr(_info(param), "formats", None):
        return ", ".join(_EXAMPLE.strftime(one) for one in formats)
    least, most = getattr(param, "min", None), getattr(param, "max", None)
    if most is not None:
        return _piece(phrases, "usage_between", least=str(least or 0), most=str(most))
    return _piece(phrases, "usage_number" if least is None else "usage_at_least", least=str(least))


def _values(error: Exception) -> list[str]:
    kind = getattr(getattr(getattr(error, "param", None), "type_descriptor", None), "annotation", None)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(one.value) for one in kind]
    return [str(one) for one in get_args(kind)] if get_origin(kind) is Literal else []


def _info(param: Any) -> Any:
    return getattr(getattr(param, "type_descriptor", None), "parameter_info", None)
