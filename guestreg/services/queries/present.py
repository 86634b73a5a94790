"""Who is still here and may leave: tonight's guests, and those whose planned departure is just over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from guestreg.domain.declaration import State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.reading import GuestLine, Reader

OVERDUE = timedelta(days=2)
"""Who should have left longer ago is checked out from her own line of the ledger, not from a list."""


@dataclass(frozen=True, slots=True, repr=False)
class Present:
    """`asked` is the line of the guest asked for, if she has left already; else she is among `lines`."""

    now: datetime
    lines: tuple[GuestLine, ...]
    asked: GuestLine | None = None


def present(reader: Reader, now: datetime, wanted: GuestId | None) -> Present:
    """The guest `wanted` is among them however long ago she should have left."""
    since = now - OVERDUE
    lines = tuple(
        line
        for line in reader.staying(now, over_since=since)
        if line.departed_at is None and line.planned_departure_at > since
    )
    asked = None if wanted is None else reader.line(wanted)
    if asked is None or asked.state is State.CANCELLED or asked in lines:
        return Present(now, lines)
    return Present(now, (*lines, asked)) if asked.departed_at is None else Present(now, lines, asked)
