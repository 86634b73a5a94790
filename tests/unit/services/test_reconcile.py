"""Comparing with the portal's list: what is confirmed, what is open again, what a person decides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guestreg.domain.channel import Channel
from guestreg.domain.declaration import EndpointKind, Grade, Kind, Proof, State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.telling import TellingKind
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.note_count import NoteCount, note_count
from guestreg.services.commands.reconcile import Reconcile, preview, reconcile
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.outcome import Done, Refused
from tests.fakes.guesthouse import NUMBERS, Guesthouse, memory_guesthouse
from tests.fakes.portal_lists import LATER, STRANGER, TODAY, compared, listed
from tests.tables.rules import NOW


@pytest.fixture
def inn() -> Guesthouse:
    return memory_guesthouse()


def upload(inn: Guesthouse, guest: GuestId) -> None:
    hand_over(inn.desk, HandOver((guest,), Channel.PORTAL))


@pytest.mark.parametrize("state", [State.WAITING, State.SENT, State.UNKNOWN, State.HANDED_OVER, State.WINDOW_CLOSED])
def test_who_is_in_both_is_confirmed(inn: Guesthouse, state: State) -> None:
    guest = inn.citizen()
    inn.stand(guest, state, evidence_at=NOW if state is State.SENT else None)
    found = compared(inn, listed((NUMBERS[0], TODAY)))
    assert [one.row.row for one in found.findings.both] == [2]
    assert [(one.before, one.after) for one in found.changes] == [(state, State.CONFIRMED)]
    newest = inn.newest(guest)
    assert (newest.state, newest.proof, newest.grade) == (State.CONFIRMED, Proof.LIST, Grade.E1)
    assert newest.evidence_at == (NOW if state is State.SENT else LATER)
    (told,) = inn.told(guest)
    assert (told.kind, told.by, told.at, told.recorded_at) == (TellingKind.LIST, "Lò Văn Tâm", LATER, LATER)
    assert told.facts == {"list": "ab" * 32, "found": "row", "row": "2"}
    entry = next(one for one in inn.entries() if one["k"] == "list")
    assert (entry["d"]["sha256"], entry["d"]["both"], entry["d"]["rows"]) == ("ab" * 32, 1, 1)


def test_a_real_endpoints_list_is_better_evidence_than_that_of_practice(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT, endpoint=EndpointKind.KBTT)
    compared(inn, listed((NUMBERS[0], TODAY)))
    assert inn.newest(guest).grade is Grade.E2


@pytest.mark.parametrize("state", [State.CONFIRMED, State.RETURNED, State.SENDING])
def test_a_match_of_others_is_shown_and_moves_nothing(inn: Guesthouse, state: State) -> None:
    guest = inn.citizen()
    inn.stand(guest, state)
    found = compared(inn, listed((NUMBERS[0], TODAY)))
    assert [(one.before, one.after) for one in found.changes] == [(state, state)]
    assert inn.newest(guest).state is state


def test_the_time_that_counts_is_of_the_last_try_that_may_have_delivered(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.UNKNOWN)
    inn.tried(guest, "may_have_arrived")
    last = inn.tried(guest, "may_have_arrived", 5)
    inn.tried(guest, "nothing_left", 10)
    compared(inn, listed((NUMBERS[0], TODAY)))
    assert inn.newest(guest).evidence_at == last


def test_the_same_list_twice_says_nothing_new(inn: Guesthouse) -> None:
    guest, missing = inn.citizen(0), inn.citizen(1)
    for one in (guest, missing):
        inn.stand(one, State.SENT)
    portal = listed((NUMBERS[0], TODAY))
    compared(inn, portal)
    lines = inn.line(guest), inn.line(missing), inn.told(guest), inn.told(missing)
    compared(inn, portal)
    assert (inn.line(guest), inn.line(missing), inn.told(guest), inn.told(missing)) == lines


def test_sent_without_effect_is_found(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT, evidence_at=NOW, grade=Grade.E2)
    end = inn.tried(guest, "accepted")
    found = compared(inn, STRANGER, end + timedelta(minutes=10))
    assert [one.counts for one in found.findings.only_here] == [True]
    newest = inn.newest(guest)
    assert (newest.state, newest.evidence_at, newest.grade) == (State.UNKNOWN, None, Grade.E0)
    assert newest.may_have_arrived
    assert newest.reason is not None
    assert newest.reason.code == "E-49"
    with inn.store.unit_of_work() as uow:
        assert uow.declarations.next_due(newest.endpoint_id, NOW + timedelta(days=20), 9) == ()
    assert inn.told(guest)[0].facts["found"] == "missing"
    assert isinstance(send_again(inn.desk, SendAgain((guest,))), Done)
    assert inn.newest(guest).state is State.WAITING


def test_a_list_made_too_soon_speaks_against_nobody(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    end = inn.tried(guest, "accepted")
    found = compared(inn, STRANGER, end + timedelta(minutes=10) - timedelta(seconds=1))
    assert [one.counts for one in found.findings.only_here] == [False]
    assert inn.newest(guest).state is State.SENT
    assert inn.told(guest) == ()


def test_a_list_of_other_days_speaks_against_nobody(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    other = listed(("999999999999", TODAY - timedelta(days=1)))
    assert compared(inn, other).findings.only_here == ()
    assert compared(inn, listed()).findings.only_here == ()
    assert inn.newest(guest).state is State.SENT
    asked = compared(inn, listed(), days=(TODAY, TODAY))
    assert [one.counts for one in asked.findings.only_here] == [True]
    assert inn.newest(guest).state is State.UNKNOWN


@pytest.mark.parametrize("hours", [0, 40])
def test_an_upload_without_effect_is_open_again(inn: Guesthouse, hours: int) -> None:
    guest = inn.citizen()
    upload(inn, guest)
    inn.clock.advance(hours=hours)
    compared(inn, STRANGER, inn.clock.now() + timedelta(minutes=10))
    newest = inn.newest(guest)
    assert newest.state is (State.WINDOW_CLOSED if hours else State.WAITING)
    assert (newest.evidence_at, newest.reason and newest.reason.code) == (None, "E-49")


def test_who_was_told_by_phone_need_not_be_there(inn: Guesthouse) -> None:
    guest = inn.citizen()
    hand_over(inn.desk, HandOver((guest,), Channel.PHONE, officer="A"))
    found = compared(inn, STRANGER)
    assert [(one.before, one.after) for one in found.changes] == [(State.HANDED_OVER, State.HANDED_OVER)]
    assert inn.newest(guest).state is State.HANDED_OVER


def test_unknown_waits_for_the_person_and_again_only_while_nothing_was_tried_since(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.UNKNOWN, may_have_arrived=True)
    inn.tried(guest, "may_have_arrived")
    compared(inn, STRANGER)
    assert inn.newest(guest).state is State.UNKNOWN
    inn.clock.advance(minutes=5)
    inn.tried(guest, "may_have_arrived")
    assert isinstance(send_again(inn.desk, SendAgain((guest,))), Refused)
    inn.clock.advance(hours=1)
    portal = replace(STRANGER, sha256="cd" * 32)
    compared(inn, portal, inn.clock.now())
    assert isinstance(send_again(inn.desk, SendAgain((guest,))), Done)
    newest = inn.newest(guest)
    assert (newest.state, newest.may_have_arrived) == (State.WAITING, True)


def test_a_correction_takes_the_place_of_one_proven_absent(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.UNKNOWN, may_have_arrived=True)
    inn.amend(guest, kind=Kind.AMEND)
    compared(inn, STRANGER)
    assert inn.versions(guest) == [State.SUPERSEDED, State.WAITING]


@pytest.mark.parametrize("kind", [Kind.AMEND, Kind.CHECKOUT, Kind.CANCEL])
def test_a_row_speaks_of_the_version_that_made_it(inn: Guesthouse, kind: Kind) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    inn.amend(guest, State.WINDOW_CLOSED, kind=kind, wire=None)
    compared(inn, listed((NUMBERS[0], TODAY)))
    assert inn.versions(guest) == [State.CONFIRMED, State.WINDOW_CLOSED]


def test_a_row_with_the_corrected_number_proves_the_correction(inn: Guesthouse) -> None:
    guest = inn.citizen()
    first = inn.stand(guest, State.SENT)
    corrected = first.document.replace(NUMBERS[0].encode(), NUMBERS[1].encode())
    inn.amend(guest, State.WINDOW_CLOSED, kind=Kind.AMEND, document=corrected)
    compared(inn, listed((NUMBERS[1], TODAY)))
    assert inn.versions(guest) == [State.SUPERSEDED, State.CONFIRMED]


def test_what_is_only_there_is_shown(inn: Guesthouse) -> None:
    inn.citizen()
    found = compared(inn, STRANGER)
    assert [row.row for row in found.findings.only_there] == [2]
    assert found.changes == ()


def test_numbers_are_held_together_whatever_stands_between_their_signs(inn: Guesthouse) -> None:
    guest = inn.foreigner("AB 123456".replace(" ", ""))
    inn.stand(guest, State.SENT)
    compared(inn, listed(("AB123456", TODAY)))
    assert inn.newest(guest).state is State.CONFIRMED


def test_an_arrival_just_after_midnight_is_of_its_own_day(inn: Guesthouse) -> None:
    inn.clock.advance(hours=4)
    guest = inn.citizen(arrival="2026-11-22T00:10", planned_departure="2026-11-23T12:00")
    inn.stand(guest, State.SENT)
    compared(inn, listed((NUMBERS[0], date(2026, 11, 22))), inn.clock.now())
    assert inn.newest(guest).state is State.CONFIRMED


def test_no_list_of_tomorrow(inn: Guesthouse) -> None:
    inn.citizen()
    before = inn.everything()
    for verb in (preview, reconcile):
        refused = verb(inn.desk, Reconcile(STRANGER, NOW + timedelta(seconds=1)))
        assert isinstance(refused, Refused)
        assert [one.code for one in refused.violations] == ["E-168"]
    assert inn.everything() == before


def test_a_count_is_noted_and_proves_nobody(inn: Guesthouse) -> None:
    guest, other = inn.citizen(0), inn.citizen(1)
    inn.stand(guest, State.SENT)
    assert note_count(inn.desk, NoteCount(5, TODAY, TODAY)) == Done(1)
    assert note_count(inn.desk, NoteCount(5, TODAY + timedelta(days=1), TODAY + timedelta(days=1))) == Done(0)
    assert (inn.newest(guest).state, inn.newest(other).state) == (State.SENT, State.WAITING)
    said = [one["d"] for one in inn.entries() if one["k"] == "list"]
    assert [(one["count"], one["here"]) for one in said] == [(5, 1), (5, 0)]
    assert isinstance(note_count(inn.desk, NoteCount(5, TODAY, TODAY - timedelta(days=1))), Refused)
