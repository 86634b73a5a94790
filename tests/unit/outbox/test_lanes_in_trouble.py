"""A bug or a busy store while two are under way costs neither's answer."""

from collections.abc import Callable
from typing import cast

import pytest

from guestreg.domain.declaration import FieldError, State
from guestreg.ports.endpoint import Accepted, Outcome, Parcel
from guestreg.ports.store import StoreBusy
from tests.unit.outbox.crowd import Crowd, counting
from tests.unit.outbox.post import post


class Explosive(dict[bytes, tuple[FieldError, ...]]):
    """A check that breaks at one guest, after `first`."""

    def __init__(self, wire: bytes | None, first: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._wire = wire
        self._first = first

    def get(self, key: bytes, default: object = None) -> tuple[FieldError, ...]:
        if key == self._wire:
            self._first()
            raise RuntimeError("a bug")
        return ()


def test_a_check_that_breaks_the_program_costs_no_answer_and_shuns_nobody_else() -> None:
    desk = post(lanes=3)
    done = [desk.save(number) for number in (1, 2, 3)]
    fine, broken, later = (desk.save(number) for number in (4, 5, 6))
    desk.terms.complaints = Explosive(broken.wire)
    with pytest.raises(RuntimeError):
        desk.courier.run_pass()
    assert {desk.state(one) for one in done} == {State.SENT}
    desk.run()
    states = [desk.state(one) for one in (fine, broken, later)]
    assert states == [State.SENT, State.WAITING, State.SENT]


def test_a_bug_and_a_busy_store_at_once_keep_the_answer_in_hand() -> None:
    store = counting()
    desk = post(store=store)
    saved, broken = desk.save(1), desk.save(2)

    def fill() -> None:
        store.busy = 10

    desk.terms.complaints = Explosive(broken.wire, fill)
    with pytest.raises(StoreBusy):
        desk.courier.run_pass()
    assert desk.state(saved) is State.SENDING
    store.busy = 0
    desk.terms.complaints = {}
    desk.run()
    assert {desk.state(one) for one in (saved, broken)} == {State.SENT}
    assert len(desk.client.sent) == 2


def test_an_answer_that_breaks_the_program_delays_no_other() -> None:
    nonsense = cast(Outcome, "something new")
    broken = "nobody"

    def answer(parcel: Parcel) -> Outcome:
        return nonsense if parcel.wire.decode() == broken else Accepted()

    client = Crowd(together=2)
    client.script = [answer] * 2
    desk = post(client=client, lanes=2)
    first, second = desk.save(1), desk.save(2)
    broken = first.key
    with pytest.raises(AssertionError):
        desk.courier.run_pass()
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.UNKNOWN, State.SENT)
    assert len(client.sent) == 2
    desk.clock.advance(minutes=59)
    desk.run()
    assert desk.state(first) is State.UNKNOWN, "what broke us waits an hour"
