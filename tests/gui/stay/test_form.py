"""The form as text: what becomes of it as an entry, and how guests come and go."""

from datetime import date

import pytest

from guestreg.app.program import Program
from guestreg.desktop.stay import form as f
from guestreg.services.commands.keep_draft import Draft, DraftGuest
from guestreg.services.queries.stay_start import stay_start


def people(*guests: dict[str, str]) -> Draft:
    stay = {
        "arrival_day": "21/11/2026",
        "arrival_time": "20:40",
        "departure_day": "22/11/2026",
        "departure_time": "12:00",
    }
    return Draft(stay, tuple(DraftGuest(one) for one in guests))


def test_a_new_form_begins_now_for_one_night(workplace: Program) -> None:
    start = stay_start(workplace.desk())
    assert start is not None
    form = f.new_form(start, workplace.rules)
    stay = f.entry_of(form).stay.fields
    assert stay["arrival"] == "2026-11-21T20:42"
    assert stay["planned_departure"] == "2026-11-22T12:00"
    assert (stay["room"], stay["notifier"], stay["reason"]) == ("Phòng 1", "Lò Thị Say", "1")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("21/11/2026", "2026-11-21"),
        ("5.9.2026", "2026-09-05"),
        ("31/02/2026", "2026-02-31"),
        ("21112026", "2026-11-21"),
        ("tomorrow", ""),
        ("", ""),
    ],
)
def test_a_day_is_written_as_the_rules_read_it(typed: str, written: str) -> None:
    assert f.as_written(typed) == written


def test_a_day_that_is_none_stays_as_typed() -> None:
    form = f.with_stay(people({}), "arrival_day", "hôm nay")
    assert f.entry_of(form).stay.fields["arrival"] == "hôm nay 20:40"


def test_fields_out_of_sight_are_not_entered() -> None:
    typed = {
        "kind": "citizen",
        "full_name": "An",
        "doc_kind": "1",
        "doc_number": "1",
        "guardian": "2",
        "doc_kind_name": "x",
    }
    entered = f.entry_of(people({**typed, "passport_number": "X1", "nationality": "D"})).guests[0].fields
    assert set(entered) == {"kind", "full_name", "doc_kind", "doc_number"}
    child = f.entry_of(people({**typed, "doc_kind": f.CHILD})).guests[0].fields
    assert set(child) == {"kind", "full_name", "guardian"}
    abroad = f.entry_of(people({**typed, "kind": "foreigner", "passport_number": "X1"})).guests[0].fields
    assert set(abroad) == {"kind", "full_name", "passport_number"}


def test_companions_stay_the_same_people_when_somebody_goes() -> None:
    form = people({"full_name": "A"}, {"full_name": "B"}, {"full_name": "C", "guardian": "2"}, {"guardian": "1"})
    without_first = f.without_guest(form, 0)
    assert [one.fields.get("guardian", "") for one in without_first.guests] == ["", "1", ""]


def test_the_last_guest_leaves_a_blank_one() -> None:
    left = f.without_guest(people({"full_name": "A"}), 0)
    assert len(left.guests) == 1
    assert f.is_blank(left.guests[0])


def test_nights_never_fall_below_one() -> None:
    form = people({})
    assert f.with_nights(form, 1).stay["departure_day"] == "23/11/2026"
    assert f.with_nights(form, -1).stay["departure_day"] == "22/11/2026"


def test_another_guest_inherits_address_and_companion_but_no_name() -> None:
    form = people({"kind": "citizen", "full_name": "A", "doc_number": "1", "res_address": "Bản Mẫu", "guardian": "1"})
    new = f.with_another(form).guests[1].fields
    assert (new.get("res_address"), new.get("guardian")) == ("Bản Mẫu", "1")
    assert "full_name" not in new
    assert "doc_number" not in new


@pytest.mark.parametrize(
    ("born", "paper"), [("22/11/2012", f.BIRTH_CERTIFICATE), ("21/11/2012", None), ("2020", f.BIRTH_CERTIFICATE)]
)
def test_a_childs_paper_follows_from_the_age(workplace: Program, born: str, paper: str | None) -> None:
    adult = {"kind": "citizen", "doc_kind": "1", "doc_number": "001190000017"}
    form = people(adult, {"kind": "citizen", "doc_kind": "1", "birth_date": born})
    found = f.paper_by_age(form, 1, workplace.rules)
    assert found.get("doc_kind") == paper
    assert found.get("guardian") == ("1" if paper else None)


def test_a_kept_stay_reads_like_the_typed_one() -> None:
    assert f.stay_days(people({})) == (date(2026, 11, 21), date(2026, 11, 22))
    assert f.arrival_of(f.with_stay(people({}), "arrival_time", "later")) is None
