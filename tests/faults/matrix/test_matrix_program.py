"""The real program, its encrypted book and its command line, under one fault of every meaning."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from guestreg.app.program import Program
from guestreg.cli.command import run
from guestreg.cli.house import practice_house
from guestreg.domain.declaration import EndpointKind, Hold, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.platform.paths import find_paths
from guestreg.ports.reading import LineFilter
from guestreg.ports.settings import LedgerSettings
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.commands.release_endpoint import release_endpoint
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger
from tests.fakes.clock import FakeClock
from tests.fakes.random import SeededRandom
from tests.faults.kill_program import document_number, entry
from tests.faults.matrix.kinds import IN_ONE_PROCESS
from tests.faults.matrix.row import EVENING, Row
from tests.faults.matrix.world import World
from tests.faults.server.front import Front

ROWS = {row.title.removeprefix("kbtt "): row for row in IN_ONE_PROCESS}
TITLES = (
    "08 reset on connect",
    "11 certificate expired",
    "22 reset at the end, taken",
    "32 gzip bomb",
    "35 two replies",
    "42 301 to http",
    "43 400 in words nobody knows",
    "43 400 with a page",
    "44 401",
    "48 408",
    "own already, in few words",
    "own already, with number and days",
    "own not today's, though it is",
    "own too old by its clock",
)
FIRST_NUMBER = 700_000
NOBODY = DeclarationId("")
"""The simulator knows people by their papers alone."""
Say = Callable[..., dict[str, Any]]


class Desk:
    """One house with its book on disk, in front of whom the police may fail."""

    def __init__(self, folder: Path, world: World, front: Front) -> None:
        self.world, self.front = world, front
        self.clock = world.clock = FakeClock(EVENING.start)
        self.program = Program(find_paths(folder / "data"), self.clock, SeededRandom(1), patience_s=10.0, keyring=False)
        self.number = FIRST_NUMBER
        made_up = SimulatorSettings()
        secrets = {
            "password": made_up.password,
            "client_a": ":".join(made_up.login_client),
            "client_b": ":".join(made_up.refresh_client),
        }
        ca_file = str(world.shown.ca_file)
        ledger = LedgerSettings("", EndpointKind.KBTT, "", world.address(front), made_up.username, ca_file)
        outcome = self.program.begin(NewLedger(ledger, secrets), practice_house(self.program.resources))
        assert isinstance(outcome, Done), outcome

    def record(self) -> str:
        """The number of one more guest."""
        self.number += 1
        outcome = record_stay(self.program.desk(), RecordStay(entry(self.number, self.clock.now())))
        assert isinstance(outcome, Done), outcome
        return document_number(self.number)

    def state(self, number: str) -> State:
        [line] = [one for one in self.program.desk().reader.lines(LineFilter()) if one.doc_number == number]
        return line.state


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, world: World) -> Iterator[Desk]:
    with world.front(world.police()) as front:
        made = Desk(tmp_path_factory.mktemp("program"), world, front)
        yield made
        made.program.close()


@pytest.fixture
def say(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Say:
    def verb(*words: str) -> dict[str, Any]:
        capsys.readouterr()
        assert run(desk.program, [*words, "--json"]) in (0, 3, 5)
        content: dict[str, Any] = json.loads(capsys.readouterr().out)
        return content

    return verb


@pytest.mark.parametrize("title", TITLES)
def test_the_program_says_and_keeps_it(title: str, desk: Desk, say: Say) -> None:
    row = ROWS[title]
    desk.world.clock = desk.clock
    number = desk.record()
    door = None if row.door is None else desk.world.door(row.door)
    desk.front.fault(door=door, deed=row.deed)
    say("send")
    _check_told(row, number, desk, say("status"))
    desk.front.well()
    if row.first.hold is Hold.CREDENTIALS:
        release_endpoint(desk.program.desk())
    desk.clock.advance(timedelta(minutes=40))
    say("send")
    assert desk.state(number) is row.final
    assert desk.world.police().has(NOBODY, number) == (row.final in (State.SENT, State.CONFIRMED) and not row.lies)


def _check_told(row: Row, number: str, desk: Desk, status: dict[str, Any]) -> None:
    assert desk.state(number) is row.first.state
    if row.first.hold is not None:
        assert status["held"]["hold"] == row.first.hold.value
        assert status["held"]["text"]
    told = [one for one in status["declarations"] if one["state"] == row.first.state.value]
    if row.first.state in (State.SENT, State.CONFIRMED):
        assert not told
        return
    reasons = [one["reason"] for one in told if one["reason"] and one["reason"]["code"] == row.first.code]
    assert reasons
    assert all(one["text"] and "{" not in one["text"] for one in reasons)
