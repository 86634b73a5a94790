"""What becomes of the versions before one that was answered. Courier and hand-over call it in their transaction."""

from guestreg.domain.declaration import DONE, PERSON_NEXT, Declaration, Grade, Kind, Reason, State
from guestreg.domain.moves import Actor
from guestreg.outbox.journal import Journal
from guestreg.outbox.verdict import UNCLEAR
from guestreg.ports.store import UnitOfWork

_REPLACEABLE = frozenset(
    {State.SENT, State.CONFIRMED, State.HANDED_OVER, State.UNKNOWN, State.WINDOW_CLOSED},
)


def close_predecessors(uow: UnitOfWork, journal: Journal, taken_in: Declaration) -> tuple[Declaration, ...]:
    """Mark every earlier version that may stand at the endpoint as replaced, or withdrawn by a cancellation."""
    target = State.CANCELLED if taken_in.kind is Kind.CANCEL else State.SUPERSEDED
    earlier = (version for version in uow.declarations.versions(taken_in.id) if version.version < taken_in.version)
    return tuple(
        journal.move(uow, version, target, Actor.WORKER) for version in earlier if version.state in _REPLACEABLE
    )


def close_if_followed(uow: UnitOfWork, journal: Journal, settled: Declaration) -> None:
    """A version whose answer came after the next one was told another way: that one stands, whatever was answered."""
    later = [one for one in uow.declarations.versions(settled.id) if one.version > settled.version]
    told = [one for one in later if one.state in DONE]
    if told:
        close_predecessors(uow, journal, told[-1])


def doubt_predecessors(uow: UnitOfWork, journal: Journal, denied: Declaration) -> tuple[Declaration, ...]:
    """The endpoint has no stay of her: what rests on its word alone is unclear, and a person looks at its list."""
    earlier = (version for version in uow.declarations.versions(denied.id) if version.version < denied.version)
    return tuple(
        journal.move(
            uow,
            version,
            State.UNKNOWN,
            Actor.REPLY,
            reason=Reason(UNCLEAR, {"ask": "list"}),
            grade=Grade.E0,
            may_have_arrived=True,
            evidence_at=None,
            next_attempt_at=PERSON_NEXT,
        )
        for version in earlier
        if version.state is State.SENT
    )
