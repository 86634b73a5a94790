"""The practice police as a program of its own, over TLS, ended or frozen the hard way. Tests of outages use it."""

import json
import signal
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from guestreg.receiver.kbtt.record import Record


class PoliceProcess:
    """`guestreg simulator --tls`; its record outlives it, and it comes back at the same address."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "police"
        self._tls = folder / "tls"
        self._process: subprocess.Popen[str] | None = None
        self._port = 0
        self.address = ""

    @property
    def ca_file(self) -> Path:
        return self._tls / "ca.pem"

    def start(self) -> None:
        """Returns once connections are accepted."""
        command = [sys.executable, "-m", "guestreg", "--data", str(self._data), "simulator"]
        self._process = subprocess.Popen(
            [*command, "--port", str(self._port), "--tls", str(self._tls)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        assert self.address.startswith("https://127.0.0.1:"), "the simulator didn't start"
        self._port = urlsplit(self.address).port or 0

    def kill(self) -> None:
        """SIGKILL; from now on connections are refused."""
        self._signal(signal.SIGKILL)
        self._reap()

    def freeze(self) -> None:
        """SIGSTOP; from now on there is silence."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def interrupt(self) -> int:
        """Ctrl-C; gives the exit status."""
        self._signal(signal.SIGINT)
        return self._reap()

    def close(self) -> None:
        if self._process is not None:
            self.kill()

    def numbers(self) -> list[str]:
        """Every stay taken in, by its document's number; read from the record, so it works in any state."""
        record = Record(self._data / "practice" / "simulator.db")
        try:
            return [stay.document.number for stay in record.stays()]
        finally:
            record.close()

    def requests(self, call: int) -> int:
        record = Record(self._data / "practice" / "simulator.db")
        try:
            return sum(1 for one in record.requests() if one.call == call)
        finally:
            record.close()

    def play(self, **fault: Any) -> None:
        """One more fault to come."""
        trust = ssl.create_default_context(cafile=str(self.ca_file))
        request = urllib.request.Request(
            f"{self.address}/_practice/faults",
            json.dumps({"set": [fault]}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20, context=trust) as answer:
            assert answer.status == 200

    def _signal(self, which: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(which)

    def _reap(self) -> int:
        assert self._process is not None
        status = self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None
        return status
