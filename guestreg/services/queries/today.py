"""Who sleeps here tonight, what the police have, how long until the deadline."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from guestreg.domain.declaration import DONE, OPEN, State
from guestreg.ports.reading import GuestLine, Reader
from guestreg.ports.store import EndpointCondition


class Today(NamedTuple):
    """The first screen in numbers and lines. `next_due_at` is the nearest deadline of what is still to be told."""

    now: datetime
    lines: tuple[GuestLine, ...]
    open_lines: tuple[GuestLine, ...]
    next_due_at: datetime | None
    condition: EndpointCondition

    @property
    def by_state(self) -> Mapping[State, int]:
        """Tonight's guests counted by state."""
        counted: dict[State, int] = {}
        for line in self.lines:
            counted[line.state] = counted.get(line.state, 0) + 1
        return counted

    @property
    def open_count(self) -> int:
        """What *Chưa gửi* shows."""
        return sum(1 for line in self.open_lines if line.state in OPEN)

    @property
    def returned_count(self) -> int:
        return sum(1 for line in self.open_lines if line.state is State.RETURNED)

    @property
    def done_count(self) -> int:
        return sum(1 for line in self.lines if line.state in DONE)

    @property
    def confirmed_count(self) -> int:
        return sum(1 for line in self.lines if line.state is State.CONFIRMED)


def today(reader: Reader, now: datetime, endpoint_id: str) -> Today:
    """Read without the rest of a desk: it is what the window shows first."""
    open_lines = reader.open_lines()
    dues = [line.due_at for line in open_lines]
    return Today(now, reader.staying(now), open_lines, min(dues, default=None), reader.condition(endpoint_id))
