"""The form as text, without Qt: what a new one holds, how guests come and go, and the entry it becomes.

A form is a `Draft`. Times stand in it as people read them, a day and a clock time apart. Nothing is judged here.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from guestreg.domain.dates import TypedDate, at_local, birth_text, day_text, local, typed_date, typed_time
from guestreg.domain.entry import citizen, foreigner
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.guest import Citizen, Guest, GuestKind
from guestreg.domain.rules import Rules
from guestreg.domain.stay import Stay
from guestreg.services.commands.keep_draft import Draft, DraftGuest
from guestreg.services.queries.stay_start import StayStart

CHILD = "child"
"""Choice of paper for a child without a number; she comes with somebody, and is reported by telephone."""
BIRTH_CERTIFICATE, NUMBER_NOTICE, OTHER_PAPER = "5", str(citizen.NUMBER_NOTICE), str(citizen.OTHER_PAPER)
WITH_COMPANION = frozenset({CHILD, BIRTH_CERTIFICATE, NUMBER_NOTICE})
_PRESET = {"kind": GuestKind.CITIZEN.value, "doc_kind": str(citizen.CITIZEN_CARD), "residence_kind": "1"}
_INHERITED = ("res_commune", "res_address", "residence_kind", "guardian", "home_address", "entry_on", "entry_gate")
_ASKED_BEFORE = frozenset({"E-57", "E-80"})


def new_form(start: StayStart, rules: Rules) -> Draft:
    """Arrived now, one night, the room with space, the last notifier, one guest without a word."""
    arrival = local(start.now)
    stay = {
        "arrival_day": day_text(arrival.date()),
        "arrival_time": f"{arrival:%H:%M}",
        "departure_day": day_text(arrival.date() + timedelta(days=1)),
        "departure_time": f"{rules.kbtt.departure_local:%H:%M}",
        "room": start.room,
        "reason": "1",
        "reason_text": "",
        "notifier": start.notifier,
        "note": "",
    }
    return Draft(stay, (DraftGuest(_PRESET),))


def form_of(stay: Stay) -> Draft:
    """A kept stay as it would have been typed."""
    arrival, departure = local(stay.arrival), local(stay.planned_departure)
    texts = {
        "arrival_day": day_text(arrival.date()),
        "arrival_time": f"{arrival:%H:%M}",
        "departure_day": day_text(departure.date()),
        "departure_time": f"{departure:%H:%M}",
        "room": stay.room or "",
        "reason": str(stay.reason),
        "reason_text": stay.reason_text or "",
        "notifier": stay.notifier,
        "note": stay.note or "",
    }
    return Draft(texts, tuple(DraftGuest(_typed(guest), _ASKED_BEFORE) for guest in stay.guests))


def _typed(guest: Guest) -> Mapping[str, str]:
    texts = {"kind": guest.kind.value}
    for field in fields(guest):
        value = getattr(guest, field.name)
        if isinstance(value, date):
            texts[field.name] = day_text(value)
        elif value is not None and field.name not in ("guardian", "birth_precision"):
            texts[field.name] = value.value if isinstance(value, StrEnum) else str(value)
    texts["birth_date"] = birth_text(guest.birth_date, guest.birth_precision)
    if isinstance(guest, Citizen):
        texts["doc_kind"] = CHILD if guest.doc_kind is None else str(guest.doc_kind)
        if guest.guardian is not None:
            texts["guardian"] = str(guest.guardian + 1)
    return texts


def entry_of(form: Draft) -> StayEntry:
    """What the rules read: names of the field lists, nothing of fields out of sight."""
    stay = {name: form.stay.get(name, "") for name in ("room", "reason", "reason_text", "notifier", "note")}
    stay["arrival"] = _moment(form.stay.get("arrival_day", ""), form.stay.get("arrival_time", ""))
    stay["planned_departure"] = _moment(form.stay.get("departure_day", ""), form.stay.get("departure_time", ""))
    return StayEntry(Typed(stay), tuple(Typed(_entered(one.fields), one.confirmed) for one in form.guests))


def _entered(typed: Mapping[str, str]) -> Mapping[str, str]:
    if typed.get("kind") == GuestKind.FOREIGNER:
        return {name: typed[name] for name in foreigner.FIELDS if name in typed}
    paper = typed.get("doc_kind", "")
    out_of_sight = {"nationality"}
    if paper == CHILD:
        out_of_sight |= {"doc_kind", "doc_number", "doc_issued_on", "doc_issue_place"}
    if paper not in WITH_COMPANION:
        out_of_sight.add("guardian")
    if paper != OTHER_PAPER:
        out_of_sight.add("doc_kind_name")
    return {name: typed[name] for name in citizen.FIELDS if name in typed and name not in out_of_sight}


def _moment(day: str, clock: str) -> str:
    """`2026-11-21T20:40`; text that is no date stays as typed, for the rules to say so."""
    if not day.strip() and not clock.strip():
        return ""
    wall = typed_time(clock)
    written = as_written(day)
    return f"{day} {clock}" if isinstance(wall, str) or not written else f"{written}T{wall:%H:%M}"


def as_written(day: str) -> str:
    """`31/02/2026` as `2026-02-31`, whether there is such a day or not; empty when it isn't written as one."""
    parts = day.replace(".", "/").replace("-", "/").replace(" ", "/").split("/")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        read = typed_date(day, date.max, ahead=True) if len(day.strip()) == 8 else None
        return read.date.isoformat() if isinstance(read, TypedDate) else ""
    first, month, year = parts
    return f"{year:0>4}-{month:0>2}-{first:0>2}" if len(year) == 4 else ""


