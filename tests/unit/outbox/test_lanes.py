"""Two requests under way: never more, one while the endpoint fails, an unclear one alone; one thread commits."""

import threading
from dataclasses import replace

import pytest

from guestreg.domain.declaration import State
from guestreg.outbox.lanes import Lanes
from guestreg.ports.endpoint import Absent, Accepted, Busy, Exchange, MayHaveArrived, Outcome, Parcel
from guestreg.ports.store import StoreBusy
from tests.fakes.endpoint import FakeClient
from tests.unit.outbox.crowd import Crowd, counting
from tests.unit.outbox.post import MATCH, post
from tests.unit.outbox.test_asking import newer

PATIENCE_S = 20


def test_two_are_under_way_at_once_and_never_more() -> None:
    client = Crowd(together=2)
    desk = post(client=client, lanes=2)
    saved = [desk.save(number) for number in range(1, 9)]
    assert desk.run().exchanged == 8
    assert client.most == 2
    assert {desk.state(one) for one in saved} == {State.SENT}
    assert sorted(desk.sent_keys()) == sorted(one.key for one in saved)


def test_one_lane_is_the_way_it_was() -> None:
    client = Crowd(together=1)
    desk = post(client=client, lanes=1)
    for number in range(1, 5):
        desk.save(number)
    assert desk.run().exchanged == 4
    assert client.most == 1


def test_a_failing_endpoint_gets_one_at_a_time() -> None:
    client = Crowd(together=1, otherwise=Busy(None))
    desk = post(client=client, lanes=2)
    for number in range(1, 6):
        desk.save(number)
    desk.put_condition(failures=1)
    for _ in range(3):
        assert desk.run().exchanged == 1
        desk.clock.advance(hours=1)
    assert client.most == 1


def test_when_one_fails_the_other_is_waited_for_and_nothing_more_leaves() -> None:
    client = Crowd(together=2, otherwise=MayHaveArrived())
    desk = post(client=client, lanes=2)
    saved = [desk.save(number) for number in range(1, 6)]
    assert desk.run().exchanged == 2
    states = [desk.state(one) for one in saved]
    assert states.count(State.UNKNOWN) == 2
    assert states.count(State.WAITING) == 3
    assert desk.condition.failures == 2


def test_two_versions_of_one_declaration_are_never_under_way_together() -> None:
    client = Crowd(together=1)
    desk = post(client=client, lanes=2)
    first = desk.save(1)
    second = newer(desk, first)
    third = newer(desk, first, version=3)
    desk.save(2)
    desk.run()
    mine = {first.key, second.key, third.key}
    assert all(len(pair & mine) <= 1 for pair in client.pairs)
    assert [key for key in desk.sent_keys() if key in mine] == [first.key, second.key, third.key]


def test_the_careful_second_try_goes_alone() -> None:
    client = Crowd(together=1, otherwise=MATCH)
    desk = post(client=client, lanes=2)
    unclear = [
        desk.save(number, wish=lambda one: replace(one, state=State.UNKNOWN, may_have_arrived=True))
        for number in (1, 3, 5)
    ]
    for number in (2, 4, 6):
        desk.save(number)
    desk.run()
    alone = {one.key for one in unclear}
    assert all(len(pair) == 1 for pair in client.pairs if pair & alone)
    assert len(client.sent) == 6


def test_the_lanes_give_all_that_have_ended() -> None:
    lanes, ready = Lanes(3), threading.Barrier(3)
    bug = RuntimeError("a bug")

    def carry() -> object:
        ready.wait(PATIENCE_S)
        raise bug

    assert lanes.ended() == []
    for _ in range(3):
        lanes.start(carry, alone=False)  # type: ignore[arg-type]
    assert lanes.are_full
    found: list[object] = []
    while lanes.in_use:
        found += lanes.ended()
    assert found == [bug] * 3


def test_a_bug_on_one_lane_loses_nothing_of_the_other() -> None:
    poisoned = "nobody"

    def answer(parcel: Parcel) -> Accepted:
        if parcel.wire.decode() == poisoned:
            raise RuntimeError("a bug")
        return Accepted()

    client = Crowd(together=2)
    client.script = [answer] * 4
    desk = post(client=client, lanes=2)
    first, second = desk.save(1), desk.save(2)
    poisoned = first.key
    with pytest.raises(RuntimeError):
        desk.courier.run_pass()
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.UNKNOWN, State.SENT)
    assert desk.sent_keys().count(second.key) == 1


def test_answers_the_store_did_not_take_are_all_recorded_next_time() -> None:
    store = counting()
    desk = post(store=store, lanes=2)
    saved = [desk.save(1), desk.save(2)]

    class Full(Crowd):
        def send(self, parcel: Parcel) -> Exchange:
            exchange = super().send(parcel)
            store.busy = 10
            return exchange

    desk = desk.again(client=Full(together=2), owner="run-1", lanes=2)
    with pytest.raises(StoreBusy):
        desk.courier.run_pass()
    store.busy, before = 0, store.commits
    assert {desk.state(one) for one in saved} == {State.SENDING}
    desk.run()
    assert {desk.state(one) for one in saved} == {State.SENT}
    assert len(desk.client.sent) == 2
    assert store.commits - before == 1, "both in one transaction"


def test_while_the_store_takes_nothing_what_is_under_way_is_waited_for() -> None:
    store = counting()
    desk = post(store=store)
    first = desk.save(1)
    desk.save(2)

    def answer(parcel: Parcel) -> Accepted:
        if parcel.wire.decode() == first.key:
            store.busy = 10
        else:
            assert store.refused.wait(PATIENCE_S)
        return Accepted()

    client = Crowd(together=2)
    client.script = [answer] * 2
    desk = desk.again(client=client, owner="run-1", lanes=2)
    with pytest.raises(StoreBusy):
        desk.courier.run_pass()
    store.busy, before = 0, store.commits
    desk.run()
    assert {one.state for one in store.rows.declarations.values()} == {State.SENT}
    assert (len(client.sent), store.commits - before) == (2, 1)


def test_a_question_under_way_is_not_asked_twice() -> None:
    all_others_left = threading.Event()

    def answer(parcel: Parcel) -> Outcome:
        assert all_others_left.wait(PATIENCE_S)
        return Absent()

    def last(parcel: Parcel) -> Accepted:
        all_others_left.set()
        return Accepted()

    client = FakeClient([Accepted(), last], held=answer)
    desk = post(client=client, lanes=2)
    unclear = desk.save(1, wish=lambda one: replace(one, state=State.UNKNOWN, may_have_arrived=True))
    saved = [unclear, desk.save(2), desk.save(3)]
    desk.run()
    assert {desk.state(one) for one in saved} == {State.SENT}
    assert (len(client.asked), len(client.sent)) == (1, 3)
