"""An endpoint's condition after each thing it did: what the courier stores beside the declarations. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from guestreg.domain.declaration import Declaration, Hold, Reason
from guestreg.outbox import policy
from guestreg.outbox.verdict import OTHER_ANSWER, Greeted, Slows, Verdict
from guestreg.ports.endpoint import Greeting
from guestreg.ports.store import EndpointCondition

FAULTS_TO_HOLD = 3
"""So many refusals in a row without a word for the owner are no single guest's fault."""
_ENDED_BY_GREETING = frozenset({Hold.ADDRESS, Hold.CERTIFICATE})

Outstanding = Callable[[], Iterable[Declaration]]
"""Read only when something is slowed down."""


def skew_s(now: datetime, server_date: datetime | None, known: int | None) -> int | None:
    """Our clock minus the server's, in seconds; what was known when it didn't say."""
    return known if server_date is None else round((now - server_date).total_seconds())


def after_greeting(condition: EndpointCondition, greeting: Greeting, now: datetime) -> EndpointCondition:
    """A good greeting ends the holds that it disproves; only a valid answer ends the slowness."""
    ended = policy.released(condition) if condition.hold in _ENDED_BY_GREETING else condition
    return replace(
        ended,
        establishment_code=greeting.establishment_code or condition.establishment_code,
        clock_skew_s=skew_s(now, greeting.server_date, condition.clock_skew_s),
    )


def after_failed_greeting(
    condition: EndpointCondition, greeted: Greeted, now: datetime, fraction: float, outstanding: Outstanding
) -> EndpointCondition:
    return _worse(condition, greeted.hold, greeted.trouble, greeted.retry_after_s, now, fraction, tuple(outstanding()))


def after_answer(
    condition: EndpointCondition, verdict: Verdict, now: datetime, fraction: float, outstanding: Outstanding
) -> EndpointCondition:
    if verdict.slows is Slows.ENDPOINT:
        trouble = verdict.trouble or Reason(OTHER_ANSWER)
        return _worse(condition, verdict.hold, trouble, verdict.retry_after_s, now, fraction, tuple(outstanding()))
    well = policy.after_success(condition, now)
    if not verdict.program_fault:
        return replace(well, program_faults=0)
    faults = condition.program_faults + 1
    if faults < FAULTS_TO_HOLD:
        return replace(well, program_faults=faults)
    held = policy.after_hold(well, Hold.CONTRACT, now, fraction, (), Reason(OTHER_ANSWER))
    return replace(held, program_faults=faults)


def _worse(
    condition: EndpointCondition,
    hold: Hold | None,
    trouble: Reason,
    retry_after_s: int | None,
    now: datetime,
    fraction: float,
    outstanding: tuple[Declaration, ...],
) -> EndpointCondition:
    if hold is not None:
        return policy.after_hold(condition, hold, now, fraction, outstanding, trouble)
    failed = policy.after_failure(condition, now, fraction, outstanding, trouble)
    if retry_after_s is None:
        return failed
    return policy.after_request_to_wait(failed, now, retry_after_s, fraction, outstanding)
