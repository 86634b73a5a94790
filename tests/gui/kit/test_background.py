"""Jobs off the main thread, events from any thread, and what happens to answers nobody waits for."""

from threading import Event as Flag
from threading import Thread, current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from guestreg.desktop.kit.event_bridge import EventBridge
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.kit.task_runner import TaskRunner
from guestreg.platform.events import LocalEvents
from guestreg.ports.events import EndpointChanged, LedgerChanged, WorkerDied
from tests.gui.inline_lanes import HeldLanes


def unexpected(bug: Exception) -> None:
    raise AssertionError("no job here may fail") from bug


def test_jobs_leave_the_main_thread_and_answers_come_back_to_it(qtbot: QtBot) -> None:
    runner = TaskRunner(unexpected)
    threads: list[Thread] = []
    with qtbot.waitSignal(runner.idle):
        runner.read(current_thread, lambda job: threads.extend((job, current_thread())))
    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()


def test_writes_keep_their_order_while_reads_overtake_them(qtbot: QtBot) -> None:
    runner = TaskRunner(unexpected)
    gate = Flag()
    done: list[str] = []
    runner.write(lambda: gate.wait(10), lambda _passed: done.append("first"))
    runner.write(lambda: None, lambda _nothing: done.append("second"))
    runner.read(lambda: None, lambda _nothing: done.append("read"))
    qtbot.waitUntil(lambda: done == ["read"])
    gate.set()
    qtbot.waitUntil(lambda: done == ["read", "first", "second"])
    assert runner.pending == 0


@pytest.mark.expects_log("a job of the window failed: ZeroDivisionError")
def test_a_job_that_raises_is_a_bug_and_the_lane_goes_on(qtbot: QtBot) -> None:
    bugs: list[Exception] = []
    runner = TaskRunner(bugs.append)
    answers: list[int] = []
    with qtbot.waitSignal(runner.idle):
        runner.write(lambda: 1 // 0, answers.append)
        runner.write(lambda: 2, answers.append)
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert answers == [2]


def test_close_waits_for_what_runs(qtbot: QtBot) -> None:
    runner = TaskRunner(unexpected)
    ran: list[bool] = []
    runner.write(lambda: ran.append(True), lambda _nothing: None)
    assert runner.close()
    assert ran == [True]


def test_events_of_other_threads_become_signals_here(qtbot: QtBot) -> None:
    events = LocalEvents()
    bridge = EventBridge(events)
    heard: list[tuple[str, bool]] = []
    bridge.ledger_changed.connect(lambda: heard.append(("ledger", current_thread() is main_thread())))
    bridge.endpoint_changed.connect(lambda: heard.append(("endpoint", current_thread() is main_thread())))
    bridge.worker_died.connect(lambda code: heard.append((code, current_thread() is main_thread())))
    for event in (LedgerChanged(), EndpointChanged(), WorkerDied("X-1")):
        thread = Thread(target=events.publish, args=(event,))
        thread.start()
        thread.join()
    assert heard == []
    qtbot.waitUntil(lambda: heard == [("ledger", True), ("endpoint", True), ("X-1", True)])


def test_a_closed_scope_drops_what_is_on_its_way() -> None:
    lanes = HeldLanes()
    scope = Scope(lanes)
    answers: list[int] = []
    scope.read(lambda: 1, answers.append)
    scope.write(lambda: 2, answers.append)
    scope.close()
    lanes.run_all()
    assert answers == []


def test_only_the_newest_read_of_a_topic_is_answered() -> None:
    lanes = HeldLanes()
    scope = Scope(lanes)
    answers: list[str] = []
    scope.read(lambda: pytest.fail("nobody waits for this"), answers.append, topic="search")
    scope.read(lambda: "ho", answers.append, topic="search")
    scope.read(lambda: "count", answers.append, topic="counts")
    lanes.run(1)
    lanes.run_all()
    assert answers == ["ho", "count"]
