"""The sender thread: passes for as long as the program runs, and a drain for a program that only sends.

The builder starts it, faces wake and stop it. It knows time only through its waiter and its clock.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from guestreg.outbox.courier import Courier
from guestreg.outbox.run import Pass
from guestreg.ports.clock import Clock
from guestreg.ports.events import Event, Events, LedgerChanged, WorkerDied
from guestreg.ports.store import StoreBusy, StoreFull

LONGEST_WAIT_S = 30.0
"""The wall clock is looked at again at least so often: sleep and a clock that is set stall nothing."""
_AFTER_TROUBLE_S = 5.0
_NOTHING_LEFT_NOW_S = 5.0
_SHORTEST_WAIT_S = 0.05
_ASLEEP = timedelta(minutes=1)
_FIRST_RESTART_S, _LONGEST_RESTART_S = 1.0, 60.0


class Waiter(Protocol):
    """How the thread waits."""

    def wait(self, seconds: float) -> None:
        """Return after `seconds`, or at once when woken before or meanwhile."""
        ...

    def wake(self) -> None:
        """From any thread."""
        ...


class EventWaiter:
    """The real one."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    def wait(self, seconds: float) -> None:
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        self._woken.set()


class Worker:
    """One thread around one courier. A bug ends a round, not the sending: it is told and the next round begins."""

    def __init__(
        self,
        courier: Courier,
        clock: Clock,
        waiter: Waiter,
        events: Events,
        after_pass: Callable[[Pass], None] = lambda _done: None,
    ) -> None:
        """`after_pass` hears what each pass came to; it must return at once."""
        self._courier = courier
        self._after_pass = after_pass
        self._clock = clock
        self._waiter = waiter
        self._events = events
        self._stopping = threading.Event()
        self._hinted = threading.Event()
        self._asked = threading.Event()
        self._thread: threading.Thread | None = None
        events.subscribe(self._on_event)

    @property
    def is_alive(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begin; whatever the last run was waiting for, a start is a hint. Raises RuntimeError when it runs already."""
        if self.is_alive:
            raise RuntimeError("the worker runs already")
        self._stopping.clear()
        self._hinted.set()
        self._thread = threading.Thread(target=self._supervise, name="sender", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """The network is back or the computer woke up."""
        self._hinted.set()
        self._waiter.wake()

    def try_now(self) -> None:
        """A person asks for a try at once."""
        self._asked.set()
        self._waiter.wake()

    def stop(self, timeout_s: float) -> bool:
        """Let the exchange in hand end, then no more; False when it lasted longer than `timeout_s`."""
        self._stopping.set()
        self._waiter.wake()
        if self._thread is not None:
            self._thread.join(timeout_s)
        return not self.is_alive

    def _on_event(self, event: Event) -> None:
        if isinstance(event, LedgerChanged) and threading.current_thread() is not self._thread:
            self._waiter.wake()

    def _supervise(self) -> None:
        restart_s = _FIRST_RESTART_S
        while not self._stopping.is_set():
            try:
                self._round()
                restart_s = _FIRST_RESTART_S
            except Exception as bug:  # noqa: BLE001 - the next round must begin whatever this one met
                self._events.publish(WorkerDied(code_of(bug)))
                self._waiter.wait(restart_s)
                restart_s = min(2 * restart_s, _LONGEST_RESTART_S)
        self._courier.close()

    def _round(self) -> None:
        """One pass and the wait after it."""
        try:
            if self._asked.is_set():
                self._asked.clear()
                self._courier.try_now()
            if self._hinted.is_set():
                self._hinted.clear()
                self._courier.hint()
            done = self._courier.run_pass(lambda: not self._stopping.is_set())
        except (StoreBusy, StoreFull):
            wait_s = _AFTER_TROUBLE_S
        else:
            self._after_pass(done)
            wait_s = seconds_until_next(done, self._clock)
        if not self._stopping.is_set():
            self._wait(wait_s)

    def _wait(self, seconds: float) -> None:
        """A wait that took far longer by the wall clock was a sleep of the computer: that is a hint."""
        latest = self._clock.now() + timedelta(seconds=seconds) + _ASLEEP
        self._waiter.wait(seconds)
        if self._clock.now() > latest:
            self._hinted.set()


@dataclass(frozen=True, slots=True)
class Drained:
    """How a drain ended. `idle`: nothing is left that could leave by itself."""

    exchanged: int
    idle: bool
    last: Pass


def drain(
    courier: Courier, clock: Clock, waiter: Waiter, *, until_idle: bool = False, timeout_s: float | None = None
) -> Drained:
    """One pass; with `until_idle` on until nothing can leave by itself any more, or `timeout_s` is over.

    The exchange in hand is always finished. Raises StoreBusy and StoreFull when the time is over and the store
    still gives them.
    """
    end_ms = None if timeout_s is None else clock.monotonic_ms() + int(timeout_s * 1000)

    def in_time() -> bool:
        return end_ms is None or clock.monotonic_ms() < end_ms

    def wait(seconds: float) -> None:
        left_s = seconds if end_ms is None else max(0.0, (end_ms - clock.monotonic_ms()) / 1000)
        waiter.wait(min(seconds, left_s))

    exchanged = 0
    while True:
        try:
            done = courier.run_pass(in_time)
        except (StoreBusy, StoreFull):
            if not until_idle or not in_time():
                raise
            wait(_AFTER_TROUBLE_S)
            continue
        exchanged += done.exchanged
        idle = done.next_at is None
        if idle or not until_idle or not in_time():
            return Drained(exchanged, idle, done)
        wait(seconds_until_next(done, clock))


def seconds_until_next(done: Pass, clock: Clock) -> float:
    if done.next_at is None:
        return LONGEST_WAIT_S
    ahead = done.next_at - clock.now()
    if ahead <= timedelta():
        return _NOTHING_LEFT_NOW_S
    return min(max(ahead.total_seconds(), _SHORTEST_WAIT_S), LONGEST_WAIT_S)


def code_of(bug: BaseException) -> str:
    """What a helper reads: the kind of bug and where it was met; never its words, which may name a person."""
    trace = bug.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f"@{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    return f"{type(bug).__name__}{where}"
