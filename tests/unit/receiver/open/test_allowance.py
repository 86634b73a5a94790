"""A device may ask as often as it is allowed, and again after the wait it is told."""

import pytest

from guestreg.receiver.open.allowance import Allowance
from tests.fakes.practice_police import HandClock


def test_a_device_is_told_to_wait_after_its_minute_is_used_up_and_not_longer() -> None:
    clock = HandClock()
    allowance = Allowance(60, clock)
    assert [allowance.seconds_to_wait("a") for _ in range(60)] == [0] * 60
    wait = allowance.seconds_to_wait("a")
    assert wait == 1
    assert allowance.seconds_to_wait("b") == 0
    clock.advance(seconds=wait)
    assert allowance.seconds_to_wait("a") == 0
    assert allowance.seconds_to_wait("a") == 1


def test_a_clock_set_back_gives_nothing_and_takes_nothing() -> None:
    clock = HandClock()
    allowance = Allowance(60, clock)
    allowance.seconds_to_wait("a")
    clock.advance(days=-400)
    assert [allowance.seconds_to_wait("a") for _ in range(59)] == [0] * 59
    assert allowance.seconds_to_wait("a") > 0


def test_fewer_than_the_contract_promises_is_refused() -> None:
    with pytest.raises(ValueError):
        Allowance(59, HandClock())
