"""A kept stay while it is corrected: whose record a correction changes, and whom today's rules no longer concern.

The rules of a stay read against it, and the verb that corrects asks it which versions it replaces.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from guestreg.domain.declaration import State
from guestreg.domain.guest import Guest
from guestreg.domain.stay import Stay

_NEVER_LEFT = frozenset({State.WAITING, State.RETURNED, State.WINDOW_CLOSED})
"""Whose record is made anew by a correction; any other one stays, and the correction waits behind it."""


@dataclass(frozen=True, slots=True, repr=False)
class Standing:
    """`states`: where each guest's newest version stands, `CANCELLED` also while the cancellation is on its way.

    `departures`: who left when. Guests in their order; `told` are the places of those whose newest version follows
    one that was told.
    """

    stay: Stay
    states: tuple[State, ...]
    departures: tuple[datetime | None, ...] = ()
    told: frozenset[int] = frozenset()

    def is_withdrawn(self, place: int) -> bool:
        """Her line stays as it is, whatever is typed, and stands in nobody's way."""
        return place < len(self.states) and self.states[place] is State.CANCELLED

    def is_replaced(self, place: int, guest: Guest | None, *, same_stay: bool) -> bool:
        """Whether this guest gets a new version; one that was returned always does."""
        if place >= len(self.states):
            return True
        if self.is_withdrawn(place):
            return False
        return not same_stay or guest != self.stay.guests[place] or self.states[place] is State.RETURNED

    def replaced(self, stay: Stay) -> frozenset[int]:
        """Places of the guests who get a new version by a correction to `stay`."""
        same_stay = told(stay) == told(self.stay)
        return frozenset(
            place for place, guest in enumerate(stay.guests) if self.is_replaced(place, guest, same_stay=same_stay)
        )

    def moves_departure_alone(self, place: int, stay: Stay) -> bool:
        """Whether a correction to `stay` does no more to this guest than let her stay longer."""
        longer = stay.planned_departure > self.stay.planned_departure
        same = told(replace(stay, planned_departure=self.stay.planned_departure)) == told(self.stay)
        return longer and same and stay.guests[place] == self.stay.guests[place]

    def is_judged_by_today(self, place: int, guest: Guest | None, *, same_stay: bool) -> bool:
        """What is said of today holds for a record as it is made, not for one that stays or has left."""
        left = place in self.told or (place < len(self.states) and self.states[place] not in _NEVER_LEFT)
        return not left and self.is_replaced(place, guest, same_stay=same_stay)


def told(stay: Stay) -> tuple[object, ...]:
    """What every guest's declaration says of the stay."""
    return (
        stay.arrival,
        stay.planned_departure,
        stay.notifier,
        stay.reason,
        stay.reason_text,
        stay.room,
        stay.note,
    )
