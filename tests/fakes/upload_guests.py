"""Guests as the portal's files get them: one of each kind by hand, and any that a form could have let in, by chance."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from guestreg.app.paper import PaperMaker
from guestreg.domain.dates import VIETNAM
from guestreg.domain.guest import BirthPrecision, Citizen, Foreigner, Guest, Sex
from guestreg.domain.stay import Stay
from guestreg.domain.text import clean, fold_to_mrz, forbidden_character, is_person_name
from guestreg.platform.resources import resource_dir
from guestreg.ports.exporter import Exporter, UploadForm, UploadGuest, UploadKind, UploadRules
from tests.fakes import kept
from tests.fakes.desk import catalogue

NOW = kept.EVENING
TODAY = date(2026, 11, 21)
RULES = UploadRules(days_back=1, room_required=False)
ARRIVAL = datetime(2026, 11, 21, 9, 30, tzinfo=VIETNAM)
AWKWARD = ("=1+1", "=cmd|' /C calc'!A0", "+84", "-2", "@SUM(A1)", "http://x.vn", "_x0041_", "<b>&amp;", "0012", "1e5")


def exporter() -> Exporter:
    return PaperMaker(resource_dir()).exporter()


def form(kind: UploadKind, *templates: Path, rules: UploadRules = RULES) -> UploadForm:
    return exporter().forms(rules, templates)[kind]


def stay(guest: Guest, **changes: Any) -> Stay:
    made = Stay(
        arrival=ARRIVAL,
        planned_departure=ARRIVAL.replace(day=23, hour=12, minute=0),
        notifier="Lò Thị Pâng",
        guests=(guest,),
        room="Nhà sàn 1",
        note="đến muộn",
    )
    return replace(made, **changes)


def upload(guest: Guest | None = None, departed_at: datetime | None = None, **changes: Any) -> UploadGuest:
    """A citizen unless told otherwise; `changes` are of her stay."""
    person = guest or kept.citizen()
    return UploadGuest(stay(person, **changes), person, departed_at)


_letters = st.characters(categories=["Lu", "Ll", "Lt", "Lo", "Lm", "Mn"])
_words = st.one_of(
    st.text(_letters, min_size=1, max_size=12), st.sampled_from(["Nguyễn", "O'Brien", "-", "Ænna", "Đặng"])
)
names = st.lists(_words, min_size=1, max_size=4).map(" ".join).map(clean).filter(is_person_name)
latin_names = names.filter(lambda name: fold_to_mrz(name) is not None) | st.sampled_from(["Anna Müller", "Łódź Ægir"])
words = (
    (st.sampled_from(AWKWARD) | st.just(""))
    .flatmap(lambda start: st.text(max_size=40).map(lambda end: clean(start + end)))
    .filter(lambda text: text != "" and forbidden_character(text) is None)
)
_born = st.dates(date(1900, 1, 1), TODAY)
_precision = st.sampled_from(BirthPrecision)
_sex = st.sampled_from(Sex)
_signs = st.sampled_from("ABCXYZ0123456789")
_residence = st.none() | st.sampled_from(catalogue().places.communes)


@st.composite
def citizens(draw: st.DrawFn) -> Citizen:
    kind = draw(st.integers(1, 9))
    digits = {1: (12, 12), 8: (12, 12), 2: (9, 9), 4: (1, 10)}.get(kind, (1, 20))
    alphabet = st.sampled_from("0123456789") if kind in (1, 2, 8) else _signs
    commune = draw(_residence)
    return Citizen(
        full_name=draw(names),
        birth_date=draw(_born),
        birth_precision=draw(_precision),
        sex=draw(_sex),
        doc_kind=kind,
        doc_number=draw(st.text(alphabet, min_size=digits[0], max_size=digits[1])),
        doc_kind_name=draw(words) if kind == 9 else None,
        phone=draw(st.none() | st.sampled_from(["0912000017", "+84912000017"])),
        residence_kind=draw(st.none() | st.integers(1, 3)),
        res_province=commune.province_code if commune else None,
        res_commune=commune.code if commune else None,
        res_address=draw(st.none() | words),
    )


@st.composite
def foreigners(draw: st.DrawFn) -> Foreigner:
    listed = [one.code for one in catalogue().nationalities if one.offered and one.in_sheet]
    return Foreigner(
        full_name=draw(latin_names),
        nationality=draw(st.sampled_from(listed)),
        passport_number=draw(st.text(_signs, min_size=1, max_size=10)),
        sex=draw(_sex),
        birth_date=draw(_born),
        birth_precision=draw(_precision),
        permitted_until=draw(st.dates(TODAY, date(2035, 1, 1))),
    )


@st.composite
def uploads(draw: st.DrawFn, guests: st.SearchStrategy[Any]) -> UploadGuest:
    """Here since yesterday at most, or left already."""
    guest = draw(guests)
    arrived = draw(st.datetimes(datetime(2026, 11, 20), datetime(2026, 11, 21, 16, 59))).replace(tzinfo=VIETNAM)
    reason = draw(st.integers(1, 20)) if isinstance(guest, Citizen) else 1
    left = draw(st.none() | st.datetimes(arrived.replace(tzinfo=None), datetime(2026, 11, 21, 17)))
    made = stay(
        guest,
        arrival=arrived,
        planned_departure=arrived + draw(st.timedeltas(timedelta(0), timedelta(days=40))),
        reason=reason,
        reason_text=draw(words) if reason == 20 else None,
        room=draw(st.none() | words),
        note=draw(st.none() | words),
    )
    return UploadGuest(made, guest, left.replace(tzinfo=VIETNAM).astimezone(UTC) if left else None)
