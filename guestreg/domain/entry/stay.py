"""A whole stay as typed: its own fields and every guest's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.dates import local
from guestreg.domain.entry.citizen import GuestContext, read_citizen
from guestreg.domain.entry.foreigner import read_foreigner
from guestreg.domain.entry.reading import Reading, Typed
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import VIETNAM, Citizen, Foreigner, Guest, GuestKind
from guestreg.domain.rules import Rules
from guestreg.domain.stay import OTHER_REASON, Stay
from guestreg.domain.violation import Violation, blocking

FIELDS = ["arrival", "planned_departure", "actual_departure", "room", "reason", "reason_text", "notifier", "note"]
EARLY_BY = timedelta(minutes=10)
"""How far an arrival may lie ahead of the clock."""


@dataclass(frozen=True, slots=True, repr=False)
class StayEntry:
    """One form: the stay's own part and one part per guest, in order."""

    stay: Typed
    guests: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A stay that may be stored, and what was only warned of."""

    stay: Stay
    warnings: tuple[Violation, ...]


def read_stay(
    entry: StayEntry, house: Establishment, catalogue: Catalogue, rules: Rules, now: datetime
) -> Checked | tuple[Violation, ...]:
    """The stay, or every violation of every part at once. `now` is aware; dates are judged on Vietnam's calendar."""
    today = local(now).date()
    reading = Reading(entry.stay, today)
    arrival, departure, actual = _times(reading, rules, now)
    reason, reason_text = _reason(reading, catalogue)
    room = reading.text("room", 0, 20, required=house.kind in rules.kbtt.room_required_kinds)
    notifier = reading.person("notifier", 2, 160, required=True)
    note = reading.text("note", 0, 250)
    reading.only(FIELDS)
    if not entry.guests:
        reading.wrong("E-10", "guests")
    arrival_on = local(arrival).date() if arrival else today
    departure_on = local(departure).date() if departure else None
    guests, violations = _guests(entry, house, catalogue, rules, arrival_on, departure_on, today)
    violations = (*reading.violations, *violations)
    if blocking(violations):
        return violations
    assert arrival is not None
    assert departure is not None
    assert notifier is not None
    stay = Stay(arrival, departure, notifier, guests, reason, reason_text, room, note, actual)
    return Checked(stay, violations)


def _times(reading: Reading, rules: Rules, now: datetime) -> tuple[datetime | None, datetime | None, datetime | None]:
    arrival = reading.moment("arrival", required=True)
    departure = reading.moment("planned_departure", required=True)
    actual = reading.moment("actual_departure")
    if arrival is not None and arrival > now + EARLY_BY:
        reading.wrong("E-38", "arrival")
    if arrival is not None and departure is not None:
        if departure < arrival:
            reading.wrong("E-18", "planned_departure")
        elif departure.date() >= arrival.date() + timedelta(days=rules.citizen.registration_from_days):
            reading.warn("E-35", "planned_departure", days=str(rules.citizen.registration_from_days))
    if actual is not None:
        if arrival is not None and actual < arrival:
            reading.wrong("E-70", "actual_departure")
        if actual > now + EARLY_BY:
            reading.wrong("E-71", "actual_departure")
    return arrival, departure, actual


def _reason(reading: Reading, catalogue: Catalogue) -> tuple[int, str | None]:
    reason = reading.number("reason", dict(catalogue.reasons)) or 1
    text = reading.text("reason_text", 0, 200, required=reason == OTHER_REASON)
    if text is not None and reason != OTHER_REASON:
        reading.wrong("E-72", "reason_text")
    return reason, text


def _guests(
    entry: StayEntry,
    house: Establishment,
    catalogue: Catalogue,
    rules: Rules,
    arrival_on: date,
    departure_on: date | None,
    today: date,
) -> tuple[tuple[Guest, ...], tuple[Violation, ...]]:
    context = GuestContext(
        catalogue,
        rules.documents,
        arrival_on,
        departure_on,
        today,
        len(entry.guests),
        house.border_area,
        house.police_phone or "",
    )
    guests: list[Guest] = []
    violations: list[Violation] = []
    for place, typed in enumerate(entry.guests):
        reading = Reading(typed, today, place)
        guest = _guest(reading, context)
        if guest is not None:
            guests.append(guest)
        violations.extend(reading.violations)
    if len(guests) == len(entry.guests):
        violations.extend(_between(tuple(guests)))
    return tuple(guests), tuple(violations)


def _guest(reading: Reading, context: GuestContext) -> Guest | None:
    kind = reading.choice("kind", GuestKind)
    if kind is None:
        nationality = reading.typed.fields.get("nationality", "").strip()
        kind = GuestKind.FOREIGNER if nationality not in ("", VIETNAM) else GuestKind.CITIZEN
    if kind is GuestKind.FOREIGNER:
        return read_foreigner(reading, context)
    return read_citizen(reading, context)


def _between(guests: tuple[Guest, ...]) -> list[Violation]:
    """Rules between the guests of one stay: no paper twice, a companion who has one."""
    found: list[Violation] = []
    seen: dict[str, int] = {}
    for place, guest in enumerate(guests):
        number = guest.doc_number
        field = "passport_number" if isinstance(guest, Foreigner) else "doc_number"
        if number is not None and number in seen:
            found.append(Violation("E-87", field, place, {"other": str(seen[number] + 1)}))
        elif number is not None:
            seen[number] = place
        if isinstance(guest, Citizen) and guest.guardian is not None:
            companion = guests[guest.guardian]
            if companion.doc_number is None:
                found.append(Violation("E-73", "guardian", place))
    return found
