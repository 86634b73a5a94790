"""What the portal would drop without a word, found before a file is written.

Called by the forms. It judges a guest against the portal's rules alone; what is told already is the service's matter.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from guestreg.domain.dates import local
from guestreg.domain.guest import Citizen, Foreigner
from guestreg.domain.text import fold_to_mrz
from guestreg.domain.violation import Violation
from guestreg.endpoints.portal_files.labels import Labels
from guestreg.endpoints.portal_files.texts import OTHER_PAPER, ends_on, guest_texts
from guestreg.ports.exporter import UploadGuest, UploadRules

_PLAIN = re.compile(r"[A-Za-z0-9]+")
_TWELVE = re.compile(r"[0-9]{12}")
_NINE_OR_TWELVE = re.compile(r"[0-9]{9}|[0-9]{12}")
_LONGEST_NUMBER = {3: 20, 4: 10, 6: 20}
_LONGEST = 30
_LONGEST_PASSPORT = 10
_LONGEST_NAME = 160


def citizen_objections(one: UploadGuest, today: date, rules: UploadRules) -> Iterator[Violation]:
    guest, arrived = one.guest, local(one.stay.arrival).date()
    assert isinstance(guest, Citizen)
    if not guest.doc_number or guest.doc_kind is None:
        yield Violation("E-75", "doc_number")
    else:
        yield from _number_objections(guest.doc_kind, guest.doc_number)
    if guest.doc_kind == OTHER_PAPER and not guest.doc_kind_name:
        yield Violation("E-10", "doc_kind_name")
    if arrived > today:
        yield Violation("E-38", "arrival")
    elif arrived < today - timedelta(days=rules.days_back):
        yield Violation("E-30", "arrival", params={"day": _said(arrived)})
    else:
        yield from _end_objections(ends_on(one), today)


def foreigner_objections(one: UploadGuest, today: date, rules: UploadRules) -> Iterator[Violation]:
    """One who has left is judged as of her arrival: with the day she left the portal takes her late."""
    guest, arrived = one.guest, local(one.stay.arrival).date()
    assert isinstance(guest, Foreigner)
    name = fold_to_mrz(guest.full_name)
    if name is None:
        yield Violation("E-76", "full_name")
    elif len(name) > _LONGEST_NAME:
        yield Violation("E-54", "full_name", params={"least": "1", "most": str(_LONGEST_NAME)})
    if not _PLAIN.fullmatch(guest.passport_number) or len(guest.passport_number) > _LONGEST_PASSPORT:
        yield Violation("E-37", "passport_number", params={"most": str(_LONGEST_PASSPORT)})
    if rules.room_required and not one.stay.room:
        yield Violation("E-10", "room")
    as_of = today if one.departed_at is None else arrived
    if guest.permitted_until < as_of:
        yield Violation("E-79", "permitted_until", params={"until": _said(guest.permitted_until)})
    if arrived > today:
        yield Violation("E-38", "arrival")
    elif arrived < as_of - timedelta(days=rules.days_back):
        yield Violation("E-143", "arrival", params={"day": _said(arrived)})
    else:
        yield from _end_objections(local(one.stay.planned_departure).date(), as_of)


def list_objections(
    one: UploadGuest, lists: Mapping[str, str], labels: Labels, also: Collection[str] = ()
) -> Iterator[Violation]:
    """Codes the portal's lists haven't got; `also` are codes taken without a list."""
    texts = guest_texts(one)
    for name, choices in lists.items():
        code = texts[name]
        if code and code not in also and labels.cell(choices, code) is None:
            yield Violation("E-147", name)


def _number_objections(kind: int, number: str) -> Iterator[Violation]:
    if kind in (1, 8):
        if not _TWELVE.fullmatch(number):
            yield Violation("E-13", "doc_number", params={"length": str(len(number))})
    elif kind == 2:
        if not _NINE_OR_TWELVE.fullmatch(number):
            yield Violation("E-63", "doc_number")
    else:
        most = _LONGEST_NUMBER.get(kind, _LONGEST)
        if not _PLAIN.fullmatch(number) or len(number) > most:
            yield Violation("E-37", "doc_number", params={"most": str(most)})


def _end_objections(ends: date, as_of: date) -> Iterator[Violation]:
    if ends < as_of - timedelta(days=1):
        yield Violation("E-144", "planned_departure", params={"day": _said(ends)})


def _said(day: date) -> str:
    return day.strftime("%d/%m/%Y")
