"""Attempts nobody will finish become `unknown`, whatever ended them; living neighbours keep theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.declaration import Declaration, Reason, State
from guestreg.outbox.recovery import LEASE, recover
from guestreg.ports.endpoint import Accepted, AlreadyThere, Parcel
from tests.fakes.clock import EVENING
from tests.fakes.endpoint import FakeClient
from tests.unit.outbox.post import Post, post

MATCH = AlreadyThere("001190000017", None, None, (), True, True)


class PowerCut(BaseException):
    """Nothing of this run goes on."""


def _cut(parcel: Parcel) -> Accepted:
    raise PowerCut


def _cut_while_sending() -> tuple[Post, Declaration]:
    desk = post([_cut])
    saved = desk.save(1)
    with pytest.raises(PowerCut):
        desk.courier.run_pass()
    assert desk.state(saved) is State.SENDING
    return desk, saved


def _recover(desk: Post, *, alive: bool = False) -> int:
    return recover(desk.store, desk.journal, desk.clock, desk.random, lambda owner: alive)


def test_what_was_being_sent_may_have_arrived() -> None:
    desk, saved = _cut_while_sending()
    assert _recover(desk) == 1
    desk.check()
    left = desk.now(saved)
    assert (left.state, left.may_have_arrived, left.tries) == (State.UNKNOWN, True, 1)
    assert left.reason == Reason("E-31")
    assert (left.lease_owner, left.lease_until) == (None, None)
    assert left.next_attempt_at == EVENING + timedelta(seconds=60)
    [outcome] = desk.store.rows.outcomes.values()
    assert (outcome.outcome, outcome.state) == ("interrupted", State.UNKNOWN)


def test_twice_is_once() -> None:
    desk, _ = _cut_while_sending()
    assert (_recover(desk), _recover(desk)) == (1, 0)
    assert _recover(post()) == 0


def test_a_living_owner_keeps_its_lease_until_it_ends() -> None:
    desk, saved = _cut_while_sending()
    assert _recover(desk, alive=True) == 0
    desk.clock.advance(LEASE)
    assert _recover(desk, alive=True) == 1
    assert desk.state(saved) is State.UNKNOWN


@pytest.mark.parametrize("jump", [timedelta(hours=-9), timedelta(days=-50 * 365), timedelta(days=50 * 365)])
def test_a_lease_of_another_clock_is_dead(jump: timedelta) -> None:
    desk, saved = _cut_while_sending()
    desk.clock.jump(jump)
    assert _recover(desk, alive=True) == 1
    left = desk.now(saved)
    assert left.state is State.UNKNOWN
    assert left.next_attempt_at is not None
    assert left.next_attempt_at - desk.clock.now() >= timedelta(seconds=60), "its owner may be at it still"


def test_the_next_run_settles_it_with_one_careful_try() -> None:
    desk, saved = _cut_while_sending()
    later = desk.again(client=FakeClient([MATCH]))
    later.run_for(seconds=59)
    assert later.client.sent == []
    later.run_for(seconds=30)
    assert later.state(saved) is State.CONFIRMED
    assert [parcel.wire for parcel in desk.client.sent + later.client.sent] == [saved.key.encode()] * 2
    assert later.now(saved).evidence_at == EVENING


def test_a_version_that_ends_every_run_slows_down() -> None:
    desk, saved = _cut_while_sending()
    gaps = []
    for _ in range(8):
        _recover(desk)
        left = desk.now(saved)
        assert left.next_attempt_at is not None
        gaps.append(left.next_attempt_at - desk.clock.now())
        desk.clock.advance(left.next_attempt_at - desk.clock.now())
        desk = desk.again(client=FakeClient([_cut]))
        with pytest.raises(PowerCut):
            desk.courier.run_pass()
    assert gaps[0] == timedelta(seconds=60)
    assert gaps[-1] >= timedelta(minutes=30)


def test_versions_of_every_endpoint_are_settled() -> None:
    desk, saved = _cut_while_sending()
    desk.put(replace(desk.now(saved), endpoint_id="elsewhere"))
    assert _recover(desk) == 1


def test_what_waited_still_waits() -> None:
    desk = post()
    saved = desk.save(1)
    assert _recover(desk) == 0
    assert desk.state(saved) is State.WAITING
