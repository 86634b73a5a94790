"""The sender thread: wakes on work, survives known errors and bugs, stops cleanly; a drain for the command line."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.declaration import Declaration, State
from guestreg.outbox.worker import LONGEST_WAIT_S, EventWaiter, Worker, code_of, drain
from guestreg.ports.endpoint import Accepted, Exchange, Greeting, NothingLeft, Parcel
from guestreg.ports.events import LedgerChanged, WorkerDied
from guestreg.ports.store import StoreBusy
from tests.fakes.endpoint import FakeClient
from tests.fakes.kept import LEDGER, open_volume
from tests.fakes.store import MemoryStore, MemoryUnitOfWork
from tests.fakes.waiter import HandWaiter
from tests.unit.outbox.post import Post, post


class Rendezvous:
    """Waiter. Real threads without sleeping: says when the worker waits, and lets it go on when woken."""

    def __init__(self) -> None:
        self._woken = threading.Semaphore(0)
        self._waiting = threading.Semaphore(0)

    def wait(self, seconds: float) -> None:
        self._waiting.release()
        self._woken.acquire(timeout=20)

    def wake(self) -> None:
        self._woken.release()

    def until_it_waits(self) -> None:
        assert self._waiting.acquire(timeout=20), "the worker didn't come to rest"


def _worker(desk: Post, waiter: Rendezvous | HandWaiter | EventWaiter) -> Worker:
    return Worker(desk.courier, desk.clock, waiter, desk.events)


@pytest.fixture
def resting() -> Iterator[tuple[Post, Worker, Rendezvous]]:
    desk, waiter = post(), Rendezvous()
    worker = _worker(desk, waiter)
    worker.start()
    waiter.until_it_waits()
    yield desk, worker, waiter
    assert worker.stop(20)


def test_new_work_wakes_it(resting: tuple[Post, Worker, Rendezvous]) -> None:
    desk, _, waiter = resting
    saved = desk.save(1)
    desk.events.publish(LedgerChanged())
    waiter.until_it_waits()
    assert desk.state(saved) is State.SENT


def test_it_stops_and_gives_its_tokens_up(resting: tuple[Post, Worker, Rendezvous]) -> None:
    desk, worker, _ = resting
    assert worker.stop(20)
    assert _join(worker)
    assert desk.client.closed == 1


def test_it_runs_once(resting: tuple[Post, Worker, Rendezvous]) -> None:
    with pytest.raises(RuntimeError):
        resting[1].start()


def test_stopping_what_never_began_is_no_trouble() -> None:
    assert _worker(post(), EventWaiter()).stop(0)


def test_it_can_be_started_again(resting: tuple[Post, Worker, Rendezvous]) -> None:
    desk, worker, waiter = resting
    assert worker.stop(20)
    saved = desk.save(1)
    worker.start()
    waiter.until_it_waits()
    assert desk.state(saved) is State.SENT


def test_stopping_lets_the_exchange_in_hand_end_and_begins_no_other() -> None:
    began, may_end = threading.Event(), threading.Event()

    def slow(parcel: Parcel) -> Accepted:
        began.set()
        assert may_end.wait(20)
        return Accepted()

    desk = post([slow])
    saved = [desk.save(number) for number in (1, 2)]
    worker = _worker(desk, EventWaiter())
    worker.start()
    assert began.wait(20)
    assert not worker.stop(0), "it isn't torn off"
    may_end.set()
    assert worker.stop(20)
    assert [desk.state(one) for one in saved] == [State.SENT, State.WAITING]
    desk.check()


def test_a_bug_is_told_and_the_next_round_begins() -> None:
    def break_down(parcel: Parcel) -> Accepted:
        raise RuntimeError("Nguyễn Thị Hoa")

    desk, waiter = post([break_down]), Rendezvous()
    broken, fine = desk.save(1), desk.save(2)
    worker = _worker(desk, waiter)
    worker.start()
    waiter.until_it_waits()
    waiter.wake()
    waiter.until_it_waits()
    [died] = desk.events.of(WorkerDied)
    assert died.code.startswith("RuntimeError@break_down:")
    assert "Hoa" not in died.code
    assert worker.is_alive
    assert (desk.state(broken), desk.state(fine)) == (State.UNKNOWN, State.SENT)
    assert worker.stop(20)


class _BrokenClient(FakeClient):
    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        raise RuntimeError("a bug")


def test_a_round_that_never_works_is_tried_less_and_less_often() -> None:
    desk = post(client=_BrokenClient())
    desk.save(1)
    waiter = HandWaiter(desk.clock)
    worker = _worker(desk, waiter)
    waiter.then = lambda: _stop_from_inside(worker) if len(waiter.waits) == 9 else None
    worker.start()
    assert _join(worker)
    assert waiter.waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert len(desk.events.of(WorkerDied)) == 9


def _stop_from_inside(worker: Worker) -> None:
    worker._stopping.set()


def _join(worker: Worker) -> bool:
    assert worker._thread is not None
    worker._thread.join(20)
    return not worker.is_alive


class _BusyStore(MemoryStore):
    busy = 0

    def unit_of_work(self) -> MemoryUnitOfWork:
        if self.busy > 0:
            self.busy -= 1
            raise StoreBusy
        return super().unit_of_work()


def _busy_desk() -> tuple[Post, _BusyStore]:
    store = _BusyStore(LEDGER)
    open_volume(store)
    return post(store=store), store


def test_a_busy_store_is_no_death() -> None:
    desk, store = _busy_desk()
    saved = desk.save(1)
    store.busy = 3
    waiter = HandWaiter(desk.clock)
    worker = _worker(desk, waiter)
    waiter.then = lambda: _stop_from_inside(worker) if len(waiter.waits) == 4 else None
    worker.start()
    assert _join(worker)
    assert waiter.waits == [5, 5, 5, LONGEST_WAIT_S]
    assert desk.state(saved) is State.SENT
    assert desk.events.of(WorkerDied) == []


def test_the_clock_is_looked_at_every_thirty_seconds() -> None:
    desk = post(otherwise=NothingLeft("no_network"))
    desk.save(1)
    waiter = HandWaiter(desk.clock)
    worker = _worker(desk, waiter)
    waiter.then = lambda: _stop_from_inside(worker) if len(waiter.waits) == 500 else None
    worker.start()
    assert _join(worker)
    assert max(waiter.waits) <= 30
    assert min(waiter.waits) > 0


def test_a_clock_set_back_while_it_sleeps_stalls_nothing() -> None:
    desk = post([NothingLeft("no_network")] * 6)
    saved = desk.save(1)
    waiter = HandWaiter(desk.clock)
    worker = _worker(desk, waiter)

    def then() -> None:
        if len(waiter.waits) == 60:
            desk.clock.jump(timedelta(days=-50 * 365))
        if desk.state(saved) is State.SENT or len(waiter.waits) > 400:
            _stop_from_inside(worker)

    waiter.then = then
    worker.start()
    assert _join(worker)
    assert desk.state(saved) is State.SENT


def _slowed_down() -> tuple[Post, Declaration, HandWaiter, Worker]:
    """Six failures, the next try an hour away, the endpoint well again."""
    desk = post([NothingLeft("no_network")] * 6)
    saved = desk.save(1)
    desk.run_for(hours=1)
    desk.run()
    assert desk.condition.failures >= 5
    desk.client.script = []
    desk.put_condition(next_try_at=desk.clock.now() + timedelta(hours=1))
    waiter = HandWaiter(desk.clock)
    return desk, saved, waiter, _worker(desk, waiter)


@pytest.mark.parametrize(("asks", "within_s"), [(Worker.nudge, 21), (Worker.try_now, 1)])
def test_a_hint_and_a_person_hasten_it(asks: Callable[[Worker], None], within_s: float) -> None:
    desk, saved, waiter, worker = _slowed_down()

    def then() -> None:
        if len(waiter.waits) == 1:
            desk.put_condition(next_try_at=desk.clock.now() + timedelta(hours=1))
            asks(worker)
        if desk.state(saved) is State.SENT:
            _stop_from_inside(worker)

    waiter.then = then
    worker.start()
    assert _join(worker)
    assert sum(waiter.waits[1:-1]) < within_s


def test_a_start_is_a_hint() -> None:
    desk, saved, waiter, worker = _slowed_down()
    waiter.then = lambda: _stop_from_inside(worker) if desk.state(saved) is State.SENT else None
    worker.start()
    assert _join(worker)
    assert sum(waiter.waits[:-1]) < 21


def test_waking_up_after_a_night_is_a_hint() -> None:
    desk = post([NothingLeft("no_network")] * 6)
    saved = desk.save(1, wish=lambda one: replace(one, due_at=one.due_at + timedelta(days=5), window_closes_at=None))
    desk.run_for(minutes=45)
    assert (desk.state(saved), desk.condition.failures) == (State.WAITING, 6)
    waiter = HandWaiter(desk.clock)
    worker = _worker(desk, waiter)

    def then() -> None:
        if len(waiter.waits) == 1:
            desk.put_condition(next_try_at=desk.clock.now() + timedelta(hours=9))
            desk.clock.jump(hours=8)
        if desk.state(saved) is State.SENT or len(waiter.waits) > 50:
            _stop_from_inside(worker)

    waiter.then = then
    worker.start()
    assert _join(worker)
    assert desk.state(saved) is State.SENT
    assert sum(waiter.waits[1:-1]) <= 21


def test_a_drain_outwaits_a_busy_store_but_not_for_ever() -> None:
    desk, store = _busy_desk()
    saved = desk.save(1)
    store.busy = 2
    waiter = HandWaiter(desk.clock)
    assert drain(desk.courier, desk.clock, waiter, until_idle=True, timeout_s=60).idle
    assert desk.state(saved) is State.SENT
    store.busy = 100
    with pytest.raises(StoreBusy):
        drain(desk.courier, desk.clock, waiter, until_idle=True, timeout_s=60)


def test_the_real_waiter_remembers_a_wake() -> None:
    waiter = EventWaiter()
    waiter.wake()
    waiter.wait(3600)
    waiter.wait(0)


def test_a_bug_without_a_trace_has_a_code() -> None:
    assert code_of(ValueError("x")) == "ValueError"
