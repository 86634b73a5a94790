"""The figures of the rhythm, and what holds at the very edge of a deadline or a window."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from guestreg.domain.declaration import PERSON_NEXT, Declaration, Hold, State
from guestreg.outbox import policy
from guestreg.ports.store import EndpointCondition
from tests.fakes.kept import ENDPOINT, declaration, kept_stay

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def _due(due_at: datetime, closes_at: datetime | None = None) -> Declaration:
    return replace(declaration(kept_stay(1)), due_at=due_at, window_closes_at=closes_at)


def test_the_figures_are_the_ones_agreed() -> None:
    """Everything below is built on them, so a slip in one would go unseen there."""
    minutes = {
        policy.URGENT_GAP: 9,
        policy.URGENT_BEFORE_DUE: 120,
        policy.URGENT_AFTER_DUE: 1440,
        policy.UNCLEAR_REST: 1,
        policy.LAST_TRY_BEFORE_CLOSE: 1,
        policy.ASKED_LATER_TRY: 30,
    }
    assert all(span == timedelta(minutes=figure) for span, figure in minutes.items())
    assert timedelta(seconds=20) == policy.HINT_SPREAD
    assert (policy.MOST_FAILURES_PER_HOUR, policy.MOST_BEFORE_HINTS) == (30, 10)
    gaps = {Hold.CREDENTIALS: None, Hold.ADDRESS: 30, Hold.CERTIFICATE: 15, Hold.CONTRACT: 30}
    assert {hold: gap and gap / timedelta(minutes=1) for hold, gap in policy.HOLD_GAPS.items()} == gaps
    assert datetime(9999, 1, 1, tzinfo=UTC) == PERSON_NEXT
    assert policy.BUSY == "E-03"


def test_before_the_first_failure_the_gap_is_the_shortest() -> None:
    assert policy.gap_after(0, 0.0) == policy.gap_after(1, 0.0)


def test_the_last_moment_of_an_urgent_time_is_still_urgent() -> None:
    version = _due(NOW - timedelta(hours=24))
    assert policy.next_try(NOW, timedelta(hours=1), 0.0, (version,)) == NOW + timedelta(minutes=4.5)
    later = NOW + timedelta(microseconds=1)
    assert policy.next_try(later, timedelta(hours=1), 0.0, (version,)) == later + timedelta(hours=1)


@pytest.mark.parametrize("left_s", [0, 59, 60])
def test_in_the_last_minute_of_a_window_no_try_is_put_into_the_past(left_s: int) -> None:
    version = _due(NOW - timedelta(hours=1), NOW + timedelta(seconds=left_s))
    assert policy.next_try(NOW, timedelta(hours=1), 0.0, (version,)) == NOW + timedelta(minutes=4.5)


@pytest.mark.parametrize(("into_last_minute_s", "leaves"), [(0, True), (20, True), (20.001, False), (60, False)])
def test_the_last_try_may_start_twenty_seconds_late(into_last_minute_s: float, leaves: bool) -> None:
    version = replace(_due(NOW, NOW + timedelta(seconds=60)), tries=1)
    now = NOW + timedelta(seconds=into_last_minute_s)
    assert policy.may_send(version, EndpointCondition(ENDPOINT), now) is leaves


def test_a_new_guest_may_leave_until_the_very_end_of_a_window() -> None:
    version = _due(NOW, NOW)
    assert policy.may_send(version, EndpointCondition(ENDPOINT), NOW)
    assert not policy.may_send(version, EndpointCondition(ENDPOINT), NOW + timedelta(microseconds=1))


def test_a_window_is_open_while_there_is_time_for_a_try() -> None:
    assert policy.window_is_open(_due(NOW, NOW + timedelta(seconds=60)), NOW)
    assert not policy.window_is_open(_due(NOW, NOW + timedelta(seconds=59)), NOW)
    assert not policy.window_is_open(_due(NOW), NOW)


def test_another_version_comes_a_second_behind_the_endpoints_next_try() -> None:
    slot_at = NOW + timedelta(minutes=8)
    version = replace(_due(NOW), tries=1, state=State.UNKNOWN)
    assert policy.next_item_try(NOW, version, 0.0, slot_at) == slot_at + timedelta(seconds=1)


def test_what_an_endpoint_asks_for_one_version_is_granted_and_nothing_is_added() -> None:
    version = replace(_due(NOW + timedelta(days=9)), tries=1)
    assert policy.next_item_try(NOW, version, 0.0) == NOW + timedelta(seconds=2.5)
    assert policy.next_item_try(NOW, version, 0.0, wait_s=90) == NOW + timedelta(seconds=90)


def test_half_a_second_before_its_last_try_a_version_that_nobody_asked_to_wait_still_gets_it() -> None:
    version = replace(_due(NOW + timedelta(days=9), NOW + timedelta(seconds=60.5)), tries=1)
    assert policy.next_item_try(NOW, version, 0.0) == NOW + timedelta(seconds=0.5)
