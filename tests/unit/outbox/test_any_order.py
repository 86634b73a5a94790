"""Whatever breaks, and however the clock is set: who can be asked has everybody once, in the order saved."""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from guestreg.domain.declaration import State
from guestreg.ports.receipt import ReceiptVerdict
from tests.fakes.clock import FakeClock
from tests.unit.outbox.authority import FAULTS, Authority
from tests.unit.outbox.post import post
from tests.unit.outbox.test_any_clock import DAY_H, YEAR_H, jump
from tests.unit.outbox.test_asking import newer

STEPS = st.lists(
    st.tuples(
        st.integers(1, 25),
        st.one_of(st.sampled_from([0, 9, -9]), st.integers(-3 * DAY_H, 3 * DAY_H), st.integers(-40 * YEAR_H, YEAR_H)),
        st.sampled_from(FAULTS),
        st.sampled_from(["nothing", "correct", "crash", "they forget", "they look"]),
    ),
    max_size=6,
)
PROVEN = {State.CONFIRMED, State.SUPERSEDED}


@settings(max_examples=25)
@given(STEPS)
@example([(5, 0, "answer lost", "correct"), (5, 0, "no network", "crash"), (5, 0, "none", "nothing")])
@example([(5, 0, "none", "correct"), (5, 0, "none", "they forget"), (5, 0, "none", "correct")])
@example([(5, 9, "request lost", "crash"), (5, -9, "in flight", "correct"), (5, 0, "answer lost", "crash")])
def test_everybody_is_there_once_and_every_receipt_is_kept(steps: list[tuple[int, int, str, str]]) -> None:
    clock = FakeClock()
    authority = Authority(clock)
    desk = post(client=authority, clock=clock)
    saved = [desk.save(1, wish=lambda one: replace(one, window_closes_at=None))]
    forgot = False
    for minutes, hours, fault, deed in steps:
        authority.fault = fault
        desk.run_for(minutes=minutes)
        jump(desk.clock, hours)
        match deed:
            case "correct":
                saved.append(newer(desk, saved[0], version=len(saved) + 1))
            case "crash":
                desk = desk.again(client=authority)
                desk.courier.hint()  # as the worker does when it starts
            case "they forget":
                authority.forget()
                forgot = True
            case "they look":
                for declaration_id, held in list(authority.taken.items()):
                    for version in list(held):
                        authority.decide((declaration_id, version), ReceiptVerdict.REGISTERED)
    authority.fault = "none"
    desk.run_for(hours=2)
    states = [desk.state(one) for one in saved]
    assert states[-1] is State.CONFIRMED
    assert set(states) <= PROVEN
    if not forgot:
        assert authority.effects == len(saved)
        held = authority.taken[saved[0].id]
        assert list(held) == sorted(held), "in the order they were saved"
    proven = {(one.declaration_id, one.version) for one in desk.store.rows.receipts}
    assert {(one.id, one.version) for one in saved} == proven
    assert len({parcel.wire for parcel in authority.sent}) <= len(saved)
