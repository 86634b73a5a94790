"""Reading one element of an array field by field, collecting a sentence for each thing that is wrong.

Called by validation and departure. It must not know which call the element belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from guestreg.receiver.kbtt import wording

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)
_INT64 = 2**63
LETTERS_AND_DIGITS = re.compile(r"[A-Za-z0-9]+", re.ASCII)


class Fields:
    """One person's element; `errors` grows in the order the fields are asked for."""

    def __init__(self, element: Mapping[str, object]) -> None:
        self._element = element
        self.errors: list[str] = []

    def refuse(self, sentence: str) -> None:
        self.errors.append(sentence)

    def text(self, name: str, label: str, *, mandatory: bool = True) -> str | None:
        value = self._present(name, label, mandatory)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(wording.wrong_shape(label))
            return None
        return value

    def number(self, name: str, label: str, *, mandatory: bool = True) -> int | None:
        value = self._present(name, label, mandatory)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not -_INT64 <= value < _INT64:
            self.refuse(wording.wrong_shape(label))
            return None
        return value

    def choice(self, name: str, label: str, choices: tuple[str, ...], otherwise: str) -> str | None:
        value = self.text(name, label)
        if value is not None and value not in choices:
            self.refuse(otherwise)
            return None
        return value

    def in_range(self, name: str, label: str, high: int, *, mandatory: bool = True) -> int | None:
        value = self.number(name, label, mandatory=mandatory)
        if value is not None and not 1 <= value <= high:
            self.refuse(wording.outside_range(label, 1, high))
            return None
        return value

    def day(self, name: str, label: str) -> date | None:
        value = self.text(name, label)
        if value is None:
            return None
        try:
            if _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            self.refuse(wording.wrong_shape(label, "YYYY-MM-DD"))
            return None
        self.refuse(wording.wrong_shape(label, "YYYY-MM-DD"))
        return None

    def moment(self, name: str, label: str) -> datetime | None:
        """A Vietnam wall-clock time, without a zone."""
        value = self.text(name, label)
        if value is None:
            return None
        try:
            if _MOMENT.fullmatch(value):
                return datetime.fromisoformat(value)
        except ValueError:
            self.refuse(wording.wrong_shape(label, "YYYY-MM-DD HH:mm:ss"))
            return None
        self.refuse(wording.wrong_shape(label, "YYYY-MM-DD HH:mm:ss"))
        return None

    def _present(self, name: str, label: str, mandatory: bool) -> object | None:
        value = self._element.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if mandatory:
                self.refuse(wording.missing(label))
            return None
        return value
