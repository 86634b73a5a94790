"""The form's presenter over what was kept: the draft, a guest in the ledger."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from guestreg.desktop.contract import Place
from guestreg.desktop.stay.form import entry_of, form_of
from guestreg.desktop.stay.model import Mode, News, Notice
from guestreg.domain.declaration import FieldError, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.moves import Actor
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.keep_draft import Draft, DraftGuest, Drafts, kept_drafts
from guestreg.services.outcome import Done, Failed
from tests.gui.stay.conftest import BINH, HOA, Bench, card


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


def test_a_guest_who_was_sent_can_only_be_looked_at(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    desk = bench.workplace.desk()
    line = desk.reader.line(hoa)
    assert line is not None
    with desk.store.unit_of_work() as uow:
        newest = uow.declarations.versions(line.declaration_id)[-1]
        sending = desk.journal.move(uow, newest, State.SENDING, Actor.WORKER)
        desk.journal.move(uow, sending, State.SENT, Actor.REPLY)
        uow.commit()
    presenter = bench.opened(hoa)
    assert bench.view.page.mode is Mode.LOOK
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


# -- corrections


def corrected_phone(bench: Bench, guest_id: GuestId, phone: str = "0912000017") -> None:
    """Type into a correction, then the light goes out: nothing but the timer's draft is left."""
    presenter = bench.opened(guest_id)
    presenter.type_guest("phone", phone)
    presenter.keep_draft()


def told(bench: Bench) -> News | None:
    return bench.view.page.notice.news if bench.view.page.notice else None


def send(bench: Bench, guest_id: GuestId) -> None:
    desk = bench.workplace.desk()
    line = desk.reader.line(guest_id)
    assert line is not None
    with desk.store.unit_of_work() as uow:
        newest = uow.declarations.versions(line.declaration_id)[-1]
        sending = desk.journal.move(uow, newest, State.SENDING, Actor.WORKER)
        desk.journal.move(uow, sending, State.SENT, Actor.REPLY)
        uow.commit()


def phone_in_the_book(bench: Bench, guest_id: GuestId) -> str | None:
    with bench.workplace.desk().store.unit_of_work() as uow:
        kept = uow.stays.of_guest(guest_id)
    assert kept is not None
    return next(one.guest.phone for one in kept.guests if one.id == guest_id)


def corrections(bench: Bench) -> int:
    return len(kept_drafts(bench.workplace.desk()).corrections)


def test_a_correction_outlives_the_program_and_is_saved_from_there(bench: Bench) -> None:
    hoa, _binh = bench.record(HOA, BINH)
    corrected_phone(bench, hoa)
    assert phone_in_the_book(bench, hoa) is None
    presenter = bench.opened(hoa)
    assert told(bench) is News.CORRECTING
    assert bench.texts()["phone"] == "0912000017"
    presenter.save()
    assert phone_in_the_book(bench, hoa) == "0912000017"
    assert corrections(bench) == 0
    bench.opened(hoa)
    assert told(bench) is None


