"""A named stand-in for events: keeps what was told and tells it on at once."""

from typing import TypeVar

from guestreg.ports.events import Event, Listener

_E = TypeVar("_E")


class RecordedEvents:
    """Events. `told` is everything published, oldest first."""

    def __init__(self) -> None:
        self.told: list[Event] = []
        self._listeners: list[Listener] = []

    def publish(self, event: Event) -> None:
        self.told.append(event)
        for listener in tuple(self._listeners):
            listener(event)

    def subscribe(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def of(self, kind: type[_E]) -> list[_E]:
        return [event for event in self.told if isinstance(event, kind)]
