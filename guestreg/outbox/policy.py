"""When to send: rhythm, urgency, holds, the last moments of a window. Pure; courier and services call it.

The wall clock is brought in and may be wrong; nothing here decides what an answer means.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from guestreg.domain.declaration import PERSON_NEXT, Declaration, Hold, Reason, State
from guestreg.domain.guest import GuestKind
from guestreg.ports.store import EndpointCondition

STEPS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
)
"""The gap after the first, second … failure; the last one for ever."""

URGENT_GAP = timedelta(minutes=9)
"""A little under the ten minutes allowed, so that the exchange itself fits in."""
URGENT_BEFORE_DUE = timedelta(hours=2)
URGENT_AFTER_DUE = timedelta(hours=24)
UNCLEAR_REST = timedelta(seconds=60)
"""An unclear attempt is repeated no sooner."""
LAST_TRY_BEFORE_CLOSE = timedelta(seconds=60)
_LAST_TRY_GRACE = timedelta(seconds=20)
_BEHIND_SLOT = timedelta(seconds=1)
HINT_SPREAD = timedelta(seconds=20)
ASKED_LATER_TRY = timedelta(minutes=30)
"""How long before a deadline a try is made in spite of "come later", and hourly after it."""
MOST_FAILURES_PER_HOUR = 30
MOST_BEFORE_HINTS = 10
"""From so many failures in the hour on, hints wait: the rhythm near a deadline keeps its share of the thirty."""

HOLD_GAPS: dict[Hold, timedelta | None] = {
    Hold.CREDENTIALS: None,
    Hold.ADDRESS: timedelta(minutes=30),
    Hold.CERTIFICATE: timedelta(minutes=15),
    Hold.CONTRACT: timedelta(minutes=30),
}
"""None: a refused password is never tried again by itself."""

BUSY = "E-03"
"""The reason of an endpoint that asked us to come later."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which gaps stay short."""

    start: datetime
    end: datetime


def urgent_span(declaration: Declaration) -> Span:
    """From two hours before the deadline (a foreigner: from arrival) until the window closes, or a day after it."""
    foreign = declaration.guest_kind is GuestKind.FOREIGNER
    start = declaration.arrival_at if foreign else declaration.due_at - URGENT_BEFORE_DUE
    return Span(start, declaration.window_closes_at or declaration.due_at + URGENT_AFTER_DUE)


def gap_after(failures: int, fraction: float) -> timedelta:
    """Waiting time after the `failures`-th failure in a row; `fraction` is 0 ≤ x < 1."""
    step = STEPS[min(max(failures, 1), len(STEPS)) - 1]
    return step * _spread(fraction)


def next_try(now: datetime, gap: timedelta, fraction: float, outstanding: Iterable[Declaration]) -> datetime:
    """`now + gap`, earlier where a deadline is near or a window gets its last try."""
    at = now + gap
    for declaration in outstanding:
        span = urgent_span(declaration)
        if now <= span.end:
            at = min(at, max(now, span.start) + URGENT_GAP * _spread(fraction))
        closes_at = declaration.window_closes_at
        if closes_at is not None and now < closes_at - LAST_TRY_BEFORE_CLOSE:
            at = min(at, closes_at - LAST_TRY_BEFORE_CLOSE)
    return at


def next_item_try(
    now: datetime,
    declaration: Declaration,
    fraction: float,
    slot_at: datetime | None = None,
    wait_s: int = 0,
) -> datetime:
    """When a version whose own attempt came to nothing is tried again; `tries` counts that attempt.

    `slot_at` is the endpoint's next try while it is slowed down: that one belongs to another version. `wait_s` is
    what the endpoint asked for this one.
    """
    at = next_try(now, gap_after(declaration.tries, fraction), fraction, (declaration,))
    at = max(at, _granted(now, wait_s, fraction, (declaration,)))
    if declaration.state is State.UNKNOWN or declaration.may_have_arrived:
        at = max(at, now + UNCLEAR_REST)
    return at if slot_at is None else max(at, slot_at + _BEHIND_SLOT)


def after_failure(
    condition: EndpointCondition, now: datetime, fraction: float, outstanding: Iterable[Declaration], reason: Reason
) -> EndpointCondition:
    """The endpoint once more slowed down."""
    failures = condition.failures + 1
    return replace(
        condition,
        failures=failures,
        failing_since=condition.failing_since or now,
        next_try_at=next_try(now, gap_after(failures, fraction), fraction, outstanding),
        reason=reason if condition.hold is None else condition.reason,
    )


def after_request_to_wait(
    failed: EndpointCondition, now: datetime, wait_s: int, fraction: float, outstanding: Iterable[Declaration]
) -> EndpointCondition:
    """A failure's condition that also grants what the endpoint asked for, if that is longer than our own gap.

    Half an hour before a deadline one try is made all the same, then hourly.
    """
    own_at = failed.next_try_at or now
    return replace(failed, next_try_at=max(_granted(now, wait_s, fraction, outstanding), own_at))


