"""Guests as the portal's files get them: one of each kind by hand, and any that a form could have let in, by chance."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from guestreg.app.paper import PaperMaker
from guestreg.domain.dates import VIETNAM
from guestreg.domain.guest import BirthPrecision, Citizen, Foreigner, Guest, Sex
from guestreg.domain.places import Places
from guestreg.domain.stay import Stay
from guestreg.domain.text import clean, forbidden_character
from guestreg.endpoints.portal_files.exporter import PortalFiles
from guestreg.endpoints.portal_files.layout import SheetLayout
from guestreg.platform.atomic_file import write_whole
from guestreg.platform.resources import resource_dir
from guestreg.ports.exporter import UploadForm, UploadGuest, UploadKind, UploadRules
from tests.fakes import kept
from tests.fakes.desk import catalogue

NOW = kept.EVENING
TODAY = date(2026, 11, 21)
RULES = UploadRules(days_back=1, room_required=False)
EARLIEST = datetime(2026, 11, 20, tzinfo=VIETNAM)
MINUTES = 40 * 60
"""From `EARLIEST` to shortly before `NOW`."""
ARRIVAL = datetime(2026, 11, 21, 9, 30, tzinfo=VIETNAM)
FEW_PLACES = Places(
    tuple(one for one in catalogue().places.provinces if one.code == "302"), catalogue().places.communes_of("302")
)
ESCAPE = "_x0041_"
"""How the format itself writes a sign that XML can't hold."""
AWKWARD = ("=1+1", "=cmd|' /C calc'!A0", "+84", "-2", "@SUM(A1)", "http://x.vn", ESCAPE, "<b>&amp;", "0012", "1e5")


def form(kind: UploadKind, *templates: Path, rules: UploadRules = RULES) -> UploadForm:
    """With all the ministry's lists."""
    return PaperMaker(resource_dir()).exporter().forms(rules, templates)[kind]


def light_form(kind: UploadKind, *templates: Path) -> UploadForm:
    """The same with the communes of one province alone: written and read in a moment."""
    ours, others = (
        SheetLayout.from_mapping(tomllib.loads((resource_dir() / "portal" / name).read_text("utf-8")))
        for name in ("citizens.toml", "foreigners.toml")
    )
    return PortalFiles(ours, others, replace(catalogue(), places=FEW_PLACES), write_whole).forms(RULES, templates)[kind]


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


_letters = st.sampled_from("aăâeêioôơuưyàạảãáỹđĐNTHĂßÆøłÄÖÜçñžАжΩαאם")
_latin_letters = st.sampled_from("aăâeêioôơuưyàạảãáỹđĐNTHĂßÆøłÄÖÜçñž'")
_signs = st.characters(
    exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"],
    exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0",
)


def _names(letters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    word = st.text(letters, min_size=1, max_size=12).map(lambda text: f"N{text}")
    return st.lists(word | st.just("-Anh"), min_size=1, max_size=4).map(" ".join)


def _text(start: str, end: str) -> str:
    text = clean(f"{start}{end}")
    assert forbidden_character(text) is None
    return text or "0"


names, latin_names = _names(_letters), _names(_latin_letters)
words = st.builds(_text, st.sampled_from((*AWKWARD, "")), st.text(_signs, max_size=40))
_born = st.dates(date(1900, 1, 1), TODAY)
_precision = st.sampled_from(BirthPrecision)
_sex = st.sampled_from(Sex)
_plain = st.sampled_from("ABCXYZ0123456789")
_residence = st.none() | st.sampled_from(FEW_PLACES.communes)


@st.composite
def citizens(draw: st.DrawFn) -> Citizen:
    kind = draw(st.integers(1, 9))
    digits = {1: (12, 12), 8: (12, 12), 2: (9, 9), 4: (1, 10)}.get(kind, (1, 20))
    alphabet = st.sampled_from("0123456789") if kind in (1, 2, 8) else _plain
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
        passport_number=draw(st.text(_plain, min_size=1, max_size=10)),
        sex=draw(_sex),
        birth_date=draw(_born),
        birth_precision=draw(_precision),
        permitted_until=draw(st.dates(TODAY, date(2035, 1, 1))),
    )


@st.composite
def uploads(draw: st.DrawFn, guests: st.SearchStrategy[Any]) -> UploadGuest:
    """Here since yesterday at most, or left already."""
    guest = draw(guests)
    arrived = EARLIEST + timedelta(minutes=draw(st.integers(0, MINUTES)))
    reason = draw(st.integers(1, 20)) if isinstance(guest, Citizen) else 1
    left = draw(st.none() | st.timedeltas(timedelta(0), NOW - arrived).map(lambda stayed: arrived + stayed))
    made = stay(
        guest,
        arrival=arrived,
        planned_departure=arrived + draw(st.timedeltas(timedelta(0), timedelta(days=40))),
        reason=reason,
        reason_text=draw(words) if reason == 20 else None,
        room=draw(st.none() | words),
        note=draw(st.none() | words),
    )
    return UploadGuest(made, guest, left and left.astimezone(UTC))
