"""End every wait before sending: the undo time, "send later". The person wants it gone now.

Tomorrow's guests wait on: sent today they would only be refused.
"""

from dataclasses import replace

from guestreg.domain.declaration import State
from guestreg.ports.events import LedgerChanged
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Outcome, failure_of
from guestreg.services.saving import day_of_arrival


def end_waits(desk: Desk) -> Outcome[int]:
    """Done with how many versions may now leave."""
    try:
        with desk.store.unit_of_work() as uow:
            now = desk.clock.now()
            waiting = [
                one for one in uow.declarations.outstanding(desk.terms.endpoint_id) if one.state is State.WAITING
            ]
            ended = [replace(one, not_before_at=day_of_arrival(one.arrival_at, now)) for one in waiting]
            freed = [after for before, after in zip(waiting, ended, strict=True) if after != before]
            for one in freed:
                uow.declarations.save(one)
            if freed:
                uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    if freed:
        desk.events.publish(LedgerChanged())
    return Done(len(freed))
