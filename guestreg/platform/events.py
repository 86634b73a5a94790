"""Events inside one process: every listener is told, in order, on the thread that publishes."""

from threading import Lock

from guestreg.ports.events import Event, Listener


class LocalEvents:
    """Listeners are few, quick and stay for the life of the program."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: tuple[Listener, ...] = ()

    def publish(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)

    def subscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = (*self._listeners, listener)
