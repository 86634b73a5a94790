"""A person asks to send now: once, or until nothing more can leave by itself."""

from typing import TYPE_CHECKING

from guestreg.outbox.worker import Drained, EventWaiter, drain
from guestreg.services.desk import Desk

if TYPE_CHECKING:
    from guestreg.outbox.courier import Courier


def send_now(desk: Desk, courier: "Courier", *, until_idle: bool, timeout_s: float) -> Drained:
    """Raises StoreBusy and StoreFull when the store gives them to the end."""
    courier.try_now()
    return drain(courier, desk.clock, EventWaiter(), until_idle=until_idle, timeout_s=timeout_s)
