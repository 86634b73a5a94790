"""One pass when something breaks: a guest, a check, a neighbour, the store."""

from datetime import datetime, timedelta
from typing import Self, cast

import pytest

from guestreg.domain.declaration import Declaration, FieldError, State
from guestreg.ports.endpoint import (
    Accepted,
    Exchange,
    MayHaveArrived,
    Parcel,
)
from guestreg.ports.store import StoreBusy, StoreFull, StoreUnreachable
from tests.fakes.clock import EVENING
from tests.fakes.endpoint import FakeClient
from tests.fakes.kept import LEDGER, open_volume
from tests.fakes.store import MemoryStore, MemoryUnitOfWork
from tests.fakes.store_rows import MemoryDeclarations
from tests.unit.outbox.post import Post, at_once, post


def test_one_poisoned_guest_delays_no_other_by_more_than_one_attempt() -> None:
    poisoned = "nobody"

    def answer(parcel: Parcel) -> Accepted | MayHaveArrived:
        return MayHaveArrived() if parcel.wire.decode() == poisoned else Accepted()

    desk = post([answer] * 500)
    first = desk.save(1, wish=at_once)
    poisoned = first.key
    others = [desk.save(number) for number in range(2, 30)]
    desk.run_for(seconds=6)
    assert {desk.state(one) for one in others} == {State.SENT}
    for number in range(100, 130):
        late = desk.save(number)
        before = desk.sent_keys().count(poisoned)
        desk.run_for(minutes=12)
        assert desk.state(late) is State.SENT
        after = desk.sent_keys()
        assert after[: after.index(late.key)].count(poisoned) - before <= 1
    assert desk.state(first) is State.UNKNOWN


def test_a_guest_that_breaks_the_program_waits_so_that_others_go() -> None:
    def break_down(parcel: Parcel) -> Accepted:
        raise RuntimeError("a bug")

    desk = post([break_down])
    broken, fine = desk.save(1, wish=at_once), desk.save(2)
    with pytest.raises(RuntimeError):
        desk.courier.run_pass()
    assert desk.state(broken) is State.SENDING
    desk.run()
    assert (desk.state(broken), desk.state(fine)) == (State.UNKNOWN, State.SENT)
    desk.clock.advance(minutes=59)
    desk.run()
    assert desk.state(broken) is State.UNKNOWN
    desk.clock.advance(minutes=2)
    desk.run()
    assert desk.state(broken) is State.SENT


def test_a_check_that_breaks_the_program_delays_nobody_either() -> None:
    desk = post()
    broken, fine = desk.save(1, wish=at_once), desk.save(2)
    assert broken.wire is not None
    desk.terms.complaints = _Explosive({broken.wire})
    with pytest.raises(RuntimeError):
        desk.courier.run_pass()
    desk.run()
    assert (desk.state(broken), desk.state(fine)) == (State.WAITING, State.SENT)


class _Explosive(dict[bytes, tuple[FieldError, ...]]):
    def __init__(self, wires: set[bytes]) -> None:
        super().__init__()
        self._wires = wires

    def get(self, key: bytes, default: object = None) -> tuple[FieldError, ...]:
        if key in self._wires:
            raise RuntimeError("a bug")
        return ()


class _Contested(MemoryDeclarations):
    """A neighbour is always quicker for the first in the queue."""

    def take_lease(self, declaration: Declaration, owner: str, until: datetime, now: datetime) -> bool:
        first = self.outstanding(declaration.endpoint_id)[0]
        return declaration.key != first.key and super().take_lease(declaration, owner, until, now)


class _ContestedUnit(MemoryUnitOfWork):
    def __enter__(self) -> Self:
        super().__enter__()
        assert self._rows is not None
        self.declarations = _Contested(self._rows)
        return self


class _ContestedStore(MemoryStore):
    def unit_of_work(self) -> MemoryUnitOfWork:
        return _ContestedUnit(self)


def test_what_a_neighbour_takes_first_is_left_to_it() -> None:
    store = _ContestedStore(LEDGER)
    open_volume(store)
    desk = post(store=store)
    first, second = desk.save(1, wish=at_once), desk.save(2)
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.WAITING, State.SENT)


