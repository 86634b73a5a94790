"""What the ministry's interface takes, and what it would surely refuse."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Kind
from guestreg.domain.guest import Guest, GuestKind
from guestreg.endpoints.kbtt.terms import KbttTerms
from tests.fakes.clock import EVENING
from tests.fakes.kbtt_documents import ARRIVAL, CITIZEN, FOREIGNER, citizen, document, early, foreigner, longer
from tests.fakes.scripted_police import BASE_URL

TERMS = KbttTerms(BASE_URL, endpoint_id="kbtt")
STRICT = KbttTerms(BASE_URL, endpoint_id="kbtt", room_required=True, nationalities=frozenset({"D", "KOR"}))


def found(terms: KbttTerms, made: bytes, now: datetime = EVENING) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in terms.check(terms.build(made), now)]


def test_host_is_shown_in_full() -> None:
    assert KbttTerms("https://api-tbltkbtt.bocongan.gov.vn/", endpoint_id="x").host == "api-tbltkbtt.bocongan.gov.vn"
    assert KbttTerms("http://127.0.0.1:8123", endpoint_id="x").host == "127.0.0.1:8123"


@pytest.mark.parametrize(
    ("guest", "kinds"), [(CITIZEN, {Kind.NEW, Kind.CHECKOUT}), (FOREIGNER, {Kind.NEW})], ids=["citizen", "foreigner"]
)
def test_corrections_are_not_taken_nor_a_foreigners_departure(guest: Guest, kinds: set[Kind]) -> None:
    assert {kind for kind in Kind if TERMS.takes(kind, guest.kind, document(guest, kind=kind))} == kinds


def vietnam(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("left", "said", "taken"),
    [
        (vietnam(22, 8), vietnam(22, 8), True),
        (vietnam(23, 11, 59), vietnam(23, 11, 59), True),
        (vietnam(23, 9), vietnam(23, 12), False),
        (vietnam(23, 12), vietnam(23, 12), False),
        (vietnam(23, 13), vietnam(23, 13), False),
        (vietnam(22, 8), vietnam(24, 8), False),
    ],
)
def test_an_early_check_out_is_taken_until_the_stay_ends_by_itself(left: datetime, said: datetime, taken: bool) -> None:
    gone = early(departed_at=left, created_at=said)
    assert TERMS.takes(Kind.CHECKOUT, GuestKind.CITIZEN, gone) is taken


@pytest.mark.parametrize(("until", "taken"), [(vietnam(21, 12, month=12), True), (vietnam(22, 0, 1, month=12), False)])
def test_an_extension_is_taken_up_to_thirty_days_from_arrival(until: datetime, taken: bool) -> None:
    assert TERMS.takes(Kind.CHECKOUT, GuestKind.CITIZEN, longer(planned_departure=until)) is taken


def test_a_paper_without_a_call_changes_no_departure() -> None:
    assert not TERMS.takes(Kind.CHECKOUT, GuestKind.CITIZEN, longer(replace(CITIZEN, doc_kind=9)))
    assert not TERMS.takes(Kind.CHECKOUT, GuestKind.CITIZEN, early(replace(CITIZEN, doc_kind=None, doc_number=None)))


def test_of_a_departure_the_paper_is_checked_and_nothing_else() -> None:
    assert found(STRICT, early()) == found(STRICT, longer()) == []
    assert found(STRICT, early(replace(CITIZEN, doc_number="01109000001"))) == [("doc_number", "E-13")]


def test_guests_without_a_call_are_not_taken() -> None:
    child = citizen(doc_kind=None, doc_number=None)
    other = citizen(doc_kind=9, doc_kind_name="Giấy xác nhận", doc_number="12345")
    assert not TERMS.takes(Kind.NEW, GuestKind.CITIZEN, child)
    assert not TERMS.takes(Kind.NEW, GuestKind.CITIZEN, other)
    assert TERMS.takes(Kind.NEW, GuestKind.CITIZEN, citizen(doc_kind=5, doc_number="12/2020"))
    assert not TERMS.takes(Kind.NEW, GuestKind.FOREIGNER, foreigner(passport_number="A1234567890"))
    assert TERMS.takes(Kind.NEW, GuestKind.FOREIGNER, foreigner(passport_number="A123456789"))


def test_the_window_ends_with_the_next_day_in_vietnam() -> None:
    assert TERMS.window_closes_at(ARRIVAL) == datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC)
    just_after_midnight = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)
    assert TERMS.window_closes_at(just_after_midnight) == datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("terms", [TERMS, STRICT])
def test_nothing_is_wrong_with_good_guests(terms: KbttTerms) -> None:
    assert found(terms, document(CITIZEN)) == []
    assert found(terms, document(FOREIGNER)) == []


@pytest.mark.parametrize(
    ("doc_kind", "number", "code"),
    [
        (8, "01109000001", "E-13"),
        (1, "01109000001A", "E-13"),
        (1, "０１１０９０００００１７", "E-13"),
        (2, "0123456789", "E-37"),
        (4, "B1234567 ", "E-37"),
        (4, "B123456789A", "E-37"),
        (6, "DN-4010", "E-37"),
        (3, "1" * 21, "E-37"),
        (5, "12 2020", "E-37"),
    ],
)
def test_a_number_of_wrong_form_is_found(doc_kind: int, number: str, code: str) -> None:
    assert found(TERMS, citizen(doc_kind=doc_kind, doc_number=number)) == [("doc_number", code)]


@pytest.mark.parametrize(
    ("doc_kind", "number"), [(2, "012345678"), (2, "012345678901"), (3, "1" * 20), (4, "B1234567"), (5, "12/2020")]
)
def test_a_number_of_right_form_passes(doc_kind: int, number: str) -> None:
    assert found(TERMS, citizen(doc_kind=doc_kind, doc_number=number)) == []


def test_dates_the_endpoint_refuses_are_found() -> None:
    assert found(TERMS, document(CITIZEN, arrival=ARRIVAL + timedelta(days=1, hours=1))) == [("arrival", "E-38")]
    earlier = ARRIVAL - timedelta(minutes=1)
    assert found(TERMS, document(CITIZEN, planned_departure=earlier)) == [("planned_departure", "E-18")]
    assert found(TERMS, document(FOREIGNER), EVENING + timedelta(days=4)) == [("planned_departure", "E-09")]
    over = foreigner(permitted_until=date(2026, 11, 20))
    assert found(TERMS, over) == [("permitted_until", "E-09")]
    assert found(TERMS, foreigner(permitted_until=date(2026, 11, 21))) == []


def test_an_old_arrival_is_the_windows_matter() -> None:
    assert found(TERMS, document(CITIZEN), EVENING + timedelta(days=2)) == []


def test_names_codes_and_rooms_are_looked_at() -> None:
    assert found(TERMS, foreigner(full_name="김민수")) == [("full_name", "E-09")]
    assert found(TERMS, foreigner(passport_number="C01-X0")) == [("passport_number", "E-37")]
    assert found(STRICT, foreigner(nationality="DEU")) == [("nationality", "E-09")]
    assert found(TERMS, foreigner(nationality="DEU")) == []
    assert found(STRICT, document(CITIZEN, room=None)) == [("room", "E-10")]
    assert found(TERMS, document(CITIZEN, reason=20)) == [("reason_text", "E-10")]


def test_terms_load_no_network_library() -> None:
    probe = "import sys, guestreg.endpoints.kbtt.terms; print(sorted({'httpx', 'httpcore', 'ssl'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
