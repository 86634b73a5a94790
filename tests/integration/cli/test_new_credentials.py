"""A refused password holds the endpoint until a person gives another; nothing else ends it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from guestreg.app.program import Program
from guestreg.cli.house import house_entry
from guestreg.domain.declaration import EndpointKind, Hold, Reason
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.settings import LedgerSettings
from guestreg.services.workplace import NewLedger
from tests.fakes.clock import FakeClock
from tests.gui.workplaces import HOUSE

LEDGER = LedgerSettings("", EndpointKind.KBTT, address="https://police.example", account="house")
FIRST = {"password": "old", "client_a": "a:b", "client_b": "c:d"}


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Program]:
    program = Program(find_paths(tmp_path), FakeClock(), OsRandom(), keyring=False)
    begin(program, FIRST)
    desk = program.desk()
    with desk.store.unit_of_work() as uow:
        condition = uow.house.condition(desk.terms.endpoint_id)
        uow.house.put_condition(replace(condition, hold=Hold.CREDENTIALS, reason=Reason("E-04")))
        uow.commit()
    yield program
    program.close()


def begin(program: Program, credentials: dict[str, str]) -> None:
    raw = {**HOUSE, "rooms": [{"name": "Phòng 1"}], "notifiers": [{"name": "Lò Thị Say"}]}
    program.begin(NewLedger(LEDGER, credentials), house_entry(raw))


def hold(program: Program) -> Hold | None:
    desk = program.desk()
    return desk.reader.condition(desk.terms.endpoint_id).hold


def test_new_credentials_end_the_hold(held: Program) -> None:
    begin(held, FIRST | {"password": "new"})
    assert hold(held) is None


def test_changing_the_house_alone_does_not(held: Program) -> None:
    begin(held, {})
    assert hold(held) is Hold.CREDENTIALS
