"""Attempts that nobody will finish: a crash, a power cut, a kill while sending. All they leave is `unknown`.

The courier calls it before every pass, the builder before there is a courier: without access codes there is none.
It sends nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from guestreg.domain.declaration import Declaration, Reason, State
from guestreg.domain.moves import Actor
from guestreg.outbox import policy
from guestreg.outbox.journal import Journal
from guestreg.outbox.verdict import UNCLEAR
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.clock import Clock
from guestreg.ports.random import Random
from guestreg.ports.store import Store, UnitOfWork

LEASE = timedelta(minutes=3)
"""Longer than the longest exchange, its log-in included."""
INTERRUPTED = "interrupted"

OwnerIsAlive = Callable[[str], bool]
"""Whether the program run of that name may still finish its attempts."""


def recover(store: Store, journal: Journal, clock: Clock, random: Random, owner_is_alive: OwnerIsAlive) -> int:
    """At start: settle every abandoned attempt, of whatever endpoint; how many there were."""
    with store.unit_of_work() as uow:
        found = (uow.declarations.get(attempt.declaration_id, attempt.version) for attempt in uow.attempts.unfinished())
        left = [declaration for declaration in found if declaration is not None]
        settled = settle_abandoned(uow, journal, left, clock.now(), random, owner_is_alive)
        if settled:
            uow.commit()
    return len(settled)


def settle_abandoned(
    uow: UnitOfWork,
    journal: Journal,
    declarations: Iterable[Declaration],
    now: datetime,
    random: Random,
    owner_is_alive: OwnerIsAlive,
) -> tuple[Declaration, ...]:
    """Move those that are `sending` under a dead lease to `unknown`; the caller commits."""
    settled: list[Declaration] = []
    for declaration in declarations:
        if declaration.state is not State.SENDING or not _is_dead(declaration, now, owner_is_alive):
            continue
        lives = declaration.lease_owner is not None and owner_is_alive(declaration.lease_owner)
        rests_from = now
        for attempt, outcome in uow.attempts.of(declaration.id, declaration.version):
            if outcome is None:
                # One who lives may be at it still, whatever our clock made of the lease.
                rests_from = now if lives else min(now, attempt.started_at)
                uow.attempts.finish(_interrupted(attempt, now))
        tried = replace(declaration, tries=declaration.tries + 1)
        gap = policy.gap_after(tried.tries, random.fraction())
        settled.append(
            journal.move(
                uow,
                declaration,
                State.UNKNOWN,
                Actor.START,
                tries=tried.tries,
                may_have_arrived=True,
                reason=Reason(UNCLEAR),
                next_attempt_at=max(rests_from + policy.UNCLEAR_REST, now + gap),
            )
        )
    return tuple(settled)


def as_unclear(uow: UnitOfWork, journal: Journal, declaration: Declaration) -> Declaration:
    """One that waits though it may be there, or is there, is unclear: replies move it from there."""
    if declaration.state is not State.WAITING:
        return declaration
    sending = journal.move(uow, declaration, State.SENDING, Actor.WORKER)
    return journal.move(uow, sending, State.UNKNOWN, Actor.WORKER)


def _is_dead(declaration: Declaration, now: datetime, owner_is_alive: OwnerIsAlive) -> bool:
    """A lease that reaches further than any lease was taken under another clock."""
    until, owner = declaration.lease_until, declaration.lease_owner
    if owner is None or until is None or not now < until <= now + 2 * LEASE:
        return True
    return not owner_is_alive(owner)


def _interrupted(attempt: Attempt, now: datetime) -> AttemptOutcome:
    return AttemptOutcome(attempt.id, now, INTERRUPTED, State.UNKNOWN)
