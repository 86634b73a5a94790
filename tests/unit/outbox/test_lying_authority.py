"""An authority that contradicts itself: it is tried no more often for that, and no other guest waits for the one."""

from dataclasses import replace

import pytest

from guestreg.domain.declaration import Hold, Reason, State
from guestreg.outbox.health import Moment, after_answer
from guestreg.outbox.policy import MOST_FAILURES_PER_HOUR
from guestreg.outbox.verdict import Slows, Verdict
from guestreg.ports.endpoint import Absent, MayHaveArrived, NotUnderstood, Outcome, Parcel, ProgramFault
from guestreg.ports.store import EndpointCondition
from tests.fakes.clock import EVENING, FakeClock
from tests.fakes.kept import house
from tests.unit.outbox.authority import Authority
from tests.unit.outbox.post import Post, post
from tests.unit.outbox.test_asking import begun

CALM = EndpointCondition("practice", last_success_at=EVENING)
FAILING = replace(CALM, failures=3, failing_since=EVENING, next_try_at=EVENING, program_faults=1)


class Forgetful(Authority):
    """It takes every guest in, says so in no way that counts, and when asked has nothing of her."""

    says: Outcome = MayHaveArrived()

    def _take(self, parcel: Parcel) -> Outcome:
        self.effects += 1
        return self.says

    def _holds(self, parcel: Parcel) -> Outcome:
        return Absent()


def house_of(guests: int, says: Outcome) -> tuple[Post, Forgetful]:
    clock = FakeClock()
    authority = Forgetful(clock)
    authority.says = says
    desk = post(client=authority, clock=clock, lanes=2)
    for number in range(guests):
        desk.save(number + 1)
    return desk, authority


@pytest.mark.parametrize("says", [MayHaveArrived(), NotUnderstood()])
@pytest.mark.parametrize("guests", [1, 8])
def test_knowing_nothing_of_a_guest_is_no_success_that_quickens_the_rhythm(says: Outcome, guests: int) -> None:
    desk, authority = house_of(guests, says)
    for _ in range(2):
        before = len(authority.sent)
        desk.run_for(hours=1)
        assert 0 < len(authority.sent) - before <= MOST_FAILURES_PER_HOUR // 2
    assert desk.condition.failures > 0
    assert desk.condition.failing_since is not None


def test_the_first_guest_it_keeps_frees_all_others() -> None:
    desk, _ = house_of(12, MayHaveArrived())
    desk.run_for(hours=2)
    honest = Authority(desk.clock)
    after = desk.again(client=honest)
    after.run_for(minutes=70)
    assert {one.state for one in desk.store.rows.declarations.values()} == {State.CONFIRMED}
    assert (after.condition.failures, honest.effects) == (0, 12)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CALM, CALM),
        (FAILING, FAILING),
        (
            replace(FAILING, hold=Hold.CONTRACT, held_at=EVENING, reason=Reason("E-52")),
            replace(FAILING, next_try_at=None),
        ),
    ],
)
def test_knowing_nothing_ends_a_hold_and_no_failure(before: EndpointCondition, after: EndpointCondition) -> None:
    verdict = Verdict(State.WAITING, None, slows=Slows.AS_BEFORE)
    assert after_answer(before, verdict, Moment(EVENING, 0.5, False, tuple)) == after


def test_other_bytes_under_one_key_stop_that_guest_alone() -> None:
    """Call 8 shows another hash: the item is put before a person, the endpoint isn't held."""
    desk, authority = begun(fault="answer lost")
    wrong, good = desk.save(1), desk.save(2)
    desk.run_for(minutes=1)
    honest = Authority._holds

    def holds(parcel: Parcel) -> Outcome:
        return ProgramFault() if parcel.declaration_id == wrong.id else honest(authority, parcel)

    authority._holds = holds  # type: ignore[method-assign]
    authority.fault = "none"
    desk.run_for(minutes=5)
    stopped = desk.now(wrong)
    assert (stopped.state, stopped.program_fault, stopped.may_have_arrived) == (State.RETURNED, True, True)
    assert stopped.reason == Reason("E-53", {"phone": house().police_phone or ""})
    assert (desk.state(good), desk.condition.hold, desk.condition.failures) == (State.CONFIRMED, None, 0)
    asked = len(authority.asked)
    desk.run_for(hours=1)
    assert len(authority.asked) == asked, "only a person goes on with it"
