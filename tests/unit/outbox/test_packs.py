"""What was told by a pack is asked about once the endpoint answers, and sent as well when it isn't there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.declaration import Declaration, Reason, State
from guestreg.ports.endpoint import Absent, Accepted, Busy, Exchange, NewerHeld, Outcome, ProgramFault, Receipted
from guestreg.ports.receipt import ReceiptVerdict
from guestreg.ports.telling import Telling, TellingKind
from tests.fakes.clock import EVENING
from tests.fakes.endpoint import FakeClient
from tests.fakes.kept import house, kept_stay
from tests.unit.outbox.authority import receipt
from tests.unit.outbox.post import Post, post
from tests.unit.outbox.test_asking import begun, newer


def packed(desk: Post, number: int, kind: TellingKind = TellingKind.HAND_OVER, road: str = "pack") -> Declaration:
    saved = desk.save(number, wish=lambda one: replace(one, state=State.HANDED_OVER, evidence_at=EVENING))
    telling = Telling(saved.id, 1, kind, EVENING, EVENING, "Lò Thị Mẫu", "in_person", facts={"road": road})
    desk.store.rows.tellings.append(telling)
    return saved


@pytest.mark.parametrize("kind", [TellingKind.FILE, TellingKind.HAND_OVER])
def test_what_a_pack_did_not_bring_is_sent_as_well(kind: TellingKind) -> None:
    desk, authority = begun()
    saved = packed(desk, 1, kind)
    desk.run()
    assert (desk.state(saved), desk.now(saved).evidence_at) == (State.WAITING, None)
    desk.run()
    assert (desk.state(saved), authority.effects) == (State.CONFIRMED, 1)


def test_what_a_pack_brought_is_proven_by_asking() -> None:
    desk, authority = begun()
    saved = packed(desk, 1)
    authority.taken[saved.id] = {1: ("", ReceiptVerdict.RECEIVED)}
    desk.run()
    proven = desk.now(saved)
    assert (proven.state, proven.evidence_at, authority.sent) == (State.CONFIRMED, EVENING, [])


def test_what_went_another_way_is_not_asked_about() -> None:
    desk, authority = begun()
    packed(desk, 1, road="portal")
    packed(desk, 2, TellingKind.SEEN)
    desk.run_for(hours=3)
    assert authority.asked == []


def test_a_pack_of_which_other_bytes_are_there_is_put_before_a_person_and_stops_no_other() -> None:
    answers: Iterator[Outcome] = iter([ProgramFault(), Receipted(receipt(kept_stay(2).guests[0].declaration_id, 1))])
    desk = post(client=FakeClient(held=lambda parcel: Exchange(next(answers), "h")))
    other, good = packed(desk, 1), packed(desk, 2)
    desk.run()
    stopped = desk.now(other)
    assert (stopped.state, stopped.program_fault, stopped.evidence_at) == (State.RETURNED, True, None)
    assert stopped.reason == Reason("E-53", {"phone": house().police_phone or ""})
    assert (desk.state(good), desk.condition.hold) == (State.CONFIRMED, None)


@pytest.mark.parametrize(("answer", "questions"), [(NewerHeld(2), 2), (Busy(None), 1), (Accepted(), 1)])
def test_other_answers_leave_the_hand_over_as_it_is(answer: Outcome, questions: int) -> None:
    desk = post(client=FakeClient(held=answer))
    saved = [packed(desk, number) for number in (1, 2)]
    desk.run()
    assert {desk.state(one) for one in saved} == {State.HANDED_OVER}
    assert len(desk.client.asked) == questions


def test_a_pack_behind_which_a_newer_version_waits_is_left_to_that_one() -> None:
    desk, _ = begun()
    saved = packed(desk, 1)
    second = newer(desk, saved)
    desk.put(replace(second, not_before_at=EVENING + timedelta(hours=2)))
    desk.run_for(hours=1.5)
    assert desk.state(saved) is State.HANDED_OVER
    desk.run_for(hours=1)
    assert (desk.state(saved), desk.state(second)) == (State.SUPERSEDED, State.CONFIRMED)


def test_what_a_person_moved_while_it_was_asked_about_stays() -> None:
    desk = post()
    saved = packed(desk, 1)

    def meanwhile(parcel: object) -> Absent:
        desk.put(replace(desk.now(saved), state=State.RETURNED))
        return Absent()

    desk = desk.again(client=FakeClient(held=meanwhile))
    desk.run()
    assert desk.state(saved) is State.RETURNED


def test_the_evening_may_end_between_two_questions() -> None:
    desk, authority = begun()
    for number in (1, 2):
        packed(desk, number)
    patience: Iterator[bool] = iter([True, True, True, False])
    desk.courier.run_pass(lambda: next(patience))
    assert len(authority.asked) == 1
