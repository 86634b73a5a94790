"""A foreigner's fields, list (b): the rules of the temporary-residence declaration."""

from datetime import date
from enum import StrEnum

from guestreg.domain.catalogue import Nationality
from guestreg.domain.citizen_number import without_signs
from guestreg.domain.entry.citizen import GuestContext, birth_date, person_name
from guestreg.domain.entry.reading import Reading
from guestreg.domain.guest import VIETNAM, Foreigner, Sex
from guestreg.domain.text import fold_to_mrz

FIELDS = [
    "kind",
    "full_name",
    "actual_departure",
    "nationality",
    "passport_number",
    "passport_kind",
    "passport_issued_on",
    "passport_issue_place",
    "passport_expires_on",
    "sex",
    "birth_date",
    "permitted_until",
    "entry_paper_kind",
    "entry_paper_number",
    "entry_paper_until",
    "entry_on",
    "entry_gate",
    "entry_purpose",
    "border_permit_number",
    "border_permit_until",
    "phone",
    "home_address",
]


class PassportKind(StrEnum):
    ORDINARY = "ordinary"
    DIPLOMATIC = "diplomatic"
    OFFICIAL = "official"
    TRAVEL_DOCUMENT = "travel_document"


def read_foreigner(reading: Reading, context: GuestContext) -> Foreigner | None:
    """None when something refuses. Source: field list (b); permitted stay is typed, never computed."""
    reading.only(FIELDS)
    name = person_name(reading, 1)
    if name is not None and fold_to_mrz(name) is None:
        reading.wrong("E-76", "full_name")
    nationality = reading.raw("nationality", required=True)
    if nationality is not None and not _is_offered(context.catalogue.nationality(nationality)):
        reading.wrong("E-62", "nationality")
    if nationality == VIETNAM:
        reading.warn("E-77", "nationality")
    number = _passport_number(reading)
    birth = birth_date(reading, context)
    sex = reading.choice("sex", Sex, required=True)
    expires = reading.whole_day("passport_expires_on", ahead=True)
    permitted = _permitted_until(reading, context, expires)
    if expires is not None and context.departure_on is not None and expires < context.departure_on:
        reading.warn("E-78", "passport_expires_on")
    entered = _not_after(reading, "entry_on", context.arrival_on or date.max, "E-81")
    permit = reading.text("border_permit_number", 0, 30)
    if context.border_area and permit is None:
        reading.warn("E-82", "border_permit_number")
    optional = {
        "passport_kind": reading.choice("passport_kind", PassportKind),
        "passport_issued_on": _not_after(reading, "passport_issued_on", context.past_until, "E-66"),
        "passport_issue_place": reading.text("passport_issue_place", 0, 120),
        "entry_paper_kind": reading.text("entry_paper_kind", 0, 60),
        "entry_paper_number": reading.text("entry_paper_number", 0, 30),
        "entry_paper_until": reading.whole_day("entry_paper_until", ahead=True),
        "entry_gate": reading.text("entry_gate", 0, 120),
        "entry_purpose": reading.text("entry_purpose", 0, 120),
        "border_permit_until": reading.whole_day("border_permit_until", ahead=True),
        "phone": reading.phone("phone", mobile=True),
        "home_address": reading.text("home_address", 0, 250),
    }
    if reading.refused or None in (name, nationality, number, birth, sex, permitted):
        return None
    assert name is not None
    assert nationality is not None
    assert number is not None
    assert birth is not None
    assert sex is not None
    assert permitted is not None
    return Foreigner(
        full_name=name,
        nationality=nationality,
        passport_number=number,
        sex=sex,
        birth_date=birth[0],
        birth_precision=birth[1],
        permitted_until=permitted,
        passport_expires_on=expires,
        entry_on=entered,
        border_permit_number=permit,
        **optional,  # type: ignore[arg-type]
    )


def _is_offered(nationality: Nationality | None) -> bool:
    return nationality is not None and nationality.offered


def _passport_number(reading: Reading) -> str | None:
    text = reading.raw("passport_number", required=True)
    if text is None:
        return None
    number = without_signs(text)
    if not (number.isascii() and number.isalnum() and len(number) <= 10):
        reading.wrong("E-37", "passport_number", most="10")
        return None
    return number


def _permitted_until(reading: Reading, context: GuestContext, expires: date | None) -> date | None:
    until = reading.whole_day("permitted_until", required=True, ahead=True)
    if until is None:
        return None
    if until < context.ahead_from:
        reading.wrong("E-79", "permitted_until", until=until.strftime("%d/%m/%Y"))
        return None
    if context.departure_on is not None and until < context.departure_on:
        reading.warn("E-36", "permitted_until", until=until.strftime("%d/%m/%Y"))
    if until == expires:
        reading.ask("E-80", "permitted_until")
    return until


def _not_after(reading: Reading, name: str, latest: date, code: str) -> date | None:
    day = reading.whole_day(name)
    if day is not None and day > latest:
        reading.wrong(code, name)
        return None
    return day
