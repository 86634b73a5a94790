"""Guests left behind in a real ledger are named until they are told; those of practice are nobody."""

from pathlib import Path

from guestreg.app.program import Program
from guestreg.cli.house import practice_house
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from guestreg.services.queries.health import health
from guestreg.services.workplace import NewLedger
from tests.fakes.clock import FakeClock
from tests.tables.rules import CITIZEN, NOW, STAY

MISTYPED = LedgerSettings("", EndpointKind.KBTT, address="https://police.exmaple", account="house")
RIGHT = LedgerSettings("", EndpointKind.KBTT, address="https://police.example", account="house")
PRACTICE = LedgerSettings("", EndpointKind.PRACTICE)
SECRETS = {"password": "p", "client_a": "a:b", "client_b": "c:d"}


def begin(program: Program, ledger: LedgerSettings) -> None:
    assert isinstance(program.begin(NewLedger(ledger, SECRETS), practice_house(program.resources)), Done)


def record(program: Program) -> None:
    entry = StayEntry(Typed(STAY), (Typed(CITIZEN),))
    assert isinstance(record_stay(program.desk(), RecordStay(entry)), Done)


def named(program: Program) -> list[str]:
    return [one.params["n"] for one in health(program) if one.code == "E-112"]


def test_a_mistyped_address_leaves_nobody_behind_in_silence(tmp_path: Path) -> None:
    program = Program(find_paths(tmp_path), FakeClock(NOW), OsRandom(), keyring=False)
    begin(program, PRACTICE)
    record(program)
    begin(program, MISTYPED)
    record(program)
    assert named(program) == []
    begin(program, RIGHT)
    assert named(program) == ["1"]
    program.use(next(one.id for one in program.settings.ledgers if one.address == MISTYPED.address))
    assert named(program) == []
    program.close()
