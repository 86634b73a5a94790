"""The simulator as another process that a test may kill, freeze, thaw and start again on the same address."""

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

from guestreg.app.program import Program
from guestreg.cli.house import practice_house
from guestreg.domain.declaration import EndpointKind
from guestreg.platform.resources import resource_dir
from guestreg.ports.settings import LedgerSettings
from guestreg.receiver.certificates import CA_NAME
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger


class Listed(NamedTuple):
    number: str
    arrival_on: date


class Police:
    """One record and one certificate authority for all its lives."""

    def __init__(self, folder: Path) -> None:
        self._record = folder / "police.db"
        self._tls = folder / "tls"
        self._tls.mkdir(parents=True, exist_ok=True)
        self._port = "0"
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self) -> None:
        """Returns once connections are accepted."""
        parts = (self._record, self._tls, resource_dir() / "catalogues", self._port)
        command = [sys.executable, "-m", "tests.faults.kill_police", *map(str, parts)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        assert self.address, "the simulator didn't start"
        self._port = self.address.rpartition(":")[2]

    def signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)
        if number == signal.SIGKILL:
            self._reap()

    def come_back(self) -> None:
        """Thaw or start again, whichever it needs."""
        if self._process is None:
            self.start()
        else:
            self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._reap()

    def stays(self) -> list[str]:
        """Document numbers of everybody the police have, in the order they were stored."""
        return [one.number for one in self.listed()]

    def listed(self) -> list[Listed]:
        """Everybody the police have, as their list would show them."""
        record = Record(self._record)
        try:
            return [Listed(stay.document.number, stay.arrival.date()) for stay in record.stays()]
        finally:
            record.close()

    def house(self, program: Program) -> None:
        """Set up a made-up house that declares here."""
        made_up = SimulatorSettings()
        secrets = {
            "password": made_up.password,
            "client_a": ":".join(made_up.login_client),
            "client_b": ":".join(made_up.refresh_client),
        }
        ledger = LedgerSettings("", EndpointKind.KBTT, "", self.address, made_up.username, str(self._tls / CA_NAME))
        outcome = program.begin(NewLedger(ledger, secrets), practice_house(program.resources))
        if not isinstance(outcome, Done):
            raise AssertionError(f"the house was refused: {outcome}")

    def _reap(self) -> None:
        assert self._process is not None
        self._process.wait(20)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None
