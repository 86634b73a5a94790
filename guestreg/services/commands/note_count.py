"""Note how many guests the endpoint's list shows for some days. It proves no single guest and moves nothing."""

from dataclasses import dataclass
from datetime import UTC, date, time, timedelta

from guestreg.domain.dates import at_local
from guestreg.domain.ledger import EntryKind
from guestreg.domain.violation import Violation
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Outcome, Refused, failure_of


@dataclass(frozen=True, slots=True)
class NoteCount:
    """Of the arrivals from `first_on` to `last_on`, days in Vietnam."""

    count: int
    first_on: date
    last_on: date


def note_count(desk: Desk, command: NoteCount) -> Outcome[int]:
    """Done with how many of these days the ledger says were told."""
    if command.count < 0 or command.last_on < command.first_on:
        return Refused((Violation("E-62", "list_count"),))
    from_at, to_at = (
        at_local(day, time()).astimezone(UTC) for day in (command.first_on, command.last_on + timedelta(days=1))
    )
    try:
        here = sum(line.arrival_at < to_at for line in desk.reader.told_since(from_at))
        with desk.store.unit_of_work() as uow:
            facts = {
                "count": command.count,
                "here": here,
                "from": command.first_on.isoformat(),
                "to": command.last_on.isoformat(),
            }
            desk.journal.record(uow, EntryKind.LIST, facts=facts)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    return Done(here)