def test_the_form_of_a_new_stay_offers_the_correction_left_unfinished(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    corrected_phone(bench, hoa)
    presenter = bench.opened()
    assert bench.view.page.notice == Notice(News.TO_CORRECT, name="Nguyễn Thị Hoa")
    presenter.answer_notice()
    assert told(bench) is News.CORRECTING
    assert bench.texts()["phone"] == "0912000017"


def test_new_stay_and_corrections_are_kept_beside_each_other(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    (binh, _hoa) = bench.record(BINH)[::-1]
    corrected_phone(bench, hoa, "0912000017")
    corrected_phone(bench, binh, "0912000025")
    bench.opened().scan(card("001190000033", "Trần Thị Mai", "05031991"))
    bench.opened().close()
    assert corrections(bench) == 2
    for guest_id, phone in ((hoa, "0912000017"), (binh, "0912000025")):
        bench.opened(guest_id)
        assert bench.texts()["phone"] == phone


def test_saving_the_new_stay_leaves_the_correction_and_the_other_way_round(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    corrected_phone(bench, hoa)
    fresh = bench.opened()
    fresh.scan(BINH)
    fresh.keep_draft()
    bench.opened(hoa).save()
    assert (kept_drafts(bench.workplace.desk()).new is not None, corrections(bench)) == (True, 0)
    corrected_phone(bench, hoa, "0912000099")
    bench.opened().save()
    assert (kept_drafts(bench.workplace.desk()).new is not None, corrections(bench)) == (False, 1)


def test_a_correction_is_discarded_and_brought_back(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    corrected_phone(bench, hoa)
    presenter = bench.opened(hoa)
    presenter.answer_notice()
    assert told(bench) is News.DISCARDED
    assert bench.texts().get("phone", "") == ""
    assert corrections(bench) == 0
    presenter.answer_notice()
    assert bench.texts()["phone"] == "0912000017"
    presenter.keep_draft()
    assert corrections(bench) == 1


def test_a_correction_of_a_guest_who_has_left_meanwhile_is_not_written(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    corrected_phone(bench, hoa)
    send(bench, hoa)
    presenter = bench.opened(hoa)
    assert bench.view.page.notice == Notice(News.MOVED_ON, 0)
    assert bench.view.page.mode is Mode.LOOK
    assert bench.texts().get("phone", "") == ""
    presenter.answer_notice()
    presenter.save()
    assert phone_in_the_book(bench, hoa) is None
    assert corrections(bench) == 0


def test_over_another_correction_nothing_is_written_until_the_person_says_so(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    corrected_phone(bench, hoa)
    other = Draft(*_typed_by_another_desk(bench, hoa))
    desk = bench.workplace.desk()
    with desk.store.unit_of_work() as uow:
        stay_id = uow.stays.of_guest(hoa)
    assert stay_id is not None
    assert isinstance(correct_stay(desk, CorrectStay(stay_id.id, entry_of(other))), Done)
    presenter = bench.opened(hoa)
    assert bench.view.page.notice == Notice(News.MOVED_ON, 1)
    assert bench.texts()["phone"] == "0912000088"
    presenter.answer_notice()
    assert bench.texts()["phone"] == "0912000017"
    presenter.save()
    assert phone_in_the_book(bench, hoa) == "0912000017"


def test_a_correction_made_elsewhere_while_this_one_was_typed_is_not_overwritten(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    presenter = bench.opened(hoa)
    presenter.type_guest("phone", "0912000017")
    desk = bench.workplace.desk()
    with desk.store.unit_of_work() as uow:
        kept = uow.stays.of_guest(hoa)
    assert kept is not None
    other = Draft(*_typed_by_another_desk(bench, hoa))
    assert isinstance(correct_stay(desk, CorrectStay(kept.id, entry_of(other))), Done)
    presenter.save()
    assert bench.view.page.notice == Notice(News.CODE, code="E-123")
    assert phone_in_the_book(bench, hoa) == "0912000088"
    presenter.open(hoa)
    assert told(bench) is News.MOVED_ON
    presenter.answer_notice()
    presenter.save()
    assert phone_in_the_book(bench, hoa) == "0912000017"


def _typed_by_another_desk(bench: Bench, guest_id: GuestId) -> tuple[Mapping[str, str], tuple[DraftGuest, ...]]:
    with bench.workplace.desk().store.unit_of_work() as uow:
        kept = uow.stays.of_guest(guest_id)
    assert kept is not None
    form = form_of(kept.stay)
    return form.stay, (DraftGuest({**form.guests[0].fields, "phone": "0912000088"}, form.guests[0].confirmed),)


def test_looking_at_a_guest_leaves_no_draft(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    presenter = bench.opened(hoa)
    presenter.keep_draft()
    presenter.close()
    assert corrections(bench) == 0


def test_leaving_a_correction_keeps_it_for_the_next_time(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    presenter = bench.opened(hoa)
    presenter.type_guest("phone", "0912000017")
    presenter.open()
    presenter.open(hoa)
    assert bench.texts()["phone"] == "0912000017"
    assert told(bench) is News.CORRECTING


def test_a_correction_typed_a_moment_ago_is_there_before_it_is_written(bench: Bench) -> None:
    """The lanes may read before they have written."""
    (hoa,) = bench.record(HOA)
    presenter = bench.opened(hoa)
    presenter.type_guest("phone", "0912000017")
    presenter._services = replace(presenter._services, keep=lambda _draft: Failed("E-42"))
    presenter.open(hoa)
    assert bench.texts()["phone"] == "0912000017"


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
