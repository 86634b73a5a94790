"""One pass: order, marking, stable bytes, isolation, holds, leases."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Self, cast

import pytest

from guestreg.domain.declaration import Declaration, FieldError, Grade, Hold, Reason, State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.endpoint import (
    Accepted,
    AlreadyThere,
    Busy,
    Exchange,
    Greeting,
    Held,
    MayHaveArrived,
    NothingLeft,
    ProgramFault,
    Refused,
)
from guestreg.ports.events import EndpointChanged, LedgerChanged
from guestreg.ports.store import StoreBusy, StoreFull
from tests.fakes.clock import EVENING
from tests.fakes.endpoint import FakeClient
from tests.fakes.kept import LEDGER, citizen, foreigner, kept_stay, open_volume
from tests.fakes.store import MemoryStore, MemoryUnitOfWork
from tests.fakes.store_rows import MemoryDeclarations
from tests.unit.outbox.post import Post, post

MATCH = AlreadyThere("001190000017", None, None, (), True, True)
BARE = AlreadyThere(None, None, None, (), None, None)


def _at_once(declaration: Declaration) -> Declaration:
    return replace(declaration, due_at=EVENING + timedelta(minutes=30))


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

    def look(wire: bytes, document: bytes) -> Accepted:
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


def test_no_greeting_no_guests_data_leaves() -> None:
    desk = post(client=FakeClient(greetings=[NothingLeft("no_network"), Held(Hold.CREDENTIALS), Greeting()]))
    saved = desk.save(1)
    done = desk.run()
    assert desk.client.sent == []
    assert desk.state(saved) is State.WAITING
    assert (done.condition.failures, done.condition.reason) == (1, Reason("E-01"))
    assert done.next_at == done.condition.next_try_at
    assert desk.events.of(EndpointChanged)
    desk.clock.advance(seconds=5)
    assert desk.run().next_at is None, "a refused password waits for a person"
    desk.clock.advance(hours=20)
    desk.run()
    assert desk.client.greeted == 2
    desk.put_condition(hold=None, reason=None)
    desk.run()
    assert desk.state(saved) is State.SENT


def test_a_failing_endpoint_gets_one_try_a_slot_and_one_success_frees_the_queue() -> None:
    desk = post([NothingLeft("no_network"), NothingLeft("too_slow")])
    saved = [desk.save(number) for number in range(1, 6)]
    assert desk.run().exchanged == 1
    assert desk.run().exchanged == 0, "the slot is not yet there"
    desk.clock.advance(seconds=5)
    assert desk.run().exchanged == 1
    desk.clock.advance(seconds=30)
    assert desk.run().exchanged == 5
    assert {desk.state(one) for one in saved} == {State.SENT}
    assert desk.condition.failures == 0


def test_every_attempt_has_the_same_key_and_bytes() -> None:
    desk = post([NothingLeft("no_network"), MayHaveArrived(), MayHaveArrived(), Busy(3), MATCH])
    saved = desk.save(1)
    desk.run_for(hours=3)
    assert desk.state(saved) is State.CONFIRMED
    assert len(desk.client.sent) == 5
    assert set(desk.client.sent) == {(saved.key.encode(), saved.document)}
    digests = {attempt.wire_sha256 for attempt in desk.store.rows.attempts.values()}
    assert len(digests) == 1


def test_one_poisoned_guest_delays_no_other_by_more_than_one_attempt() -> None:
    poisoned = "nobody"

    def answer(wire: bytes, document: bytes) -> Accepted | MayHaveArrived:
        return MayHaveArrived() if wire.decode() == poisoned else Accepted()

    desk = post([answer] * 500)
    first = desk.save(1, wish=_at_once)
    poisoned = first.key
    others = [desk.save(number) for number in range(2, 30)]
    desk.run_for(seconds=6)
    assert {desk.state(one) for one in others} == {State.SENT}
    for number in range(100, 130):
        late = desk.save(number)
        before = desk.sent_keys().count(poisoned)
        desk.run_for(minutes=12)
        assert desk.state(late) is State.SENT
        after = desk.sent_keys()
        assert after[: after.index(late.key)].count(poisoned) - before <= 1
    assert desk.state(first) is State.UNKNOWN


def test_a_guest_that_breaks_the_program_waits_so_that_others_go() -> None:
    def break_down(wire: bytes, document: bytes) -> Accepted:
        raise RuntimeError("a bug")

    desk = post([break_down])
    broken, fine = desk.save(1, wish=_at_once), desk.save(2)
    with pytest.raises(RuntimeError):
        desk.courier.run_pass()
    assert desk.state(broken) is State.SENDING
    desk.run()
    assert (desk.state(broken), desk.state(fine)) == (State.UNKNOWN, State.SENT)
    desk.clock.advance(minutes=59)
    desk.run()
    assert desk.state(broken) is State.UNKNOWN
    desk.clock.advance(minutes=2)
    desk.run()
    assert desk.state(broken) is State.SENT


def test_a_check_that_breaks_the_program_delays_nobody_either() -> None:
    desk = post()
    broken, fine = desk.save(1, wish=_at_once), desk.save(2)
    assert broken.wire is not None
    desk.terms.complaints = _Explosive({broken.wire})
    with pytest.raises(RuntimeError):
        desk.courier.run_pass()
    desk.run()
    assert (desk.state(broken), desk.state(fine)) == (State.WAITING, State.SENT)


class _Explosive(dict[bytes, tuple[FieldError, ...]]):
    def __init__(self, wires: set[bytes]) -> None:
        super().__init__()
        self._wires = wires

    def get(self, key: bytes, default: object = None) -> tuple[FieldError, ...]:
        if key in self._wires:
            raise RuntimeError("a bug")
        return ()


def test_what_our_own_check_finds_is_returned_without_a_byte() -> None:
    desk = post()
    wrong, right = desk.save(1, wish=_at_once), desk.save(2)
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
    wrong = [desk.save(number, wish=_at_once) for number in range(1, 70)]
    desk.terms.complaints = {one.wire: (FieldError("room", "E-10", ""),) for one in wrong if one.wire}
    right = desk.save(75)
    desk.run()
    assert {desk.state(one) for one in wrong} == {State.RETURNED}
    assert desk.state(right) is State.SENT


def test_many_that_came_too_late_hide_none_behind_them() -> None:
    desk = post()
    closes_at = EVENING + timedelta(seconds=30)
    late = [
        desk.save(number, wish=lambda one: replace(_at_once(one), tries=1, window_closes_at=closes_at))
        for number in range(1, 46)
    ]
    right = desk.save(75)
    desk.run()
    assert desk.sent_keys() == [right.key]
    assert {desk.state(one) for one in late} == {State.WAITING}


class _Contested(MemoryDeclarations):
    """A neighbour is always quicker for the first in the queue."""

    def take_lease(self, declaration: Declaration, owner: str, until: datetime, now: datetime) -> bool:
        first = self.outstanding(declaration.endpoint_id)[0]
        return declaration.key != first.key and super().take_lease(declaration, owner, until, now)


class _ContestedUnit(MemoryUnitOfWork):
    def __enter__(self) -> Self:
        super().__enter__()
        assert self._rows is not None
        self.declarations = _Contested(self._rows)
        return self


class _ContestedStore(MemoryStore):
    def unit_of_work(self) -> MemoryUnitOfWork:
        return _ContestedUnit(self)


def test_what_a_neighbour_takes_first_is_left_to_it() -> None:
    store = _ContestedStore(LEDGER)
    open_volume(store)
    desk = post(store=store)
    first, second = desk.save(1, wish=_at_once), desk.save(2)
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.WAITING, State.SENT)


def test_a_refusal_blocks_nobody_and_is_not_sent_again() -> None:
    error = FieldError("birth_date", "E-09", "Ngày sinh sai")
    desk = post([Refused((error,))])
    wrong, right = desk.save(1, wish=_at_once), desk.save(2)
    desk.run_for(hours=2)
    assert (desk.state(wrong), desk.now(wrong).errors) == (State.RETURNED, (error,))
    assert desk.sent_keys() == [wrong.key, right.key]


@pytest.mark.parametrize(("hold", "minutes"), [(Hold.ADDRESS, 30), (Hold.CERTIFICATE, 15), (Hold.CONTRACT, 30)])
def test_a_hold_stops_the_run_and_ends_by_itself(hold: Hold, minutes: int) -> None:
    desk = post([Held(hold)])
    saved = [desk.save(number) for number in range(1, 4)]
    done = desk.run()
    assert (done.exchanged, done.condition.hold) == (1, hold)
    assert [desk.state(one) for one in saved] == [State.WAITING] * 3
    desk.clock.advance(minutes=minutes)
    assert desk.run().condition.hold is None
    assert {desk.state(one) for one in saved} == {State.SENT}


def test_an_address_hold_ends_with_a_good_greeting_only() -> None:
    desk = post(client=FakeClient(greetings=[Held(Hold.ADDRESS), Held(Hold.ADDRESS), Greeting("MAU-1")]))
    saved = desk.save(1)
    desk.run_for(minutes=29)
    assert desk.client.sent == []
    desk.run_for(hours=1)
    assert desk.state(saved) is State.SENT
    assert desk.condition.establishment_code == "MAU-1"


def test_three_program_faults_in_a_row_hold_the_endpoint() -> None:
    desk = post([ProgramFault(), ProgramFault(), ProgramFault()])
    saved = [desk.save(number) for number in range(1, 6)]
    done = desk.run()
    assert (done.exchanged, done.condition.hold) == (3, Hold.CONTRACT)
    assert [desk.state(one) for one in saved] == [State.RETURNED] * 3 + [State.WAITING] * 2
    assert all(desk.now(one).program_fault for one in saved[:3])
    assert desk.now(saved[0]).reason == Reason("E-53", {"phone": ""})
    desk.run_for(minutes=40)
    assert [desk.state(one) for one in saved[3:]] == [State.SENT] * 2
    assert desk.condition.program_faults == 0


def test_two_faults_and_a_success_hold_nothing() -> None:
    desk = post([ProgramFault(), ProgramFault(), Accepted(), ProgramFault(), ProgramFault()])
    for number in range(1, 7):
        desk.save(number)
    assert desk.run().condition.hold is None
    assert len(desk.client.sent) == 6


def test_come_later_is_granted() -> None:
    desk = post([Busy(600)])
    saved = desk.save(1)
    desk.run()
    assert desk.condition.next_try_at == EVENING + timedelta(minutes=10)
    desk.courier.hint()
    desk.run_for(minutes=9, seconds=55)
    assert len(desk.client.sent) == 1
    desk.run_for(seconds=30)
    assert desk.state(saved) is State.SENT


def test_a_hint_hastens_the_endpoint_and_what_is_unclear() -> None:
    desk = post(otherwise=MayHaveArrived())
    saved = desk.save(1, wish=lambda one: replace(one, due_at=EVENING + timedelta(days=5), window_closes_at=None))
    desk.run_for(hours=4)
    desk.run()
    assert desk.passes[-1].next_at is not None
    assert desk.passes[-1].next_at - desk.clock.now() > timedelta(minutes=1)
    desk.client.otherwise = Exchange(MATCH, "h")
    desk.clock.advance(seconds=60)
    desk.courier.hint()
    desk.run_for(seconds=21)
    assert desk.state(saved) is State.CONFIRMED


def test_flapping_hints_never_overload() -> None:
    desk = post(otherwise=NothingLeft("no_network"))
    desk.save(1)
    for _ in range(3600):
        desk.courier.hint()
        desk.run()
        desk.clock.advance(seconds=1)
    assert len(desk.client.sent) <= 30


def test_a_lease_of_a_living_neighbour_is_left_alone() -> None:
    desk = post(alive=lambda owner: owner == "neighbour")
    saved = desk.save(1)
    until = EVENING + timedelta(minutes=3)
    with desk.unit_of_work() as uow:
        assert uow.declarations.take_lease(saved, "neighbour", until, EVENING)
        uow.commit()
    assert desk.run().exchanged == 0
    desk.clock.advance(minutes=3)
    desk.run()
    assert desk.state(saved) is State.SENT


class _Moody(FakeClient):
    """An endpoint during whose answer the store stops taking anything."""

    desk: Post

    def send(self, wire: bytes, document: bytes) -> Exchange:
        answer = super().send(wire, document)
        self.desk.store.lane.acquire()
        return answer


def test_an_answer_that_could_not_be_recorded_is_recorded_first_thing_next_time() -> None:
    client = _Moody()
    desk = post(client=client)
    client.desk = desk
    desk.store.busy_wait_s = 0.01
    saved = desk.save(1)
    with pytest.raises(StoreBusy):
        desk.courier.run_pass()
    desk.store.lane.release()
    assert desk.state(saved) is State.SENDING
    desk.run()
    assert desk.state(saved) is State.SENT
    assert len(client.sent) == 1


def test_an_answer_that_breaks_the_program_leaves_its_guest_unclear() -> None:
    class Unheard:
        """No outcome of the closed union."""

    desk = post([Exchange(cast(Accepted, Unheard()), "h")])
    broken, fine = desk.save(1, wish=_at_once), desk.save(2)
    with pytest.raises(AssertionError):
        desk.courier.run_pass()
    desk.run()
    assert (desk.state(broken), desk.state(fine)) == (State.UNKNOWN, State.SENT)
    assert desk.now(broken).may_have_arrived


def test_a_late_answer_changes_nothing_once_the_lease_was_taken_from_us() -> None:
    def meanwhile(wire: bytes, document: bytes) -> Accepted:
        desk.clock.advance(minutes=10)
        other.courier.run_pass()
        return Accepted()

    desk = post([meanwhile])
    saved = desk.save(1)
    other = desk.again(client=FakeClient(), owner="other")
    desk.courier.run_pass()
    desk.check()
    assert (desk.state(saved), desk.now(saved).may_have_arrived) == (State.UNKNOWN, True)


def test_keep_going_is_asked_between_two_guests() -> None:
    desk = post()
    for number in range(1, 6):
        desk.save(number)
    answers = iter([True, True, False])
    assert desk.courier.run_pass(lambda: next(answers)).exchanged == 2


def test_full_disk_while_marking_sends_nothing() -> None:
    store = _FullStore(LEDGER)
    open_volume(store)
    desk = post(store=store)
    saved = desk.save(1)
    store.is_full = True
    with pytest.raises(StoreFull):
        desk.courier.run_pass()
    assert desk.client.sent == []
    assert desk.state(saved) is State.WAITING
    store.is_full = False
    desk.run()
    assert desk.state(saved) is State.SENT


class _FullUnit(MemoryUnitOfWork):
    def commit(self) -> None:
        raise StoreFull


class _FullStore(MemoryStore):
    is_full = False

    def unit_of_work(self) -> MemoryUnitOfWork:
        return _FullUnit(self) if self.is_full else super().unit_of_work()


def test_guests_of_another_endpoint_are_left_alone() -> None:
    desk = post()
    other = desk.save(1, wish=lambda one: replace(one, endpoint_id="elsewhere", guest_id=GuestId("g")))
    assert desk.run().outstanding == 0
    assert desk.state(other) is State.WAITING
