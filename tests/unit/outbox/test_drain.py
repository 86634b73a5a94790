"""A drain for the command line: one pass, or until nothing can leave by itself, or until the time is over."""

import pytest

from guestreg.domain.declaration import State
from guestreg.outbox.worker import drain
from guestreg.ports.endpoint import NothingLeft
from tests.fakes.waiter import HandWaiter
from tests.unit.outbox.post import post


def test_a_drain_is_one_pass_unless_told_otherwise() -> None:
    desk = post([NothingLeft("no_network")])
    saved = desk.save(1)
    waiter = HandWaiter(desk.clock)
    done = drain(desk.courier, desk.clock, waiter)
    assert (done.exchanged, done.idle, waiter.waits) == (1, False, [])
    done = drain(desk.courier, desk.clock, waiter, until_idle=True, timeout_s=60)
    assert (done.exchanged, done.idle, done.last.outstanding) == (1, True, 0)
    assert desk.state(saved) is State.SENT


def test_a_drain_ends_in_time() -> None:
    desk = post(otherwise=NothingLeft("no_network"))
    desk.save(1)
    waiter = HandWaiter(desk.clock)
    done = drain(desk.courier, desk.clock, waiter, until_idle=True, timeout_s=100)
    assert not done.idle
    assert sum(waiter.waits) == pytest.approx(100, abs=0.01)
