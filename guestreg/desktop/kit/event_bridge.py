"""Turns events of the ground floors, published on any thread, into Qt signals on the main thread."""

from typing import assert_never

from PySide6.QtCore import QObject, Qt, Signal, Slot

from guestreg.ports.events import EndpointChanged, Event, Events, LedgerChanged, MessagesChanged, WorkerDied


class EventBridge(QObject):
    """Make it on the main thread; it subscribes for its whole life."""

    ledger_changed = Signal()
    endpoint_changed = Signal()
    messages_changed = Signal()
    worker_died = Signal(str)
    _arrived = Signal(object)

    def __init__(self, events: Events) -> None:
        super().__init__()
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        events.subscribe(self._arrived.emit)

    @Slot(object)
    def _tell(self, event: Event) -> None:
        match event:
            case LedgerChanged():
                self.ledger_changed.emit()
            case EndpointChanged():
                self.endpoint_changed.emit()
            case MessagesChanged():
                self.messages_changed.emit()
            case WorkerDied():
                self.worker_died.emit(event.code)
            case _:
                assert_never(event)
