"""A whole stay as typed: its own fields and every guest's."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.dates import local
from guestreg.domain.entry.citizen import GuestContext, read_citizen
from guestreg.domain.entry.foreigner import read_foreigner
from guestreg.domain.entry.reading import Reading, Typed
from guestreg.domain.entry.standing import Standing, told
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import VIETNAM, Citizen, Foreigner, Guest, GuestKind
from guestreg.domain.rules import Rules
from guestreg.domain.stay import EARLY_BY, OTHER_REASON, Stay, departure_fault
from guestreg.domain.violation import Violation, blocking

FIELDS = ["arrival", "planned_departure", "actual_departure", "room", "reason", "reason_text", "notifier", "note"]


@dataclass(frozen=True, slots=True, repr=False)
class StayEntry:
    """One form: the stay's own part and one part per guest, in order."""

    stay: Typed
    guests: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A stay that may be stored, what was only warned of, and when each guest left, as far as it was typed (UTC)."""

    stay: Stay
    warnings: tuple[Violation, ...]
    departures: tuple[datetime | None, ...]


def read_stay(
    entry: StayEntry,
    house: Establishment,
    catalogue: Catalogue,
    rules: Rules,
    now: datetime,
    standing: Standing | None = None,
    *,
    clock_in_doubt: bool = False,
) -> Checked | tuple[Violation, ...]:
    """The stay, or every violation of every part at once. `now` is aware; dates are judged on Vietnam's calendar.

    `standing` is the stay this one corrects: rules about today then judge only what the correction changes. With a
    clock in doubt they judge nothing and are warned of: a wrong clock keeps no guest out of the book.
    """
    today = local(now).date()
    reading = Reading(entry.stay, today)
    believed = None if clock_in_doubt else now
    if clock_in_doubt:
        reading.warn("E-17", "arrival", now=local(now).strftime("%H:%M %d/%m/%Y"))
    arrival, departure = _times(reading, rules, believed, standing.stay if standing else None)
    reason, reason_text = _reason(reading, catalogue)
    room = reading.text("room", 0, 20, required=house.kind in rules.kbtt.room_required_kinds)
    notifier = reading.person("notifier", 2, 160, required=True)
    note = reading.text("note", 0, 250)
    reading.only(FIELDS)
    if not entry.guests:
        reading.wrong("E-10", "guests")
    stay = None
    if arrival is not None and departure is not None and notifier is not None:
        stay = Stay(arrival, departure, notifier, (), reason, reason_text, room, note)
    context = GuestContext(
        catalogue,
        rules.documents,
        None if clock_in_doubt else local(arrival or now).date(),
        local(departure).date() if departure else None,
        date.max if clock_in_doubt else today,
        date.min if clock_in_doubt else today,
        len(entry.guests),
        house.border_area,
        house.police_phone or "",
    )
    guests, violations = _guests(entry, context, today, standing, stay)
    departures, wrong_departures = _departures(entry, reading, arrival, believed, standing)
    violations = (*reading.violations, *violations, *wrong_departures)
    if blocking(violations):
        return violations
    assert stay is not None
    return Checked(replace(stay, guests=guests), violations, departures)


def _times(
    reading: Reading, rules: Rules, now: datetime | None, kept: Stay | None
) -> tuple[datetime | None, datetime | None]:
    arrival = reading.moment("arrival", required=True)
    departure = reading.moment("planned_departure", required=True)
    ahead = arrival is not None and now is not None and arrival > now + EARLY_BY
    if ahead and (kept is None or arrival != kept.arrival):
        reading.wrong("E-38", "arrival")
    if arrival is not None and departure is not None:
        if departure < arrival:
            reading.wrong("E-18", "planned_departure")
        elif departure.date() >= arrival.date() + timedelta(days=rules.citizen.registration_from_days):
            reading.warn("E-35", "planned_departure", days=str(rules.citizen.registration_from_days))
    return arrival, departure


def _departures(
    entry: StayEntry, reading: Reading, arrival: datetime | None, now: datetime | None, standing: Standing | None
) -> tuple[tuple[datetime | None, ...], list[Violation]]:
    """When each guest left: as typed with her, else as typed with the stay for everybody."""
    kept = standing.departures if standing else ()
    together = _departure(reading, arrival, now, kept)
    departures: list[datetime | None] = []
    violations: list[Violation] = []
    for place, typed in enumerate(entry.guests):
        if standing is not None and standing.is_withdrawn(place):
            departures.append(None)
            continue
        own = Reading(typed, reading.today, place)
        departures.append(_departure(own, arrival, now, kept) or together)
        violations += own.violations
    return tuple(departures), violations


def _departure(
    reading: Reading, arrival: datetime | None, now: datetime | None, kept: Collection[datetime | None]
) -> datetime | None:
    left = reading.moment("actual_departure")
    if left is None:
        return None
    code = departure_fault(arrival, left, now)
    if code is not None and (code == "E-70" or left not in kept):
        reading.wrong(code, "actual_departure")
    return left.astimezone(UTC)


def _reason(reading: Reading, catalogue: Catalogue) -> tuple[int, str | None]:
    reason = reading.number("reason", dict(catalogue.reasons)) or 1
    text = reading.text("reason_text", 0, 200, required=reason == OTHER_REASON)
    if text is not None and reason != OTHER_REASON:
        reading.wrong("E-72", "reason_text")
    return reason, text


def _guests(
    entry: StayEntry, context: GuestContext, today: date, standing: Standing | None, stay: Stay | None
) -> tuple[tuple[Guest, ...], tuple[Violation, ...]]:
    """`stay` is the stay's own part as read, None when it can't be."""
    guests: list[Guest] = []
    violations: list[Violation] = []
    withdrawn: set[int] = set()
    same_stay = standing is not None and stay is not None and told(stay) == told(standing.stay)
    of_any_day = replace(context, past_until=date.max, ahead_from=date.min)
    for place, typed in enumerate(entry.guests):
        if standing is not None and standing.is_withdrawn(place):
            withdrawn.add(place)
            guests.append(standing.stay.guests[place])
            continue
        reading = Reading(typed, today, place)
        guest = _guest(reading, context if standing is None else of_any_day)
        if standing is not None and standing.is_judged_by_today(place, guest, same_stay=same_stay):
            reading = Reading(typed, today, place)
            guest = _guest(reading, context)
        if guest is not None:
            guests.append(guest)
        violations.extend(reading.violations)
    if len(guests) == len(entry.guests):
        violations.extend(_between(tuple(guests), withdrawn))
    return tuple(guests), tuple(violations)


def _guest(reading: Reading, context: GuestContext) -> Guest | None:
    kind = reading.choice("kind", GuestKind)
    if kind is None:
        nationality = reading.typed.fields.get("nationality", "").strip()
        kind = GuestKind.FOREIGNER if nationality not in ("", VIETNAM) else GuestKind.CITIZEN
    if kind is GuestKind.FOREIGNER:
        return read_foreigner(reading, context)
    return read_citizen(reading, context)


def _between(guests: tuple[Guest, ...], withdrawn: Collection[int]) -> list[Violation]:
    """Rules between the guests of one stay: no paper twice, a companion who has one."""
    found: list[Violation] = []
    seen: dict[str, int] = {}
    for place, guest in enumerate(guests):
        if place in withdrawn:
            continue
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
