"""What every clock promises: aware UTC, monotonic milliseconds, a zone that is only said."""

from collections.abc import Callable
from datetime import UTC, timedelta

import pytest

from guestreg.platform.clock import SystemClock
from guestreg.ports.clock import Clock
from tests.fakes.clock import FakeClock
from tests.fakes.running_clock import RunningClock

CLOCKS: dict[str, Callable[[], Clock]] = {"system": SystemClock, "fake": FakeClock, "running": RunningClock}


@pytest.fixture(params=CLOCKS)
def clock(request: pytest.FixtureRequest) -> Clock:
    return CLOCKS[request.param]()


def test_now_is_aware_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC
    assert clock.now().utcoffset() == timedelta()


def test_monotonic_time_never_goes_back(clock: Clock) -> None:
    readings = [clock.monotonic_ms() for _ in range(1000)]
    assert readings == sorted(readings)
    assert readings[0] >= 0
    assert {type(reading) for reading in readings} == {int}


def test_the_zone_is_one_the_world_has(clock: Clock) -> None:
    assert timedelta(hours=-12) <= clock.zone_offset() <= timedelta(hours=14)


def test_setting_the_wall_clock_moves_no_wait() -> None:
    fake = FakeClock()
    before, wall = fake.monotonic_ms(), fake.now()
    fake.jump(hours=-9)
    assert (fake.monotonic_ms(), fake.now()) == (before, wall - timedelta(hours=9))
    fake.advance(seconds=2)
    assert fake.monotonic_ms() == before + 2000
