"""Whoever wants to know what a pass of the sender came to is told, and can't hold it up by a bug."""

from guestreg.domain.declaration import State
from guestreg.outbox.run import Pass
from guestreg.outbox.worker import Worker
from guestreg.ports.events import LedgerChanged, WorkerDied
from tests.unit.outbox.post import post
from tests.unit.outbox.test_worker import Rendezvous


def test_each_pass_is_told_and_a_bug_in_hearing_it_ends_no_sending() -> None:
    desk, waiter = post(), Rendezvous()
    heard: list[int] = []

    def hear(done: Pass) -> None:
        heard.append(done.outstanding)
        if len(heard) == 1:
            raise ZeroDivisionError

    worker = Worker(desk.courier, desk.clock, waiter, desk.events, hear)
    worker.start()
    waiter.until_it_waits()
    assert [event.code.partition("@")[0] for event in desk.events.of(WorkerDied)] == ["ZeroDivisionError"]
    waiter.wake()
    waiter.until_it_waits()
    saved = desk.save(1)
    desk.events.publish(LedgerChanged())
    waiter.until_it_waits()
    assert desk.state(saved) is State.SENT
    assert heard == [0, 0, 0]
    assert worker.stop(20)
