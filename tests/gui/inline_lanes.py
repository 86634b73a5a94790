"""Named stand-ins for the task runner: jobs run at once, or when a test says so."""

from collections.abc import Callable
from typing import Any


class InlineLanes:
    """Lanes. Each job is done and answered before `read` or `write` returns."""

    def read(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        done(job())

    def write(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        done(job())


class HeldLanes:
    """Lanes. Jobs wait for `run_all`, or for `run` by their place in the queue."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def read(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.waiting.append(lambda: done(job()))

    def write(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.waiting.append(lambda: done(job()))

    def run(self, place: int = 0) -> None:
        self.waiting.pop(place)()

    def run_all(self) -> None:
        while self.waiting:
            self.run()
