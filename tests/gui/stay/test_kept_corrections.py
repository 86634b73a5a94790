"""Corrections of kept stays that were left unfinished: kept, offered, and never written over a stay that moved on."""

from collections.abc import Mapping
from dataclasses import replace

from guestreg.desktop.stay.form import entry_of, form_of
from guestreg.desktop.stay.model import Mode, News, Notice
from guestreg.domain.declaration import State
from guestreg.domain.identifiers import GuestId
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.keep_draft import Draft, DraftGuest, kept_drafts
from guestreg.services.outcome import Done, Failed
from tests.gui.stay.conftest import BINH, HOA, Bench, card, send, withdraw


def corrected_phone(bench: Bench, guest_id: GuestId, phone: str = "0912000017") -> None:
    """Type into a correction, then the light goes out: nothing but the timer's draft is left."""
    presenter = bench.opened(guest_id)
    presenter.type_guest("phone", phone)
    presenter.keep_draft()


def told(bench: Bench) -> News | None:
    return bench.view.page.notice.news if bench.view.page.notice else None


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


def test_a_correction_of_a_guest_withdrawn_meanwhile_is_not_written(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    corrected_phone(bench, hoa)
    withdraw(bench.workplace.desk(), hoa)
    presenter = bench.opened(hoa)
    assert bench.view.page.notice == Notice(News.MOVED_ON, 0)
    assert bench.view.page.mode is Mode.LOOK
    assert bench.texts().get("phone", "") == ""
    presenter.answer_notice()
    presenter.save()
    assert phone_in_the_book(bench, hoa) is None
    assert corrections(bench) == 0


def test_a_correction_of_a_guest_who_has_left_meanwhile_goes_behind(bench: Bench) -> None:
    (hoa,) = bench.record(HOA)
    corrected_phone(bench, hoa)
    send(bench.workplace.desk(), hoa)
    presenter = bench.opened(hoa)
    assert bench.view.page.notice == Notice(News.CORRECTING)
    presenter.save()
    assert phone_in_the_book(bench, hoa) == "0912000017"
    line = bench.workplace.desk().reader.line(hoa)
    assert line is not None
    assert (line.version, line.state, line.earlier_state) == (2, State.WINDOW_CLOSED, State.SENT)


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
