"""Remember that a message of the police was read."""

from guestreg.ports.events import LedgerChanged
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Outcome, failure_of


def read_message(desk: Desk, message_id: str) -> Outcome[bool]:
    """Done with False when it is unknown or was read before."""
    try:
        with desk.store.unit_of_work() as uow:
            marked = uow.receipts.read_message(message_id, desk.clock.now())
            if marked:
                uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    if marked:
        desk.events.publish(LedgerChanged())
    return Done(marked)
