"""Any clock of ours against a police with the right one: everybody is told once while the window is truly open."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from guestreg.domain.declaration import State
from guestreg.ports.endpoint import (
    Accepted,
    AlreadyThere,
    Exchange,
    Greeting,
    MayHaveArrived,
    NothingLeft,
    Outcome,
    Parcel,
    WindowOver,
)
from tests.fakes.clock import FakeClock
from tests.fakes.endpoint import FakeClient
from tests.fakes.kept import EVENING
from tests.unit.outbox.post import Post, post

CLOSES_AT = EVENING + timedelta(hours=31)
FAULTS = ["none", "no network", "request lost", "answer lost"]
DAY_H, YEAR_H = 24, 365 * 24


@dataclass
class Police(FakeClient):
    """Takes each person once, while the window is open by its own clock; `fault` is its trouble of the moment.

    Its time is told when somebody logs in or asks afresh, and with every answer.
    """

    pc: FakeClock
    begun_ms: int
    begun_at: datetime
    fault: str = "none"
    told_at_ms: int | None = None
    taken: Counter[bytes] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        FakeClient.__init__(self)

    def now(self) -> datetime:
        """Time goes by for the police whatever somebody does to our clock."""
        return self.begun_at + timedelta(milliseconds=self.pc.monotonic_ms() - self.begun_ms)

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        if self.fault == "no network":
            return Exchange(NothingLeft("no_network"), "h")
        mono = self.pc.monotonic_ms()
        asked = afresh or self.told_at_ms is None or mono - self.told_at_ms > 1_800_000
        if asked:
            self.told_at_ms = mono
        return Greeting(server_date=self.now() if asked else None)

    def send(self, parcel: Parcel) -> Exchange:
        self.sent.append(parcel)
        if self.fault in ("no network", "request lost"):
            return Exchange(NothingLeft("no_network") if self.fault == "no network" else MayHaveArrived(), "h")
        answer = self._answer(parcel.wire)
        if self.fault == "answer lost":
            return Exchange(MayHaveArrived(), "h")
        return Exchange(answer, "h", server_date=self.now())

    def _answer(self, wire: bytes) -> Outcome:
        if self.taken[wire]:
            return AlreadyThere("n", None, None, (), True, True)
        if self.now() > CLOSES_AT:
            return WindowOver(True, ())
        self.taken[wire] += 1
        return Accepted()


def begun(hours_left: int) -> tuple[Post, Police]:
    clock = FakeClock(CLOSES_AT - timedelta(hours=hours_left))
    police = Police(clock, clock.monotonic_ms(), clock.now())
    return post(client=police, clock=clock), police


def jump(clock: FakeClock, hours: int) -> None:
    """Never out of what a clock can show."""
    if 1975 < (clock.now() + timedelta(hours=hours)).year < 2900:
        clock.jump(hours=hours)


STEPS = st.lists(
    st.tuples(
        st.integers(1, 25),
        st.one_of(
            st.sampled_from([0, 9, -9, 1, -1]),
            st.integers(-3 * DAY_H, 3 * DAY_H),
            st.integers(-40 * YEAR_H, 40 * YEAR_H),
        ),
        st.sampled_from(FAULTS),
    ),
    max_size=7,
)


@settings(max_examples=60)
@given(STEPS, st.booleans())
@example([(5, 9, "no network"), (5, 0, "no network")], False)
@example([(5, 9, "no network"), (5, -9, "no network")], True)
@example([(1, -2, "no network")], True)
@example([(5, 9, "answer lost"), (5, 0, "no network")], False)
@example([(5, 9, "answer lost"), (5, -9, "request lost")], False)
def test_while_the_window_is_truly_open_everybody_is_told_once(steps: list[tuple[int, int, str]], again: bool) -> None:
    desk, police = begun(hours_left=9)
    saved = [desk.save(1)]
    for minutes, hours, fault in steps:
        police.fault = fault
        desk.run_for(minutes=minutes)
        jump(desk.clock, hours)
    police.fault = "none"
    saved.append(desk.save(2))
    if again:
        desk = desk.again(client=police)
        desk.courier.hint()  # as the worker does when it starts
    desk.run_for(hours=2)
    assert {desk.state(one) for one in saved} <= {State.SENT, State.CONFIRMED}
    assert police.taken == Counter({one.wire: 1 for one in saved})


@settings(max_examples=40)
@given(STEPS, st.booleans())
@example([(5, -9, "no network"), (5, 9, "request lost")], False)
@example([(1, -9, "no network"), (1, 2, "no network"), (1, 0, "request lost"), (1, -3, "none")], True)
def test_once_it_is_truly_over_nobody_goes_on_trying(steps: list[tuple[int, int, str]], again: bool) -> None:
    desk, police = begun(hours_left=-1)
    saved = desk.save(1)
    for minutes, hours, fault in steps:
        police.fault = fault
        desk.run_for(minutes=minutes)
        jump(desk.clock, hours)
    police.fault = "none"
    if again:
        desk = desk.again(client=police)
        desk.courier.hint()  # as the worker does when it starts
    desk.run_for(hours=2)
    assert desk.state(saved) is State.WINDOW_CLOSED
    tries = len(police.sent)
    desk.run_for(hours=1)
    jump(desk.clock, -9)
    desk.run_for(hours=1)
    assert (desk.state(saved), len(police.sent)) == (State.WINDOW_CLOSED, tries)
    assert not +police.taken
