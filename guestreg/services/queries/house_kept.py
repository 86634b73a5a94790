"""The house as kept, for settings and help."""

from guestreg.domain.establishment import Establishment
from guestreg.ports.store import StoreBusy
from guestreg.services.desk import Desk


def house_kept(desk: Desk) -> Establishment | None:
    """None while no house is set up or the ledger can't be read now."""
    try:
        with desk.store.unit_of_work() as uow:
            return uow.house.establishment()
    except StoreBusy:
        return None
