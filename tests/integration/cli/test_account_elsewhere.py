"""An account that the endpoint has in another commune is named; in practice it is nobody's."""

from dataclasses import replace
from pathlib import Path

import pytest

from guestreg.app.program import Program
from guestreg.domain.declaration import EndpointKind
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.settings import LedgerSettings
from guestreg.services.queries.health import health
from tests.fakes.clock import FakeClock
from tests.integration.cli.test_waiting_elsewhere import PRACTICE, RIGHT, begin
from tests.tables.rules import NOW


def named(program: Program, province: str | None, commune: str | None) -> list[str]:
    desk = program.desk()
    with desk.store.unit_of_work() as uow:
        known = uow.house.condition(desk.terms.endpoint_id)
        uow.house.put_condition(replace(known, account_province=province, account_commune=commune))
        uow.commit()
    return [one.params["place"] for one in health(program) if one.code == "E-141"]


@pytest.mark.parametrize("ledger", [RIGHT, PRACTICE], ids=lambda ledger: ledger.endpoint.value)
def test_the_place_of_the_account_is_compared_with_the_house(tmp_path: Path, ledger: LedgerSettings) -> None:
    program = Program(find_paths(tmp_path), FakeClock(NOW), OsRandom(), keyring=False)
    begin(program, ledger)
    house = program.reader().establishment()
    assert house is not None
    assert named(program, None, None) == []
    assert named(program, house.province, house.commune) == []
    elsewhere = ["Xã Sin Suối Hồ, Lai Châu"] if ledger.endpoint is EndpointKind.KBTT else []
    assert named(program, "301", "301903394") == elsewhere
    program.close()
