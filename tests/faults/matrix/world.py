"""What all cells share: the polices with the schedule's clock, certificate authorities, a proxy, numbers."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.fakes.clock import FakeClock
from tests.fakes.raw_server import Connection, Heard, RawServer
from tests.faults.matrix.polices import Police, authority, simulator
from tests.faults.matrix.row import FEW_WORDS, INTERCEPTOR, KBTT, OPEN, PINNED, PROXY
from tests.faults.server.doors import DOORS, Authorities
from tests.faults.server.front import Door, Front
from tests.faults.server.places import NAME, POLICE, PORTAL
from tests.faults.server.resolver import Resolver


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
        self._police[KBTT] = simulator(self._folder / "kbtt", self.now, "long", self._open)
        self._police[FEW_WORDS] = simulator(self._folder / "few words", self.now, "short", self._open)
        with_name, with_pin = authority(self._folder / "open", self.now, self.shown.pin, self._open)
        self._police |= {OPEN: with_name, PINNED: with_pin}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def now(self) -> datetime:
        return self.clock.now()

    def police(self, side: str = KBTT) -> Police:
        return self._police[side]

    def front(self, police: Police) -> Front:
        return Front(police.url, self.shown.good, self.now)

    def portal(self, beside: Front) -> Front:
        """Another server on the same port, where the resolver may lead."""
        return Front("http://127.0.0.1:1", self.shown.unknown_authority, self.now, PORTAL, beside.port)

    def address(self, front: Front) -> str:
        return f"https://{POLICE if self.resolver is None else NAME}:{front.port}"

    def door(self, name: str) -> Door:
        return DOORS.get(name) or getattr(self.shown, name)

    @contextmanager
    def environment(self, wanted: Mapping[str, str]) -> Iterator[None]:
        """The process's own, with these variables, for a while."""
        has = {INTERCEPTOR: str(self.shown.interceptor_file), PROXY: self.proxy.url}
        before = dict(os.environ)
        os.environ.update({name: has.get(value, value) for name, value in wanted.items()})
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def _wants_a_password(heard: Heard, connection: Connection) -> None:
    connection.reply(407, b"", 'Proxy-Authenticate: Basic realm="x"')
