"""The sender of a window's life: police, client, courier and worker thread, started together and ended together."""

from collections.abc import Callable
from contextlib import ExitStack
from threading import Lock

from guestreg.outbox.courier import Courier
from guestreg.outbox.run import Pass
from guestreg.outbox.worker import EventWaiter, Worker
from guestreg.services.desk import Desk

STOP_S = 5.0


class Sender:
    """`begin` gives a courier for as long as the stack it is given lasts."""

    def __init__(self, desk: Callable[[], Desk], begin: Callable[[ExitStack], Courier]) -> None:
        self._desk = desk
        self._begin = begin
        self.after_pass: Callable[[Pass], None] = lambda _done: None
        """Told what each pass of the worker came to, on its thread."""
        self._lock = Lock()
        self._stack: ExitStack | None = None
        self._worker: Worker | None = None

    @property
    def is_alive(self) -> bool:
        return self._worker is not None and self._worker.is_alive

    def start(self) -> None:
        """Begin sending; nothing when it runs. Called off the main thread: it starts the practice police."""
        with self._lock:
            if self._worker is not None:
                return
            stack = ExitStack()
            try:
                courier = self._begin(stack)
                desk = self._desk()
                worker = Worker(courier, desk.clock, EventWaiter(), desk.events, self.after_pass)
                worker.start()
            except BaseException:
                stack.close()
                raise
            self._stack, self._worker = stack, worker

    def try_now(self) -> None:
        worker = self._worker
        if worker is not None:
            worker.try_now()

    def nudge(self) -> None:
        """The network is back or the computer woke up."""
        worker = self._worker
        if worker is not None:
            worker.nudge()

    def stop(self) -> None:
        """Let the exchange in hand end, then leave endpoint and police.

        An exchange that lasts longer keeps its client to itself; its answer is recorded or becomes `unknown`.
        """
        with self._lock:
            ended = self._worker is None or self._worker.stop(STOP_S)
            if ended and self._stack is not None:
                self._stack.close()
            self._worker = self._stack = None
