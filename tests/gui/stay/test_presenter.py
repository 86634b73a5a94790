"""The form's presenter over a real ledger, without Qt: scanning, saving, undoing."""

from dataclasses import replace

import pytest

from guestreg.desktop.contract import Place
from guestreg.desktop.stay.model import News
from guestreg.desktop.stay.saved import UNDO_S
from guestreg.domain.declaration import State
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.ports.reading import LineFilter
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done, Failed
from tests.gui.stay.conftest import BINH, HOA, Bench, card
from tests.tables.rules import CITIZEN, FOREIGNER, STAY


def test_a_card_fills_the_guest_and_the_next_card_the_next(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.scan(BINH)
    page = bench.view.page
    assert [one.name for one in page.people] == ["Nguyễn Thị Hoa", "Nguyễn Văn Bình"]
    assert [one.missing for one in page.people] == [0, 0]
    assert bench.texts()["birth_date"] == "12/01/1988"
    assert page.notice is not None
    assert (page.notice.news, page.notice.number) == (News.CARD_READ, 2)
    assert bench.view.focused[-1] == "scan"


def test_nothing_of_a_cards_raw_text_stays(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA + "|more|than|seven")
    kept = repr(vars(presenter)) + repr([dict(one.fields) for one in bench.view.form.guests])  # type: ignore[union-attr]
    assert "|" not in kept
    assert "more" not in kept


def test_the_same_card_again_only_shows_its_guest(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.scan(BINH)
    presenter.scan(HOA)
    assert len(bench.view.page.people) == 2
    assert bench.view.page.chosen == 0
    assert bench.view.page.notice is not None
    assert bench.view.page.notice.news is News.CARD_AGAIN


@pytest.mark.parametrize("text", ["https://example.vn/abc", "a|b|c|d|e|f|g", HOA.replace("05031990", "31021990")])
def test_what_is_no_card_changes_nothing_and_says_so(bench: Bench, text: str) -> None:
    presenter = bench.opened()
    presenter.scan(text)
    assert bench.view.page.notice is not None
    assert bench.view.page.notice.code == "E-39"
    assert bench.view.page.people[0].name == ""


def test_a_typed_number_goes_to_the_guest_and_asks_for_the_name(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan("001 190 000 017")
    assert bench.texts()["doc_number"] == "001190000017"
    assert bench.view.focused[-1] == "full_name"
    presenter.type_guest("full_name", "Hoa")
    presenter.scan("c01x00t47")
    assert (bench.texts()["kind"], bench.texts()["passport_number"]) == ("foreigner", "C01X00T47")


def test_a_name_that_lost_its_marks_is_never_saved_unseen(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(card("001190000017", "NGUYEN TH? HOA", "05031990", "N?"))
    presenter.save()
    assert {one.code for one in bench.view.page.problems} == {"E-41", "E-55"}
    presenter.type_guest("full_name", "Nguyễn Thị Hoa")
    presenter.save()
    assert bench.states() == [State.WAITING]


def test_a_name_without_any_mark_needs_a_tick_or_an_edit(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan("001090000018||Nguyen Van Binh|05031990|Nam|To 4, Ha Noi|01042021")
    presenter.save()
    assert [one.code for one in bench.view.page.problems] == ["E-41"]
    assert bench.view.page.asks["full_name"].code == "E-41"
    presenter.confirm("E-41", confirmed=True)
    presenter.save()
    assert bench.states() == [State.WAITING]


def test_an_error_shows_when_its_field_is_left_and_goes_when_mended(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.type_guest("birth_date", "31/02/2019")
    assert bench.view.page.errors == {}
    presenter.leave_field("birth_date")
    assert bench.view.page.errors["birth_date"].code == "E-11"
    presenter.type_guest("birth_date", "28/02/2019")
    assert "birth_date" not in bench.view.page.errors


def test_saving_an_empty_form_names_every_place_and_stores_nothing(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.save()
    assert {one.field for one in bench.view.page.problems} == {"full_name", "birth_date", "sex", "doc_number"}
    assert bench.view.focused[-1] == "problems"
    assert bench.states() == []
    presenter.jump(0)
    assert bench.view.focused[-1] == bench.view.page.problems[0].field


def test_a_problem_of_another_guest_brings_her_to_the_front(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.add_person()
    presenter.scan(HOA)
    presenter.add_person()
    presenter.choose(0)
    presenter.save()
    first = bench.view.page.problems[0]
    presenter.jump(0)
    assert bench.view.page.chosen == first.guest == 1


def test_the_stays_own_error_quotes_what_was_typed(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.type_stay("departure_day", "31/02/2027")
    presenter.save()
    problem = bench.view.page.problems[0]
    assert (problem.code, problem.params["typed"]) == ("E-11", "31/02/2027")
    presenter.jump(0)
    assert bench.view.focused[-1] == "departure_day"


def test_saving_goes_home_and_offers_to_take_it_back(bench: Bench) -> None:
    bench.record(HOA, BINH)
    assert bench.navigator.places == [(Place.TODAY, None)]
    offer = bench.navigator.offers[0]
    assert (offer.saved, offer.seconds) == ("Đã ghi 2 khách vào sổ (số 1–2).", UNDO_S)
    assert offer.hurry is not None
    offer.hurry()
    assert bench.sends == 1


def test_undo_cancels_the_lines_and_brings_back_everything_typed(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.type_guest("phone", "0912000017")
    presenter.type_stay("note", "đến muộn")
    presenter.save()
    bench.navigator.offers[0].undo()
    assert bench.states() == [State.CANCELLED]
    line = bench.workplace.desk().reader.lines(LineFilter())[0]
    assert line.reason is not None
    assert line.reason.params["reason"] == "undone"
    assert bench.navigator.places[-1] == (Place.STAY, None)
    assert bench.texts()["phone"] == "0912000017"
    assert bench.view.form is not None
    assert bench.view.form.stay["note"] == "đến muộn"
    presenter.open()
    presenter.save()
    assert bench.states() == [State.WAITING, State.CANCELLED]


def test_sending_later_offers_no_undo_but_says_what_was_saved(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.save(later=True)
    assert bench.navigator.offers == []
    assert bench.navigator.sentences == ["Đã ghi 1 khách vào sổ (số 1)."]


def test_minutes_before_the_deadline_nothing_waits(bench: Bench) -> None:
    bench.clock.advance(hours=2, minutes=14)
    bench.record(HOA)
    assert bench.navigator.offers == []
    assert len(bench.navigator.sentences) == 1


def test_the_same_guest_tonight_is_refused_with_her_line(bench: Bench) -> None:
    bench.record(HOA)
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.save()
    problem = bench.view.page.problems[0]
    assert (problem.code, problem.params["no"]) == ("E-19", "1")
    assert len(bench.states()) == 1
    presenter.type_guest("doc_number", "001190000025")
    assert bench.view.page.problems == ()


def test_a_full_disk_keeps_the_text_and_says_so(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter._services = replace(presenter._services, record=lambda _command: Failed("E-44"))
    presenter.save()
    assert bench.view.page.notice is not None
    assert bench.view.page.notice.code == "E-44"
    assert bench.texts()["full_name"] == "Nguyễn Thị Hoa"
    assert bench.navigator.places == []


def test_a_removed_guest_comes_back(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.scan(BINH)
    presenter.remove_person(0)
    assert [one.name for one in bench.view.page.people] == ["Nguyễn Văn Bình"]
    presenter.answer_notice()
    assert [one.name for one in bench.view.page.people] == ["Nguyễn Thị Hoa", "Nguyễn Văn Bình"]


def test_a_child_gets_a_birth_certificate_and_the_first_adult(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.add_person()
    presenter.type_guest("birth_date", "05/06/2019")
    presenter.leave_field("birth_date")
    assert (bench.texts()["doc_kind"], bench.texts()["guardian"]) == ("5", "1")
    assert "guardian" in bench.view.page.shown
    assert bench.view.page.companions == ((1, "Nguyễn Thị Hoa"),)


def test_nights_change_by_one(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.change_nights(1)
    presenter.change_nights(1)
    presenter.change_nights(-1)
    assert bench.view.page.line.nights == 2


def test_a_permitted_stay_that_is_over_stops_the_correction_of_its_guest_alone(bench: Bench) -> None:
    over = FOREIGNER | {"permitted_until": "21/11/2026"}
    recorded = record_stay(bench.workplace.desk(), RecordStay(StayEntry(Typed(STAY), (Typed(CITIZEN), Typed(over)))))
    assert isinstance(recorded, Done)
    bench.clock.advance(days=1)
    presenter = bench.opened(recorded.value.kept.guests[0].id)
    presenter.type_guest("full_name", "Nguyễn Thị Hoà")
    presenter.choose(1)
    presenter.type_guest("sex", "M")
    presenter.save()
    assert [one.code for one in bench.view.page.problems] == ["E-79"]
    presenter.type_guest("sex", "F")
    presenter.save()
    assert bench.navigator.places[-1][0] is Place.LEDGER
