"""From a form to what its page shows beside the typed texts: people, the stay line, which fields are in sight."""

from datetime import datetime

from guestreg.desktop.stay import form as f
from guestreg.desktop.stay.checking import Checking
from guestreg.desktop.stay.model import Person, StayWords
from guestreg.domain.guest import GuestKind
from guestreg.services.commands.keep_draft import Draft

_BOTH = ("full_name", "birth_date", "sex", "phone")
_CITIZEN = (*_BOTH, "doc_kind", "doc_number", "res_commune", "res_address", "residence_kind")
_WITH_PAPER = ("doc_issued_on", "doc_issue_place")
_FOREIGNER = (
    *_BOTH,
    "nationality",
    "passport_number",
    "permitted_until",
    "passport_kind",
    "passport_issued_on",
    "passport_issue_place",
    "passport_expires_on",
    "entry_on",
    "entry_gate",
    "entry_purpose",
    "entry_paper_kind",
    "entry_paper_number",
    "entry_paper_until",
    "home_address",
)
_BORDER = ("border_permit_number", "border_permit_until")


def kind_of(form: Draft, place: int) -> GuestKind:
    return GuestKind(form.guests[place].fields.get("kind") or GuestKind.CITIZEN)


def shown_fields(form: Draft, place: int, *, border_area: bool) -> frozenset[str]:
    """A border-area permit is asked for only where the house lies in such an area, or when one is typed already."""
    fields = form.guests[place].fields
    if kind_of(form, place) is GuestKind.FOREIGNER:
        permit = _BORDER if border_area or any(fields.get(name) for name in _BORDER) else ()
        return frozenset((*_FOREIGNER, *permit))
    paper = fields.get("doc_kind", "")
    shown = set(_CITIZEN)
    if paper == f.CHILD:
        shown.discard("doc_number")
    else:
        shown.update(_WITH_PAPER)
    if paper in f.WITH_COMPANION:
        shown.add("guardian")
    if paper == f.OTHER_PAPER:
        shown.add("doc_kind_name")
    return frozenset(shown)


def people(form: Draft, checking: Checking) -> tuple[Person, ...]:
    return tuple(
        Person(
            guest.fields.get("full_name", "").strip(),
            f.number_of(guest).strip(),
            checking.missing(place),
            guest.fields.get("doc_kind") in f.WITH_COMPANION and kind_of(form, place) is GuestKind.CITIZEN,
        )
        for place, guest in enumerate(form.guests)
    )


def companions(form: Draft, place: int) -> tuple[tuple[int, str], ...]:
    """The other guests, counted from 1."""
    return tuple(
        (number + 1, guest.fields.get("full_name", "").strip())
        for number, guest in enumerate(form.guests)
        if number != place
    )


def stay_words(form: Draft, now: datetime) -> StayWords:
    arrival_on, departure_on = f.stay_days(form)
    nights = (departure_on - arrival_on).days if arrival_on and departure_on else None
    stay = form.stay
    return StayWords(
        now,
        f.arrival_of(form),
        departure_on,
        nights,
        stay.get("room", ""),
        stay.get("reason", ""),
        stay.get("notifier", ""),
    )
