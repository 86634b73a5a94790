"""The volumes of the register, for choosing what to print and closing one."""

from dataclasses import dataclass
from datetime import datetime

from guestreg.ports.store import StoreBusy, Volume
from guestreg.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Volumes:
    """Oldest first; the last one is open."""

    now: datetime
    all: tuple[Volume, ...]


def volumes(desk: Desk) -> Volumes:
    """Empty while the ledger can't be read."""
    try:
        with desk.store.unit_of_work() as uow:
            return Volumes(desk.clock.now(), uow.house.volumes())
    except StoreBusy:
        return Volumes(desk.clock.now(), ())
