"""One pass: order, marking, stable bytes, our own check."""

from dataclasses import replace
from datetime import timedelta

from guestreg.domain.declaration import Declaration, FieldError, Grade, Reason, State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.endpoint import (
    Accepted,
    Busy,
    Exchange,
    MayHaveArrived,
    NothingLeft,
    Parcel,
    Refused,
)
from guestreg.ports.events import LedgerChanged
from tests.fakes.clock import EVENING
from tests.fakes.kept import citizen, foreigner, kept_stay
from tests.unit.outbox.post import MATCH, at_once, post


def test_success_is_recorded_with_its_evidence() -> None:
    server_date = EVENING - timedelta(seconds=1)
    desk = post([Exchange(Accepted(), "h", 200, server_date, "200", b'{"code":"200"}')])
    saved = desk.save(1)
    done = desk.run()
    sent = desk.now(saved)
    assert (done.exchanged, done.outstanding, done.next_at) == (1, 0, None)
    assert (sent.state, sent.grade, sent.evidence_at, sent.tries) == (State.SENT, Grade.E1, EVENING, 0)
    assert sent.reason == Reason("S-02", {"n": "1"})
    with desk.unit_of_work() as uow:
        [(attempt, outcome)] = uow.attempts.of(saved.id, 1)
    assert (attempt.instance, attempt.program, attempt.host) == ("run-1", "guestreg 1.0.0", "127.0.0.1")
    assert outcome is not None
    assert (outcome.outcome, outcome.state, outcome.http_status, outcome.reply) == (
        "accepted",
        State.SENT,
        200,
        b'{"code":"200"}',
    )
    assert desk.condition.clock_skew_s == 1
    assert desk.condition.last_success_at == EVENING
    assert desk.events.of(LedgerChanged)


def test_it_is_marked_before_the_first_byte_leaves() -> None:
    seen: list[tuple[State, int]] = []

    def look(parcel: Parcel) -> Accepted:
        rows = desk.store.rows
        [stored] = rows.declarations.values()
        seen.append((stored.state, len(rows.attempts) - len(rows.outcomes)))
        return Accepted()

    desk = post([look])
    desk.save(1)
    desk.run()
    assert seen == [(State.SENDING, 1)]


def test_nothing_to_send_meets_nobody() -> None:
    desk = post()
    assert desk.run().next_at is None
    assert desk.client.greeted == 0


def test_the_order_of_sending() -> None:
    desk = post()
    due = EVENING + timedelta(hours=3)

    def alike(declaration: Declaration) -> Declaration:
        return replace(declaration, due_at=due, arrival_at=EVENING - timedelta(hours=1))

    last = desk.save(1, wish=alike)
    same_but_earlier = desk.save(2, wish=lambda one: replace(alike(one), arrival_at=EVENING - timedelta(hours=2)))
    family = desk.save_stay(kept_stay(3, citizen(), citizen(doc_number="001190000018")), alike)
    visitor = desk.save_stay(kept_stay(4, foreigner()), alike)
    urgent = desk.save(5, wish=lambda one: replace(alike(one), due_at=due - timedelta(minutes=1)))
    desk.run()
    expected = [urgent, *visitor, *family, same_but_earlier, last]
    assert desk.sent_keys() == [one.key for one in expected]


def test_undo_time_and_wish_are_kept() -> None:
    desk = post()
    undo = desk.save(1, wish=lambda one: replace(one, not_before_at=EVENING + timedelta(seconds=10)))
    later = desk.save(2, wish=lambda one: replace(one, not_before_at=EVENING + timedelta(hours=2)))
    assert desk.run().next_at == EVENING + timedelta(seconds=10)
    assert desk.client.sent == []
    desk.clock.advance(seconds=10)
    desk.run()
    assert (desk.state(undo), desk.state(later)) == (State.SENT, State.WAITING)


def test_every_attempt_has_the_same_key_and_bytes() -> None:
    desk = post([NothingLeft("no_network"), MayHaveArrived(), MayHaveArrived(), Busy(3), MATCH])
    saved = desk.save(1)
    desk.run_for(hours=3)
    assert desk.state(saved) is State.CONFIRMED
    assert len(desk.client.sent) == 5
    assert {(parcel.wire, parcel.document) for parcel in desk.client.sent} == {(saved.key.encode(), saved.document)}
    digests = {attempt.wire_sha256 for attempt in desk.store.rows.attempts.values()}
    assert len(digests) == 1


def test_what_our_own_check_finds_is_returned_without_a_byte() -> None:
    desk = post()
    wrong, right = desk.save(1, wish=at_once), desk.save(2)
    assert wrong.wire is not None
    error = FieldError("doc_number", "E-13", "Thẻ CCCD phải gồm đúng 12 chữ số")
    desk.terms.complaints[wrong.wire] = (error,)
    desk.run()
    returned = desk.now(wrong)
    assert (returned.state, returned.errors, returned.grade) == (State.RETURNED, (error,), Grade.E0)
    assert returned.reason == Reason("E-13", {"text": error.text})
    assert desk.sent_keys() == [right.key]


def test_many_that_our_check_returns_hide_none_behind_them() -> None:
    desk = post()
    wrong = [desk.save(number, wish=at_once) for number in range(1, 70)]
    desk.terms.complaints = {one.wire: (FieldError("room", "E-10", ""),) for one in wrong if one.wire}
    right = desk.save(75)
    desk.run()
    assert {desk.state(one) for one in wrong} == {State.RETURNED}
    assert desk.state(right) is State.SENT


def test_many_that_came_too_late_hide_none_behind_them() -> None:
    desk = post()
    closes_at = EVENING + timedelta(seconds=30)
    late = [
        desk.save(number, wish=lambda one: replace(at_once(one), tries=1, window_closes_at=closes_at))
        for number in range(1, 46)
    ]
    right = desk.save(75)
    desk.run()
    assert desk.sent_keys() == [right.key]
    assert {desk.state(one) for one in late} == {State.WAITING}


def test_a_refusal_blocks_nobody_and_is_not_sent_again() -> None:
    error = FieldError("birth_date", "E-09", "Ngày sinh sai")
    desk = post([Refused((error,))])
    wrong, right = desk.save(1, wish=at_once), desk.save(2)
    desk.run_for(hours=2)
    assert (desk.state(wrong), desk.now(wrong).errors) == (State.RETURNED, (error,))
    assert desk.sent_keys() == [wrong.key, right.key]


def test_keep_going_is_asked_between_two_guests() -> None:
    desk = post()
    for number in range(1, 6):
        desk.save(number)
    answers = iter([True, True, False])
    assert desk.courier.run_pass(lambda: next(answers)).exchanged == 2


def test_guests_of_another_endpoint_are_left_alone() -> None:
    desk = post()
    other = desk.save(1, wish=lambda one: replace(one, endpoint_id="elsewhere", guest_id=GuestId("g")))
    assert desk.run().outstanding == 0
    assert desk.state(other) is State.WAITING
