"""What the police told by themselves: what they returned, what they wrote, how many they took in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from guestreg.domain.declaration import EndpointKind, State
from guestreg.ports.reading import GuestLine
from guestreg.ports.receipt import PoliceMessage
from guestreg.services.desk import Desk

LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True, repr=False)
class Inbox:
    """`returned` nearest deadline first, `messages` newest first. `writes`: this endpoint has messages at all."""

    now: datetime
    host: str
    writes: bool
    returned: tuple[GuestLine, ...]
    messages: tuple[PoliceMessage, ...]
    received: int
    """Guests proved to be with the police who arrived in the last thirty days."""

    @property
    def unread(self) -> int:
        return sum(one.read_at is None for one in self.messages)


def inbox(desk: Desk) -> Inbox:
    now = desk.clock.now()
    told = desk.reader.told_since(now - LOOKED_BACK)
    return Inbox(
        now,
        desk.terms.host,
        desk.terms.kind is EndpointKind.OPEN,
        tuple(line for line in desk.reader.open_lines() if line.state is State.RETURNED),
        desk.reader.messages(),
        sum(line.state is State.CONFIRMED for line in told),
    )
