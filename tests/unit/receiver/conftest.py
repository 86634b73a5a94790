"""A simulated police without a socket: its parts over a record in the test's own folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guestreg.receiver.kbtt.answers import Answer
from guestreg.receiver.kbtt.catalogues import Catalogues, read_catalogues
from guestreg.receiver.kbtt.declare import Declaring
from guestreg.receiver.kbtt.departure import ChangingDeparture
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.settings import SimulatorSettings
from tests.fakes.practice_police import HandClock, write_catalogues


class Police:
    """Calls 4, 5 and 12 by name; `settings` may be changed between calls."""

    def __init__(self, record: Record, clock: HandClock, catalogues: Catalogues) -> None:
        self.record = record
        self.clock = clock
        self.catalogues = catalogues
        self.settings = SimulatorSettings()

    def set(self, **changes: Any) -> None:
        self.settings = replace(self.settings, **changes)

    def declare(self, call: int, *elements: object) -> Answer:
        parts = (self.settings, self.record, PracticeClock(self.clock), self.catalogues)
        return Declaring(*parts).declare(call, list(elements), "0" * 64)

    def change(self, *elements: object) -> Answer:
        parts = (self.settings, self.record, PracticeClock(self.clock), self.catalogues)
        return ChangingDeparture(*parts).change(list(elements))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    record = Record(tmp_path / "police.db")
    yield record
    record.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def catalogues(tmp_path: Path) -> Catalogues:
    return read_catalogues(write_catalogues(tmp_path / "catalogues"))


@pytest.fixture
def police(record: Record, clock: HandClock, catalogues: Catalogues) -> Police:
    return Police(record, clock, catalogues)


@pytest.fixture
def stored(record: Record) -> Callable[[], int]:
    return lambda: len(record.stays())
