"""An endpoint's condition after each thing it did: what the courier stores beside the declarations. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, Hold, Reason
from guestreg.outbox import policy
from guestreg.outbox.verdict import OTHER_ANSWER, Greeted, Slows, Verdict
from guestreg.ports.endpoint import Greeting
from guestreg.ports.store import EndpointCondition

FAULTS_TO_HOLD = 3
"""So many refusals in a row without a word for the owner are no single guest's fault."""
_ENDED_BY_GREETING = frozenset({Hold.ADDRESS, Hold.CERTIFICATE})

WRONG_CLOCK = "E-17"


@dataclass(frozen=True, slots=True)
class Moment:
    """When it happened, with what stands open. `outstanding` is only asked when something is slowed down."""

    now: datetime
    fraction: float
    clock_in_doubt: bool
    outstanding: Callable[[], Iterable[Declaration]]


def skew_s(now: datetime, server_date: datetime | None, known: int | None) -> int | None:
    """Our clock minus the server's, in seconds; what was known when it didn't say."""
    return known if server_date is None else seconds_ahead(now, server_date)


def seconds_ahead(now: datetime, server_date: datetime) -> int:
    return round((now - server_date).total_seconds())


def after_greeting(condition: EndpointCondition, greeting: Greeting, now: datetime) -> EndpointCondition:
    """A good greeting ends the holds that it disproves; only a valid answer ends the slowness."""
    ended = policy.released(condition) if condition.hold in _ENDED_BY_GREETING else condition
    return replace(
        ended,
        establishment_code=greeting.establishment_code or condition.establishment_code,
        clock_skew_s=skew_s(now, greeting.server_date, condition.clock_skew_s),
        account_province=greeting.province or condition.account_province,
        account_commune=greeting.commune or condition.account_commune,
    )


def after_failed_greeting(condition: EndpointCondition, greeted: Greeted, moment: Moment) -> EndpointCondition:
    return _worse(condition, greeted.hold, greeted.trouble, greeted.retry_after_s, moment)


def after_answer(condition: EndpointCondition, verdict: Verdict, moment: Moment) -> EndpointCondition:
    if verdict.slows is Slows.ENDPOINT:
        trouble = verdict.trouble or Reason(OTHER_ANSWER)
        return _worse(condition, verdict.hold, trouble, verdict.retry_after_s, moment)
    if verdict.slows is Slows.AS_BEFORE:
        return condition if condition.hold is None else policy.released(condition)
    well = policy.after_success(condition, moment.now)
    if not verdict.program_fault:
        return replace(well, program_faults=0)
    faults = condition.program_faults + 1
    if faults < FAULTS_TO_HOLD:
        return replace(well, program_faults=faults)
    held = policy.after_hold(well, Hold.CONTRACT, moment.now, moment.fraction, (), Reason(OTHER_ANSWER))
    return replace(held, program_faults=faults)


def _worse(
    condition: EndpointCondition, hold: Hold | None, trouble: Reason, retry_after_s: int | None, moment: Moment
) -> EndpointCondition:
    now, fraction, outstanding = moment.now, moment.fraction, tuple(moment.outstanding())
    if hold is Hold.CERTIFICATE and moment.clock_in_doubt:
        trouble = Reason(WRONG_CLOCK, {"now": local(now).strftime("%H:%M %d/%m/%Y")})
    if hold is not None:
        return policy.after_hold(condition, hold, now, fraction, outstanding, trouble)
    failed = policy.after_failure(condition, now, fraction, outstanding, trouble)
    if retry_after_s is None:
        return failed
    return policy.after_request_to_wait(failed, now, retry_after_s, fraction, outstanding)
