"""Lists the guests in the house and records who has left, one by one or together. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from guestreg.desktop.contract import Navigator, Place, Undo
from guestreg.desktop.kit.lanes import Scope
from guestreg.domain.dates import local
from guestreg.domain.identifiers import GuestId
from guestreg.ports.reading import GuestLine
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.queries.present import Present

UNDO_S = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """`leaving`: how many leave now; `together`: how many sleep where the guest in hand does (no `room`: her party)."""

    leaving: int
    together: int = 0
    room: str | None = None


class CheckOutPage(Protocol):
    def show_guests(self, guests: tuple[GuestLine, ...], marked: frozenset[GuestId], chosen: GuestId | None) -> None:
        """Those who go together stand together. None chosen: nobody is in hand."""
        ...

    def show_choice(self, choice: Choice) -> None: ...

    def show_gone(self, line: GuestLine | None) -> None:
        """The guest asked for has left already; None: nobody was asked for, or she is here."""
        ...

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        """An empty code: none any more."""
        ...

    def left_words(self, guests: int) -> str:
        """The sentence said after it is done."""
        ...

    def back_words(self, guests: int) -> str:
        """The sentence said after it was taken back."""
        ...


@dataclass(frozen=True, slots=True)
class CheckOutServices:
    """`present` is given the guest the page is opened for."""

    present: Callable[[GuestId | None], Present]
    check_out: Callable[[tuple[GuestId, ...]], Outcome[object]]
    undo: Callable[[tuple[GuestId, ...]], Outcome[object]]


class CheckOutPresenter:
    """A `contract.Presenter`; opened with a GuestId that guest is chosen."""

    def __init__(self, page: CheckOutPage, services: CheckOutServices, scope: Scope, navigator: Navigator) -> None:
        self._page, self._services, self._scope, self._navigator = page, services, scope, navigator
        self._wanted: GuestId | None = None
        self._chosen: GuestId | None = None
        self._marked: frozenset[GuestId] = frozenset()
        self._guests: tuple[GuestLine, ...] = ()
        self._gone: GuestLine | None = None
        self._busy = False

    def open(self, target: object = None) -> None:
        self._wanted = self._chosen = GuestId(target) if isinstance(target, str) else None
        self._marked = frozenset()
        self._page.show_trouble("", {})
        self.refresh()

    def refresh(self) -> None:
        wanted = self._wanted
        self._scope.read(lambda: self._services.present(wanted), self._show, topic="present")

    def close(self) -> None:
        self._scope.close()

    # -- who

    def choose(self, guest_id: GuestId | None) -> None:
        """The guest in hand."""
        self._chosen = guest_id
        self._page.show_choice(self._choice())

    def mark(self, guest_id: GuestId) -> None:
        """She leaves with the others marked, or no more."""
        self._marked = self._marked ^ {guest_id}
        self._page.show_guests(self._guests, self._marked, self._chosen)
        self._page.show_choice(self._choice())

    # -- what

    def leave(self) -> None:
        """Those marked have left, else the guest in hand; now."""
        self._leave(self._leaving())

    def leave_together(self) -> None:
        """All who sleep where the guest in hand does."""
        self._leave(tuple(line.guest_id for line in self._together()))

    def take_back(self) -> None:
        """The guest asked for is still here."""
        if self._gone is not None:
            self._undo((self._gone.guest_id,))

    def back(self) -> None:
        self._navigator.go(Place.TODAY)

    # -- inside

    def _leaving(self) -> tuple[GuestId, ...]:
        wanted = self._marked or {self._chosen}
        return tuple(line.guest_id for line in self._guests if line.guest_id in wanted)

    def _together(self) -> tuple[GuestLine, ...]:
        chosen = next((line for line in self._guests if line.guest_id == self._chosen), None)
        return () if chosen is None else tuple(line for line in self._guests if _place(line) == _place(chosen))

    def _choice(self) -> Choice:
        together = self._together()
        return Choice(len(self._leaving()), len(together), together[0].room if together else None)

    def _show(self, found: Present) -> None:
        self._guests, self._gone = in_rows(found.lines, found.now), found.asked
        here = [line.guest_id for line in self._guests]
        self._marked &= frozenset(here)
        if self._chosen not in here:
            # Asked for one who has left, nobody else is in hand: Enter must not send away another.
            self._chosen = here[0] if here and self._gone is None else None
        self._page.show_gone(self._gone)
        self._page.show_guests(self._guests, self._marked, self._chosen)
        self._page.show_choice(self._choice())

    def _leave(self, guests: tuple[GuestId, ...]) -> None:
        if guests and not self._busy:
            self._busy = True
            self._scope.write(lambda: self._services.check_out(guests), lambda outcome: self._left(outcome, guests))

    def _left(self, outcome: Outcome[object], guests: tuple[GuestId, ...]) -> None:
        self._busy = False
        if not isinstance(outcome, Done):
            self._say_trouble(outcome)
            return
        self._marked = frozenset()
        self._navigator.go(Place.TODAY)
        self._navigator.offer_undo(Undo(self._page.left_words(len(guests)), UNDO_S, lambda: self._undo(guests)))

    def _undo(self, guests: tuple[GuestId, ...]) -> None:
        self._scope.write(lambda: self._services.undo(guests), lambda outcome: self._undone(outcome, guests))

    def _undone(self, outcome: Outcome[object], guests: tuple[GuestId, ...]) -> None:
        self._navigator.go(Place.CHECK_OUT, guests[0])
        if isinstance(outcome, Done):
            self._navigator.say(self._page.back_words(len(guests)))
        else:
            self._say_trouble(outcome)

    def _say_trouble(self, outcome: Refused | Failed) -> None:
        one = outcome.violations[0] if isinstance(outcome, Refused) else outcome
        self._page.show_trouble(one.code, dict(one.params))
        self.refresh()


def in_rows(lines: tuple[GuestLine, ...], now: datetime) -> tuple[GuestLine, ...]:
    """Room by room and party by party: who leaves first on top, who should have left before today at the end."""
    today = local(now).date()

    def is_over(line: GuestLine) -> bool:
        return local(line.planned_departure_at).date() < today

    rooms: dict[tuple[bool, str], list[GuestLine]] = {}
    for line in sorted(lines, key=lambda one: (is_over(one), one.planned_departure_at, one.stay_id, one.row_id)):
        rooms.setdefault((is_over(line), _place(line)), []).append(line)
    return tuple(line for room in rooms.values() for line in room)


def _place(line: GuestLine) -> str:
    return line.room or line.stay_id
