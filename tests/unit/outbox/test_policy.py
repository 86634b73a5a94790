"""When to send: rhythm, urgency, holds, windows, the limit of failures. Random cases print their seed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.declaration import PERSON_NEXT, Declaration, Hold, Reason, State
from guestreg.domain.guest import GuestKind
from guestreg.outbox import policy
from guestreg.ports.store import EndpointCondition
from tests.fakes.kept import ENDPOINT, declaration, kept_stay

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)
fractions = st.floats(0, 1, exclude_max=True)


def _due(due_at: datetime, closes_at: datetime | None = None, kind: GuestKind = GuestKind.CITIZEN) -> Declaration:
    made = declaration(kept_stay(1))
    return replace(
        made, due_at=due_at, window_closes_at=closes_at, guest_kind=kind, arrival_at=due_at - timedelta(hours=12)
    )


FAR = _due(NOW + timedelta(days=9))


@pytest.mark.parametrize(
    ("failures", "longest_s"),
    [(1, 5), (2, 30), (3, 120), (4, 600), (5, 1800), (6, 3600), (7, 3600), (100_000, 3600)],
)
def test_the_rhythm(failures: int, longest_s: int) -> None:
    assert policy.gap_after(failures, 0.0) == timedelta(seconds=longest_s / 2)
    assert policy.gap_after(failures, 0.999_999).total_seconds() == pytest.approx(longest_s, rel=1e-5)


@given(st.integers(1, 10**6), fractions)
def test_it_never_stops_and_never_hurries(failures: int, fraction: float) -> None:
    at = policy.next_try(NOW, policy.gap_after(failures, fraction), fraction, (FAR,))
    assert timedelta(seconds=2.5) <= at - NOW <= timedelta(hours=1)


@given(
    st.integers(0, 40 * 60),
    st.integers(1, 60),
    fractions,
    st.one_of(st.none(), st.integers(0, 40)),
    st.sampled_from(GuestKind),
)
def test_no_gap_near_a_deadline_is_longer_than_ten_minutes(
    minutes_on: int, failures: int, fraction: float, window_h: int | None, kind: GuestKind
) -> None:
    due_at = NOW + timedelta(hours=14)
    closes_at = None if window_h is None else due_at + timedelta(hours=window_h)
    version = _due(due_at, closes_at, kind)
    starts_at = version.arrival_at if kind is GuestKind.FOREIGNER else due_at - timedelta(hours=2)
    ends_at = closes_at or due_at + timedelta(hours=24)
    now = NOW + timedelta(minutes=minutes_on)
    slot_at = policy.next_try(now, policy.gap_after(failures, fraction), fraction, (FAR, version))
    item = replace(version, state=State.UNKNOWN, tries=failures)
    for at in (slot_at, policy.next_item_try(now, item, fraction, slot_at)):
        if at > starts_at and now <= ends_at:
            assert at - max(now, starts_at) <= TEN_MINUTES


def test_a_whole_night_of_failures_stays_under_thirty_an_hour() -> None:
    condition, now, tries = EndpointCondition(ENDPOINT), NOW, []
    near = _due(NOW + timedelta(hours=1))
    while now < NOW + timedelta(hours=24):
        tries.append(now)
        condition = policy.after_failure(condition, now, 0.0, (near,), Reason("E-01"))
        assert condition.next_try_at is not None
        now = condition.next_try_at
    _at_most_thirty_an_hour(tries)
    assert max(b - a for a, b in pairwise(tries)) <= TEN_MINUTES


def _at_most_thirty_an_hour(tries: Sequence[datetime]) -> None:
    for first, one in zip(tries, tries[30:], strict=False):
        assert one - first >= timedelta(hours=1)


def test_failures_far_from_a_deadline_come_once_an_hour() -> None:
    condition = replace(EndpointCondition(ENDPOINT), failures=30, failing_since=NOW)
    after = policy.after_failure(condition, NOW, 0.5, (FAR,), Reason("E-01"))
    assert after.next_try_at == NOW + timedelta(minutes=45)
    assert (after.failures, after.failing_since, after.reason) == (31, NOW, Reason("E-01"))


@given(st.integers(61, 7200), st.integers(1, 20), fractions)
def test_a_window_gets_its_last_try_a_minute_before(left_s: int, failures: int, fraction: float) -> None:
    closes_at = NOW + timedelta(seconds=left_s)
    version = _due(NOW - timedelta(hours=1), closes_at)
    at = policy.next_try(NOW, policy.gap_after(failures, fraction), fraction, (version,))
    assert at <= closes_at - timedelta(seconds=60)
    assert policy.may_send(version, replace(EndpointCondition(ENDPOINT), failures=3), at)


def test_after_the_last_try_only_a_new_guest_over_a_healthy_endpoint_leaves() -> None:
    healthy, failing = EndpointCondition(ENDPOINT), EndpointCondition(ENDPOINT, failures=1)
    version = _due(NOW, NOW + timedelta(seconds=30))
    assert policy.may_send(version, healthy, NOW)
    assert not policy.may_send(version, failing, NOW)
    assert not policy.may_send(replace(version, tries=1), healthy, NOW)
    assert not policy.may_send(version, healthy, NOW + timedelta(seconds=31))
    assert policy.may_send(version, failing, NOW + timedelta(seconds=31), clock_in_doubt=True)
    assert policy.may_send(replace(version, window_closes_at=None), failing, NOW + timedelta(days=1))


@given(st.integers(1, 10**6), fractions)
def test_an_unclear_attempt_rests_a_minute(tries: int, fraction: float) -> None:
    urgent = replace(_due(NOW), tries=tries, state=State.UNKNOWN)
    assert policy.next_item_try(NOW, urgent, fraction) >= NOW + timedelta(seconds=60)


def test_an_unclear_version_leaves_the_endpoints_next_slot_to_another() -> None:
    slot_at = NOW + timedelta(minutes=8)
    version = replace(_due(NOW), tries=1, state=State.UNKNOWN)
    assert policy.next_item_try(NOW, version, 0.0, slot_at) > slot_at


@pytest.mark.parametrize(
    ("due_in", "asked", "expected"),
    [
        (timedelta(days=1), 60, timedelta(seconds=60)),
        (timedelta(days=1), 6 * 3600, timedelta(hours=6)),
        (timedelta(hours=3), 6 * 3600, timedelta(hours=2, minutes=30)),
        (timedelta(minutes=30), 6 * 3600, timedelta(minutes=30)),
        (timedelta(minutes=-5), 6 * 3600, timedelta(minutes=30)),
        (timedelta(days=1), 1, timedelta(seconds=2.5)),
        (timedelta(days=-1), 6 * 3600, timedelta(minutes=30)),
        (timedelta(days=-2), 6 * 3600, timedelta(hours=6)),
    ],
)
def test_coming_later_when_asked(due_in: timedelta, asked: int, expected: timedelta) -> None:
    """Granted; one try half an hour before a deadline, then hourly; never sooner than our own gap."""
    outstanding = (_due(NOW + due_in),)
    failed = policy.after_failure(EndpointCondition(ENDPOINT), NOW, 0.0, outstanding, Reason("E-03"))
    assert policy.after_request_to_wait(failed, NOW, asked, 0.0, outstanding).next_try_at == NOW + expected


@pytest.mark.parametrize(
    ("hold", "near", "longest"),
    [
        (Hold.ADDRESS, False, timedelta(minutes=30)),
        (Hold.CONTRACT, False, timedelta(minutes=30)),
        (Hold.CERTIFICATE, False, timedelta(minutes=15)),
        (Hold.CERTIFICATE, True, TEN_MINUTES),
        (Hold.CREDENTIALS, True, None),
    ],
)
def test_holds(hold: Hold, near: bool, longest: timedelta | None) -> None:
    version = _due(NOW) if near else FAR
    held = policy.after_hold(EndpointCondition(ENDPOINT), hold, NOW, 0.999, (version,), Reason("E-07"))
    assert (held.hold, held.held_at, held.failures) == (hold, NOW, 1)
    if longest is None:
        assert held.next_try_at is None
        assert not policy.may_connect(held, NOW + timedelta(days=99))
        assert policy.may_connect(policy.released(held), NOW)
    else:
        assert held.next_try_at is not None
        assert longest * 0.9 <= held.next_try_at - NOW <= longest or near
        assert held.next_try_at - NOW <= longest
        assert not policy.may_connect(held, NOW)
        assert policy.may_connect(held, held.next_try_at)


def test_a_hold_keeps_its_own_reason_and_beginning() -> None:
    held = policy.after_hold(EndpointCondition(ENDPOINT), Hold.CERTIFICATE, NOW, 0.5, (), Reason("E-05"))
    later = NOW + timedelta(minutes=15)
    again = policy.after_hold(held, Hold.CERTIFICATE, later, 0.5, (), Reason("E-05"))
    offline = policy.after_failure(held, later, 0.5, (), Reason("E-01"))
    assert again.held_at == NOW
    assert (offline.hold, offline.reason) == (Hold.CERTIFICATE, Reason("E-05"))


def test_one_success_frees_everything() -> None:
    bad = policy.after_failure(EndpointCondition(ENDPOINT), NOW, 0.5, (), Reason("E-01"))
    well = policy.after_success(policy.after_hold(bad, Hold.CONTRACT, NOW, 0.5, (), Reason("E-52")), NOW)
    assert well == EndpointCondition(ENDPOINT, last_success_at=NOW)


@given(fractions)
def test_a_hint_brings_the_next_try_within_twenty_seconds(fraction: float) -> None:
    slow = EndpointCondition(ENDPOINT, failures=9, reason=Reason("E-01"), next_try_at=NOW + timedelta(hours=1))
    at = policy.hinted(slow, NOW, fraction).next_try_at
    assert at is not None
    assert NOW <= at <= NOW + timedelta(seconds=20)


@pytest.mark.parametrize(
    "condition",
    [
        EndpointCondition(ENDPOINT, reason=Reason("E-03"), next_try_at=NOW + timedelta(hours=1)),
        EndpointCondition(ENDPOINT, hold=Hold.CREDENTIALS, reason=Reason("E-04")),
        EndpointCondition(ENDPOINT, next_try_at=NOW + timedelta(seconds=1)),
        EndpointCondition(ENDPOINT),
    ],
)
def test_what_a_hint_leaves_alone(condition: EndpointCondition) -> None:
    assert policy.hinted(condition, NOW, 0.9) == condition


@given(st.lists(st.integers(0, 3_600_000), max_size=200))
def test_the_limit_allows_thirty_failures_in_any_hour(steps_ms: list[int]) -> None:
    limit, now_ms, failed = policy.FailureLimit(), 0, []
    for step in steps_ms:
        now_ms += step // 50
        if limit.allows_try(now_ms):
            limit.failed(now_ms)
            failed.append(now_ms)
    for first, one in zip(failed, failed[30:], strict=False):
        assert one - first >= 3_600_000


def test_the_limit_ends_with_a_success_and_hints_wait_sooner() -> None:
    limit = policy.FailureLimit()
    for _ in range(10):
        limit.failed(0)
    assert limit.allows_try(1)
    assert not limit.allows_hint(1)
    for _ in range(20):
        limit.failed(1)
    assert not limit.allows_try(3_599_999)
    assert limit.allows_try(3_600_000)
    assert limit.allows_try(3_600_002)
    for _ in range(10):
        limit.failed(3_600_003)
    assert not limit.allows_hint(3_600_004)
    limit.succeeded()
    assert limit.allows_hint(3_600_004)


def test_what_is_next() -> None:
    healthy = EndpointCondition(ENDPOINT)
    later, soon = NOW + timedelta(minutes=7), NOW + timedelta(seconds=8)
    waiting = declaration(kept_stay(1))
    unclear = replace(declaration(kept_stay(2)), state=State.UNKNOWN, next_attempt_at=later)
    given_up_to_a_person = replace(unclear, next_attempt_at=PERSON_NEXT)
    undo = replace(waiting, not_before_at=soon)
    behind = replace(declaration(kept_stay(2)), version=2)
    assert policy.next_due_at((), healthy, NOW) is None
    assert policy.next_due_at((waiting, unclear), healthy, NOW) == NOW
    assert policy.next_due_at((unclear, undo), healthy, NOW) == soon
    assert policy.next_due_at((unclear, behind), healthy, NOW) == later
    assert policy.next_due_at((given_up_to_a_person, behind), healthy, NOW) is None
    assert policy.next_due_at((given_up_to_a_person, undo), healthy, NOW) == soon
    assert policy.next_due_at((waiting,), replace(healthy, next_try_at=soon), NOW) == soon
    assert policy.next_due_at((waiting,), replace(healthy, hold=Hold.CREDENTIALS), NOW) is None
    leased = replace(waiting, state=State.SENDING, lease_until=soon)
    assert policy.next_due_at((leased,), healthy, NOW) == soon


def test_window_is_over_only_for_what_still_waits() -> None:
    closed = _due(NOW, NOW - timedelta(seconds=1))
    assert policy.window_is_over(closed, NOW)
    assert policy.window_is_over(replace(closed, state=State.UNKNOWN), NOW)
    assert not policy.window_is_over(replace(closed, state=State.SENDING), NOW)
    assert not policy.window_is_over(replace(closed, window_closes_at=NOW), NOW)
    assert not policy.window_is_over(replace(closed, window_closes_at=None), NOW)
