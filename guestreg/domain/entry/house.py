"""The house as typed, field list (c)."""

from dataclasses import dataclass
from datetime import date

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.citizen_number import is_citizen_number, without_signs
from guestreg.domain.entry.reading import Reading, Typed
from guestreg.domain.establishment import Establishment, EstablishmentKind, Notifier, Room
from guestreg.domain.rules import Rules
from guestreg.domain.text import clean
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
    "register_volume",
    "volume_from",
    "volume_to",
    "retention_months",
]
MOST_RETENTION_MONTHS = 120
MOST_VOLUME = 9999
OLDEST_BIRTH = date(1900, 1, 1)
REMINDERS = {"police_phone": "E-86", "security_certificate_number": "E-115"}
"""Fields that may stay empty and are asked for every time."""


@dataclass(frozen=True, slots=True, repr=False)
class HouseEntry:
    """One form: `rooms` as (name, beds), `notifiers` as (name, phone), all typed text."""

    house: Typed
    rooms: tuple[tuple[str, str], ...]
    notifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VolumeWish:
    """The volume the house writes in, for the head of the register; None leaves what is. `to_on` ends it."""

    number: int | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class CheckedHouse:
    """A house that may be stored, its volume, and what was only warned of."""

    establishment: Establishment
    volume: VolumeWish
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
        "owner_birth_date": _birth_date(reading),
        "phone": reading.phone("phone", required=True),
        "email": reading.text("email", 0, 120),
        "tax_code": _tax_code(reading),
        "security_certificate_number": reading.text("security_certificate_number", 0, 60),
        "security_certificate_on": _past_day(reading, "security_certificate_on"),
        "police_unit": reading.text("police_unit", 0, 200),
        "police_phone": reading.phone("police_phone"),
        "police_email": reading.text("police_email", 0, 120),
        "police_duty_officer": reading.text("police_duty_officer", 0, 160),
    }
    values |= {name: reading.flag(name) for name in ("is_remote", "border_area", "border_belt")}
    values |= _border_post(reading, required=values["border_belt"] is True)
    values |= _place(reading, catalogue)
    values["retention_months"] = _retention(reading, rules)
    values["rooms"] = _rooms(reading, entry)
    values["notifiers"] = _notifiers(reading, entry)
    volume = _volume(reading)
    wrong = {one.field for one in reading.violations}
    for name, code in REMINDERS.items():
        if values[name] is None and name not in wrong:
            reading.warn(code, name)
    violations = tuple(reading.violations)
    if blocking(violations):
        return violations
    return CheckedHouse(Establishment(**values), volume, violations)  # type: ignore[arg-type]


def _place(reading: Reading, catalogue: Catalogue) -> dict[str, object]:
    province = reading.raw("province", required=True)
    commune = reading.raw("commune", required=True)
    known = catalogue.places.province(province) if province else None
    if province and known is None:
        reading.wrong("E-62", "province")
    found = catalogue.places.commune(commune) if commune else None
    if commune and found is None:
        reading.wrong("E-62", "commune")
    if found is not None and known is not None and found.province_code != known.code:
        reading.wrong("E-69", "commune")
    return {"province": province, "commune": commune}


def _border_post(reading: Reading, *, required: bool) -> dict[str, object]:
    return {
        "border_post": reading.text("border_post", 0, 200, required=required),
        "border_post_phone": reading.phone("border_post_phone", required=required),
    }


def _id_number(reading: Reading) -> str | None:
    typed = reading.raw("owner_id_number")
    if typed is None:
        return None
    number = without_signs(typed)
    if not is_citizen_number(number):
        reading.wrong("E-13", "owner_id_number", length=str(len(number)))
        return None
    return number


def _past_day(reading: Reading, name: str) -> date | None:
    day = reading.whole_day(name)
    if day is not None and day > reading.today:
        reading.wrong("E-66", name)
        return None
    return day


def _birth_date(reading: Reading) -> date | None:
    day = _past_day(reading, "owner_birth_date")
    if day is not None and day < OLDEST_BIRTH:
        reading.wrong("E-59", "owner_birth_date", year=str(OLDEST_BIRTH.year))
        return None
    return day


def _volume(reading: Reading) -> VolumeWish:
    number = reading.raw("register_volume")
    if number is not None and not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= MOST_VOLUME):
        reading.wrong("E-113", "register_volume", most=str(MOST_VOLUME))
        number = None
    from_on, to_on = _past_day(reading, "volume_from"), _past_day(reading, "volume_to")
    if from_on is not None and to_on is not None and to_on < from_on:
        reading.wrong("E-91", "volume_to")
    return VolumeWish(None if number is None else int(number), from_on, to_on)


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
        one = Reading(Typed({"rooms": name}), reading.today)
        label = one.text("rooms", 1, 20, required=True)
        count = clean(beds) or "1"
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
