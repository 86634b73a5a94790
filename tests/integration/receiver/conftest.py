"""A simulator in a thread of the test, stopped at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guestreg.receiver.kbtt.faults import Faults
from guestreg.receiver.kbtt.server import RunningSimulator
from tests.fakes.practice_police import Caller, HandClock, plan_in


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def faults() -> Faults:
    return Faults(seed=1)


@pytest.fixture
def start(tmp_path: Path, clock: HandClock, faults: Faults) -> Iterator[Callable[..., Caller]]:
    """Starts a simulator with changes to its plan; gives a caller of it."""
    running: list[RunningSimulator] = []

    def start_one(**changes: Any) -> Caller:
        plan = plan_in(tmp_path, clock, faults=faults, **changes)
        simulator = RunningSimulator(plan)
        running.append(simulator)
        ca = plan.tls_dir / "ca.pem" if plan.tls_dir is not None else None
        return Caller(simulator.start(), plan.settings, ca)

    yield start_one
    for simulator in running:
        simulator.stop()


@pytest.fixture
def caller(start: Callable[..., Caller]) -> Caller:
    return start()


@pytest.fixture
def inside(caller: Caller) -> Caller:
    """A caller that has logged in."""
    caller.log_in()
    return caller
