"""One stay as kept, with where each guest's declaration stands: for looking at it and correcting it."""

from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.declaration import FieldError, Kind, State
from guestreg.domain.entry.standing import Standing
from guestreg.domain.establishment import Establishment
from guestreg.domain.identifiers import GuestId
from guestreg.ports.kept import KeptStay
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import StoreBusy
from guestreg.services.beginning import knows_no_today
from guestreg.services.desk import Desk


@dataclass(frozen=True, slots=True, repr=False)
class StayCard:
    """`lines` are in the order of `kept.guests`; `chosen` is the place of the guest asked for."""

    now: datetime
    house: Establishment
    kept: KeptStay
    lines: tuple[GuestLine, ...]
    chosen: int
    clock_in_doubt: bool = False

    @property
    def versions(self) -> tuple[int, ...]:
        """The newest of each guest."""
        return tuple(line.version for line in self.lines)

    def is_open(self, place: int) -> bool:
        """Whether this guest may still be corrected; one who was withdrawn stays as she is."""
        return not self._is_withdrawn(self.lines[place])

    @property
    def standing(self) -> Standing:
        """What a correction is judged against."""
        states = (State.CANCELLED if self._is_withdrawn(line) else line.state for line in self.lines)
        told = frozenset(place for place, line in enumerate(self.lines) if line.kind is not Kind.NEW)
        return Standing(self.kept.stay, tuple(states), told=told)

    @staticmethod
    def _is_withdrawn(line: GuestLine) -> bool:
        return line.state is State.CANCELLED or line.kind is Kind.CANCEL

    def questioned(self, place: int) -> tuple[FieldError, ...]:
        """What the police returned of this guest."""
        line = self.lines[place]
        return line.errors if line.state is State.RETURNED else ()


def stay_card(desk: Desk, guest_id: GuestId) -> StayCard | None:
    """None for a guest who isn't in the book, or while the book can't be read."""
    now = desk.clock.now()
    try:
        with desk.store.unit_of_work() as uow:
            house, kept = uow.house.establishment(), uow.stays.of_guest(guest_id)
            doubted = knows_no_today(uow, desk, now)
    except StoreBusy:
        return None
    if house is None or kept is None:
        return None
    lines = tuple(line for guest in kept.guests if (line := desk.reader.line(guest.id)) is not None)
    if len(lines) != len(kept.guests):
        return None
    chosen = next(place for place, guest in enumerate(kept.guests) if guest.id == guest_id)
    return StayCard(now, house, kept, lines, chosen, doubted)
