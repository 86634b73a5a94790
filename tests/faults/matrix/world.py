"""What all cells share: the simulator in its two voices with the schedule's clock, authorities, a proxy, numbers."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.server import RunningSimulator
from guestreg.receiver.kbtt.settings import SimulatorSettings, Voice
from tests.fakes.clock import FakeClock
from tests.fakes.practice_police import plan_in
from tests.fakes.raw_server import Connection, Heard, RawServer
from tests.faults.matrix.row import INTERCEPTOR, PROXY
from tests.faults.server.doors import DOORS, Authorities
from tests.faults.server.front import Door, Front
from tests.faults.server.places import NAME, POLICE, PORTAL
from tests.faults.server.resolver import Resolver

_A_MONTH_S = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Police:
    """One simulator. `record` tells whom it has."""

    url: str
    record: Record

    def has(self, number: str) -> int:
        return sum(stay.document.number == number for stay in self.record.stays())


class World:
    """Serves until left; one cell after another sets `clock`."""

    def __init__(self, folder: Path, resolver: Resolver | None = None) -> None:
        """With a `resolver` the police have a name."""
        self.resolver = resolver
        self.clock = FakeClock()
        self.numbers = count(1)
        self.shown = Authorities(folder / "tls")
        self._folder = folder
        self._open = ExitStack()
        self.proxy = RawServer(_wants_a_password)
        self._police: dict[str, Police] = {}

    def __enter__(self) -> Self:
        self._open.enter_context(self.proxy)
        for voice in ("long", "short"):
            self._police[voice] = self._start(voice)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def now(self) -> datetime:
        return self.clock.now()

    def police(self, *, short_voice: bool) -> Police:
        return self._police["short" if short_voice else "long"]

    def front(self, police: Police) -> Front:
        return Front(police.url, self.shown.good, self.now)

    def portal(self, beside: Front) -> Front:
        """Another server on the same port, where the resolver may lead."""
        return Front("http://127.0.0.1:1", self.shown.unknown_authority, self.now, PORTAL, beside.port)

    def address(self, front: Front) -> str:
        return f"https://{POLICE if self.resolver is None else NAME}:{front.port}"

    def door(self, name: str) -> Door:
        return DOORS.get(name) or getattr(self.shown, name)

    def environment(self, wanted: Mapping[str, str]) -> dict[str, str]:
        has = {INTERCEPTOR: str(self.shown.interceptor_file), PROXY: self.proxy.url}
        return {name: has.get(value, value) for name, value in wanted.items()}

    def _start(self, voice: Voice) -> Police:
        folder = self._folder / voice
        settings = SimulatorSettings(voice=voice, token_life_seconds=_A_MONTH_S)
        plan = replace(plan_in(folder, settings=settings), clock=self.now)
        running = RunningSimulator(plan)
        self._open.callback(running.stop)
        url = running.start()
        record = Record(plan.record_path)
        self._open.callback(record.close)
        return Police(url, record)


def _wants_a_password(heard: Heard, connection: Connection) -> None:
    connection.reply(407, b"", 'Proxy-Authenticate: Basic realm="x"')
