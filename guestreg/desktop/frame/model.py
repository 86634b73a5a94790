"""What the frame shows of the house in use, as plain values."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from guestreg.domain.declaration import EndpointKind
from guestreg.ports.store import EndpointCondition


class Pill(StrEnum):
    """Network and endpoint at a glance."""

    CAN_SEND = "can_send"
    NO_NETWORK = "no_network"
    HELD = "held"
    BOOK_ONLY = "book_only"
    PRACTICE = "practice"


class Warn(NamedTuple):
    """A lasting trouble of this computer; `code` has its sentence."""

    code: str
    params: Mapping[str, str] = MappingProxyType({})


class FrameStatus(NamedTuple):
    """`unsent` is what *Chưa gửi* counts; `next_due_at` the nearest deadline among those."""

    house: str
    pill: Pill
    unsent: int = 0
    to_correct: int = 0
    next_due_at: datetime | None = None
    warnings: tuple[Warn, ...] = ()
    news: int = 0
    """Messages of the police not read yet, and guests they returned."""

    @property
    def practice(self) -> bool:
        return self.pill is Pill.PRACTICE


class FrameServices(NamedTuple):
    """What the frame itself asks of the floors below. `send_now` ends every wait and starts sending."""

    status: Callable[[], FrameStatus]
    send_now: Callable[[], None]
    step_chosen: Callable[[int], None]


_NO_NETWORK = frozenset({"E-01", "E-32"})


def pill_of(kind: EndpointKind, condition: EndpointCondition) -> Pill:
    """A held endpoint is said before everything but practice."""
    if kind is EndpointKind.PRACTICE:
        return Pill.PRACTICE
    if condition.hold is not None:
        return Pill.HELD
    if kind in (EndpointKind.MANUAL, EndpointKind.FILES):
        return Pill.BOOK_ONLY
    if condition.reason is not None and condition.reason.code in _NO_NETWORK:
        return Pill.NO_NETWORK
    return Pill.CAN_SEND
