"""Two desks on one PostgreSQL ledger: what one records the other lists, and numbers never meet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from guestreg.app.program import Program
from guestreg.cli.house import practice_house
from guestreg.domain.chain import first_break
from guestreg.domain.declaration import EndpointKind, State
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.reading import LineFilter
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.commands.send_now import send_now
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import PostgresServer
from tests.tables.rules import CITIZEN, NOW, STAY

DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    one = PostgresServer()
    one.start(DURABLE)
    yield one
    one.stop()


def test_two_desks_share_one_ledger(server: PostgresServer, tmp_path: Path) -> None:
    url = server.new_place()
    desks = [Program(find_paths(tmp_path / name), FakeClock(NOW), OsRandom(), keyring=False) for name in "ab"]
    first, second = desks
    ledger = LedgerSettings("", EndpointKind.PRACTICE, database=url)
    assert isinstance(first.begin(NewLedger(ledger, {}), practice_house(first.resources)), Done)
    second.save_settings(first.settings)
    for place, program in enumerate((first, second, first)):
        guest = CITIZEN | {"doc_number": f"00119000{place:04d}"}
        entry = StayEntry(Typed(STAY), (Typed(guest),))
        assert isinstance(record_stay(program.desk(), RecordStay(entry)), Done)
    lines = second.desk().reader.lines(LineFilter())
    assert [line.register_no for line in lines] == [3, 2, 1]
    with second.sending() as courier:
        send_now(second.desk(), courier, until_idle=True, timeout_s=30)
    assert {line.state for line in first.desk().reader.lines(LineFilter())} == {State.SENT}
    with first.desk().store.unit_of_work() as uow:
        assert first_break(uow.ledger.entries()) is None
    for program in desks:
        program.close()
