"""A guest as a row and back, and the key it is searched by. Citizens and foreigners share one table."""

import re
from typing import Any

from guestreg.domain.guest import BirthPrecision, Citizen, Foreigner, Guest, GuestKind, Sex
from guestreg.domain.identifiers import DeclarationId, GuestId, StayId
from guestreg.domain.search import fold, initials
from guestreg.ports.kept import KeptGuest

_BOTH = ("full_name", "birth_date", "nationality", "phone")
_CITIZEN = (
    *_BOTH, "doc_kind", "doc_number", "doc_kind_name", "doc_issued_on", "doc_issue_place", "residence_kind",
    "res_province", "res_commune", "res_address", "guardian",
)  # fmt: skip
_FOREIGNER = (
    *_BOTH, "permitted_until", "passport_kind", "passport_expires_on", "entry_paper_kind", "entry_paper_number",
    "entry_paper_until", "entry_on", "entry_gate", "entry_purpose", "border_permit_number", "border_permit_until",
    "home_address",
)  # fmt: skip
_PASSPORT = {
    "passport_number": "doc_number",
    "passport_issued_on": "doc_issued_on",
    "passport_issue_place": "doc_issue_place",
}
_EMPTY: dict[str, Any] = dict.fromkeys((*_CITIZEN, *_FOREIGNER))
_NOT_OF_WORDS = re.compile(r"[\W_]+")


def guest_row(kept: KeptGuest, stay_id: StayId, position: int, room: str | None) -> dict[str, Any]:
    """All columns but `row_id` and `newest_version`."""
    guest = kept.guest
    return (
        _EMPTY
        | _own(guest)
        | {
            "id": kept.id,
            "stay_id": stay_id,
            "position": position,
            "declaration_id": kept.declaration_id,
            "volume": kept.volume,
            "register_no": kept.register_no,
            "kind": guest.kind.value,
            "birth_precision": guest.birth_precision.value,
            "sex": guest.sex.value,
            "search_key": search_key(guest.full_name, guest.doc_number, room),
            "departed_at": kept.departed_at,
        }
    )


def _own(guest: Guest) -> dict[str, Any]:
    match guest:
        case Citizen():
            return {name: getattr(guest, name) for name in _CITIZEN}
        case Foreigner():
            values = {name: getattr(guest, name) for name in _FOREIGNER}
            return values | {column: getattr(guest, name) for name, column in _PASSPORT.items()}


def kept_guest(row: Any) -> KeptGuest:
    """`row` has the columns of the guests table by name."""
    shared: dict[str, Any] = {
        "birth_precision": BirthPrecision(row.birth_precision),
        "sex": Sex(row.sex),
    }
    guest: Guest
    if row.kind == GuestKind.CITIZEN.value:
        guest = Citizen(**shared, **{name: getattr(row, name) for name in _CITIZEN})
    else:
        passport = {name: getattr(row, column) for name, column in _PASSPORT.items()}
        guest = Foreigner(**shared, **passport, **{name: getattr(row, name) for name in _FOREIGNER})
    return KeptGuest(
        GuestId(row.id), DeclarationId(row.declaration_id), row.volume, row.register_no, guest, row.departed_at
    )


def search_key(full_name: str, doc_number: str | None, room: str | None) -> str:
    """Every word a guest is found by, each with a blank before it; a search word matches where a word begins.

    Name whole and as initials, number whole and its last four, room; parts of joined words also stand alone.
    """
    number = fold(doc_number or "")
    words = [*fold(full_name).split(), initials(full_name), number, number[-4:], *fold(room or "").split()]
    words += [part for word in words for part in _NOT_OF_WORDS.split(word) if part != word]
    return "".join(f" {word}" for word in dict.fromkeys(words) if word)
