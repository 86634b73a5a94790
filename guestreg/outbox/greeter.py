"""The first exchange of a pass: no greeting, no guest's data leaves. It also tells what the endpoint's clock shows.

Only the courier calls it. It publishes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from guestreg.outbox import health
from guestreg.outbox.clock_watch import ClockWatch
from guestreg.outbox.policy import FailureLimit
from guestreg.outbox.upkeep import Upkeep
from guestreg.outbox.verdict import judge_greeting
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointClient, EndpointTerms, Exchange, Greeting
from guestreg.ports.random import Random
from guestreg.ports.store import EndpointCondition, Store, UnitOfWork

MomentOf = Callable[[UnitOfWork, EndpointCondition, datetime, float], health.Moment]


@dataclass(frozen=True, slots=True)
class Welcome:
    """How a greeting ended, and what of it has changed in the store."""

    is_good: bool
    condition_changed: bool
    declarations_changed: bool


class Greeter:
    """Greets one endpoint for one courier."""

    def __init__(
        self,
        store: Store,
        client: EndpointClient,
        terms: EndpointTerms,
        clock: Clock,
        random: Random,
        watch: ClockWatch,
        limit: FailureLimit,
        upkeep: Upkeep,
    ) -> None:
        self._store = store
        self._client = client
        self._endpoint_id, self._kind = terms.endpoint_id, terms.kind
        self._clock = clock
        self._random = random
        self._watch = watch
        self._limit = limit
        self._upkeep = upkeep
        self._tells_the_time = True

    def wants_the_time(self, uow: UnitOfWork) -> bool:
        """Whether our clock closed a window and the endpoint's, while it tells it, has not been asked about it."""
        return self._tells_the_time and bool(uow.declarations.closed_by_clock(self._endpoint_id))

    def greet(self, moment_of: MomentOf) -> Welcome:
        with self._store.unit_of_work() as uow:
            afresh = self.wants_the_time(uow) or (self._tells_the_time and self._watch.was_set)
        said = self._client.greet(afresh=afresh)
        now, fraction = self._clock.now(), self._random.fraction()
        with self._store.unit_of_work() as uow:
            before = uow.house.condition(self._endpoint_id)
            if isinstance(said, Exchange):
                self._limit.failed(self._clock.monotonic_ms())
                moment = moment_of(uow, before, now, fraction)
                after = health.after_failed_greeting(before, judge_greeting(said.outcome, self._kind), moment)
                changed = 0
            else:
                after = health.after_greeting(before, said, now)
                changed = self._hear(uow, said, now, afresh=afresh)
            if after != before:
                uow.house.put_condition(after)
            if after != before or changed:
                uow.commit()
        return Welcome(isinstance(said, Greeting), after != before, bool(changed))

    def _hear(self, uow: UnitOfWork, said: Greeting, now: datetime, *, afresh: bool) -> int:
        if said.server_date is None:
            self._tells_the_time = self._tells_the_time and not afresh
            return 0
        self._watch.believe(health.seconds_ahead(now, said.server_date))
        return self._upkeep.compare_windows(uow, self._endpoint_id, now, said.server_date)
