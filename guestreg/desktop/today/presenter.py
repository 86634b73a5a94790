"""Reads tonight and does what its buttons say. No Qt, no words."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.today.model import Notice, TodayModel, model_of
from guestreg.domain.identifiers import GuestId
from guestreg.services.queries.today import Today


class TodayPage(Protocol):
    def show_today(self, model: TodayModel) -> None: ...


class TodayServices(NamedTuple):
    """`sent_to` (None in practice) and `police_phone` are read anew each time: house and endpoint can change."""

    today: Callable[[], Today]
    sent_to: Callable[[], str | None]
    police_phone: Callable[[], str]
    send_now: Callable[[], None]


class TodayPresenter:
    """A `contract.Presenter`."""

    def __init__(self, page: TodayPage, services: TodayServices, scope: Scope, navigator: Navigator) -> None:
        self._page, self._services, self._scope, self._navigator = page, services, scope, navigator
        self._model: TodayModel | None = None

    def open(self, target: object = None) -> None:
        self.refresh()

    def refresh(self) -> None:
        self._scope.read(self._load, self._show, topic="today")

    def close(self) -> None:
        self._scope.close()

    def press_banner(self) -> None:
        """The banner's one button."""
        if self._model is None:
            return
        match self._model.notice:
            case Notice.HELD | Notice.OTHER_WAY | Notice.TO_CORRECT:
                self._navigator.go(Place.OUTBOX)
            case Notice.DONE | Notice.NOBODY:
                self._navigator.go(Place.STAY)
            case _:
                self._scope.write(self._services.send_now, lambda _nothing: self.refresh())

    def open_guest(self, guest_id: GuestId) -> None:
        self._navigator.go(Place.LEDGER, guest_id)

    def go(self, place: Place) -> None:
        self._navigator.go(place)

    def _load(self) -> TodayModel:
        services = self._services
        return model_of(services.today(), sent_to=services.sent_to(), police_phone=services.police_phone())

    def _show(self, model: TodayModel) -> None:
        self._model = model
        self._page.show_today(model)
