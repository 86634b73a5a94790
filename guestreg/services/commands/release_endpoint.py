"""A person gave new credentials: what held the endpoint is over, the next try is due at once."""

from guestreg.outbox.policy import released
from guestreg.ports.events import EndpointChanged
from guestreg.services.desk import Desk


def release_endpoint(desk: Desk) -> None:
    """Raises StoreBusy and StoreFull."""
    with desk.store.unit_of_work() as uow:
        before = uow.house.condition(desk.terms.endpoint_id)
        after = released(before)
        if after != before:
            uow.house.put_condition(after)
            uow.commit()
    if after != before:
        desk.events.publish(EndpointChanged())
