"""Answers in hand made record: what each means for its version and for the endpoint, as a group in one transaction.

Only the courier calls it; it commits between `record` and `tell`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from guestreg.outbox import health
from guestreg.outbox.clock_watch import ClockWatch
from guestreg.outbox.journal import Journal
from guestreg.outbox.lineage import Lineage, doubt_earlier, earlier_documents
from guestreg.outbox.policy import FailureLimit
from guestreg.outbox.settling import Settlement, settle
from guestreg.outbox.verdict import Slows, Verdict, judge
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import NewerHeld, Outcome, VersionGap
from guestreg.ports.events import EndpointChanged, Events, LedgerChanged
from guestreg.ports.random import Random
from guestreg.ports.store import EndpointCondition, UnitOfWork

MomentOf = Callable[[UnitOfWork, EndpointCondition, datetime, float], health.Moment]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a group of answers did to the endpoint."""

    before: EndpointCondition
    after: EndpointCondition
    verdicts: tuple[Verdict, ...]

    @property
    def is_well(self) -> bool:
        """By the last answer; one that is still failing but tells what it lacks may be given that."""
        if self.after.hold is not None:
            return False
        return self.after.failures == 0 or all(one.slows is Slows.AS_BEFORE for one in self.verdicts)


class Recorder:
    """Records for one courier."""

    def __init__(
        self,
        journal: Journal,
        random: Random,
        lineage: Lineage,
        watch: ClockWatch,
        limit: FailureLimit,
        clock: Clock,
        events: Events,
        moment_of: MomentOf,
    ) -> None:
        self._journal = journal
        self._random = random
        self._lineage = lineage
        self._watch = watch
        self._limit = limit
        self._clock = clock
        self._events = events
        self._moment_of = moment_of

    def record(self, uow: UnitOfWork, before: EndpointCondition, group: Sequence[Settlement]) -> Recorded:
        """The caller commits."""
        after, verdicts = before, []
        for answer in group:
            outcome = _as_we_know_it(uow, answer)
            verdict = judge(answer.sending, outcome, earlier_documents(uow, answer.sending))
            verdicts.append(verdict)
            after = self._record_one(uow, answer, verdict, after)
        if after != before:
            uow.house.put_condition(after)
        if after.clock_skew_s is not None and any(answer.exchange.server_date for answer in group):
            self._watch.believe(after.clock_skew_s)
        return Recorded(before, after, tuple(verdicts))

    def tell(self, recorded: Recorded) -> None:
        """After the commit."""
        for verdict in recorded.verdicts:
            if verdict.slows is Slows.ENDPOINT:
                self._limit.failed(self._clock.monotonic_ms())
            elif verdict.slows is Slows.NOTHING:
                self._limit.succeeded()
        self._events.publish(LedgerChanged())
        before, after = recorded.before, recorded.after
        if (before.hold, before.reason, before.next_try_at) != (after.hold, after.reason, after.next_try_at):
            self._events.publish(EndpointChanged())

    def _record_one(
        self, uow: UnitOfWork, answer: Settlement, verdict: Verdict, before: EndpointCondition
    ) -> EndpointCondition:
        ended_at, outcome, fraction = answer.ended_at, answer.exchange.outcome, self._random.fraction()
        after = health.after_answer(before, verdict, self._moment_of(uow, before, ended_at, fraction))
        after = replace(after, clock_skew_s=health.skew_s(ended_at, answer.exchange.server_date, before.clock_skew_s))
        settle(uow, self._journal, answer, verdict, after.next_try_at, fraction)
        if isinstance(outcome, VersionGap) and verdict.try_again:
            self._lineage.told(answer.sending, outcome.have)
            doubt_earlier(uow, self._journal, answer.sending, outcome.have, ended_at)
        return after


def _as_we_know_it(uow: UnitOfWork, answer: Settlement) -> Outcome:
    """A newer version that is none of ours replaces nothing here: a person must look at it."""
    outcome = answer.exchange.outcome
    if isinstance(outcome, NewerHeld) and outcome.version > uow.declarations.versions(answer.sending.id)[-1].version:
        return VersionGap((outcome.version, ""))
    return outcome
