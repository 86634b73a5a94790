"""Any wall clock: jumps of nine hours and fifty years, both ways, while running and between two runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guestreg.domain.declaration import FieldError, Hold, Reason, State
from guestreg.outbox.clock_watch import ClockWatch
from guestreg.ports.endpoint import Accepted, AlreadyThere, Exchange, Greeting, Held, MayHaveArrived, NothingLeft
from tests.fakes.clock import EVENING, FakeClock
from tests.fakes.endpoint import FakeClient
from tests.unit.outbox.post import post

MATCH = AlreadyThere("001190000017", None, None, (), True, True)
YEARS_50 = timedelta(days=50 * 365)
JUMPS = [timedelta(hours=9), timedelta(hours=-9), YEARS_50, -YEARS_50, timedelta(minutes=-10)]


@pytest.mark.parametrize("jump", JUMPS)
def test_sending_goes_on_after_the_clock_was_set(jump: timedelta) -> None:
    desk = post([NothingLeft("no_network")] * 6)
    saved = desk.save(1)
    desk.run_for(minutes=30)
    desk.clock.jump(jump)
    desk.run_for(hours=1, minutes=2)
    assert desk.state(saved) is State.SENT


@pytest.mark.parametrize("jump", JUMPS)
def test_an_unclear_version_is_settled_after_the_clock_was_set_and_never_within_a_minute(
    jump: timedelta,
) -> None:
    desk = post([MayHaveArrived(), MATCH])
    saved = desk.save(1)
    desk.run()
    desk.clock.advance(seconds=1)
    desk.clock.jump(jump)
    desk.run_for(seconds=58)
    assert len(desk.client.sent) == 1
    desk.run_for(minutes=10)
    assert desk.state(saved) is State.CONFIRMED


@pytest.mark.parametrize("jump", [-YEARS_50, timedelta(hours=-9)])
def test_a_clock_set_back_while_the_program_was_off(jump: timedelta) -> None:
    desk = post([MayHaveArrived(), MATCH])
    saved = desk.save(1)
    desk.run()
    with desk.unit_of_work() as uow:
        desk.journal.genesis(uow)
        uow.commit()
    desk.clock.jump(jump)
    later = desk.again()
    later.run_for(minutes=10)
    assert later.state(saved) is State.CONFIRMED


def test_an_undo_time_is_not_lengthened_by_nine_hours_but_a_wish_is_kept() -> None:
    desk = post()
    undo = desk.save(1, wish=lambda one: replace(one, not_before_at=EVENING + timedelta(seconds=30)))
    wish = desk.save(2, wish=lambda one: replace(one, not_before_at=EVENING + timedelta(hours=2)))
    desk.run()
    desk.clock.jump(hours=-9)
    desk.run_for(seconds=29)
    assert desk.client.sent == []
    desk.run_for(minutes=1)
    assert (desk.state(undo), desk.state(wish)) == (State.SENT, State.WAITING)


def test_a_certificate_refused_under_a_wrong_clock_is_told_as_a_wrong_clock() -> None:
    desk = post(client=FakeClient(greetings=[Held(Hold.CERTIFICATE)] * 2))
    desk.save(1)
    assert desk.run().condition.reason == Reason("E-05")
    desk.clock.jump(YEARS_50)
    desk.clock.advance(minutes=15)
    condition = desk.run().condition
    assert condition.hold is Hold.CERTIFICATE
    assert condition.reason == Reason("E-17", {"now": "19:45 08/11/2076"})


def test_a_clock_set_back_returns_nobody_as_arriving_tomorrow() -> None:
    desk = post([NothingLeft("no_network")])
    saved = desk.save(1)
    with desk.unit_of_work() as uow:
        desk.journal.genesis(uow)
        uow.commit()
    desk.run()
    assert saved.wire is not None
    desk.clock.jump(hours=-9)
    desk.terms.complaints[saved.wire] = (FieldError("arrival", "E-38", ""),)
    desk.run_for(minutes=1)
    assert desk.state(saved) is State.SENT


def test_a_time_from_another_clock_is_no_reason_to_wait() -> None:
    desk = post()
    saved = desk.save(1, wish=lambda one: replace(one, next_attempt_at=EVENING + YEARS_50))
    desk.put_condition(next_try_at=EVENING + timedelta(days=2), failures=3)
    desk.run()
    assert desk.state(saved) is State.SENT


class _TellsTheTime(FakeClient):
    """Unreachable until `clock` is given; then its greeting carries that clock's time."""

    clock: FakeClock | None = None

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        super().greet(afresh=afresh)
        if self.clock is None:
            return Exchange(NothingLeft("no_network"), "h")
        return Greeting(server_date=self.clock.now())


