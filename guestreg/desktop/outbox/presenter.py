"""Reads what is open and tries again when asked. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.outbox.board import Board, board_of
from guestreg.domain.identifiers import GuestId
from guestreg.ports.clock import Clock
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from guestreg.services.outcome import Done, Outcome, Refused


class OutboxPage(Protocol):
    def show_board(self, board: Board) -> None: ...

    def show_trying(self) -> None:
        """Sending was asked for and has begun."""
        ...

    def show_trouble(self, code: str, params: dict[str, str]) -> None: ...

    def said(self, code: str, params: dict[str, str]) -> str:
        """The sentence of a piece of good news."""
        ...


@dataclass(frozen=True, slots=True)
class OutboxServices:
    """`open_lines` and `condition` are those of `ports.reading.Reader`; `told_lines` what was sent these days,
    confirmed or not."""

    open_lines: Callable[[], tuple[GuestLine, ...]]
    told_lines: Callable[[], tuple[GuestLine, ...]]
    condition: Callable[[], EndpointCondition]
    police_phone: Callable[[], str]
    send_now: Callable[[], None]
    send_again: Callable[[GuestId], Outcome[object]]
    is_this_stay: Callable[[GuestId], Outcome[object]]


class OutboxPresenter:
    """A `contract.Presenter`."""

    def __init__(
        self, page: OutboxPage, services: OutboxServices, clock: Clock, scope: Scope, navigator: Navigator
    ) -> None:
        self._page, self._services, self._clock = page, services, clock
        self._scope, self._navigator = scope, navigator

    def open(self, target: object = None) -> None:
        self.refresh()

    def refresh(self) -> None:
        self._scope.read(self._load, self._page.show_board, topic="board")

    def close(self) -> None:
        self._scope.close()

    def try_now(self) -> None:
        self._page.show_trying()
        self._scope.write(self._services.send_now, lambda _nothing: self.refresh())

    def mend(self, guest_id: GuestId) -> None:
        """Open the stay at what was questioned."""
        self._navigator.go(Place.STAY, guest_id)

    def send_again(self, guest_id: GuestId) -> None:
        """The same bytes once more."""
        self._act(lambda: self._services.send_again(guest_id), "S-71", {"n": "1"})

    def is_this_stay(self, guest_id: GuestId) -> None:
        """What the police have already is this very stay, told another way."""
        self._act(lambda: self._services.is_this_stay(guest_id), "E-08", {})

    def tell(self, guests: tuple[GuestId, ...]) -> None:
        """Another way than the wire."""
        self._navigator.go(Place.TELLING, guests)

    def compare(self) -> None:
        """With the portal's own list."""
        self._navigator.go(Place.COMPARING)

    def settings(self) -> None:
        self._navigator.go(Place.SETTINGS)

    def back(self) -> None:
        self._navigator.go(Place.TODAY)

    def _act(self, job: Callable[[], Outcome[object]], code: str, params: dict[str, str]) -> None:
        def done(outcome: Outcome[object]) -> None:
            self.refresh()
            if isinstance(outcome, Done):
                self._navigator.say(self._page.said(code, params))
            else:
                one = outcome.violations[0] if isinstance(outcome, Refused) else outcome
                self._page.show_trouble(one.code, dict(one.params))

        self._scope.write(job, done)

    def _load(self) -> Board:
        services = self._services
        return board_of(
            services.open_lines(),
            services.told_lines(),
            now=self._clock.now(),
            condition=services.condition(),
            police_phone=services.police_phone(),
        )
