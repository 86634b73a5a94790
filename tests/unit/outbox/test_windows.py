"""Windows that our clock closed wrongly open again when that is proven; what the endpoint refused never does."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.declaration import PERSON_NEXT, Declaration, FieldError, Reason, State
from guestreg.ports.endpoint import (
    AlreadyThere,
    Exchange,
    Greeting,
    MayHaveArrived,
    NothingLeft,
    Outcome,
    WindowOver,
)
from tests.fakes.clock import FakeClock
from tests.fakes.endpoint import FakeClient
from tests.fakes.kept import EVENING
from tests.unit.outbox.post import MATCH, Post, post

CLOSES_AT = EVENING + timedelta(hours=31)
NOON = CLOSES_AT - timedelta(hours=5)
NINE_HOURS = timedelta(hours=9)


class TimedClient(FakeClient):
    """Unreachable while `clock` is None; else it tells that clock's time whenever it is really asked."""

    def __init__(self, *script: Outcome) -> None:
        super().__init__(script)
        self.clock: FakeClock | None = None
        self.tells = True

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        super().greet(afresh=afresh)
        if self.clock is None:
            return Exchange(NothingLeft("no_network"), "h")
        asked = afresh or self.greeted == 1
        return Greeting(server_date=self.clock.now() if asked and self.tells else None)


def shut_out(client: TimedClient) -> Post:
    """Offline at noon somebody sets the clock nine hours on, past the end of the window."""
    desk = post(client=client, clock=FakeClock(NOON))
    saved = desk.save(1)
    desk.run()
    desk.clock.jump(NINE_HOURS)
    desk.run_for(minutes=1)
    assert desk.state(saved) is State.WINDOW_CLOSED
    assert desk.now(saved).reason == Reason("E-30", {"day": "21/11", "phone": ""})
    return desk


def the_one(desk: Post) -> Declaration:
    (only,) = desk.store.rows.declarations.values()
    return only


def entries(desk: Post) -> list[tuple[str, dict[str, object]]]:
    read = [json.loads(one.envelope) for one in desk.store.rows.entries]
    return [(one["k"], one["d"]) for one in read if one["k"] in ("clock", "state")]


def test_a_clock_that_is_set_back_opens_what_it_had_closed() -> None:
    client = TimedClient()
    desk = shut_out(client)
    desk.clock.jump(-NINE_HOURS)
    desk.run()
    assert the_one(desk).state is State.WAITING
    assert the_one(desk).reason is None
    assert entries(desk)[-2:] == [
        ("clock", {"what": "windows_reopened", "proof": "set_back", "count": 1}),
        ("state", {"from": "window_closed", "to": "waiting", "grade": "E0", "proof": None}),
    ]
    client.clock = desk.clock
    desk.run_for(hours=1, minutes=1)
    assert the_one(desk).state is State.SENT
    assert len(client.sent) == 1


def test_a_clock_set_back_between_two_runs_opens_it_too() -> None:
    desk = shut_out(TimedClient())
    desk.clock.jump(-NINE_HOURS)
    later = desk.again(client=FakeClient())
    later.run_for(hours=1, minutes=1)
    assert the_one(later).state is State.SENT


def test_an_endpoint_whose_clock_has_the_window_open_gets_the_guest_at_once() -> None:
    client = TimedClient()
    desk = shut_out(client)
    client.clock = FakeClock(NOON)
    desk.run_for(hours=1, minutes=1)
    assert the_one(desk).state is State.SENT
    facts = dict(entries(desk))["clock"]
    assert (facts["proof"], facts["count"]) == ("server", 1)
    assert NINE_HOURS.total_seconds() <= int(str(facts["ahead_s"])) < 11 * 3600
    assert [parcel.wire for parcel in client.sent] == [the_one(desk).wire]


@pytest.mark.parametrize("set_back", [True, False])
def test_what_is_over_by_the_endpoints_clock_stays_closed_and_is_asked_about_once(set_back: bool) -> None:
    """Negative control: only proof opens a window."""
    client = TimedClient()
    desk = shut_out(client)
    client.clock, client.asked_afresh = FakeClock(CLOSES_AT + timedelta(hours=1)), 0
    desk.run_for(hours=3)
    assert client.asked_afresh == 1
    if set_back:
        desk.clock.jump(-NINE_HOURS)
    desk.run_for(hours=2)
    assert the_one(desk).state is State.WINDOW_CLOSED
    assert the_one(desk).next_attempt_at == PERSON_NEXT
    assert client.sent == []
    assert "clock" not in dict(entries(desk))


@pytest.mark.parametrize("jump", [NINE_HOURS, -NINE_HOURS])
def test_what_the_endpoint_itself_refused_never_opens_again(jump: timedelta) -> None:
    client = TimedClient(WindowOver(True, ()))
    client.clock = FakeClock(NOON)
    desk = post(client=client, clock=FakeClock(NOON))
    saved = desk.save(1)
    desk.run()
    assert desk.state(saved) is State.WINDOW_CLOSED
    for by in (jump, -jump):
        desk.clock.jump(by)
        desk.run_for(hours=2)
    assert desk.state(saved) is State.WINDOW_CLOSED
    assert len(client.sent) == 1


