"""What the list of the ledger shows: typed words, a month or all of them, and the chips that are pressed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from guestreg.domain.declaration import OPEN, State
from guestreg.ports.reading import Counts, LineFilter


class Chip(StrEnum):
    """A filter with its count."""

    UNSENT = "unsent"
    TO_CORRECT = "to_correct"
    LATE = "late"
    FOREIGN = "foreign"
    CANCELLED = "cancelled"


_STATES = {
    Chip.UNSENT: OPEN,
    Chip.TO_CORRECT: frozenset({State.RETURNED}),
    Chip.CANCELLED: frozenset({State.CANCELLED}),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """`month` is its first day; None means every month."""

    text: str = ""
    month: date | None = None
    chip: Chip | None = None

    def base(self) -> LineFilter:
        """Words and month alone, as the chips count."""
        if self.month is None:
            return LineFilter(text=self.text)
        return LineFilter(text=self.text, arrival_from=self.month, arrival_to=_next_month(self.month) - timedelta(1))

    def filter(self, now: datetime) -> LineFilter:
        """With the pressed chip."""
        base = self.base()
        if self.chip is None:
            return base
        return replace(
            base,
            states=_STATES.get(self.chip, frozenset()),
            foreigners_only=self.chip is Chip.FOREIGN,
            late_at=now if self.chip is Chip.LATE else None,
        )

    def moved(self, months: int) -> "Wanted":
        """The month before or after; from every month to the given one isn't a step."""
        if self.month is None:
            return self
        step = _next_month(self.month) if months > 0 else (self.month - timedelta(1)).replace(day=1)
        return replace(self, month=step)


def count_of(chip: Chip, counts: Counts) -> int:
    """The number beside a chip: equal to what pressing it shows."""
    match chip:
        case Chip.LATE:
            return counts.late
        case Chip.FOREIGN:
            return counts.foreigners
        case _:
            return sum(counts.by_state.get(state, 0) for state in _STATES[chip])


def month_of(day: date) -> date:
    return day.replace(day=1)


def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
