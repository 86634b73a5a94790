"""A named stand-in for waiting: time goes by on a fake clock, at once."""

from collections.abc import Callable

from tests.fakes.clock import FakeClock


class HandWaiter:
    """Waiter. `then` is called after each wait, so that a test can act or stop; `waits` are their seconds."""

    def __init__(self, clock: FakeClock, then: Callable[[], None] = lambda: None) -> None:
        self.clock = clock
        self.then = then
        self.waits: list[float] = []
        self.woken = 0

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.advance(seconds=seconds)
        self.then()

    def wake(self) -> None:
        self.woken += 1