@pytest.mark.parametrize("jump", [timedelta(days=4), YEARS_50])
def test_a_leaping_clock_closes_no_window_until_the_endpoint_confirms_it(jump: timedelta) -> None:
    client = _TellsTheTime()
    desk = post(client=client)
    saved = desk.save(1)
    desk.run()
    desk.clock.jump(jump)
    desk.run_for(minutes=5)
    assert desk.state(saved) is State.WAITING
    client.clock = desk.clock
    desk.run_for(hours=1, minutes=1)
    assert desk.state(saved) is State.WINDOW_CLOSED, "the endpoint's own clock says the leap was time"
    assert client.sent == []


def test_a_leap_that_was_none_is_sent_and_taken() -> None:
    client = _TellsTheTime()
    desk = post(client=client)
    saved = desk.save(1)
    desk.run()
    desk.clock.jump(YEARS_50)
    client.clock = FakeClock()
    desk.run_for(hours=1, minutes=1)
    assert desk.state(saved) is State.SENT


def test_a_clock_known_to_be_wrong_closes_no_window() -> None:
    desk = post(otherwise=NothingLeft("no_network"))
    saved = desk.save(1)
    desk.put_condition(clock_skew_s=3600)
    desk.clock.advance(hours=30)
    desk.run()
    assert desk.state(saved) is State.WAITING
    desk.put_condition(clock_skew_s=10)
    desk.run()
    assert desk.state(saved) is State.WINDOW_CLOSED


def test_skew_is_learnt_from_the_answers_and_marks_entries() -> None:
    desk = post([Exchange(Accepted(), "h", server_date=EVENING - timedelta(minutes=7))])
    desk.save(1)
    desk.run()
    assert desk.condition.clock_skew_s == 420
    desk.save(2)
    desk.run()
    assert b'"clock_suspect"' in desk.store.rows.entries[-1].envelope


@pytest.mark.parametrize(
    ("now", "doubted"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), True),
        (datetime(2026, 10, 31, tzinfo=UTC), True),
        (datetime(2026, 11, 2, tzinfo=UTC), False),
        (datetime(2070, 1, 1, tzinfo=UTC), True),
    ],
)
def test_a_date_before_or_long_after_the_build_is_doubted(now: datetime, doubted: bool) -> None:
    watch = ClockWatch(FakeClock(now), datetime(2026, 11, 1, tzinfo=UTC))
    assert watch.in_doubt(now, None, None) is doubted


def test_a_clock_behind_the_newest_entry_is_doubted() -> None:
    watch = ClockWatch(FakeClock(), None)
    assert watch.in_doubt(EVENING, EVENING + timedelta(minutes=3), None)
    assert not watch.in_doubt(EVENING, EVENING + timedelta(minutes=1), None)


def test_drift_is_no_jump_and_a_long_sleep_is_no_leap() -> None:
    clock = FakeClock()
    watch = ClockWatch(clock, None)
    assert watch.set_back_by(None) == timedelta()
    clock.jump(seconds=-29)
    assert watch.set_back_by(None) == timedelta()
    clock.jump(seconds=-31)
    assert watch.set_back_by(None) == timedelta(seconds=31)
    clock.jump(hours=60)
    assert watch.set_back_by(None) == timedelta()
    assert not watch.in_doubt(clock.now(), None, None)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(-50 * 365 * 24, 50 * 365 * 24)), min_size=1, max_size=6),
    st.lists(st.sampled_from([NothingLeft("no_network"), MayHaveArrived()]), max_size=5),
)
def test_under_any_clock_everything_is_settled_within_two_hours_of_a_fair_endpoint(
    jumps: list[tuple[int, int]], failures: list[NothingLeft | MayHaveArrived]
) -> None:
    desk = post(failures, clock=FakeClock())
    saved = [desk.save(number, wish=lambda one: replace(one, window_closes_at=None)) for number in (1, 2)]
    for minutes, hours in jumps:
        desk.run_for(minutes=minutes + 1)
        desk.clock.jump(hours=max(hours, -56 * 365 * 24) if desk.clock.now().year > 1976 else abs(hours))
        if not 1971 < desk.clock.now().year < 2900:
            desk.clock.jump(EVENING - desk.clock.now())
    desk.run_for(hours=2)
    assert {desk.state(one) for one in saved} == {State.SENT}
    assert len(set(desk.client.sent)) == 2
