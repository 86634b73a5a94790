"""What an unclear attempt, a window and a newer version do to a declaration on its way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.declaration import PERSON_NEXT, FieldError, Grade, Hold, Kind, Proof, Reason, State
from guestreg.ports.endpoint import (
    Accepted,
    AlreadyThere,
    Busy,
    Exchange,
    Held,
    MayHaveArrived,
    NothingLeft,
    Outcome,
    Parcel,
    Refused,
    WindowOver,
)
from tests.fakes.clock import EVENING
from tests.unit.outbox.post import post

MATCH = AlreadyThere("001190000017", None, None, (), True, True)
BARE = AlreadyThere(None, None, None, (), None, None)


def test_an_unclear_attempt_is_settled_by_the_careful_second_one() -> None:
    desk = post([MayHaveArrived(), MATCH])
    saved = desk.save(1)
    desk.run()
    unclear = desk.now(saved)
    assert (unclear.state, unclear.may_have_arrived, unclear.tries) == (State.UNKNOWN, True, 1)
    assert unclear.reason == Reason("E-31")
    assert unclear.next_attempt_at is not None
    assert unclear.next_attempt_at >= EVENING + timedelta(seconds=60)
    desk.clock.advance(seconds=59)
    desk.courier.try_now()
    assert desk.run().exchanged == 0, "never sooner than a minute, whoever asks"
    desk.run_for(minutes=2)
    settled = desk.now(saved)
    assert (settled.state, settled.proof) == (State.CONFIRMED, Proof.ALREADY)
    assert settled.evidence_at == EVENING, "the attempt that may have delivered it, not the one that found it"


def test_an_unclear_attempt_that_did_not_arrive_is_sent_with_a_line() -> None:
    desk = post([MayHaveArrived(), Accepted()])
    saved = desk.save(1)
    desk.run_for(minutes=3)
    assert desk.state(saved) is State.SENT
    assert desk.now(saved).reason == Reason("S-02", {"n": "1", "after": "unclear"})


def test_a_bare_already_after_an_unclear_attempt_waits_for_a_person() -> None:
    desk = post([MayHaveArrived(), BARE])
    saved = desk.save(1)
    desk.run_for(hours=5)
    unclear = desk.now(saved)
    assert (unclear.state, unclear.next_attempt_at) == (State.UNKNOWN, PERSON_NEXT)
    assert len(desk.client.sent) == 2
    assert desk.passes[-1].next_at is None
    desk.courier.try_now()
    desk.courier.hint()
    desk.run_for(minutes=5)
    assert len(desk.client.sent) == 2


@pytest.mark.parametrize("failure", [NothingLeft("no_network"), Busy(None), Held(Hold.CONTRACT)])
def test_an_unclear_version_stays_unclear_for_want_of_an_answer(
    failure: NothingLeft | Busy | Held,
) -> None:
    desk = post([MayHaveArrived(), failure])
    saved = desk.save(1)
    desk.run_for(seconds=75)
    assert len(desk.client.sent) == 2
    assert (desk.state(saved), desk.now(saved).may_have_arrived) == (State.UNKNOWN, True)


def test_server_errors_for_nine_days_end_in_success() -> None:
    desk = post(otherwise=MayHaveArrived())
    saved = desk.save(1, wish=lambda one: replace(one, window_closes_at=None))
    desk.run_for(days=2)
    assert desk.state(saved) is State.UNKNOWN
    tries = len(desk.client.sent)
    assert 24 + 24 <= tries <= 30 * 24
    desk.client.otherwise = Exchange(MATCH, "h")
    desk.run_for(hours=1, minutes=1)
    assert desk.state(saved) is State.CONFIRMED


def test_the_window_is_closed_by_the_clock_with_day_and_phone() -> None:
    desk = post(otherwise=NothingLeft("no_network"))
    saved = desk.save(1)
    assert saved.window_closes_at is not None
    desk.run_for(hours=29)
    closed = desk.now(saved)
    assert closed.state is State.WINDOW_CLOSED
    assert closed.reason == Reason("E-30", {"day": "21/11", "phone": ""})
    last = max(attempt.started_at for attempt in desk.store.rows.attempts.values())
    assert timedelta(seconds=40) <= saved.window_closes_at - last <= timedelta(seconds=61)


def test_an_unclear_version_whose_window_closed_keeps_its_mark() -> None:
    desk = post(otherwise=MayHaveArrived())
    saved = desk.save(1)
    desk.run_for(hours=29)
    assert (desk.state(saved), desk.now(saved).may_have_arrived) == (State.WINDOW_CLOSED, True)


def test_a_refused_arrival_closes_the_window_whatever_our_clock_says() -> None:
    desk = post([WindowOver(True, ())])
    saved = desk.save(1)
    desk.run()
    assert (desk.state(saved), desk.now(saved).grade) == (State.WINDOW_CLOSED, Grade.E1)


def test_success_replaces_what_was_told_before() -> None:
    desk = post()
    first = desk.save(1)
    desk.run()
    second = desk.put(replace(first, version=2, kind=Kind.AMEND, wire=b"2"))
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.SUPERSEDED, State.SENT)


def test_a_cancellation_withdraws_what_was_told_before() -> None:
    desk = post()
    first = desk.save(1)
    desk.run()
    second = desk.put(replace(first, version=2, kind=Kind.CANCEL, wire=b"2"))
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.CANCELLED, State.SENT)


@pytest.mark.parametrize("answer", [Accepted(), MayHaveArrived(), MATCH])
def test_an_answer_that_comes_after_the_next_version_was_told_changes_nothing(answer: Outcome) -> None:
    """Told by phone while the one before was on its way."""
    desk = post()

    def meanwhile(parcel: Parcel) -> Outcome:
        desk.put(replace(first, version=2, kind=Kind.AMEND, wire=None, state=State.HANDED_OVER))
        return answer

    desk.client.script.append(meanwhile)
    first = desk.save(1)
    desk.run()
    assert desk.state(first) is State.SUPERSEDED


def test_a_stay_the_endpoint_denies_is_unclear_again() -> None:
    """Only what rests on its word alone: a stay proven another way stays proven."""
    gone = Refused((FieldError("doc_number", "E-185", "không tồn tại"),), denies_the_stay=True)
    desk = post([Accepted(), gone])
    first = desk.save(1)
    desk.run()
    second = desk.put(replace(first, version=2, kind=Kind.CHECKOUT, wire=b"2"))
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.UNKNOWN, State.RETURNED)
    doubted = desk.now(first)
    assert (doubted.may_have_arrived, doubted.evidence_at, doubted.grade) == (True, None, Grade.E0)
    assert doubted.next_attempt_at == PERSON_NEXT


def test_a_stay_with_proof_is_doubted_by_no_word() -> None:
    """Negative control."""
    gone = Refused((FieldError("doc_number", "E-185", "không tồn tại"),), denies_the_stay=True)
    desk = post([MATCH, gone])
    first = desk.save(1)
    desk.run()
    second = desk.put(replace(first, version=2, kind=Kind.CHECKOUT, wire=b"2"))
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.CONFIRMED, State.RETURNED)


def test_a_version_never_overtakes_the_one_before() -> None:
    desk = post([MayHaveArrived(), MayHaveArrived(), MATCH])
    first = desk.save(1)
    second = desk.put(replace(first, version=2, kind=Kind.AMEND, wire=b"2", due_at=EVENING - timedelta(hours=1)))
    desk.run_for(minutes=30)
    assert desk.sent_keys() == [first.key] * 3 + ["2"]
    assert (desk.state(first), desk.state(second)) == (State.SUPERSEDED, State.SENT)
