"""Shows what the police told by themselves and leads to what must be corrected. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.domain.identifiers import GuestId
from guestreg.services.outcome import Outcome
from guestreg.services.queries.inbox import Inbox


class MessagesPage(Protocol):
    def show_inbox(self, inbox: Inbox, phone: str) -> None: ...


@dataclass(frozen=True, slots=True)
class MessagesServices:
    inbox: Callable[[], Inbox]
    police_phone: Callable[[], str]
    read: Callable[[str], Outcome[bool]]


class MessagesPresenter:
    """A `contract.Presenter`."""

    def __init__(self, page: MessagesPage, services: MessagesServices, scope: Scope, navigator: Navigator) -> None:
        self._page, self._services, self._scope, self._navigator = page, services, scope, navigator

    def open(self, target: object = None) -> None:
        self.refresh()

    def refresh(self) -> None:
        services = self._services
        self._scope.read(
            lambda: (services.inbox(), services.police_phone()),
            lambda found: self._page.show_inbox(*found),
            topic="inbox",
        )

    def close(self) -> None:
        self._scope.close()

    def mend(self, guest_id: GuestId) -> None:
        """Open the stay at what was questioned."""
        self._navigator.go(Place.STAY, guest_id)

    def read(self, message_id: str) -> None:
        self._scope.write(lambda: self._services.read(message_id), lambda _outcome: self.refresh())

    def back(self) -> None:
        self._navigator.go(Place.TODAY)
