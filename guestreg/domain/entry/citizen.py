"""A citizen's fields, list (a): the rules of the stay notification."""

from dataclasses import dataclass
from datetime import date

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.citizen_number import doubts, is_citizen_number, without_signs
from guestreg.domain.entry.reading import Reading
from guestreg.domain.guest import BirthPrecision, Citizen, Sex
from guestreg.domain.rules import DocumentRules

FIELDS = [
    "kind",
    "full_name",
    "actual_departure",
    "birth_date",
    "sex",
    "nationality",
    "doc_kind",
    "doc_kind_name",
    "doc_number",
    "doc_issued_on",
    "doc_issue_place",
    "phone",
    "residence_kind",
    "res_province",
    "res_commune",
    "res_address",
    "guardian",
]

CITIZEN_CARD, OLD_CARD, DRIVING_LICENCE, PASSPORT, HEALTH_CARD = 1, 2, 3, 4, 6
NUMBER_NOTICE, IDENTITY_CARD, OTHER_PAPER = 7, 8, 9
EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class GuestContext:
    """What a guest's rules need to know around her. Dates are Vietnam's."""

    catalogue: Catalogue
    documents: DocumentRules
    arrival_on: date | None
    """None while the clock is not believed: the form took it from there."""
    departure_on: date | None
    past_until: date
    """Today; no bound for a record that stays as it is, or while the clock is not believed."""
    ahead_from: date
    """The same for what must not be over."""
    party: int
    """How many guests the stay has."""
    border_area: bool
    police_phone: str


def read_citizen(reading: Reading, context: GuestContext) -> Citizen | None:
    """None when something refuses; `reading.violations` then says what. Source: field list (a)."""
    reading.only(FIELDS)
    name = person_name(reading, 2)
    birth = birth_date(reading, context)
    if birth is not None and birth[1] is BirthPrecision.Y:
        reading.warn("E-60", "birth_date", year=str(birth[0].year))
    sex = reading.choice("sex", Sex, required=True)
    if reading.raw("nationality") not in (None, "VNM"):
        reading.wrong("E-62", "nationality")
    guardian = _guardian(reading, context)
    paper = _paper(reading, context, birth[0] if birth else None, guardian)
    commune, province = _residence(reading, context)
    issued_on = _issued_on(reading, context, paper[0] if paper else None)
    issue_place = reading.text("doc_issue_place", 0, 120)
    phone = reading.phone("phone", mobile=True)
    residence_kind = reading.number("residence_kind", dict(context.catalogue.residence_kinds))
    address = reading.text("res_address", 0, 250)
    if reading.refused or name is None or birth is None or sex is None or paper is None:
        return None
    kind, number, kind_name = paper
    if kind in (CITIZEN_CARD, IDENTITY_CARD) and number is not None:
        for doubt in doubts(number, birth[0], sex):
            reading.warn("E-14", "doc_number", doubt=doubt.value)
    return Citizen(
        full_name=name,
        birth_date=birth[0],
        birth_precision=birth[1],
        sex=sex,
        doc_kind=kind,
        doc_number=number,
        doc_kind_name=kind_name,
        doc_issued_on=issued_on,
        doc_issue_place=issue_place,
        phone=phone,
        residence_kind=residence_kind,
        res_province=province,
        res_commune=commune,
        res_address=address,
        guardian=guardian,
    )


def person_name(reading: Reading, least: int) -> str | None:
    """The guest's name as typed; a single word needs the person's word that it is whole."""
    name = reading.person("full_name", least, 160, required=True)
    if name is not None and " " not in name:
        reading.ask("E-57", "full_name")
    return name


def birth_date(reading: Reading, context: GuestContext) -> tuple[date, BirthPrecision] | None:
    day = reading.day("birth_date", required=True)
    if day is None:
        return None
    if day.date > min(context.past_until, context.arrival_on or date.max):
        reading.wrong("E-12", "birth_date")
    elif day.date < EARLIEST_BIRTH:
        reading.wrong("E-59", "birth_date", year=str(EARLIEST_BIRTH.year))
    else:
        return day.date, day.precision
    return None


def _guardian(reading: Reading, context: GuestContext) -> int | None:
    """Counted from 1 as people count; another guest of the same stay."""
    text = reading.raw("guardian")
    if text is None:
        return None
    if (
        not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= context.party)
        or int(text) - 1 == reading.guest
    ):
        reading.wrong("E-73", "guardian")
        return None
    return int(text) - 1


def _paper(
    reading: Reading, context: GuestContext, born: date | None, guardian: int | None
) -> tuple[int | None, str | None, str | None] | None:
    """(kind, number, name of the kind); all None for a child declared with a companion."""
    kind_text, number_text = reading.raw("doc_kind"), reading.raw("doc_number")
    if kind_text is None and number_text is None and guardian is not None:
        return _child(reading, context, born)
    kind = reading.number("doc_kind", dict(context.catalogue.document_kinds), required=True)
    number = None if number_text is None else without_signs(number_text)
    if number is None:
        reading.wrong("E-10", "doc_number")
    kind_name = reading.text("doc_kind_name", 2, 60, required=kind == OTHER_PAPER)
    if kind is None or number is None or not _number_fits(reading, kind, number):
        return None
    return kind, number, kind_name


def _child(reading: Reading, context: GuestContext, born: date | None) -> tuple[None, None, None] | None:
    limit = context.documents.child_without_card_under_years
    if born is not None and context.arrival_on is not None and _years(born, context.arrival_on) >= limit:
        reading.wrong("E-74", "doc_number", years=str(limit))
        return None
    reading.warn("E-75", "doc_number", phone=context.police_phone)
    return None, None, None


def _number_fits(reading: Reading, kind: int, number: str) -> bool:
    digits = number.isascii() and number.isdigit()
    plain = number.isascii() and number.isalnum()
    match kind:
        case 1 | 8 if not is_citizen_number(number):
            reading.wrong("E-13", "doc_number", length=str(len(number)))
        case 2 if not (digits and len(number) in (9, 12)):
            reading.wrong("E-63", "doc_number")
        case 3 | 6 if not (plain and len(number) <= 20):
            reading.wrong("E-37", "doc_number", most="20")
        case 4 if not (plain and len(number) <= 10):
            reading.wrong("E-37", "doc_number", most="10")
        case 5 | 7 | 9 if not (number.isascii() and number.isprintable() and len(number) <= 30):
            reading.wrong("E-64", "doc_number", most="30")
        case 7 if not is_citizen_number(number):
            reading.warn("E-65", "doc_number")
            return True
        case _:
            return True
    return False


def _issued_on(reading: Reading, context: GuestContext, kind: int | None) -> date | None:
    issued = reading.whole_day("doc_issued_on")
    if issued is None:
        return None
    if issued > context.past_until:
        reading.wrong("E-66", "doc_issued_on")
        return None
    if kind == CITIZEN_CARD and issued >= context.documents.identity_card_from:
        reading.warn("E-67", "doc_kind")
    return issued


def _residence(reading: Reading, context: GuestContext) -> tuple[str | None, str | None]:
    """(commune, province); the commune alone tells its province."""
    places = context.catalogue.places
    province, commune = reading.raw("res_province"), reading.raw("res_commune")
    if province is not None and places.province(province) is None:
        reading.wrong("E-62", "res_province")
    if commune is None:
        return None, province
    found = places.commune(commune)
    if found is None:
        reading.wrong("E-62", "res_commune")
        return None, province
    if province is not None and province != found.province_code:
        reading.wrong("E-69", "res_commune")
    return commune, found.province_code


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
