"""Lists grown old are named by the check-up; what they lost stays good for those who have it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from guestreg.app.program import Program
from guestreg.domain.code_list import FreshList, ListName, rows_of
from guestreg.platform.code_list_file import keep_lists
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.settings import LedgerSettings
from guestreg.services.queries.health import checkup
from tests.fakes.clock import FakeClock
from tests.fakes.desk import catalogue
from tests.integration.cli.terminal import Terminal
from tests.integration.cli.test_waiting_elsewhere import PRACTICE, RIGHT, begin
from tests.tables.rules import CITIZEN, FOREIGNER, NOW, STAY

SHIPPED = catalogue()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def program(tmp_path: Path, clock: FakeClock) -> Iterator[Program]:
    with closing(Program(find_paths(tmp_path), clock, OsRandom(), keyring=False)) as made:
        yield made


def named(program: Program) -> list[dict[str, str]]:
    program.use_new_lists()
    return [dict(one.params) for one in checkup(program) if one.code == "E-231"]


def test_too_old_is_said_where_they_can_be_fetched(program: Program, tmp_path: Path, clock: FakeClock) -> None:
    begin(program, RIGHT)
    assert named(program) == [{"n": "82", "limit": "30"}]
    ledger = program.settings.ledger()
    assert ledger is not None
    lists = {name: FreshList(clock.now(), rows_of(SHIPPED, name)) for name in ListName}
    keep_lists(find_paths(tmp_path).lists(ledger.id), lists, clock.now())
    assert named(program) == []
    clock.advance(timedelta(days=31))
    assert named(program) == [{"n": "31", "limit": "30"}]


def test_practice_has_no_old_lists(program: Program) -> None:
    begin(program, PRACTICE)
    assert named(program) == []


@pytest.mark.usefixtures("stay")
def test_a_code_its_list_lost_stays_good_for_the_guest_who_has_it(house: Terminal, clock: FakeClock) -> None:
    ledger = _ledger(house)
    reasons = rows_of(SHIPPED, ListName.REASONS)
    keep_lists(
        find_paths(house.data).lists(ledger.id), {ListName.REASONS: FreshList(clock.now(), reasons[1:])}, clock.now()
    )
    assert "reasons\t19\t2026-11-21" in house("catalogues").out
    kept: dict[str, Any] = {**STAY, "room": "Phòng 2", "guests": [CITIZEN, FOREIGNER]}
    assert kept["reason"] == reasons[0].code
    house.json("correct", "1", "-", stdin=kept)
    never = house.json("correct", "1", "-", stdin={**kept, "reason": "21"}, status=1)
    assert "E-62" in str(never)


def _ledger(house: Terminal) -> LedgerSettings:
    with closing(house.program()) as program:
        ledger = program.settings.ledger()
    assert ledger is not None
    return ledger
