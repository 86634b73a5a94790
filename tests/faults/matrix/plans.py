"""Which cells are played together, and playing them one after another outside the test runner.

    python -m tests.faults.matrix.plans FOLDER BOOK SEED SHARE OF MINUTES

plays one share of the long run, writes [cell, findings] into the book as JSON lines, and goes on from what is there.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path

from tests.faults.matrix.cell import SHORT_TOTAL_S, Cell
from tests.faults.matrix.kinds import IN_ONE_PROCESS
from tests.faults.matrix.kinds_open import ON_THE_OPEN_CONTRACT
from tests.faults.matrix.row import EVENING, NINE_DAYS, ONCE, PHASES, TEN_MINUTES, Phase, Row
from tests.faults.matrix.world import World

SIZES = (1, 3, 10)
MORE_TOTAL_S = 1.5

Findings = dict[str, list[str]]
"""What is wrong with each cell, by its title."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One cell to play."""

    row: Row
    duration: str
    phase: Phase = EVENING
    size: int | None = None

    @property
    def title(self) -> str:
        more = "" if self.size is None else f", {self.phase.name}, {self.size} guests"
        return f"{self.row.title}, {self.duration}{more}"

    def play(self, world: World, seed: int = 1) -> list[str]:
        """Findings. A machine out of breath may spend the short time before anything left: then once with more."""
        said = self._played(world, seed, SHORT_TOTAL_S)
        return self._played(world, seed, MORE_TOTAL_S) if said and self.row.waits else said

    def _played(self, world: World, seed: int, short_s: float) -> list[str]:
        cell = Cell(self.row, self.duration, world, phase=self.phase, size=self.size, seed=seed, short_s=short_s)
        return cell.play()


def short(rows: Iterable[Row]) -> Iterator[Plan]:
    """Every row once and for ten minutes, the first one of each kind for nine days."""
    numbers: set[int] = set()
    for row in rows:
        yield from (
            Plan(row, duration) for duration in row.durations if duration != NINE_DAYS or row.number not in numbers
        )
        numbers.add(row.number)


def brief(rows: Iterable[Row]) -> Iterator[Plan]:
    """Every row once, the first one of each kind for ten minutes: days are for the long run."""
    numbers: set[int] = set()
    for row in rows:
        yield Plan(row, ONCE)
        if row.number not in numbers:
            yield Plan(row, TEN_MINUTES)
        numbers.add(row.number)


def whole(rows: Iterable[Row]) -> list[Plan]:
    """What is short, at every phase of the evening and in every size."""
    plans = tuple(short(rows))
    return [_in_size(one, phase, size) for one in plans for phase in PHASES for size in SIZES]


def turned(rows: Iterable[Row]) -> list[Plan]:
    """The first row of each kind for every time, at every phase; the sizes take turns."""
    first = {row.number: row for row in reversed(tuple(rows))}
    plans = [Plan(row, duration, phase) for row in first.values() for duration in row.durations for phase in PHASES]
    return [_in_size(one, one.phase, SIZES[place % len(SIZES)]) for place, one in enumerate(plans)]


def _in_size(plan: Plan, phase: Phase, size: int) -> Plan:
    return Plan(plan.row, plan.duration, phase, max(size, plan.row.guests))


def long_run() -> list[Plan]:
    plans = (*whole(IN_ONE_PROCESS), *turned(ON_THE_OPEN_CONTRACT))
    return list({one.title: one for one in plans}.values())


def played(
    plans: Iterable[Plan],
    world: World,
    seed: int,
    minutes: float = inf,
    known: Findings | None = None,
    note: Callable[[str, list[str]], None] = lambda title, said: None,
) -> Findings:
    """Findings by title, the known ones among them; no cell is begun when the minutes are over."""
    found = dict(known or {})
    began = time.monotonic()
    for place, one in enumerate(plans):
        if one.title in found:
            continue
        if time.monotonic() - began > minutes * 60:
            break
        found[one.title] = one.play(world, seed + place)
        note(one.title, found[one.title])
    return found


def read(book: Path) -> Findings:
    return dict(json.loads(line) for line in book.read_text("utf-8").splitlines()) if book.exists() else {}


def main(folder: str, book: str, seed: str, share: str, of: str, minutes: str) -> None:
    """The order is drawn, so that a run that is cut short has been everywhere."""
    plans = long_run()
    random.Random(seed).shuffle(plans)
    known = read(Path(book))
    with World(Path(folder)) as world, Path(book).open("a", encoding="utf-8") as kept:

        def note(title: str, said: list[str]) -> None:
            print(json.dumps([title, said]), file=kept, flush=True)

        played(plans[int(share) :: int(of)], world, int(seed), float(minutes), known, note)


if __name__ == "__main__":
    main(*sys.argv[1:])
