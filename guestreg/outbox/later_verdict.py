"""A receipt that came after the first answer: kept, and its version moved onwards, never back.

News and packs call it in their transaction. It asks nothing and publishes nothing.
"""

from dataclasses import replace
from typing import Any

from guestreg.domain.declaration import CLOSED, Declaration, State
from guestreg.domain.moves import Actor
from guestreg.outbox.journal import Journal
from guestreg.outbox.receipts import keep_receipt
from guestreg.outbox.recovery import as_unclear
from guestreg.outbox.succession import close_predecessors
from guestreg.outbox.verdict import Verdict, judge
from guestreg.ports.endpoint import Receipted
from guestreg.ports.receipt import ReceiptVerdict
from guestreg.ports.store import UnitOfWork

_RANK = {verdict: rank for rank, verdict in enumerate(ReceiptVerdict)}
_CONFIRMABLE = frozenset({State.WAITING, State.UNKNOWN, State.SENT, State.HANDED_OVER, State.WINDOW_CLOSED})
_RETURNABLE = frozenset({State.WAITING, State.UNKNOWN, State.SENT, State.CONFIRMED, State.HANDED_OVER})


def hear_verdict(uow: UnitOfWork, journal: Journal, declaration: Declaration, said: Receipted) -> bool:
    """Whether it was news. The receipt is kept whatever it moves."""
    is_new = keep_receipt(uow, journal, said.receipt)
    known = uow.receipts.of(declaration.id, declaration.version)
    is_old = any(_RANK[one.verdict] > _RANK[said.receipt.verdict] for one in known)
    if is_old or declaration.state in CLOSED:
        return is_new
    verdict = judge(declaration, said)
    if verdict.state is State.RETURNED:
        return _return(uow, journal, declaration, verdict) or is_new
    return _confirm(uow, journal, declaration, verdict, said) or is_new


def _return(uow: UnitOfWork, journal: Journal, declaration: Declaration, verdict: Verdict) -> bool:
    """Not when a newer version is under way: that one is what the police should judge."""
    newest = uow.declarations.versions(declaration.id)[-1]
    if declaration.state not in _RETURNABLE or newest.version > declaration.version:
        return False
    unclear = as_unclear(uow, journal, declaration)
    changes = _changes(verdict) | {"grade": max(declaration.grade, verdict.grade), "evidence_at": None}
    journal.move(uow, unclear, State.RETURNED, Actor.REPLY, **changes)
    return True


def _confirm(uow: UnitOfWork, journal: Journal, declaration: Declaration, verdict: Verdict, said: Receipted) -> bool:
    changes = _changes(verdict) | {
        "grade": max(declaration.grade, verdict.grade),
        "evidence_at": declaration.evidence_at or said.receipt.received_at,
    }
    if declaration.state is State.CONFIRMED:
        better = replace(declaration, **changes)
        if better != declaration:
            uow.declarations.save(better)
        return better != declaration
    if declaration.state not in _CONFIRMABLE:
        return False
    moved = journal.move(uow, declaration, State.CONFIRMED, Actor.REPLY, **changes)
    close_predecessors(uow, journal, moved)
    return True


def _changes(verdict: Verdict) -> dict[str, Any]:
    return {
        "reason": verdict.reason,
        "errors": verdict.errors,
        "grade": verdict.grade,
        "proof": verdict.proof,
        "may_have_arrived": verdict.may_have_arrived,
        "next_attempt_at": None,
    }