@pytest.mark.parametrize("set_back", [True, False])
def test_one_that_may_have_arrived_is_asked_about_carefully_and_settled(set_back: bool) -> None:
    client = TimedClient(MayHaveArrived(), MATCH)
    client.clock = FakeClock(NOON)
    desk = post(client=client, clock=FakeClock(NOON))
    saved = desk.save(1)
    desk.run()
    client.clock = None
    desk.clock.jump(NINE_HOURS)
    desk.run_for(seconds=10)
    assert desk.state(saved) is State.WINDOW_CLOSED
    if set_back:
        desk.clock.jump(-NINE_HOURS)
    client.clock = FakeClock(NOON)
    desk.courier.try_now()
    desk.run()
    left = desk.now(saved)
    assert (left.state, left.may_have_arrived, left.reason) == (State.WAITING, True, Reason("E-31"))
    desk.run_for(seconds=45)
    assert len(client.sent) == 1
    desk.run_for(hours=1, minutes=1)
    assert desk.state(saved) is State.CONFIRMED
    assert len(client.sent) == 2


def test_one_that_only_a_person_can_settle_is_not_sent_again() -> None:
    bare = AlreadyThere(None, None, None, ())
    client = TimedClient(MayHaveArrived(), bare)
    client.clock = FakeClock(NOON)
    desk = post(client=client, clock=FakeClock(NOON))
    saved = desk.save(1)
    desk.run_for(minutes=5)
    assert (desk.state(saved), desk.now(saved).next_attempt_at) == (State.UNKNOWN, PERSON_NEXT)
    desk.clock.jump(NINE_HOURS)
    desk.put_condition(clock_skew_s=0)
    desk.run()
    assert desk.state(saved) is State.WINDOW_CLOSED
    desk.clock.jump(-NINE_HOURS)
    desk.run_for(hours=2)
    assert (desk.state(saved), len(client.sent)) == (State.WINDOW_CLOSED, 2)


def test_our_own_check_is_not_asked_of_one_that_may_have_arrived() -> None:
    desk = post(clock=FakeClock(NOON))
    saved = desk.save(1, wish=lambda one: replace(one, may_have_arrived=True))
    assert saved.wire is not None
    desk.terms.complaints[saved.wire] = (FieldError("arrival", "E-38", ""),)
    desk.run()
    assert desk.state(saved) is State.SENT


def test_an_endpoint_that_never_tells_the_time_is_asked_once_a_run() -> None:
    client = TimedClient()
    desk = shut_out(client)
    client.clock, client.tells, client.greeted = FakeClock(NOON), False, 0
    desk.run_for(hours=4)
    assert client.greeted == 1
    assert the_one(desk).state is State.WINDOW_CLOSED


@pytest.mark.parametrize("ahead_s", [61, 90, 119])
def test_two_clocks_that_may_both_be_right_dont_move_it_to_and_fro(ahead_s: int) -> None:
    client = TimedClient()
    desk = post(client=client, clock=FakeClock(CLOSES_AT - timedelta(seconds=10)))
    client.clock = FakeClock(desk.clock.now() - timedelta(seconds=ahead_s))
    saved = desk.save(1, wish=lambda one: replace(one, tries=1))
    for _ in range(12):
        desk.run()
        desk.clock.advance(seconds=30)
        client.clock.advance(seconds=30)
    assert desk.state(saved) is State.WINDOW_CLOSED
    assert [kind for kind, _ in entries(desk)] == ["state"]


def test_a_guest_saved_under_the_wrong_clock_is_sent_as_well() -> None:
    client = TimedClient()
    client.clock = FakeClock(NOON)
    desk = post(client=client, clock=FakeClock(NOON + NINE_HOURS))
    at_save: dict[str, object] = {"state": State.WINDOW_CLOSED, "reason": Reason("E-30", {"day": "21/11", "phone": ""})}
    saved = desk.save(1, wish=lambda one: replace(one, **at_save))  # type: ignore[arg-type]
    not_taken = desk.save(2, wish=lambda one: replace(one, wire=None, **at_save))  # type: ignore[arg-type]
    desk.put(replace(not_taken, wire=None))
    desk.run_for(minutes=2)
    assert (desk.state(saved), desk.state(not_taken)) == (State.SENT, State.WINDOW_CLOSED)


@pytest.mark.parametrize(("jump", "asked"), [(NINE_HOURS, 1), (-NINE_HOURS, 1), (timedelta(minutes=1), 0)])
def test_after_the_clock_was_set_the_endpoint_is_asked_before_our_own_check_believes_it(
    jump: timedelta, asked: int
) -> None:
    client = TimedClient()
    client.clock = FakeClock(NOON)
    desk = post(client=client, clock=FakeClock(NOON))
    desk.save(1)
    desk.run()
    desk.clock.jump(jump)
    saved = desk.save(2, wish=lambda one: replace(one, window_closes_at=None))
    assert saved.wire is not None
    desk.terms.complaints[saved.wire] = (FieldError("permitted_until", "E-09", ""),)
    desk.run()
    assert client.asked_afresh == asked
    assert desk.state(saved) is (State.SENT if asked else State.RETURNED)
