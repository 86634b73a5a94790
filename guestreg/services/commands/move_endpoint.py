"""Another endpoint for the same ledger, or other keys for the same one: what goes along, and the entry that says so."""

from collections.abc import Callable, Mapping

from guestreg.domain.declaration import State
from guestreg.domain.establishment import Establishment
from guestreg.domain.ledger import EntryKind
from guestreg.ports.events import LedgerChanged
from guestreg.services.commands.redirect import ON_ITS_WAY, rehome_waiting
from guestreg.services.commands.release_endpoint import release_endpoint
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of


def move_endpoint(
    old: Desk, new: Desk, house: Establishment, facts: Mapping[str, str], keep: Callable[[], None]
) -> Outcome[Establishment]:
    """Two desks over one store, with the terms of before and of now. Failed E-201 while anything is being sent.

    `keep` makes the endpoint the one in use. Done again after it was cut off before that, it ends the same way.
    """
    try:
        with new.store.unit_of_work() as uow:
            uow.house.put_establishment(house)
            if new.terms.endpoint_id != old.terms.endpoint_id:
                waiting = uow.declarations.outstanding(old.terms.endpoint_id)
                if any(one.state is State.SENDING for one in waiting):
                    return Failed(ON_ITS_WAY, {"no": ""})
                rehome_waiting(uow, new, waiting)
            where = {"endpoint": new.terms.kind.value, "host": new.terms.host}
            new.journal.record(uow, EntryKind.CONFIG, facts={**where, **facts})
            uow.commit()
        release_endpoint(new)
    except TROUBLES as error:
        return failure_of(error)
    keep()
    new.events.publish(LedgerChanged())
    return Done(house)
