"""Recording an answer: the attempt's outcome, the move it means, the versions it replaces, in one transaction.

Only the courier calls it. It sends nothing and publishes nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from guestreg.domain.declaration import PERSON_NEXT, Declaration, Reason, State
from guestreg.domain.moves import Actor
from guestreg.outbox import policy
from guestreg.outbox.journal import Evidence, Journal
from guestreg.outbox.receipts import keep_receipt
from guestreg.outbox.recovery import INTERRUPTED, LEASE
from guestreg.outbox.succession import close_if_followed, close_predecessors, doubt_predecessors
from guestreg.outbox.verdict import PROGRAM_FAULT, EvidenceTime, Slows, Verdict
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.endpoint import (
    Absent,
    Accepted,
    AlreadyThere,
    Busy,
    Exchange,
    Held,
    InFlight,
    MayHaveArrived,
    NewerHeld,
    NothingLeft,
    NotUnderstood,
    ProgramFault,
    Receipted,
    Refused,
    VersionGap,
    WindowOver,
)
from guestreg.ports.store import UnitOfWork

_NAMES: dict[type, str] = {
    NothingLeft: "nothing_left",
    MayHaveArrived: "may_have_arrived",
    NotUnderstood: "not_understood",
    Accepted: "accepted",
    Refused: "refused",
    AlreadyThere: "already_there",
    WindowOver: "window_over",
    ProgramFault: "program_fault",
    Busy: "busy",
    Held: "held",
    Receipted: "receipted",
    InFlight: "in_flight",
    VersionGap: "version_gap",
    NewerHeld: "newer_held",
    Absent: "absent",
}
_UNCLEAR = frozenset({"may_have_arrived", "not_understood", INTERRUPTED})
_NAMES_THE_PHONE = frozenset({"E-30", "E-180", PROGRAM_FAULT})


@dataclass(frozen=True, slots=True, repr=False)
class Settlement:
    """An answer in hand that isn't recorded yet. `sending` is the version as it left, or as it was asked about."""

    sending: Declaration
    attempt: Attempt | None
    """None: it was only asked about."""
    exchange: Exchange
    ended_at: datetime


def settle(
    uow: UnitOfWork,
    journal: Journal,
    settlement: Settlement,
    verdict: Verdict,
    slot_at: datetime | None,
    fraction: float,
) -> Declaration | None:
    """Record and move; None, and nothing kept, when somebody else moved it meanwhile: a lease was taken from us, and
    the version stands as `unknown`.

    `slot_at` is the endpoint's next try.
    """
    sending = settlement.sending
    current = uow.declarations.get(sending.id, sending.version)
    if current is None or (current.state, current.lease_owner) != (sending.state, sending.lease_owner):
        return None
    evidence = None
    if settlement.attempt is not None:
        evidence = Evidence(settlement.attempt, _outcome(settlement.attempt, settlement, verdict))
        uow.attempts.finish(evidence.outcome)
    if isinstance(settlement.exchange.outcome, Receipted):
        keep_receipt(uow, journal, settlement.exchange.outcome.receipt)
    unclear = verdict.state is State.UNKNOWN and verdict.slows is Slows.ENDPOINT
    tries = current.tries + (unclear or verdict.try_again)
    tried = replace(current, tries=tries, may_have_arrived=verdict.may_have_arrived)
    changes: dict[str, Any] = {
        "reason": with_phone(uow, verdict.reason),
        "errors": verdict.errors,
        "grade": max(current.grade, verdict.grade),
        "proof": verdict.proof,
        "may_have_arrived": verdict.may_have_arrived,
        "program_fault": verdict.program_fault,
        "tries": tries,
        "next_attempt_at": _next_attempt(tried, settlement, verdict, slot_at, fraction),
        "evidence_at": _evidence_at(uow, settlement, verdict),
    }
    if verdict.state is current.state:
        moved = replace(current, **changes)
        uow.declarations.save(moved)
    else:
        moved = journal.move(uow, current, verdict.state, Actor.REPLY, evidence=evidence, **changes)
    if moved.state in (State.SENT, State.CONFIRMED):
        close_predecessors(uow, journal, moved)
    outcome = settlement.exchange.outcome
    if isinstance(outcome, Refused) and outcome.denies_the_stay and moved.state is State.RETURNED:
        doubt_predecessors(uow, journal, moved)
    close_if_followed(uow, journal, moved)
    return moved


def with_phone(uow: UnitOfWork, reason: Reason | None) -> Reason | None:
    """The sentences that send the owner to the phone name the number."""
    if reason is None or reason.code not in _NAMES_THE_PHONE:
        return reason
    house = uow.house.establishment()
    return replace(reason, params={**reason.params, "phone": (house.police_phone if house else None) or ""})


def _outcome(attempt: Attempt, settlement: Settlement, verdict: Verdict) -> AttemptOutcome:
    exchange = settlement.exchange
    return AttemptOutcome(
        attempt_id=attempt.id,
        ended_at=settlement.ended_at,
        outcome=_NAMES[type(exchange.outcome)],
        state=verdict.state,
        http_status=exchange.http_status,
        server_date=exchange.server_date,
        code=exchange.code,
        reply=exchange.reply,
    )


def _next_attempt(
    tried: Declaration, settlement: Settlement, verdict: Verdict, slot_at: datetime | None, fraction: float
) -> datetime | None:
    if verdict.person_next:
        return PERSON_NEXT
    if verdict.try_again:
        return policy.next_item_try(settlement.ended_at, tried, fraction, slot_at, verdict.retry_after_s or 0)
    if verdict.state is not State.UNKNOWN:
        return None
    return policy.next_item_try(settlement.ended_at, tried, fraction, slot_at)


def _evidence_at(uow: UnitOfWork, settlement: Settlement, verdict: Verdict) -> datetime | None:
    """For a match after an unclear attempt: the last one that may have delivered it, the cautious reading."""
    if verdict.evidence_time is EvidenceTime.NONE:
        return None
    if isinstance(settlement.exchange.outcome, Receipted):
        return settlement.exchange.outcome.receipt.received_at
    unclear = [
        min(outcome.ended_at, tried.started_at + LEASE)
        for tried, outcome in uow.attempts.of(settlement.sending.id, settlement.sending.version)
        if outcome is not None and outcome.outcome in _UNCLEAR
    ]
    if verdict.evidence_time is EvidenceTime.ANSWER or not unclear:
        return settlement.ended_at
    return unclear[-1]
