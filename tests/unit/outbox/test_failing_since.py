"""Since when an endpoint fails, and how long one waits that lost an answer and asked us to come later."""

from datetime import datetime, timedelta

import pytest

from guestreg.domain.declaration import Hold, Reason, State
from guestreg.outbox import policy
from guestreg.outbox.verdict import judge
from guestreg.ports.endpoint import Busy, InFlight, MayHaveArrived, NothingLeft, Outcome
from guestreg.ports.store import EndpointCondition
from tests.fakes.clock import EVENING
from tests.unit.outbox.post import Post, post
from tests.unit.outbox.verdict_rows import sending

WELL = EndpointCondition("e-1")
TROUBLE = Reason("E-01")


def failed(condition: EndpointCondition, at: datetime) -> EndpointCondition:
    return policy.after_failure(condition, at, 0.5, (), TROUBLE)


def held(condition: EndpointCondition, at: datetime, hold: Hold = Hold.ADDRESS) -> EndpointCondition:
    return policy.after_hold(condition, hold, at, 0.5, (), TROUBLE)


@pytest.mark.parametrize("first", [failed, held])
@pytest.mark.parametrize("second", [failed, held])
def test_it_fails_since_its_first_failure_whatever_follows(first: object, second: object) -> None:
    once = first(WELL, EVENING)  # type: ignore[operator]
    assert once.failing_since == EVENING
    twice = second(once, EVENING + timedelta(hours=9))  # type: ignore[operator]
    assert (twice.failing_since, twice.failures) == (EVENING, 2)


def test_letting_go_of_a_hold_is_no_success() -> None:
    freed = policy.released(held(WELL, EVENING))
    assert (freed.hold, freed.failing_since, freed.failures) == (None, EVENING, 1)
    well = policy.after_success(freed, EVENING + timedelta(hours=1))
    assert (well.failing_since, well.failures, well.last_success_at) == (None, 0, EVENING + timedelta(hours=1))
    again = failed(well, EVENING + timedelta(hours=2))
    assert again.failing_since == EVENING + timedelta(hours=2)


def test_it_is_kept_through_an_outage_and_ends_with_it() -> None:
    desk: Post = post([NothingLeft("no_network"), MayHaveArrived(), Busy(None)])
    desk.save(1)
    desk.run()
    assert desk.condition.failing_since == EVENING
    while desk.client.script:
        desk.run_for(seconds=30)
        assert desk.condition.failing_since == EVENING
    desk.run_for(minutes=90)
    assert desk.condition.failures == 0
    assert desk.condition.failing_since is None


@pytest.mark.parametrize("wait_s", [None, 1, 7200])
@pytest.mark.parametrize("kind", [MayHaveArrived, Busy, InFlight])
def test_what_it_asked_for_is_what_the_verdict_says(kind: type, wait_s: int | None) -> None:
    assert judge(sending(), kind(wait_s)).retry_after_s == wait_s


def test_one_that_lost_its_answer_and_asked_for_two_hours_gets_them() -> None:
    """A 503 without a promise: unclear, and not before it wants."""
    answer: Outcome = MayHaveArrived(7200)
    desk = post([answer])
    saved = desk.save(1)
    desk.run()
    assert desk.state(saved) is State.UNKNOWN
    assert desk.condition.next_try_at == EVENING + timedelta(hours=2)
    assert (desk.now(saved).next_attempt_at or EVENING) > EVENING + timedelta(hours=2)
    desk.run_for(minutes=119)
    assert len(desk.client.sent) == 1
    desk.run_for(minutes=2)
    assert len(desk.client.sent) == 2


def test_one_that_lost_its_answer_without_a_wish_follows_the_rhythm() -> None:
    desk = post([MayHaveArrived()])
    desk.save(1)
    desk.run()
    assert (desk.condition.next_try_at or EVENING) <= EVENING + policy.STEPS[0]
