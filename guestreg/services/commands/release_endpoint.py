"""A person gave new credentials: what held the endpoint is over, the next try is due at once."""

from dataclasses import replace

from guestreg.outbox.policy import released
from guestreg.ports.events import EndpointChanged
from guestreg.services.desk import Desk


def release_endpoint(desk: Desk, *, known_epoch: int | None = None) -> None:
    """`known_epoch`: whose device key the credentials were given to. Raises StoreBusy and StoreFull."""
    with desk.store.unit_of_work() as uow:
        before = uow.house.condition(desk.terms.endpoint_id)
        after = released(before)
        if known_epoch is not None:
            after = replace(after, known_epoch=known_epoch)
        if after != before:
            uow.house.put_condition(after)
            uow.commit()
    if after != before:
        desk.events.publish(EndpointChanged())
