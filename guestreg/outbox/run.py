"""Who sends, and what one pass came to. The builder makes the first, worker and command line read the second."""

from dataclasses import dataclass
from datetime import datetime

from guestreg.outbox.recovery import OwnerIsAlive
from guestreg.ports.store import EndpointCondition


@dataclass(frozen=True, slots=True)
class Run:
    """Which run of which program sends: `owner` marks its leases, `program` its attempts."""

    owner: str
    program: str
    owner_is_alive: OwnerIsAlive
    built_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did. `next_at` is when something is due again; None while only a person can go on."""

    exchanged: int
    next_at: datetime | None
    condition: EndpointCondition
    outstanding: int
    """Versions still `waiting`, `sending` or `unknown`."""