def test_a_lease_of_a_living_neighbour_is_left_alone() -> None:
    desk = post(alive=lambda owner: owner == "neighbour")
    saved = desk.save(1)
    until = EVENING + timedelta(minutes=3)
    with desk.unit_of_work() as uow:
        assert uow.declarations.take_lease(saved, "neighbour", until, EVENING)
        uow.commit()
    assert desk.run().exchanged == 0
    desk.clock.advance(minutes=3)
    desk.run()
    assert desk.state(saved) is State.SENT


class _Moody(FakeClient):
    """An endpoint during whose answer the store stops taking anything."""

    desk: Post

    def send(self, parcel: Parcel) -> Exchange:
        answer = super().send(parcel)
        self.desk.store.lane.acquire()
        return answer


def test_an_answer_that_could_not_be_recorded_is_recorded_first_thing_next_time() -> None:
    client = _Moody()
    desk = post(client=client)
    client.desk = desk
    desk.store.busy_wait_s = 0.01
    saved = desk.save(1)
    with pytest.raises(StoreBusy):
        desk.courier.run_pass()
    desk.store.lane.release()
    assert desk.state(saved) is State.SENDING
    desk.run()
    assert desk.state(saved) is State.SENT
    assert len(client.sent) == 1


class _LostStore(MemoryStore):
    """Its server is gone while `is_lost`."""

    is_lost = False

    def unit_of_work(self) -> MemoryUnitOfWork:
        if self.is_lost:
            raise StoreUnreachable("57P01")
        return super().unit_of_work()


def test_an_answer_that_comes_while_the_database_is_gone_is_recorded_when_it_is_back() -> None:
    def answer(parcel: Parcel) -> Accepted:
        store.is_lost = True
        return Accepted()

    store = _LostStore(LEDGER)
    open_volume(store)
    desk = post([answer], store=store)
    saved = desk.save(1)
    for _ in range(3):
        with pytest.raises(StoreUnreachable):
            desk.courier.run_pass()
    store.is_lost = False
    desk.run()
    assert desk.state(saved) is State.SENT
    assert len(desk.client.sent) == 1


def test_an_answer_that_breaks_the_program_leaves_its_guest_unclear() -> None:
    class Unheard:
        """No outcome of the closed union."""

    desk = post([Exchange(cast(Accepted, Unheard()), "h")])
    broken, fine = desk.save(1, wish=at_once), desk.save(2)
    with pytest.raises(AssertionError):
        desk.courier.run_pass()
    desk.run()
    assert (desk.state(broken), desk.state(fine)) == (State.UNKNOWN, State.SENT)
    assert desk.now(broken).may_have_arrived


def test_a_late_answer_changes_nothing_once_the_lease_was_taken_from_us() -> None:
    def meanwhile(parcel: Parcel) -> Accepted:
        desk.clock.advance(minutes=10)
        other.courier.run_pass()
        return Accepted()

    desk = post([meanwhile])
    saved = desk.save(1)
    other = desk.again(client=FakeClient(), owner="other")
    desk.courier.run_pass()
    desk.check()
    assert (desk.state(saved), desk.now(saved).may_have_arrived) == (State.UNKNOWN, True)


def test_full_disk_while_marking_sends_nothing() -> None:
    store = _FullStore(LEDGER)
    open_volume(store)
    desk = post(store=store)
    saved = desk.save(1)
    store.is_full = True
    with pytest.raises(StoreFull):
        desk.courier.run_pass()
    assert desk.client.sent == []
    assert desk.state(saved) is State.WAITING
    store.is_full = False
    desk.run()
    assert desk.state(saved) is State.SENT


class _FullUnit(MemoryUnitOfWork):
    def commit(self) -> None:
        raise StoreFull


class _FullStore(MemoryStore):
    is_full = False

    def unit_of_work(self) -> MemoryUnitOfWork:
        return _FullUnit(self) if self.is_full else super().unit_of_work()
