"""A guest as the portal's files write her: one text for each field, lists as bare codes, no text for what isn't known.

The writers and the objections start from it. It must not know a column, a tag or a label.
"""

from datetime import date, datetime

from guestreg.domain.dates import local
from guestreg.domain.guest import BirthPrecision, Citizen, Foreigner
from guestreg.domain.stay import OTHER_REASON
from guestreg.domain.text import fold_to_mrz
from guestreg.ports.exporter import UploadGuest

OTHER_PAPER = 9


def guest_texts(one: UploadGuest) -> dict[str, str]:
    """By the names of the field lists; empty texts are there too."""
    stay, guest = one.stay, one.guest
    own = _citizen(one, guest) if isinstance(guest, Citizen) else _foreigner(one, guest)
    known = own | {
        "sex": guest.sex.value,
        "nationality": guest.nationality,
        "arrival": _day(stay.arrival),
        "room": stay.room,
    }
    return {name: text or "" for name, text in known.items()}


def ends_on(one: UploadGuest) -> date:
    """The day a citizen's stay is said to end: the sheet has no other place for an earlier leave."""
    return local(one.departed_at or one.stay.planned_departure).date()


def _citizen(one: UploadGuest, guest: Citizen) -> dict[str, str | None]:
    stay = one.stay
    return {
        "full_name": guest.full_name,
        "birth_date": _birth(guest.birth_date, guest.birth_precision),
        "doc_kind": _code(guest.doc_kind),
        "doc_kind_name": guest.doc_kind_name if guest.doc_kind == OTHER_PAPER else None,
        "doc_number": guest.doc_number,
        "phone": guest.phone,
        "residence_kind": _code(guest.residence_kind),
        "res_province": guest.res_province,
        "res_commune": guest.res_commune,
        "res_address": guest.res_address,
        "planned_departure": _day(ends_on(one)),
        "reason": _code(stay.reason),
        "reason_text": stay.reason_text if stay.reason == OTHER_REASON else None,
        "note": stay.note,
    }


def _foreigner(one: UploadGuest, guest: Foreigner) -> dict[str, str | None]:
    return {
        "full_name": fold_to_mrz(guest.full_name),
        "birth_date": _birth(guest.birth_date, guest.birth_precision),
        "birth_precision": guest.birth_precision.value,
        "passport_number": guest.passport_number,
        "planned_departure": _day(one.stay.planned_departure),
        "actual_departure": None if one.departed_at is None else _day(one.departed_at),
        "permitted_until": _day(guest.permitted_until),
    }


def _birth(born: date, precision: BirthPrecision) -> str:
    return _day(born.replace(month=1, day=1) if precision is BirthPrecision.Y else born)


def _day(at: date) -> str:
    """dd/MM/yyyy on Vietnam's calendar."""
    day = local(at).date() if isinstance(at, datetime) else at
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _code(number: int | None) -> str | None:
    return None if number is None else str(number)
