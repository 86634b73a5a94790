"""Reading typed fields one by one and collecting what is wrong with them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from guestreg.domain.dates import DateFault, TypedDate, never_in_month, typed_date, typed_moment
from guestreg.domain.text import clean, forbidden_character, is_person_name, off_paper
from guestreg.domain.violation import Severity, Violation, blocking

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """One form part as typed: field name to text, and the codes the person confirmed."""

    fields: Mapping[str, str]
    confirmed: frozenset[str] = frozenset()


@dataclass(slots=True)
class Reading:
    """Reads one part of a form. Every method gives None for what is empty or wrong, and notes why."""

    typed: Typed
    today: date
    guest: int | None = None
    violations: list[Violation] = field(default_factory=list)

    def wrong(self, code: str, name: str, severity: Severity = Severity.REFUSE, **params: str) -> None:
        """Note a violation; one that asks is dropped once the person has confirmed its code."""
        if severity is Severity.ASK and code in self.typed.confirmed:
            return
        self.violations.append(Violation(code, name, self.guest, params, severity))

    def warn(self, code: str, name: str, **params: str) -> None:
        self.wrong(code, name, Severity.WARN, **params)

    def ask(self, code: str, name: str, **params: str) -> None:
        self.wrong(code, name, Severity.ASK, **params)

    @property
    def refused(self) -> bool:
        return bool(blocking(tuple(self.violations)))

    def only(self, known: Iterable[str]) -> None:
        """Refuse names nobody reads: a misspelt field must not vanish."""
        for name in sorted(set(self.typed.fields) - set(known)):
            self.wrong("E-88", name)

    def raw(self, name: str, *, required: bool = False) -> str | None:
        """Cleaned text without a forbidden character."""
        text = self.typed.fields.get(name, "")
        character = forbidden_character(text.strip(" \t\r\n"))
        if character is not None:
            self.wrong("E-56", name, character=f"U+{ord(character):04X}")
            return None
        text = clean(text)
        if not text and required:
            self.wrong("E-10", name)
        return text or None

    def text(self, name: str, least: int, most: int, *, required: bool = False) -> str | None:
        text = self.raw(name, required=required)
        if text is not None and not least <= len(text) <= most:
            self.wrong("E-54", name, least=str(least), most=str(most), length=str(len(text)))
            return None
        if text is not None and (sign := off_paper(text)) is not None:
            self.warn("E-140", name, sign=sign)
        return text

    def person(self, name: str, least: int, most: int, *, required: bool = False) -> str | None:
        """A person's name: letters of any script, blank, apostrophe, hyphen."""
        text = self.text(name, least, most, required=required)
        if text is not None and not is_person_name(text):
            self.wrong("E-55", name)
            return None
        return text

    def day(self, name: str, *, required: bool = False, ahead: bool = False) -> TypedDate | None:
        """A date or a year; `ahead` for dates that may lie in the future."""
        text = self.raw(name, required=required)
        if text is None:
            return None
        match typed_date(text, self.today, ahead=ahead):
            case TypedDate() as day:
                return day
            case DateFault.IMPOSSIBLE:
                self._impossible(name, text)
            case _:
                self.wrong("E-58", name)
        return None

    def whole_day(self, name: str, *, required: bool = False, ahead: bool = False) -> date | None:
        """A date known to the day."""
        day = self.day(name, required=required, ahead=ahead)
        if day is None:
            return None
        if day.precision.value != "D":
            self.wrong("E-58", name)
            return None
        return day.date

    def moment(self, name: str, *, required: bool = False) -> datetime | None:
        """Vietnam's wall time, to the minute."""
        text = self.raw(name, required=required)
        if text is None:
            return None
        match typed_moment(text):
            case datetime() as moment:
                return moment
            case DateFault.IMPOSSIBLE:
                self._impossible(name, text)
            case _:
                self.wrong("E-135", name)
        return None

    def _impossible(self, name: str, text: str) -> None:
        never = never_in_month(text)
        if never is None:
            self.wrong("E-136", name, typed=text)
        else:
            self.wrong("E-11", name, typed=text, day=str(never[0]), month=str(never[1]))

    def code(self, name: str, codes: Collection[str], *, required: bool = False) -> str | None:
        text = self.raw(name, required=required)
        if text is not None and text not in codes:
            self.wrong("E-62", name)
            return None
        return text

    def number(self, name: str, codes: Collection[int], *, required: bool = False) -> int | None:
        text = self.code(name, {str(code) for code in codes}, required=required)
        return None if text is None else int(text)

    def choice(self, name: str, kind: type[Choice], *, required: bool = False) -> Choice | None:
        text = self.code(name, {one.value for one in kind}, required=required)
        return None if text is None else kind(text)

    def flag(self, name: str) -> bool:
        return self.code(name, ("true", "false")) == "true"

    def phone(self, name: str, *, required: bool = False, mobile: bool = False) -> str | None:
        """Digits with an optional leading +, blanks, dots and dashes removed; a Vietnamese `mobile` has 10 from 0."""
        text = self.raw(name, required=required)
        if text is None:
            return None
        digits = text.translate(_PHONE_SIGNS)
        body = digits.removeprefix("+")
        if not (body.isascii() and body.isdigit() and 3 <= len(digits) <= 15):
            self.wrong("E-68", name)
            return None
        if mobile and digits.startswith("0") and len(digits) != VIETNAMESE_MOBILE:
            self.warn("E-142", name, digits=str(VIETNAMESE_MOBILE), length=str(len(digits)))
        return digits


VIETNAMESE_MOBILE = 10
"""Digits of a mobile number, its leading 0 included."""
_PHONE_SIGNS = str.maketrans("", "", " .-()")
