"""What has happened, told after the commit. Listeners re-read; an event carries no person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LedgerChanged:
    """Something was recorded or moved."""


@dataclass(frozen=True, slots=True)
class EndpointChanged:
    """Network, hold or schedule of the endpoint changed."""


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """The sender thread ended by a bug and was started again; `code` is what a helper reads."""

    code: str


@dataclass(frozen=True, slots=True)
class MessagesChanged:
    """The endpoint told something by itself that a person should read."""


Event = LedgerChanged | EndpointChanged | MessagesChanged | WorkerDied
Listener = Callable[[Event], None]


class Events(Protocol):
    """Called from any thread; listeners must not block."""

    def publish(self, event: Event) -> None: ...

    def subscribe(self, listener: Listener) -> None: ...
