"""What the authority refuses in a document, by pointer and code, and what it takes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from guestreg.receiver.open.catalogues import read_catalogues
from guestreg.receiver.open.document import Rules, late_minutes
from tests.fakes.open_authority import CATALOGUES, RECEIVED
from tests.fakes.open_documents import cancellation, citizen, foreigner

RULES = Rules(read_catalogues(CATALOGUES))


def errors(document: dict[str, Any], now: datetime = RECEIVED) -> list[tuple[str, str]]:
    return [(one.pointer, one.code) for one in RULES.errors(document, now)]


@pytest.mark.parametrize(
    "document",
    [
        citizen(),
        citizen(kind="amend", version=2),
        citizen(kind="checkout", version=2, stay__actual_departure="2026-11-22T09:00:00+07:00"),
        citizen(stay__reason=20, stay__reason_text="Thăm nhà"),
        citizen(guest__doc_kind=9, guest__doc_number="AB 1".replace(" ", "/"), guest__doc_kind_name="Thẻ đảng viên"),
        citizen(guest__doc_kind=2, guest__doc_number="012345678"),
        citizen(guest__res_province="302", guest__res_commune="302903203", guest__res_address="Bản Mẫu"),
        citizen(guest__guardian="01936f2e-7b7c-7c3a-9d11-0000000004d3", guest__birth_precision="Y"),
        citizen(unknown={"a": [1, "b", None]}),
        citizen(guest__full_name="H’Hen Niê", notifier="Lò Thị Pâng"),
        foreigner(),
        foreigner(guest__nationality="0RQ", guest__birth_precision="M", guest__passport_kind="travel_document"),
        foreigner(guest__entry_on="2026-11-21", guest__permitted_until="2026-11-21"),
        cancellation(),
        cancellation(cancel__text="Khách không tới"),
    ],
)
def test_what_is_taken(document: dict[str, Any]) -> None:
    assert errors(document) == []


@pytest.mark.parametrize(
    ("document", "pointer", "code"),
    [
        (citizen(kind=None), "/kind", "required"),
        (citizen(kind="delete"), "/kind", "not-in-catalogue"),
        (citizen(created="2026-11-21T10:03:58+00:00"), "/created", "format"),
        (citizen(created="2026-02-30T10:03:58Z"), "/created", "format"),
        (citizen(guest_kind="tourist"), "/guest_kind", "not-in-catalogue"),
        (citizen(notifier=None), "/notifier", "required"),
        (citizen(notifier=7), "/notifier", "format"),
        (citizen(group=None), "/group", "required"),
        (citizen(group=[]), "/group", "format"),
        (citizen(group__size=0), "/group/size", "format"),
        (citizen(group__size=True), "/group/size", "format"),
        (citizen(establishment__commune="999999999"), "/establishment/commune", "not-in-catalogue"),
        (citizen(establishment__code=""), "/establishment/code", "length"),
        (citizen(stay=None), "/stay", "required"),
        (citizen(guest=None), "/guest", "required"),
        (citizen(cancel={"reason": "other"}), "/cancel", "inconsistent"),
        (citizen(stay__arrival=None), "/stay/arrival", "required"),
        (citizen(stay__arrival="2026-11-21T17:00:00Z"), "/stay/arrival", "format"),
        (citizen(stay__arrival="2026-11-21T25:00:00+07:00"), "/stay/arrival", "format"),
        (citizen(stay__arrival="2026-11-21T17:14:10+07:00"), "/stay/arrival", "in-future"),
        (citizen(stay__planned_departure="2026-11-21T16:59:59+07:00"), "/stay/planned_departure", "before-arrival"),
        (citizen(stay__actual_departure="2026-11-20T16:00:00+07:00"), "/stay/actual_departure", "before-arrival"),
        (citizen(stay__reason=None), "/stay/reason", "required"),
        (citizen(stay__reason=99), "/stay/reason", "not-in-catalogue"),
        (citizen(stay__reason=20), "/stay/reason_text", "required"),
        (citizen(stay__reason_text="x"), "/stay/reason_text", "inconsistent"),
        (citizen(stay__room=""), "/stay/room", "length"),
        (citizen(stay__room="x" * 21), "/stay/room", "length"),
        (citizen(stay__note="a\u0000b"), "/stay/note", "format"),
        (citizen(stay__note=" a"), "/stay/note", "format"),
        (citizen(guest__full_name="A"), "/guest/full_name", "length"),
        (citizen(guest__full_name="Na\u0302m"), "/guest/full_name", "format"),
        (citizen(guest__full_name="Nam  An"), "/guest/full_name", "format"),
        (citizen(guest__full_name="Nam 2"), "/guest/full_name", "format"),
        (citizen(guest__full_name="'-"), "/guest/full_name", "format"),
        (citizen(guest__sex="X"), "/guest/sex", "not-in-catalogue"),
        (citizen(guest__birth_date="1990-02-30"), "/guest/birth_date", "format"),
        (citizen(guest__birth_date="1899-12-31"), "/guest/birth_date", "inconsistent"),
        (citizen(guest__birth_date="2026-11-22"), "/guest/birth_date", "in-future"),
        (citizen(guest__birth_precision="M"), "/guest/birth_precision", "not-in-catalogue"),
        (citizen(guest__nationality="KOR"), "/guest/nationality", "not-in-catalogue"),
        (citizen(guest__doc_kind=0), "/guest/doc_kind", "not-in-catalogue"),
        (citizen(guest__doc_kind=True), "/guest/doc_kind", "format"),
        (citizen(guest__doc_number="00119000001"), "/guest/doc_number", "format"),
        (citizen(guest__doc_number="٠٠١١٩٠٠٠٠٠١٧"), "/guest/doc_number", "format"),
        (citizen(guest__doc_kind=4, guest__doc_number="C0123456789"), "/guest/doc_number", "format"),
        (citizen(guest__doc_kind=5, guest__doc_number="12 34"), "/guest/doc_number", "format"),
        (citizen(guest__doc_kind=9), "/guest/doc_kind_name", "required"),
        (citizen(guest__doc_issued_on="2026-11-22"), "/guest/doc_issued_on", "in-future"),
        (citizen(guest__res_province="101", guest__res_commune="302903203"), "/guest/res_commune", "inconsistent"),
        (citizen(guest__guardian="x"), "/guest/guardian", "format"),
        (citizen(guest__phone="091 2345678"), "/guest/phone", "format"),
        (foreigner(guest__nationality="DEU"), "/guest/nationality", "not-in-catalogue"),
        (foreigner(guest__passport_number="c01"), "/guest/passport_number", "format"),
        (foreigner(guest__permitted_until=None), "/guest/permitted_until", "required"),
        (foreigner(guest__permitted_until="2026-11-20"), "/guest/permitted_until", "before-arrival"),
        (foreigner(guest__entry_on="2026-11-22"), "/guest/entry_on", "inconsistent"),
        (foreigner(guest__passport_kind="normal"), "/guest/passport_kind", "not-in-catalogue"),
        (cancellation(cancel=None), "/cancel", "required"),
        (cancellation(cancel__reason="bored"), "/cancel/reason", "not-in-catalogue"),
        (cancellation(stay={}), "/stay", "inconsistent"),
        (cancellation(guest={}), "/guest", "inconsistent"),
        (cancellation(guest_kind=None), "/guest_kind", "required"),
    ],
)
def test_what_is_refused(document: dict[str, Any], pointer: str, code: str) -> None:
    assert errors(document) == [(pointer, code)]


def test_a_clock_that_differs_by_ten_minutes_is_borne() -> None:
    assert errors(citizen(stay__arrival="2026-11-21T17:14:09+07:00")) == []


def test_all_errors_are_told_at_once() -> None:
    found = errors(citizen(guest__sex=None, guest__birth_date="x", stay__reason=0, rules=None))
    assert found == [
        ("/rules", "required"),
        ("/stay/reason", "not-in-catalogue"),
        ("/guest/sex", "required"),
        ("/guest/birth_date", "format"),
    ]


@pytest.mark.parametrize(
    ("arrival", "received", "minutes"),
    [
        ("2026-11-21T18:00:00+07:00", "2026-11-21T16:00:00", 0),
        ("2026-11-21T18:00:00+07:00", "2026-11-21T16:00:01", 1),
        ("2026-11-21T23:00:00+07:00", "2026-11-21T16:01:00", 1),
        ("2026-11-21T23:01:00+07:00", "2026-11-22T01:00:00", 0),
        ("2026-12-31T23:59:00+07:00", "2027-01-01T02:00:00", 60),
        ("2026-11-22T00:10:00+07:00", "2026-11-22T16:00:00", 0),
        ("2026-11-21T18:00:00+07:00", "2026-11-30T16:00:00", 9 * 24 * 60),
    ],
)
def test_a_citizen_is_late_after_eleven_or_after_eight_the_next_morning(
    arrival: str, received: str, minutes: int
) -> None:
    at = datetime.fromisoformat(received).replace(tzinfo=UTC)
    assert late_minutes(citizen(stay__arrival=arrival), at, remote=False) == minutes


@pytest.mark.parametrize(("remote", "hours"), [(False, 12), (True, 24)])
def test_a_foreigner_is_late_after_half_a_day_or_a_day_where_it_is_remote(*, remote: bool, hours: int) -> None:
    arrival = datetime(2026, 11, 21, 13, tzinfo=UTC)
    document = foreigner(stay__arrival="2026-11-21T20:00:00+07:00")
    due = arrival + timedelta(hours=hours)
    assert late_minutes(document, due, remote=remote) == 0
    assert late_minutes(document, due + timedelta(minutes=5), remote=remote) == 5


def test_what_has_no_stay_is_not_late() -> None:
    assert late_minutes(cancellation(), RECEIVED, remote=False) == 0
