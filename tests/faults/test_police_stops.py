"""The police's computer dies or freezes, before and during sending; somebody sets the clock meanwhile.

Guests stay recorded, outbox and `status --json` say why and when, sending goes on by itself, and each guest is in
the simulator's record once. Time goes by on a fake clock; the simulator is a process of its own.
"""

import json
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from guestreg.cli.command import run
from guestreg.domain.declaration import State
from guestreg.outbox.worker import Drained, drain
from guestreg.platform.clock import SystemClock
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.reading import LineFilter
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.fakes.waiter import HandWaiter
from tests.faults.kill_program import MarkedProgram, document_number, entry
from tests.faults.police import Police

PATIENCE_S = 1.5
GUESTS = (1, 2, 3)
REFUSED, SILENT = signal.SIGKILL, signal.SIGSTOP
JUMPS = {"no jump": timedelta(), "nine hours on": timedelta(hours=9), "nine hours back": timedelta(hours=-9)}


class Evening:
    """One house, one running program, one police."""

    def __init__(self, folder: Path, police: Police) -> None:
        self.clock = FakeClock(SystemClock().now())
        self.police = police
        self.stop_while_leaving: signal.Signals | None = None
        self.killer: Timer | None = None
        self.program = MarkedProgram(
            find_paths(folder / "data"), self.clock, OsRandom(), patience_s=PATIENCE_S, keyring=False, tell=self._tell
        )
        self.police.house(self.program)

    def record(self) -> None:
        for number in GUESTS:
            outcome = record_stay(self.program.desk(), RecordStay(entry(number, self.clock.now())))
            assert isinstance(outcome, Done)

    def send_for(self, **parts: float) -> Drained:
        """The program's own rhythm, for so long or until nothing is left."""
        with self.program.sending() as courier:
            limit_s = timedelta(**parts).total_seconds()
            return drain(courier, self.clock, HandWaiter(self.clock), until_idle=True, timeout_s=limit_s)

    def states(self) -> list[State]:
        desk = self.program.desk()
        return sorted(line.state for line in desk.reader.lines(LineFilter()))

    def _tell(self, mark: str, *details: str) -> None:
        """Frozen first, so that the body leaves over the open connection; killed while it holds the body."""
        if mark != "leaving" or self.stop_while_leaving is None:
            return
        number, self.stop_while_leaving = self.stop_while_leaving, None
        self.police.signal(SILENT)
        if number == REFUSED:
            self.killer = Timer(PATIENCE_S / 2, self.police.signal, (REFUSED,))
            self.killer.start()


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    police = Police(tmp_path)
    police.start()
    try:
        made = Evening(tmp_path, police)
        yield made
        made.program.close()
    finally:
        police.end()


def _status(evening: Evening, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert run(evening.program, ["status", "--json"]) == 3
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    return content


def _all_told_once(evening: Evening) -> None:
    assert set(evening.states()) <= {State.SENT, State.CONFIRMED}
    assert sorted(evening.police.stays()) == [document_number(number) for number in GUESTS]


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("stop", [REFUSED, SILENT], ids=["killed", "frozen"])
def test_stopped_before_sending(
    evening: Evening, capsys: pytest.CaptureFixture[str], stop: signal.Signals, jump: str
) -> None:
    evening.police.signal(stop)
    evening.record()
    done = evening.send_for(seconds=20)
    assert not done.idle
    assert evening.states() == [State.WAITING] * 3
    status = _status(evening, capsys)
    assert [one["reason"]["code"] for one in status["declarations"]] == ["E-01"] * 3
    assert status["next_try_at"] is not None
    evening.clock.jump(JUMPS[jump])
    evening.send_for(seconds=60)
    assert evening.states() == [State.WAITING] * 3
    evening.police.come_back()
    assert evening.send_for(hours=2).idle
    _all_told_once(evening)


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("stop", [REFUSED, SILENT], ids=["killed", "frozen"])
def test_stopped_while_sending(
    evening: Evening, capsys: pytest.CaptureFixture[str], stop: signal.Signals, jump: str
) -> None:
    evening.record()
    evening.stop_while_leaving = stop
    evening.send_for(seconds=10)
    if evening.killer is not None:
        evening.killer.join()
    assert evening.states() == sorted([State.UNKNOWN, State.WAITING, State.WAITING])
    status = _status(evening, capsys)
    [unclear] = [one for one in status["declarations"] if one["state"] == "unknown"]
    assert unclear["reason"]["code"] == "E-31"
    assert unclear["next_attempt_at"] is not None
    evening.clock.jump(JUMPS[jump])
    evening.police.come_back()
    assert evening.send_for(hours=2).idle
    _all_told_once(evening)
