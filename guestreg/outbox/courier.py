"""One pass over the outbox: greet, take the next version that is due, mark it, send it, record what came back.

The worker and the command line call it. When to send, what an answer means and how it is recorded are the
neighbours' business; this is the order of steps. One thread at a time.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from guestreg.domain.declaration import Declaration, Reason, State
from guestreg.domain.identifiers import AttemptId, uuid7
from guestreg.domain.moves import Actor
from guestreg.outbox import health, policy
from guestreg.outbox.clock_watch import ClockWatch
from guestreg.outbox.greeter import Greeter
from guestreg.outbox.journal import Journal
from guestreg.outbox.recovery import LEASE
from guestreg.outbox.resting import Resting
from guestreg.outbox.run import Pass, Run
from guestreg.outbox.settling import Settlement, settle
from guestreg.outbox.upkeep import Upkeep
from guestreg.outbox.verdict import Slows, judge
from guestreg.ports.attempt import Attempt
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointClient, EndpointTerms, Parcel
from guestreg.ports.events import EndpointChanged, Events, LedgerChanged
from guestreg.ports.random import Random
from guestreg.ports.store import EndpointCondition, Store, StoreBusy, StoreFull, StoreUnreachable, UnitOfWork

_BATCH = 20
_PASSING = (StoreBusy, StoreFull, StoreUnreachable)
"""Troubles of the store that no guest and no answer is to blame for."""


class Courier:
    """Sends for one ledger to one endpoint."""

    def __init__(
        self,
        store: Store,
        terms: EndpointTerms,
        client: EndpointClient,
        journal: Journal,
        clock: Clock,
        random: Random,
        events: Events,
        run: Run,
    ) -> None:
        self._store = store
        self._terms = terms
        self._client = client
        self._journal = journal
        self._clock = clock
        self._random = random
        self._events = events
        self._run = run
        self._watch = ClockWatch(clock, run.built_at)
        self._upkeep = Upkeep(journal, random, self._somebody_else_lives, self._watch)
        self._limit = policy.FailureLimit()
        self._greeter = Greeter(store, client, terms.endpoint_id, clock, random, self._watch, self._limit, self._upkeep)
        self._unrecorded: Settlement | None = None
        self._resting = Resting(clock)

    def run_pass(self, keep_going: Callable[[], bool] = lambda: True) -> Pass:
        """Send whatever is due, until nothing is, the endpoint fails, or `keep_going` says no.

        Raises what `_PASSING` names; an answer not recorded for it is recorded first thing next time.
        """
        try:
            self._settle_unrecorded()
            self._resting.shun_what_broke_us()
            self._tidy()
            exchanged = self._send_what_is_due(keep_going)
        except _PASSING:
            if self._unrecorded is None:
                self._resting.put_down()
            raise
        return self._report(exchanged)

    def hint(self) -> None:
        """The network is back or the computer woke up: try again within twenty seconds."""
        now, fraction = self._clock.now(), self._random.fraction()
        if not self._limit.allows_hint(self._clock.monotonic_ms()):
            return
        with self._store.unit_of_work() as uow:
            before = uow.house.condition(self._terms.endpoint_id)
            after = policy.hinted(before, now, fraction)
            if after != before:
                uow.house.put_condition(after)
            by = now + policy.HINT_SPREAD * fraction
            if self._upkeep.hasten(uow, self._terms.endpoint_id, by) or after != before:
                uow.commit()

    def try_now(self) -> None:
        """A person asks for it: what slows the endpoint is passed over once, but for a refused password."""
        now = self._clock.now()
        with self._store.unit_of_work() as uow:
            condition = uow.house.condition(self._terms.endpoint_id)
            if condition.next_try_at is not None:
                uow.house.put_condition(replace(condition, next_try_at=min(now, condition.next_try_at)))
            self._upkeep.hasten(uow, self._terms.endpoint_id, now)
            uow.commit()

    def close(self) -> None:
        """Give the endpoint's tokens up."""
        self._client.close()

    def _send_what_is_due(self, keep_going: Callable[[], bool]) -> int:
        exchanged = 0
        if self._has_work() and self._greets():
            while keep_going():
                taken = self._take()
                if taken is None:
                    break
                exchanged += 1
                if not self._exchange(*taken):
                    break
        return exchanged

    def _somebody_else_lives(self, owner: str) -> bool:
        """Asked between exchanges only, so nothing of our own is in flight."""
        return owner != self._run.owner and self._run.owner_is_alive(owner)

    def _tidy(self) -> None:
        with self._store.unit_of_work() as uow:
            changed = self._upkeep.tidy(uow, self._terms.endpoint_id, self._clock.now())
            if changed:
                uow.commit()
        if changed:
            self._events.publish(LedgerChanged())

    def _has_work(self) -> bool:
        now = self._clock.now()
        with self._store.unit_of_work() as uow:
            condition = uow.house.condition(self._terms.endpoint_id)
            if not policy.may_connect(condition, now) or not self._limit.allows_try(self._clock.monotonic_ms()):
                return False
            due = next(iter(self._due(uow, condition, now)), None)
            return due is not None or self._greeter.wants_the_time(uow)

    def _due(self, uow: UnitOfWork, condition: EndpointCondition, now: datetime) -> Iterable[Declaration]:
        """In the order of sending, without those that must rest or came too late."""
        doubt = self._clock_is_doubted(uow, condition, now)
        seen: set[str] = set()
        limit = _BATCH
        while True:
            found = uow.declarations.next_due(self._terms.endpoint_id, now, limit)
            for declaration in found:
                if declaration.key in seen:
                    continue
                seen.add(declaration.key)
                in_window = policy.may_send(declaration, condition, now, clock_in_doubt=doubt)
                if in_window and self._resting.is_over(declaration):
                    yield declaration
            if len(found) < limit:
                return
            limit += _BATCH

    def _clock_is_doubted(self, uow: UnitOfWork, condition: EndpointCondition, now: datetime) -> bool:
        return self._watch.in_doubt(now, uow.ledger.head().at, condition.clock_skew_s)

    def _greets(self) -> bool:
        welcome = self._greeter.greet(self._moment)
        if welcome.declarations_changed:
            self._events.publish(LedgerChanged())
        if welcome.condition_changed:
            self._events.publish(EndpointChanged())
        return welcome.is_good

    def _take(self) -> tuple[Declaration, Attempt] | None:
        """Mark the next one before it leaves: lease, attempt and state are committed when this returns."""
        now = self._clock.now()
        returned = 0
        taken: tuple[Declaration, Attempt] | None = None
        with self._store.unit_of_work() as uow:
            condition = uow.house.condition(self._terms.endpoint_id)
            may_check = not self._clock_is_doubted(uow, condition, now)
            for declaration in self._due(uow, condition, now):
                self._resting.take_in_hand(declaration)
                if may_check and self._returns(uow, declaration, now):
                    returned += 1
                elif uow.declarations.take_lease(declaration, self._run.owner, now + LEASE, now):
                    taken = self._mark(uow, declaration, now)
                    break
            if returned or taken:
                uow.commit()
        if taken is None:
            self._resting.put_down()
        if returned or taken:
            self._events.publish(LedgerChanged())
        return taken

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
        sending = self._journal.move(
            uow,
            declaration,
            State.SENDING,
            Actor.WORKER,
            lease_owner=self._run.owner,
            lease_until=now + LEASE,
        )
        return sending, attempt

    def _exchange(self, sending: Declaration, attempt: Attempt) -> bool:
        """Send and record; False when the endpoint failed, so that nothing more is tried in this pass."""
        exchange = self._client.send(
            Parcel(sending.id, sending.version, sending.kind, sending.wire or b"", sending.document)
        )
        self._resting.attempted(sending)
        self._unrecorded = Settlement(sending, attempt, exchange, self._clock.now())
        return self._settle_unrecorded()

    def _settle_unrecorded(self) -> bool:
        """True when there was nothing, or an answer that lets the pass go on."""
        if self._unrecorded is None:
            return True
        try:
            goes_on = self._settle(self._unrecorded)
        except _PASSING:
            raise
        except BaseException:
            self._unrecorded = None
            raise
        self._unrecorded = None
        self._resting.put_down()
        return goes_on

    def _settle(self, settlement: Settlement) -> bool:
        exchange, ended_at = settlement.exchange, settlement.ended_at
        verdict = judge(settlement.sending, exchange.outcome)
        fraction = self._random.fraction()
        with self._store.unit_of_work() as uow:
            before = uow.house.condition(self._terms.endpoint_id)
            after = health.after_answer(before, verdict, self._moment(uow, before, ended_at, fraction))
            after = replace(after, clock_skew_s=health.skew_s(ended_at, exchange.server_date, before.clock_skew_s))
            settle(uow, self._journal, settlement, verdict, after.next_try_at, fraction)
            if after != before:
                uow.house.put_condition(after)
            uow.commit()
        if exchange.server_date is not None and after.clock_skew_s is not None:
            self._watch.believe(after.clock_skew_s)
        if verdict.slows is Slows.ENDPOINT:
            self._limit.failed(self._clock.monotonic_ms())
        else:
            self._limit.succeeded()
        self._events.publish(LedgerChanged())
        if (before.hold, before.reason, before.next_try_at) != (after.hold, after.reason, after.next_try_at):
            self._events.publish(EndpointChanged())
        return verdict.slows is Slows.NOTHING and after.hold is None

    def _moment(self, uow: UnitOfWork, condition: EndpointCondition, now: datetime, fraction: float) -> health.Moment:
        doubt = self._clock_is_doubted(uow, condition, now)
        return health.Moment(now, fraction, doubt, lambda: self._open(uow))

    def _open(self, uow: UnitOfWork) -> tuple[Declaration, ...]:
        return uow.declarations.outstanding(self._terms.endpoint_id)

    def _report(self, exchanged: int) -> Pass:
        with self._store.unit_of_work() as uow:
            condition = uow.house.condition(self._terms.endpoint_id)
            outstanding = self._open(uow)
        next_at = policy.next_due_at(outstanding, condition, self._clock.now())
        return Pass(exchanged, next_at, condition, len(outstanding))