def stay_days(form: Draft) -> tuple[date | None, date | None]:
    """Days of arrival and departure, None where the text is none."""
    return _day(form.stay.get("arrival_day", "")), _day(form.stay.get("departure_day", ""))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(as_written(text))
    except ValueError:
        return None


def arrival_of(form: Draft) -> datetime | None:
    """None while it can't be read."""
    day, wall = stay_days(form)[0], typed_time(form.stay.get("arrival_time", ""))
    return None if day is None or isinstance(wall, str) else at_local(day, wall)


def with_nights(form: Draft, change: int) -> Draft:
    """One night more or less, never below one."""
    arrival, departure = stay_days(form)
    if arrival is None:
        return form
    nights = max(((departure - arrival).days if departure else 0) + change, 1)
    return with_stay(form, "departure_day", day_text(arrival + timedelta(days=nights)))


def with_stay(form: Draft, name: str, text: str) -> Draft:
    return replace(form, stay={**form.stay, name: text})


def with_guest(form: Draft, place: int, texts: Mapping[str, str], confirmed: frozenset[str] | None = None) -> Draft:
    """Change some texts of one guest."""
    old = form.guests[place]
    new = DraftGuest({**old.fields, **texts}, old.confirmed if confirmed is None else confirmed)
    return replace(form, guests=(*form.guests[:place], new, *form.guests[place + 1 :]))


def with_another(form: Draft) -> Draft:
    """A further guest at the end, who inherits address and companion of the one before."""
    before = form.guests[-1].fields if form.guests else {}
    inherited = {name: before[name] for name in (*_INHERITED, "kind") if before.get(name)}
    return replace(form, guests=(*form.guests, DraftGuest({**_PRESET, **inherited})))


def without_guest(form: Draft, place: int) -> Draft:
    """Companions keep meaning the same people; the last guest leaves an empty one behind."""
    rest = (*form.guests[:place], *form.guests[place + 1 :]) or (DraftGuest(_PRESET),)
    return replace(form, guests=tuple(_moved(guest, place + 1) for guest in rest))


def _moved(guest: DraftGuest, gone: int) -> DraftGuest:
    companion = guest.fields.get("guardian", "")
    if not companion.isdigit() or int(companion) < gone:
        return guest
    now = "" if int(companion) == gone else str(int(companion) - 1)
    return replace(guest, fields={**guest.fields, "guardian": now})


def is_blank(guest: DraftGuest) -> bool:
    """Nothing typed that says who it is."""
    return not any(guest.fields.get(name, "").strip() for name in ("full_name", "doc_number", "passport_number"))


def number_of(guest: DraftGuest) -> str:
    """The number of the paper in sight."""
    name = "passport_number" if guest.fields.get("kind") == GuestKind.FOREIGNER else "doc_number"
    return "" if guest.fields.get("doc_kind") == CHILD and name == "doc_number" else guest.fields.get(name, "")


def paper_by_age(form: Draft, place: int, rules: Rules) -> Mapping[str, str]:
    """A child whose number isn't typed yet has a birth certificate and comes with somebody; else nothing changes."""
    fields = form.guests[place].fields
    born = typed_date(fields.get("birth_date", ""), date.max)
    arrival = stay_days(form)[0]
    if not isinstance(born, TypedDate) or arrival is None or fields.get("doc_kind") != _PRESET["doc_kind"]:
        return {}
    had_birthday = (arrival.month, arrival.day) >= (born.date.month, born.date.day)
    age = arrival.year - born.date.year - (not had_birthday)
    if fields.get("doc_number") or age < 0 or age >= rules.documents.child_without_card_under_years:
        return {}
    return {"doc_kind": BIRTH_CERTIFICATE, "guardian": fields.get("guardian") or companion_of(form, place)}


def companion_of(form: Draft, place: int) -> str:
    """The first other guest with a number of her own, counted from 1; empty when there is none."""
    for number, guest in enumerate(form.guests):
        if number != place and number_of(guest).strip() and guest.fields.get("doc_kind") not in WITH_COMPANION:
            return str(number + 1)
    return ""
