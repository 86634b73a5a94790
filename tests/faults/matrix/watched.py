"""The real adapter under observation: what is tried is counted, and in long cells its last answers come again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from guestreg.ports.endpoint import EndpointClient, Exchange, Greeting, News, Parcel
from tests.fakes.clock import FakeClock

_FAILURES = frozenset({"NothingLeft", "MayHaveArrived", "NotUnderstood", "Busy", "Held"})

Said = Greeting | Exchange


@dataclass(frozen=True, slots=True)
class Try:
    """One thing done to the endpoint, at this moment of the schedule."""

    at_ms: int
    failed: bool


class Watched:
    """EndpointClient. While `replays` it gives the last true answers again, their dates moved on with the schedule."""

    def __init__(self, inner: EndpointClient, schedule: FakeClock) -> None:
        self.inner = inner
        self.replays = False
        self.tries: list[Try] = []
        self.on_the_wire = 0
        """Declarations and questions that went over the socket."""
        self._schedule = schedule
        self._heard: dict[str, tuple[datetime, Said]] = {}

    def greet(self, *, afresh: bool = False) -> Said:
        return self._said("greet", lambda: self.inner.greet(afresh=afresh))

    @property
    def can_be_asked(self) -> bool:
        return self.inner.can_be_asked

    def send(self, parcel: Parcel) -> Exchange:
        return self._exchange("send", lambda: self.inner.send(parcel))

    def ask(self, parcel: Parcel) -> Exchange:
        return self._exchange("ask", lambda: self.inner.ask(parcel))

    def news(self, cursor: str | None) -> News | Exchange:
        return News((), cursor or "", more=False) if self.replays else self.inner.news(cursor)

    def close(self) -> None:
        self.inner.close()

    def _exchange(self, call: str, really: Callable[[], Exchange]) -> Exchange:
        self.on_the_wire += not self.replays
        said = self._said(call, really)
        assert isinstance(said, Exchange)
        return said

    def _said(self, call: str, really: Callable[[], Said]) -> Said:
        if self.replays and call in self._heard:
            said = self._again(*self._heard[call])
        else:
            said = really()
            if isinstance(said, Exchange) or said.server_date is not None:
                self._heard[call] = self._schedule.now(), said
            else:
                self._heard.pop(call, None)
        if isinstance(said, Exchange):
            failed = type(said.outcome).__name__ in _FAILURES
            self.tries.append(Try(self._schedule.monotonic_ms(), failed))
        return said

    def _again(self, then: datetime, said: Said) -> Said:
        if said.server_date is None:
            return said
        passed: timedelta = self._schedule.now() - then
        return replace(said, server_date=said.server_date + passed)
