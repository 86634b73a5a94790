"""What a person copies into VNeID, value by value, in the order its screens ask for them; one page a guest.

The order and the labels are data of the rules file, so that a change of the app needs no new program.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from guestreg.domain.dates import local
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import Citizen, Sex
from guestreg.domain.identifiers import GuestId
from guestreg.domain.stay import Stay
from guestreg.services.desk import Desk

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class AidStep:
    """One field there: what it is called and what belongs in it; empty where the book has nothing."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, repr=False)
class AidPage:
    """`guest_id` None for the page of the house."""

    title: str
    steps: tuple[AidStep, ...]
    guest_id: GuestId | None = None


@dataclass(frozen=True, slots=True, repr=False)
class TypingAid:
    """`path` is the way to the form in the app, `ending` what is left after the last guest."""

    path: str
    ending: str
    pages: tuple[AidPage, ...]


def typing_aid(desk: Desk, layout: Mapping[str, Any], guests: tuple[GuestId, ...]) -> TypingAid | None:
    """Citizens only: VNeID takes no foreigners. None without a house or a citizen among `guests`.

    `layout` is the parsed rules file. Raises StoreBusy while another program holds the book.
    """
    with desk.store.unit_of_work() as uow:
        house = uow.house.establishment()
        stays = [(guest_id, uow.stays.of_guest(guest_id)) for guest_id in guests]
    if house is None:
        return None
    pages = []
    for guest_id, kept in stays:
        found = next((one.guest for one in kept.guests if one.id == guest_id), None) if kept else None
        if kept is not None and isinstance(found, Citizen):
            facts = _guest_facts(desk, layout, found, kept.stay)
            pages.append(AidPage(found.full_name, _steps(layout["guest"], facts.__getitem__), guest_id))
    if not pages:
        return None
    of_house = _steps(layout["house"], _house_facts(desk, layout, house).__getitem__)
    return TypingAid(layout["path"], layout["end"]["words"], (AidPage(house.name, of_house), *pages))


def _steps(rows: list[Mapping[str, str]], fact: Callable[[str], str]) -> tuple[AidStep, ...]:
    return tuple(AidStep(row["label"], fact(row["value"])) for row in rows)


def _house_facts(desk: Desk, layout: Mapping[str, Any], house: Establishment) -> Facts:
    return {
        "house_province": _province(desk, house.province),
        "house_commune": _commune(desk, house.commune),
        "house_kind": layout["house_kinds"][house.kind.value],
        "house_name": house.name,
    }


def _guest_facts(desk: Desk, layout: Mapping[str, Any], guest: Citizen, stay: Stay) -> Facts:
    catalogue = desk.catalogue
    nationality = catalogue.nationality(guest.nationality)
    labels = {one.code: one.label for one in catalogue.document_kinds}
    residences = {one.code: one.label for one in catalogue.residence_kinds}
    reasons = {one.code: one.label for one in catalogue.reasons}
    return {
        "full_name": guest.full_name,
        "birth": guest.birth_date.strftime("%d/%m/%Y"),
        "sex": layout["words"]["male" if guest.sex is Sex.M else "female"],
        "nationality": nationality.name_vi if nationality else guest.nationality,
        "doc_kind": labels.get(guest.doc_kind or 0, ""),
        "doc_number": guest.doc_number or "",
        "phone": guest.phone or "",
        "residence_kind": residences.get(guest.residence_kind or 0, ""),
        "res_province": _province(desk, guest.res_province),
        "res_commune": _commune(desk, guest.res_commune),
        "res_address": guest.res_address or "",
        "arrival": local(stay.arrival).strftime("%d/%m/%Y %H:%M"),
        "departure": local(stay.planned_departure).strftime("%d/%m/%Y %H:%M"),
        "reason": stay.reason_text or reasons.get(stay.reason, ""),
        "room": stay.room or "",
    }


def _province(desk: Desk, code: str | None) -> str:
    found = desk.catalogue.places.province(code) if code else None
    return found.name if found else ""


def _commune(desk: Desk, code: str | None) -> str:
    found = desk.catalogue.places.commune(code) if code else None
    return found.name if found else ""
