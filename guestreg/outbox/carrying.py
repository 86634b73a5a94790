"""One exchange about one version: sent, or asked about. Runs in a lane; it touches no store.

Only the courier calls it.
"""

from dataclasses import dataclass, replace

from guestreg.domain.declaration import Declaration
from guestreg.outbox.settling import Settlement
from guestreg.ports.attempt import Attempt
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import (
    Absent,
    Busy,
    EndpointClient,
    Exchange,
    Held,
    InFlight,
    MayHaveArrived,
    NewerHeld,
    NothingLeft,
    NotUnderstood,
    Parcel,
    ProgramFault,
    Receipted,
)

_ANSWERS = (
    Absent,
    Receipted,
    ProgramFault,
    NewerHeld,
    InFlight,
    NothingLeft,
    MayHaveArrived,
    NotUnderstood,
    Busy,
    Held,
)
"""What may come of a question; anything else answers something that wasn't asked."""


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """A version taken from the queue. Without an attempt it is only asked about and stays as it is meanwhile."""

    declaration: Declaration
    attempt: Attempt | None
    parcel: Parcel
    alone: bool = False


def carry(client: EndpointClient, clock: Clock, taken: Taken) -> Settlement:
    exchange = ask(client, taken.parcel) if taken.attempt is None else _send(client, taken.parcel)
    return Settlement(taken.declaration, taken.attempt, exchange, clock.now())


def ask(client: EndpointClient, parcel: Parcel) -> Exchange:
    exchange = client.ask(parcel)
    return exchange if isinstance(exchange.outcome, _ANSWERS) else replace(exchange, outcome=NotUnderstood())


def _send(client: EndpointClient, parcel: Parcel) -> Exchange:
    """That a newer version is there counts once the endpoint says so when asked, too."""
    exchange = client.send(parcel)
    if not isinstance(exchange.outcome, NewerHeld) or not client.can_be_asked:
        return exchange
    asked = ask(client, parcel)
    match asked.outcome:
        case NewerHeld() | Receipted():
            return asked
        case Absent():
            return replace(exchange, outcome=NotUnderstood())
        case _:
            return replace(exchange, outcome=MayHaveArrived())
