"""One pass under a hold or a slowed endpoint: how it stops, how it ends, what a hint hastens."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.declaration import Hold, Reason, State
from guestreg.ports.endpoint import (
    Accepted,
    Busy,
    Exchange,
    Greeting,
    Held,
    MayHaveArrived,
    NothingLeft,
    ProgramFault,
)
from guestreg.ports.events import EndpointChanged
from tests.fakes.clock import EVENING
from tests.fakes.endpoint import FakeClient
from tests.unit.outbox.post import MATCH, post


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
    desk = post(
        client=FakeClient(greetings=[Held(Hold.ADDRESS), Held(Hold.ADDRESS), Greeting("MAU-1", "302", "302903203")])
    )
    saved = desk.save(1)
    desk.run_for(minutes=29)
    assert desk.client.sent == []
    desk.run_for(hours=1)
    assert desk.state(saved) is State.SENT
    said = desk.condition
    assert (said.establishment_code, said.account_province, said.account_commune) == ("MAU-1", "302", "302903203")


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


def test_a_person_who_presses_again_and_again_never_overloads_either() -> None:
    desk = post(otherwise=NothingLeft("no_network"))
    desk.save(1)
    for _ in range(100):
        desk.courier.try_now()
        desk.run()
        desk.clock.advance(seconds=30)
    assert len(desk.client.sent) == 30
