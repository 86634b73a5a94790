"""What may leave next: due, in its window, rested, found right, and marked before it leaves.

Only the courier calls it, inside its unit of work. It sends nothing and commits nothing.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from guestreg.domain.declaration import Declaration, Reason, State
from guestreg.domain.identifiers import AttemptId, uuid7
from guestreg.domain.moves import Actor
from guestreg.outbox import policy
from guestreg.outbox.carrying import Taken
from guestreg.outbox.journal import Journal
from guestreg.outbox.lineage import Lineage
from guestreg.outbox.recovery import LEASE, as_unclear
from guestreg.outbox.resting import Resting
from guestreg.outbox.run import Run
from guestreg.ports.attempt import Attempt
from guestreg.ports.endpoint import EndpointTerms
from guestreg.ports.random import Random
from guestreg.ports.store import EndpointCondition, UnitOfWork
from guestreg.ports.trust import Why

_BATCH = 20


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the queue: when, how the endpoint is, whether our clock is believed, what is under way already."""

    now: datetime
    condition: EndpointCondition
    clock_in_doubt: bool
    under_way: int
    lanes: int


@dataclass(slots=True)
class Found:
    """What one look came to. `passed` were looked at and didn't leave."""

    taken: list[Taken] = field(default_factory=list)
    returned: int = 0
    passed: list[Declaration] = field(default_factory=list)


class Outgoing:
    """The queue of one endpoint as one run may empty it."""

    def __init__(
        self,
        terms: EndpointTerms,
        can_be_asked: bool,
        journal: Journal,
        random: Random,
        run: Run,
        resting: Resting,
        lineage: Lineage,
    ) -> None:
        self._terms = terms
        self._can_be_asked = can_be_asked
        self._journal = journal
        self._random = random
        self._run = run
        self._resting = resting
        self._lineage = lineage

    def is_due(self, uow: UnitOfWork, look: Look) -> bool:
        return next(self._due(uow, look), None) is not None

    def take(self, uow: UnitOfWork, look: Look) -> Found:
        """What fills the free lanes, marked; the caller commits before anything leaves.

        While the endpoint fails, one is under way at a time; one that is unclear goes alone where it can't be asked.
        """
        found = Found()
        failing = look.condition.failures > 0 or look.condition.hold is not None
        room = (1 if failing else look.lanes) - look.under_way
        try:
            self._fill(uow, look, room, found)
        except BaseException:
            # The last one looked at broke us; the others did nothing.
            self._resting.put_down([*found.passed[:-1], *(taken.declaration for taken in found.taken)])
            raise
        return found

    def _fill(self, uow: UnitOfWork, look: Look, room: int, found: Found) -> None:
        for declaration in self._due(uow, look):
            if len(found.taken) >= room:
                break
            unclear = declaration.state is State.UNKNOWN or declaration.may_have_arrived
            alone = unclear and not self._can_be_asked
            if alone and (look.under_way or found.taken):
                break
            self._resting.take_in_hand(declaration)
            found.passed.append(declaration)
            if not look.clock_in_doubt and self._returns(uow, declaration, look.now):
                found.returned += 1
                continue
            taken = self._taken(uow, declaration, look.now, alone=alone, question=unclear and not alone)
            if taken is None:
                continue
            found.passed.pop()
            found.taken.append(taken)
            if alone:
                break

    def _due(self, uow: UnitOfWork, look: Look) -> Iterator[Declaration]:
        """In the order of sending, without those that must rest, came too late or are under way."""
        seen: set[str] = set()
        limit = _BATCH
        while True:
            found = uow.declarations.next_due(self._terms.endpoint_id, look.now, limit)
            for declaration in found:
                if declaration.key in seen:
                    continue
                seen.add(declaration.key)
                in_window = policy.may_send(declaration, look.condition, look.now, clock_in_doubt=look.clock_in_doubt)
                if in_window and self._resting.is_over(declaration):
                    yield declaration
            if len(found) < limit:
                return
            limit += _BATCH

    def _returns(self, uow: UnitOfWork, declaration: Declaration, now: datetime) -> bool:
        """Our own check finds what the endpoint would surely refuse; asked only of what surely never left.

        Not asked under a doubted clock: true arrivals would look as if they lay ahead.
        """
        if declaration.state is not State.WAITING or declaration.may_have_arrived or declaration.wire is None:
            return False
        errors = self._terms.check(declaration.wire, now)
        if errors:
            reason = Reason(errors[0].code, {"text": errors[0].text})
            self._journal.move(uow, declaration, State.RETURNED, Actor.WORKER, errors=errors, reason=reason)
        return bool(errors)

    def _taken(
        self, uow: UnitOfWork, declaration: Declaration, now: datetime, *, alone: bool, question: bool
    ) -> Taken | None:
        """None when somebody else was first. A question leaves no mark: nothing of it can be lost."""
        if question:
            unclear = replace(as_unclear(uow, self._journal, declaration), may_have_arrived=True)
            return Taken(unclear, None, self._lineage.parcel(uow, unclear))
        if not uow.declarations.take_lease(declaration, self._run.owner, now + LEASE, now):
            return None
        sending, attempt = self._mark(uow, declaration, now)
        return Taken(sending, attempt, self._lineage.parcel(uow, sending), alone)

    def _mark(self, uow: UnitOfWork, declaration: Declaration, now: datetime) -> tuple[Declaration, Attempt]:
        attempt = Attempt(
            id=AttemptId(uuid7(now, self._random.token_bytes(10))),
            declaration_id=declaration.id,
            version=declaration.version,
            started_at=now,
            wire_sha256=hashlib.sha256(declaration.wire or b"").hexdigest(),
            host=self._terms.host,
            instance=self._run.owner,
            program=self._run.program,
        )
        uow.attempts.start(attempt)
        self._journal.note_head(uow, Why.SENT)
        sending = self._journal.move(
            uow,
            declaration,
            State.SENDING,
            Actor.WORKER,
            lease_owner=self._run.owner,
            lease_until=now + LEASE,
        )
        return sending, attempt
