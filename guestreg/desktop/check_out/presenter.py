"""Lists the stays in the house and records that one has left. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.reading import GuestLine
from guestreg.services.outcome import Done, Failed, Outcome, Refused


@dataclass(frozen=True, slots=True)
class PresentStay:
    """Guests who came together and have not left, in register order."""

    stay_id: StayId
    guests: tuple[GuestLine, ...]


class CheckOutPage(Protocol):
    def show_stays(self, stays: tuple[PresentStay, ...], chosen: StayId | None) -> None: ...

    def show_trouble(self, code: str, params: dict[str, str]) -> None: ...

    def left_words(self, guests: int) -> str:
        """The sentence said after it is done."""
        ...


@dataclass(frozen=True, slots=True)
class CheckOutServices:
    present: Callable[[], tuple[GuestLine, ...]]
    check_out: Callable[[StayId], Outcome[object]]


class CheckOutPresenter:
    """A `contract.Presenter`; opened with a GuestId that guest's stay is chosen."""

    def __init__(self, page: CheckOutPage, services: CheckOutServices, scope: Scope, navigator: Navigator) -> None:
        self._page, self._services, self._scope, self._navigator = page, services, scope, navigator
        self._wanted: GuestId | None = None
        self._stays: tuple[PresentStay, ...] = ()

    def open(self, target: object = None) -> None:
        self._wanted = GuestId(target) if isinstance(target, str) else None
        self.refresh()

    def refresh(self) -> None:
        self._scope.read(self._services.present, self._show, topic="present")

    def close(self) -> None:
        self._scope.close()

    def leave(self, stay_id: StayId) -> None:
        """This stay has left, now."""
        guests = next((len(stay.guests) for stay in self._stays if stay.stay_id == stay_id), 0)
        self._scope.write(lambda: self._services.check_out(stay_id), lambda outcome: self._told(outcome, guests))

    def back(self) -> None:
        self._navigator.go(Place.TODAY)

    def _show(self, lines: tuple[GuestLine, ...]) -> None:
        self._stays = stays_of(lines)
        chosen = next(
            (stay.stay_id for stay in self._stays if any(guest.guest_id == self._wanted for guest in stay.guests)), None
        )
        self._page.show_stays(self._stays, chosen)

    def _told(self, outcome: Outcome[object], guests: int) -> None:
        match outcome:
            case Done():
                self._navigator.go(Place.TODAY)
                self._navigator.say(self._page.left_words(guests))
            case Refused():
                first = outcome.violations[0]
                self._page.show_trouble(first.code, dict(first.params))
            case Failed():
                self._page.show_trouble(outcome.code, dict(outcome.params))


def stays_of(lines: tuple[GuestLine, ...]) -> tuple[PresentStay, ...]:
    """Those who leave first on top."""
    by_stay: dict[StayId, list[GuestLine]] = {}
    for line in lines:
        if line.departed_at is None:
            by_stay.setdefault(line.stay_id, []).append(line)
    stays = [PresentStay(key, tuple(sorted(each, key=lambda one: one.register_no))) for key, each in by_stay.items()]
    return tuple(sorted(stays, key=lambda stay: (stay.guests[0].planned_departure_at, stay.guests[0].register_no)))
