"""How presenters get work off the main thread, without Qt. `task_runner` implements it, tests run it inline."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Lanes(Protocol):
    """`done` is called on the main thread. A job that raises is a bug and goes to the crash dialog."""

    def read(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Run beside other reads."""
        ...

    def write(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Run after every earlier write."""
        ...


class Scope:
    """The lanes of one page: results that come after `close` are dropped, as are reads that a newer one replaced."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._closed = False
        self._rounds: dict[str, int] = {}

    def read(self, job: Callable[[], Result], done: Callable[[Result], None], *, topic: str = "") -> None:
        """With a `topic` only the newest read of that topic is answered; an older one that didn't begin never does."""
        turn = self._rounds.get(topic, 0) + 1
        self._rounds[topic] = turn

        def is_wanted() -> bool:
            return not self._closed and (not topic or self._rounds[topic] == turn)

        def run() -> list[Result]:
            return [job()] if is_wanted() else []

        def answer(results: list[Result]) -> None:
            for result in results:
                if is_wanted():
                    done(result)

        self._lanes.read(run, answer)

    def write(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Runs to its end even when the page is closed meanwhile."""

        def answer(result: Result) -> None:
            if not self._closed:
                done(result)

        self._lanes.write(job, answer)

    def close(self) -> None:
        self._closed = True