def _granted(now: datetime, wait_s: int, fraction: float, outstanding: Iterable[Declaration]) -> datetime:
    at = now + timedelta(seconds=wait_s)
    for declaration in outstanding:
        if now <= urgent_span(declaration).end:
            once_at = declaration.due_at - ASKED_LATER_TRY
            at = min(at, once_at if now < once_at else now + STEPS[-1] * _spread(fraction))
    return at


def after_hold(
    condition: EndpointCondition,
    hold: Hold,
    now: datetime,
    fraction: float,
    outstanding: Iterable[Declaration],
    reason: Reason,
) -> EndpointCondition:
    """The endpoint stopped; `next_try_at` None means until a person acts."""
    gap = HOLD_GAPS[hold]
    failures = condition.failures + 1
    at: datetime | None = None
    if gap is not None:
        at = now + gap * _spread(fraction)
        if hold is Hold.CERTIFICATE:
            at = next_try(now, gap * _spread(fraction), fraction, outstanding)
    return replace(
        condition,
        hold=hold,
        reason=reason,
        held_at=condition.held_at if condition.hold is hold else now,
        failures=failures,
        failing_since=condition.failing_since or now,
        next_try_at=at,
    )


def after_success(condition: EndpointCondition, now: datetime) -> EndpointCondition:
    """One valid answer frees the whole queue and ends every hold."""
    return replace(
        released(condition),
        failures=0,
        failing_since=None,
        last_success_at=now,
    )


def released(condition: EndpointCondition) -> EndpointCondition:
    """The hold ended: a good greeting, a new password, another address. The next try is due at once."""
    return replace(condition, hold=None, reason=None, held_at=None, next_try_at=None)


def hinted(condition: EndpointCondition, now: datetime, fraction: float) -> EndpointCondition:
    """The network is back or the computer woke up: the next try comes within twenty seconds.

    A hold that only a person ends stays as it is, and so does what a busy endpoint asked for.
    """
    at = now + HINT_SPREAD * fraction
    busy = condition.reason is not None and condition.reason.code == BUSY
    if busy or condition.next_try_at is None or condition.next_try_at <= at:
        return condition
    return replace(condition, next_try_at=at)


def next_due_at(outstanding: Iterable[Declaration], condition: EndpointCondition, now: datetime) -> datetime | None:
    """When something may leave again, `now` or later; None while only a person can go on."""
    if condition.hold is not None and HOLD_GAPS[condition.hold] is None:
        return None
    slot_at = condition.next_try_at or now
    times: list[datetime] = []
    seen: set[str] = set()
    for one in sorted(outstanding, key=lambda declaration: declaration.version):
        behind_another = one.id in seen
        seen.add(one.id)
        if behind_another or one.next_attempt_at == PERSON_NEXT:
            continue
        own_at = one.lease_until if one.state is State.SENDING else one.next_attempt_at
        times.append(max(now, slot_at, own_at or now, one.not_before_at or now))
    return min(times, default=None)


def may_connect(condition: EndpointCondition, now: datetime) -> bool:
    """Whether the endpoint's own rhythm lets a try be made now."""
    if condition.hold is not None and HOLD_GAPS[condition.hold] is None:
        return False
    return condition.next_try_at is None or condition.next_try_at <= now


def may_send(
    declaration: Declaration, condition: EndpointCondition, now: datetime, *, clock_in_doubt: bool = False
) -> bool:
    """Whether this version may still leave: its last minute is for first tries over a healthy endpoint.

    With a clock in doubt only the endpoint itself can say that the window is over.
    """
    closes_at = declaration.window_closes_at
    if clock_in_doubt or closes_at is None or now <= closes_at - LAST_TRY_BEFORE_CLOSE + _LAST_TRY_GRACE:
        return True
    return now <= closes_at and declaration.tries == 0 and condition.failures == 0


def window_is_over(declaration: Declaration, now: datetime) -> bool:
    closes_at = declaration.window_closes_at
    return declaration.state is not State.SENDING and closes_at is not None and now > closes_at


def window_is_open(declaration: Declaration, now: datetime) -> bool:
    """There is a window, with time enough for a try."""
    closes_at = declaration.window_closes_at
    return closes_at is not None and now <= closes_at - LAST_TRY_BEFORE_CLOSE


class FailureLimit:
    """At most thirty failures in any hour until the next success; counts monotonic time, so no clock fools it."""

    def __init__(self) -> None:
        self._failed_ms: list[int] = []

    def failed(self, at_ms: int) -> None:
        self._failed_ms.append(at_ms)

    def succeeded(self) -> None:
        self._failed_ms.clear()

    def allows_try(self, at_ms: int) -> bool:
        return self._in_last_hour(at_ms) < MOST_FAILURES_PER_HOUR

    def allows_hint(self, at_ms: int) -> bool:
        return self._in_last_hour(at_ms) < MOST_BEFORE_HINTS

    def _in_last_hour(self, at_ms: int) -> int:
        self._failed_ms = [moment for moment in self._failed_ms if moment > at_ms - 3_600_000]
        return len(self._failed_ms)


def _spread(fraction: float) -> float:
    return 0.5 + fraction / 2
