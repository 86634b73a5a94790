"""Jobs on threads: one write lane, a few read lanes; results come back on the main thread. `app` makes one."""

import logging
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal, Slot

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class TaskRunner(QObject):
    """Make it on the main thread. `on_bug` gets, on the main thread, what a job raised."""

    _arrived = Signal(object)
    idle = Signal()

    def __init__(self, on_bug: Callable[[Exception], None], *, read_lanes: int = 3) -> None:
        super().__init__()
        self._on_bug = on_bug
        self._reads, self._writes = QThreadPool(self), QThreadPool(self)
        self._reads.setMaxThreadCount(read_lanes)
        self._writes.setMaxThreadCount(1)
        self._open = 0
        self._arrived.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        return self._open

    def read(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._start(self._reads, job, done)

    def write(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._start(self._writes, job, done)

    def settle(self, wait_ms: int) -> bool:
        """Let running reads end and take their results now; False when something is still to come."""
        if self._reads.waitForDone(wait_ms):
            QCoreApplication.sendPostedEvents(self)
        return self._open == 0

    def close(self, wait_ms: int = 10_000) -> bool:
        """Let running jobs end; False when they didn't in time."""
        return self._writes.waitForDone(wait_ms) and self._reads.waitForDone(wait_ms)

    def _start(self, pool: QThreadPool, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._open += 1

        def run() -> None:
            try:
                result = job()
            except Exception as bug:  # noqa: BLE001 - whatever a job raises goes to the crash dialog
                _log.error("a job of the window failed: %s", type(bug).__name__)
                failure = bug
                self._arrived.emit(lambda: self._on_bug(failure))
            else:
                self._arrived.emit(lambda: done(result))

        pool.start(run)

    @Slot(object)
    def _answer(self, answer: Callable[[], None]) -> None:
        self._open -= 1
        try:
            answer()
        finally:
            if self._open == 0:
                self.idle.emit()
