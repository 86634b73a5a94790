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
from guestreg.outbox.lineage import HeadNote, Lineage
from guestreg.outbox.news import NewsReader
from guestreg.outbox.outgoing import Found, Look, Outgoing
from guestreg.outbox.packs import PackFollower
from guestreg.outbox.recording import Recorder
from guestreg.outbox.resting import Resting
from guestreg.outbox.run import Pass, Run
from guestreg.outbox.settling import Settlement
from guestreg.outbox.upkeep import Upkeep
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointClient, EndpointTerms
from guestreg.ports.events import EndpointChanged, Events, LedgerChanged
from guestreg.ports.random import Random
from guestreg.ports.store import EndpointCondition, Store, StoreBusy, StoreFull, StoreUnreachable, UnitOfWork

_PASSING = (StoreBusy, StoreFull, StoreUnreachable)
"""Troubles of the store that no guest and no answer is to blame for."""

Errand = Callable[[Callable[[], bool]], None]
"""Something to say to the endpoint beside declarations, while it is well; given whether to go on."""


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
        greeted: Callable[[], None] = lambda: None,
        errands: Sequence[Errand] = (),
        lanes: int = 2,
    ) -> None:
        """`greeted` is called before anything is sent, `errands` are run after the news; `lanes`: how many requests
        may be under way at once."""
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
        self._greeter = Greeter(store, client, terms, clock, random, self._watch, self._limit, self._upkeep)
        self._resting, self._lineage, self._lanes = Resting(clock), Lineage(head_note), Lanes(lanes)
        self._outgoing = Outgoing(terms, client.can_be_asked, journal, random, run, self._resting, self._lineage)
        self._news = NewsReader(store, client, terms.endpoint_id, journal, clock, events)
        self._packs = PackFollower(store, client, terms.endpoint_id, journal, self._lineage, events)
        self._recorder = Recorder(journal, random, self._lineage, self._watch, self._limit, clock, events, self._moment)
        self._greeted, self._errands = greeted, errands
        self._unrecorded: list[Settlement] = []

    def run_pass(self, keep_going: Callable[[], bool] = lambda: True) -> Pass:
        """Send whatever is due, until nothing is, the endpoint fails, or `keep_going` says no.

        Raises what `_PASSING` names; an answer not recorded for it is recorded first thing next time.
        """
        try:
            self._turn(may_take=False)
            self._resting.shun_what_broke_us()
            self._tidy()
            exchanged = self._send_what_is_due(keep_going)
        except _PASSING:
            self._bring_home()
            self._resting.hold_only(answer.sending for answer in self._unrecorded)
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
        self._greeted()
        begun, goes_on = self._drain(keep_going)
        if begun:
            self._news.is_wanted()
        if goes_on and self._news.is_due() and keep_going() and self._news.read(keep_going):
            self._packs.follow(keep_going)
            for run in self._errands:
                run(keep_going)
        return begun

    def _drain(self, keep_going: Callable[[], bool]) -> tuple[int, bool]:
        """How many exchanges were begun, and whether the endpoint is still well."""
        begun, is_well = 0, True
        while True:
            may_take = not self._lanes.are_full and keep_going()
            taken, is_well = self._turn(may_take=may_take)
            for one in taken:
                self._lanes.start(partial(carry, self._client, self._clock, one), alone=one.alone)
            begun += len(taken)
            if not self._lanes.in_use:
                return begun, is_well
            self._hear()

    def _turn(self, *, may_take: bool) -> tuple[list[Taken], bool]:
        """Record all answers and mark what leaves next, in one transaction; after a bug answers one by one."""
        group = tuple(self._unrecorded)
        try:
            return self._record_and_take(group, may_take=may_take)
        except _PASSING:
            raise
        except BaseException:
            self._record_answers()
            raise

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
        return Look(now, condition, self._clock_is_doubted(uow, condition, now), self._lanes.in_use, self._lanes.count)

    def _clock_is_doubted(self, uow: UnitOfWork, condition: EndpointCondition, now: datetime) -> bool:
        return self._watch.in_doubt(now, uow.ledger.head().at, condition.clock_skew_s)

    def _greets(self) -> bool:
        welcome = self._greeter.greet(self._moment)
        if welcome.declarations_changed:
            self._events.publish(LedgerChanged())
        if welcome.condition_changed:
            self._events.publish(EndpointChanged())
        return welcome.is_good

    def _record_answers(self) -> None:
        """One by one; one that breaks the program is given up, the others stay in hand."""
        while self._unrecorded:
            try:
                self._record_and_take(self._unrecorded[:1], may_take=False)
            except _PASSING:
                raise
            except BaseException:
                del self._unrecorded[0]
                raise

    def _record_and_take(self, group: Sequence[Settlement], *, may_take: bool) -> tuple[list[Taken], bool]:
        """What may leave now: lease, attempt and state are committed. And whether the endpoint is well."""
        found, recorded = Found(), None
        with self._store.unit_of_work() as uow:
            if group:
                recorded = self._recorder.record(uow, uow.house.condition(self._terms.endpoint_id), group)
                self._resting.put_down(answer.sending for answer in group)
            is_well = recorded is None or recorded.is_well
            if may_take and is_well:
                found = self._outgoing.take(uow, self._look(uow))
            if recorded or found.taken or found.returned:
                uow.commit()
        del self._unrecorded[: len(group)]
        self._resting.put_down(found.passed)
        if recorded:
            self._recorder.tell(recorded)
        elif found.taken or found.returned:
            self._events.publish(LedgerChanged())
        return found.taken, is_well

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
