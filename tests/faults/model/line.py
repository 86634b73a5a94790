"""What lies between one program and a police server: an `EndpointClient` that may lose, double and cut."""

from collections.abc import Callable
from dataclasses import dataclass, field

from guestreg.domain.declaration import Hold
from guestreg.ports.endpoint import (
    Exchange,
    Greeting,
    Held,
    MayHaveArrived,
    News,
    NothingLeft,
    Outcome,
    Parcel,
)
from tests.faults.model.polices import FAILURES, HOST, SILENT, Asked, Interruption, Killed, Server


@dataclass
class Line:
    """EndpointClient of one run of a program. `during`: what happens while the next request is under way."""

    server: Server
    lives: Callable[[], bool]
    overtakes: Callable[[Parcel], bool]
    """Whether a version before it is still on its way."""
    during: Interruption | None = None
    after: bool = False
    """It happens once the server has done its part."""
    failed_ms: list[int] = field(default_factory=list)
    most_failures: int = 0
    overtook: list[str] = field(default_factory=list)
    told_ms: int | None = None

    @property
    def can_be_asked(self) -> bool:
        return isinstance(self.server, Asked)

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        weather = self.server.weather
        mono = self.server.clock.monotonic_ms()
        if weather == "no network":
            return self._ended(NothingLeft("no_network"))
        if weather.startswith("held "):
            return self._ended(Held(Hold(weather.removeprefix("held "))))
        asked = afresh or self.told_ms is None or mono - self.told_ms > 1_800_000
        if asked:
            self.told_ms = mono
        return Greeting(server_date=self.server.now() if asked else None)

    def send(self, parcel: Parcel) -> Exchange:
        if self.overtakes(parcel):
            self.overtook.append(f"{parcel.declaration_id}.{parcel.version}")
        return self._exchange(lambda: self.server.handle(parcel))

    def ask(self, parcel: Parcel) -> Exchange:
        assert isinstance(self.server, Asked)
        server = self.server
        return self._exchange(lambda: server.answer(parcel))

    def news(self, cursor: str | None) -> News | Exchange:
        server = self.server
        if not isinstance(server, Asked):
            return News((), "", more=False)
        if server.weather in SILENT or server.weather == "no network":
            return Exchange(NothingLeft("no_network"), HOST)
        start = int(cursor or 0)
        items = tuple(server.feed[start : start + 2])
        return News(items, str(start + len(items)), more=start + len(items) < len(server.feed))

    def close(self) -> None:
        """No tokens."""

    def _exchange(self, deed: Callable[[], Outcome]) -> Exchange:
        if not self.after:
            self._interrupt()
        outcome = deed()
        if self.after:
            self._interrupt()
        return self._ended(outcome)

    def _interrupt(self) -> None:
        during, self.during = self.during, None
        if during is not None:
            during()
        if not self.lives():
            raise Killed

    def _ended(self, outcome: Outcome) -> Exchange:
        mono = self.server.clock.monotonic_ms()
        if isinstance(outcome, FAILURES):
            self.failed_ms = [at for at in self.failed_ms if at > mono - 3_600_000] + [mono]
            self.most_failures = max(self.most_failures, len(self.failed_ms))
        else:
            self.failed_ms.clear()
        told = None if isinstance(outcome, (NothingLeft, MayHaveArrived)) else self.server.now()
        return Exchange(outcome, HOST, 200, told)
