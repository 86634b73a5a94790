"""Send what is due, once or until nothing more can be done for now."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from guestreg.services.desk import Desk

if TYPE_CHECKING:
    from guestreg.outbox.courier import Courier, Pass

Wait = Callable[[float], None]
"""Waits that many seconds of true time."""
_LONGEST_WAIT_S = 1.0


def send_now(desk: Desk, courier: "Courier", *, until_idle: bool, timeout_s: float, wait: Wait) -> "Pass":
    """One pass, or passes until the outbox is empty, only a person can go on, or the time is over.

    Raises StoreBusy, StoreFull.
    """
    ends_ms = desk.clock.monotonic_ms() + int(timeout_s * 1000)

    def in_time() -> bool:
        return desk.clock.monotonic_ms() < ends_ms

    courier.try_now()
    done = courier.run_pass(in_time)
    while until_idle and in_time() and done.outstanding and done.next_at is not None:
        if not _is_near(done.next_at, desk, ends_ms):
            break
        wait(min(_LONGEST_WAIT_S, max(0.05, (done.next_at - desk.clock.now()).total_seconds())))
        done = courier.run_pass(in_time)
    return done


def _is_near(at: datetime, desk: Desk, ends_ms: int) -> bool:
    left = timedelta(milliseconds=ends_ms - desk.clock.monotonic_ms())
    return at <= desk.clock.now() + left
