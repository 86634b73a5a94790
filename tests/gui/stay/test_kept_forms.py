"""The form's presenter over what was kept: the draft, a guest in the ledger."""

from dataclasses import replace

import pytest

from guestreg.desktop.contract import Place
from guestreg.desktop.stay.model import Mode, News, Notice
from guestreg.domain.declaration import FieldError, State
from guestreg.domain.moves import Actor
from guestreg.services.commands.keep_draft import Draft, DraftGuest, Drafts, kept_drafts
from guestreg.services.outcome import Failed
from tests.gui.stay.conftest import BINH, HOA, Bench, withdraw


def test_a_draft_outlives_the_program_and_can_be_discarded_and_brought_back(bench: Bench) -> None:
    first = bench.opened()
    first.scan(HOA)
    first.keep_draft()
    second = bench.opened()
    assert bench.view.page.notice is not None
    assert (bench.view.page.notice.news, bench.view.page.notice.number) == (News.RESUMED, 1)
    assert bench.texts()["full_name"] == "Nguyễn Thị Hoa"
    second.answer_notice()
    assert bench.view.page.people[0].name == ""
    assert kept_drafts(bench.workplace.desk()).new is None
    second.answer_notice()
    assert bench.texts()["full_name"] == "Nguyễn Thị Hoa"


def test_saving_forgets_the_draft_and_leaving_keeps_it(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.leave()
    assert bench.navigator.places == [(Place.TODAY, None)]
    assert kept_drafts(bench.workplace.desk()).new is not None
    presenter.open()
    presenter.save()
    assert kept_drafts(bench.workplace.desk()).new is None


def test_a_draft_that_could_not_be_written_is_written_the_next_time(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    healthy = presenter._services
    presenter._services = replace(healthy, keep=lambda _draft: Failed("E-42"))
    presenter.keep_draft()
    presenter._services = healthy
    presenter.keep_draft()
    assert kept_drafts(bench.workplace.desk()).new is not None


def test_a_draft_written_once_is_not_written_again(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.scan(HOA)
    presenter.keep_draft()
    presenter._services = replace(presenter._services, keep=lambda _draft: pytest.fail("written again"))
    presenter.keep_draft()


def test_nothing_typed_leaves_no_draft(bench: Bench) -> None:
    presenter = bench.opened()
    presenter.keep_draft()
    presenter.close()
    assert kept_drafts(bench.workplace.desk()).new is None


def test_a_waiting_guest_is_corrected_in_a_new_version(bench: Bench) -> None:
    hoa, _binh = bench.record(HOA, BINH)
    presenter = bench.opened(hoa)
    assert bench.view.page.mode is Mode.CORRECT
    assert bench.texts()["birth_date"] == "05/03/1990"
    presenter.type_guest("phone", "0912000017")
    presenter.save()
    assert bench.navigator.places[-1] == (Place.LEDGER, None)
    assert bench.navigator.sentences[-1] == bench.workplace.phrasebook().sentence("S-05")
    line = bench.workplace.desk().reader.line(hoa)
    assert line is not None
    assert (line.version, line.state) == (2, State.WAITING)


def test_a_returned_guest_opens_at_the_questioned_field(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    desk = bench.workplace.desk()
    line = desk.reader.line(hoa)
    assert line is not None
    with desk.store.unit_of_work() as uow:
        newest = uow.declarations.versions(line.declaration_id)[-1]
        sending = desk.journal.move(uow, newest, State.SENDING, Actor.WORKER)
        errors = (FieldError("birth_date", "E-09", "Ngày sinh không giống."),)
        returned = desk.journal.move(uow, sending, State.RETURNED, Actor.REPLY)
        uow.declarations.save(replace(returned, errors=errors))
        uow.commit()
    bench.opened(hoa)
    assert bench.view.focused[-1] == "birth_date"


def test_a_guest_who_was_withdrawn_can_only_be_looked_at(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    withdraw(bench.workplace.desk(), hoa)
    presenter = bench.opened(hoa)
    assert bench.view.page.mode is Mode.LOOK
    assert bench.view.page.notice == Notice(News.LEFT, code="E-130", params={"no": "1"})
    before = bench.states()
    presenter.save()
    assert bench.states() == before


def test_opening_a_guest_keeps_the_form_begun(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    presenter = bench.opened()
    presenter.scan(BINH)
    presenter.open(hoa)
    presenter.open()
    assert bench.view.page.mode is Mode.NEW
    assert bench.texts()["full_name"] == "Nguyễn Văn Bình"


def test_without_the_draft_the_text_would_be_gone(bench: Bench) -> None:
    """Control of the tests above: what was never kept isn't found by the next page."""
    bench.opened().scan(HOA)
    bench.opened()
    assert bench.view.page.people[0].name == ""


def test_a_draft_of_an_earlier_program_is_still_read(bench: Bench) -> None:
    desk = bench.workplace.desk()
    before = b'{"form":1,"stay":{"room":"P2"},"guests":[{"fields":{"full_name":"Hoa"},"confirmed":["E-57"]}]}'
    with desk.store.unit_of_work() as uow:
        uow.house.put_draft(before, bench.clock.now())
        uow.commit()
    assert kept_drafts(desk).new == Draft({"room": "P2"}, (DraftGuest({"full_name": "Hoa"}, frozenset({"E-57"})),))


@pytest.mark.parametrize("spoiled", [b"", b"[]", b"{}", b'{"form":3}', b'{"form":2,"new":7,"corrections":[]}'])
def test_what_cant_be_understood_is_no_draft(bench: Bench, spoiled: bytes) -> None:
    desk = bench.workplace.desk()
    with desk.store.unit_of_work() as uow:
        uow.house.put_draft(spoiled, bench.clock.now())
        uow.commit()
    assert kept_drafts(desk) == Drafts()
