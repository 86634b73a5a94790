"""The house as typed, field list (c)."""

from dataclasses import dataclass
from datetime import date

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.entry.reading import Reading, Typed
from guestreg.domain.establishment import Establishment, EstablishmentKind, Notifier, Room
from guestreg.domain.rules import Rules
from guestreg.domain.violation import Violation, blocking

FIELDS = [
    "name",
    "address_detail",
    "kind",
    "province",
    "commune",
    "establishment_code",
    "owner_name",
    "manager_name",
    "owner_id_number",
    "owner_birth_date",
    "phone",
    "email",
    "tax_code",
    "security_certificate_number",
    "security_certificate_on",
    "is_remote",
    "border_area",
    "border_belt",
    "police_unit",
    "police_phone",
    "police_email",
    "police_duty_officer",
    "border_post",
    "border_post_phone",
    "retention_months",
]
MOST_RETENTION_MONTHS = 120


@dataclass(frozen=True, slots=True, repr=False)
class HouseEntry:
    """One form: `rooms` as (name, beds), `notifiers` as (name, phone), all typed text."""

    house: Typed
    rooms: tuple[tuple[str, str], ...]
    notifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CheckedHouse:
    """A house that may be stored, and what was only warned of."""

    establishment: Establishment
    warnings: tuple[Violation, ...]


def read_house(
    entry: HouseEntry, catalogue: Catalogue, rules: Rules, today: date
) -> CheckedHouse | tuple[Violation, ...]:
    """The establishment, or every violation at once."""
    reading = Reading(entry.house, today)
    reading.only(FIELDS)
    values: dict[str, object] = {
        "name": reading.text("name", 2, 200, required=True),
        "address_detail": reading.text("address_detail", 2, 250, required=True),
        "kind": reading.choice("kind", EstablishmentKind, required=True),
        "establishment_code": reading.text("establishment_code", 0, 40),
        "owner_name": reading.person("owner_name", 2, 160, required=True),
        "manager_name": reading.person("manager_name", 2, 160),
        "owner_id_number": _id_number(reading),
        "owner_birth_date": reading.whole_day("owner_birth_date"),
        "phone": reading.phone("phone", required=True),
        "email": reading.text("email", 0, 120),
        "tax_code": _tax_code(reading),
        "security_certificate_number": reading.text("security_certificate_number", 0, 60),
        "security_certificate_on": reading.whole_day("security_certificate_on"),
        "police_unit": reading.text("police_unit", 0, 200),
        "police_phone": reading.phone("police_phone"),
        "police_email": reading.text("police_email", 0, 120),
        "police_duty_officer": reading.text("police_duty_officer", 0, 160),
        "border_post": reading.text("border_post", 0, 200, required=reading.flag("border_belt")),
        "border_post_phone": reading.phone("border_post_phone"),
    }
    values |= {name: reading.flag(name) for name in ("is_remote", "border_area", "border_belt")}
    values |= _place(reading, catalogue)
    values["retention_months"] = _retention(reading, rules)
    values["rooms"] = _rooms(reading, entry)
    values["notifiers"] = _notifiers(reading, entry)
    if values["police_phone"] is None and not reading.refused:
        reading.warn("E-86", "police_phone")
    violations = tuple(reading.violations)
    if blocking(violations):
        return violations
    return CheckedHouse(Establishment(**values), violations)  # type: ignore[arg-type]


def _place(reading: Reading, catalogue: Catalogue) -> dict[str, object]:
    province = reading.raw("province", required=True)
    commune = reading.raw("commune", required=True)
    if province and catalogue.places.province(province) is None:
        reading.wrong("E-62", "province")
    found = catalogue.places.commune(commune) if commune else None
    if commune and found is None:
        reading.wrong("E-62", "commune")
    if found is not None and province and found.province_code != province:
        reading.wrong("E-69", "commune")
    return {"province": province, "commune": commune}


def _id_number(reading: Reading) -> str | None:
    number = reading.raw("owner_id_number")
    if number is not None and not (number.isascii() and number.isdigit() and len(number) == 12):
        reading.wrong("E-13", "owner_id_number", length=str(len(number)))
        return None
    return number


def _tax_code(reading: Reading) -> str | None:
    code = reading.raw("tax_code")
    if code is None:
        return None
    head, dash, tail = code.partition("-")
    well_formed = (
        head.isascii()
        and head.isdigit()
        and (
            (len(head) == 10 and (not dash or (tail.isascii() and tail.isdigit() and len(tail) == 3)))
            or (len(head) == 12 and not dash)
        )
    )
    if not well_formed:
        reading.wrong("E-83", "tax_code")
        return None
    return code


def _retention(reading: Reading, rules: Rules) -> int:
    text = reading.raw("retention_months")
    least = rules.retention_min_months
    if text is None:
        return least
    if not (text.isascii() and text.isdigit() and least <= int(text[:6]) <= MOST_RETENTION_MONTHS):
        reading.wrong("E-85", "retention_months", least=str(least), most=str(MOST_RETENTION_MONTHS))
        return least
    return int(text)


def _rooms(reading: Reading, entry: HouseEntry) -> tuple[Room, ...]:
    rooms: list[Room] = []
    for name, beds in entry.rooms:
        one = Reading(Typed({"rooms": name, "beds": beds or "1"}), reading.today)
        label = one.text("rooms", 1, 20, required=True)
        count = one.raw("beds") or ""
        if not (count.isascii() and count.isdigit() and 1 <= int(count[:4]) <= 50):
            one.wrong("E-84", "rooms")
        reading.violations.extend(one.violations)
        if label and not one.refused:
            rooms.append(Room(label, int(count)))
    if not entry.rooms:
        reading.wrong("E-10", "rooms")
    return tuple(rooms)


def _notifiers(reading: Reading, entry: HouseEntry) -> tuple[Notifier, ...]:
    people: list[Notifier] = []
    for name, phone in entry.notifiers:
        one = Reading(Typed({"notifiers": name, "notifier_phone": phone}), reading.today)
        person = one.person("notifiers", 2, 160, required=True)
        number = one.phone("notifier_phone")
        reading.violations.extend(one.violations)
        if person and not one.refused:
            people.append(Notifier(person, number))
    if not entry.notifiers:
        reading.wrong("E-10", "notifiers")
    return tuple(people)
