"""What a list or a look at it proves: the version becomes `confirmed`, with the cautious time of its evidence.

Reconciling and *seen* call it inside their transaction.
"""

from datetime import datetime

from guestreg.domain.declaration import Declaration, EndpointKind, Grade, Proof, State
from guestreg.domain.moves import Actor
from guestreg.outbox.recovery import INTERRUPTED, LEASE
from guestreg.outbox.succession import close_predecessors
from guestreg.ports.store import UnitOfWork
from guestreg.services.desk import Desk

_MAY_HAVE_DELIVERED = frozenset({"accepted", "already_there", "may_have_arrived", "not_understood", INTERRUPTED})


def confirm(
    uow: UnitOfWork, desk: Desk, declaration: Declaration, actor: Actor, proof: Proof, known_at: datetime
) -> Declaration:
    """`known_at`: by then the endpoint had it."""
    weak = proof is Proof.SEEN or declaration.endpoint is EndpointKind.PRACTICE
    moved = desk.journal.move(
        uow,
        declaration,
        State.CONFIRMED,
        actor,
        proof=proof,
        grade=Grade.E1 if weak else Grade.E2,
        evidence_at=declaration.evidence_at or _delivered_at(uow, declaration) or known_at,
        may_have_arrived=False,
        next_attempt_at=None,
        reason=None,
        errors=(),
    )
    close_predecessors(uow, desk.journal, moved)
    return moved


def _delivered_at(uow: UnitOfWork, declaration: Declaration) -> datetime | None:
    """The last attempt that may have delivered it; a clock that was put back names none after its lease."""
    ends = [
        min(outcome.ended_at, attempt.started_at + LEASE)
        for attempt, outcome in uow.attempts.of(declaration.id, declaration.version)
        if outcome is not None and outcome.outcome in _MAY_HAVE_DELIVERED
    ]
    return ends[-1] if ends else None
