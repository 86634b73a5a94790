"""One pass over the outbox: greet, take the next version that is due, mark it, send it, record what came back.

The worker and the command line call it. When to send, what an answer means and how it is recorded are the
neighbours' business; this is the order of steps. One thread at a time: lanes carry requests, this one commits.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from guestreg.domain.declaration import Declaration
from guestreg.outbox import health, policy
from guestreg.outbox.carrying import Taken, carry
from guestreg.outbox.clock_watch import ClockWatch
from guestreg.outbox.greeter import Greeter
from guestreg.outbox.journal import Journal
from guestreg.outbox.lanes import Lanes
from guestreg.outbox.lineage import HeadNote, Lineage, doubt_earlier, earlier_documents
from guestreg.outbox.news import NewsReader
from guestreg.outbox.outgoing import Look, Outgoing
from guestreg.outbox.packs import PackFollower
from guestreg.outbox.resting import Resting
from guestreg.outbox.run import Pass, Run
from guestreg.outbox.settling import Settlement, settle
from guestreg.outbox.upkeep import Upkeep
from guestreg.outbox.verdict import Slows, Verdict, judge
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointClient, EndpointTerms, VersionGap
from guestreg.ports.events import EndpointChanged, Events, LedgerChanged
from guestreg.ports.random import Random
from guestreg.ports.store import EndpointCondition, Store, StoreBusy, StoreFull, StoreUnreachable, UnitOfWork

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
        *,
        head_note: HeadNote | None = None,
        lanes: int = 2,
    ) -> None:
        """`lanes`: how many requests may be under way at once."""
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
        self._resting, self._lineage, self._lanes = Resting(clock), Lineage(head_note), Lanes(lanes)
        self._outgoing = Outgoing(terms, client.can_be_asked, journal, random, run, self._resting, self._lineage)
        self._news = NewsReader(store, client, terms.endpoint_id, journal, clock, events)
        self._packs = PackFollower(store, client, terms.endpoint_id, journal, self._lineage, events)
        self._unrecorded: list[Settlement] = []

    def run_pass(self, keep_going: Callable[[], bool] = lambda: True) -> Pass:
        """Send whatever is due, until nothing is, the endpoint fails, or `keep_going` says no.

        Raises what `_PASSING` names; an answer not recorded for it is recorded first thing next time.
        """
        try:
            self._record_answers()
            self._resting.shun_what_broke_us()
            self._tidy()
            exchanged = self._send_what_is_due(keep_going)
        except _PASSING:
            self._bring_home()
            self._resting.keep_in_hand(answer.sending for answer in self._unrecorded)
            raise
        except BaseException:
            self._bring_home()
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
        if not self._has_work() or not self._greets():
            return 0
        begun, goes_on = self._drain(keep_going)
        if begun:
            self._news.is_wanted()
        if goes_on and self._news.is_due() and keep_going() and self._news.read(keep_going):
            self._packs.follow(keep_going)
        return begun

    def _drain(self, keep_going: Callable[[], bool]) -> tuple[int, bool]:
        """How many exchanges were begun, and whether the endpoint is still well."""
        begun, goes_on = 0, True
        while True:
            while goes_on and not self._lanes.are_full and keep_going():
                taken = self._take()
                if taken is None:
                    break
                self._lanes.start(partial(carry, self._client, self._clock, taken), alone=taken.alone)
                begun += 1
            if not self._lanes.in_use:
                return begun, goes_on
            self._hear()
            goes_on = self._record_answers() and goes_on

    def _hear(self) -> None:
        """Wait for answers; raises a bug met on the way to one."""
        bugs: list[BaseException] = []
        for ended in self._lanes.ended():
            if isinstance(ended, BaseException):
                bugs.append(ended)
            else:
                self._resting.attempted(ended.sending)
                self._unrecorded.append(ended)
        if bugs:
            raise bugs[0]

    def _bring_home(self) -> None:
        """Whatever ended the pass, what is under way is waited for: its answers are recorded next time."""
        while self._lanes.in_use:
            self._unrecorded += [ended for ended in self._lanes.ended() if isinstance(ended, Settlement)]

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
        with self._store.unit_of_work() as uow:
            look = self._look(uow)
            if not policy.may_connect(look.condition, look.now):
                return False
            if not self._limit.allows_try(self._clock.monotonic_ms()):
                return False
            if self._outgoing.is_due(uow, look) or self._greeter.wants_the_time(uow):
                return True
            return self._news.is_due()

    def _look(self, uow: UnitOfWork) -> Look:
        now = self._clock.now()
        condition = uow.house.condition(self._terms.endpoint_id)
        return Look(now, condition, self._clock_is_doubted(uow, condition, now), self._lanes.in_use)

    def _clock_is_doubted(self, uow: UnitOfWork, condition: EndpointCondition, now: datetime) -> bool:
        return self._watch.in_doubt(now, uow.ledger.head().at, condition.clock_skew_s)

    def _greets(self) -> bool:
        welcome = self._greeter.greet(self._moment)
        if welcome.declarations_changed:
            self._events.publish(LedgerChanged())
        if welcome.condition_changed:
            self._events.publish(EndpointChanged())
        return welcome.is_good

    def _take(self) -> Taken | None:
        """Mark the next one before it leaves: lease, attempt and state are committed when this returns."""
        with self._store.unit_of_work() as uow:
            found = self._outgoing.take(uow, self._look(uow))
            if found.taken or found.returned:
                uow.commit()
        self._resting.put_down(found.passed)
        if found.taken or found.returned:
            self._events.publish(LedgerChanged())
        return found.taken

    def _record_answers(self) -> bool:
        """All there are in one transaction, one by one after a bug. True when they let the pass go on."""
        goes_on, at_once = True, max(1, len(self._unrecorded))
        while self._unrecorded:
            group = self._unrecorded[:at_once]
            try:
                goes_on = self._settle(group) and goes_on
            except _PASSING:
                raise
            except BaseException:
                if at_once == 1:
                    del self._unrecorded[0]
                    raise
                at_once = 1
                continue
            del self._unrecorded[: len(group)]
            self._resting.put_down(answer.sending for answer in group)
        return goes_on

    def _settle(self, group: Sequence[Settlement]) -> bool:
        verdicts: list[Verdict] = []
        with self._store.unit_of_work() as uow:
            before = after = uow.house.condition(self._terms.endpoint_id)
            for answer in group:
                ours = earlier_documents(uow, answer.sending)
                verdicts.append(judge(answer.sending, answer.exchange.outcome, ours))
                after = self._settle_one(uow, answer, verdicts[-1], after)
            if after != before:
                uow.house.put_condition(after)
            uow.commit()
        if after.clock_skew_s is not None and any(answer.exchange.server_date for answer in group):
            self._watch.believe(after.clock_skew_s)
        for verdict in verdicts:
            if verdict.slows is Slows.ENDPOINT:
                self._limit.failed(self._clock.monotonic_ms())
            else:
                self._limit.succeeded()
        self._events.publish(LedgerChanged())
        if (before.hold, before.reason, before.next_try_at) != (after.hold, after.reason, after.next_try_at):
            self._events.publish(EndpointChanged())
        return after.hold is None and all(verdict.slows is Slows.NOTHING for verdict in verdicts)

    def _settle_one(
        self, uow: UnitOfWork, answer: Settlement, verdict: Verdict, before: EndpointCondition
    ) -> EndpointCondition:
        ended_at, outcome, fraction = answer.ended_at, answer.exchange.outcome, self._random.fraction()
        after = health.after_answer(before, verdict, self._moment(uow, before, ended_at, fraction))
        after = replace(after, clock_skew_s=health.skew_s(ended_at, answer.exchange.server_date, before.clock_skew_s))
        settle(uow, self._journal, answer, verdict, after.next_try_at, fraction)
        if isinstance(outcome, VersionGap) and verdict.try_again:
            self._lineage.told(answer.sending, outcome.have)
            doubt_earlier(uow, self._journal, answer.sending, outcome.have, ended_at)
        return after

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
