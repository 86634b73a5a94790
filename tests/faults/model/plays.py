"""So many steps of the model over one kind of store, from one seed, and what they came to.

    python -m tests.faults.model.plays KIND SEED STEPS FOLDER

The tests call `play`; a long run starts this module once for each of its parts.
"""

import json
import resource
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from guestreg.domain.declaration import State
from guestreg.domain.moves import MOVES, Actor, Move
from tests.fakes.postgres import PostgresServer
from tests.faults.model.machine import House
from tests.faults.model.mortal import Step
from tests.faults.model.reference import Reference, settles, stuck
from tests.faults.model.stores import Make, in_file, in_memory, in_postgres
from tests.faults.model.stories import STORIES

STEPS_OF_A_RUN = 50
_SETTINGS = settings(
    stateful_step_count=STEPS_OF_A_RUN,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Account:
    """Of one or more plays. `told` counts the runs in which each step was made, `happened` what befell the house."""

    steps: int = 0
    told: Counter[Step] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    """Of a processor."""

    def add(self, other: "Account") -> None:
        self.steps += other.steps
        self.told += other.told
        self.happened += other.happened
        self.seconds += other.seconds

    def rows(self) -> set[Move]:
        """Rows of the table of which a step was made."""
        return {row for row in MOVES if any((row.source, row.target, who) in self.told for who in row.actors)}

    def page(self) -> dict[str, Any]:
        told = [[source, target, actor, count] for (source, target, actor), count in self.told.items()]
        return {"steps": self.steps, "told": told, "happened": self.happened, "seconds": self.seconds}

    @staticmethod
    def read(page: dict[str, Any]) -> "Account":
        told: Counter[Step] = Counter()
        for source, target, actor, count in page["told"]:
            told[None if source is None else State(source), State(target), Actor(actor)] = count
        return Account(page["steps"], told, Counter(page["happened"]), page["seconds"])


def play(make: Make, steps: int, number: int, *, shrinks: bool = True) -> Account:
    """At least so many steps. Raises what broke; `shrinks`: with the shortest way to it."""
    account = Account()
    phases = (Phase.generate, Phase.shrink) if shrinks else (Phase.generate,)
    while account.steps < steps:
        counted = [0]
        house = type(
            "House",
            (House,),
            {"make": staticmethod(make), "told": account.told, "steps": counted, "happened": account.happened},
        )
        runs = max(1, -(-(steps - account.steps) // STEPS_OF_A_RUN))
        run_state_machine_as_test(seed(number)(house), settings=settings(_SETTINGS, max_examples=runs, phases=phases))
        account.steps += counted[0]
        number += 1
    return account


def in_turn(make: Make) -> Account:
    """Every story by itself in a house of its own, so that no move is left to chance."""
    account = Account()
    for story in STORIES:
        with ExitStack() as stack:
            world = make(stack, story.asked)
            reference = Reference(world)
            story.play(world)
            reference.check()
            settles(world)
            reference.check()
            assert stuck(world) == [], story.name
            account.add(Account(1, Counter(reference.seen), world.happened))
    return account


def play_on(kind: str, steps: int, number: int, folder: Path) -> Account:
    with ExitStack() as stack:
        if kind == "memory":
            account = play(in_memory, steps, number)
            account.add(in_turn(in_memory))
            return account
        if kind == "file":
            return play(in_file(folder), steps, number)
        server = PostgresServer()
        server.start()
        stack.callback(server.stop)
        return play(in_postgres(server), steps, number)


def main(kind: str, number: str, steps: str, folder: str) -> None:
    with TemporaryDirectory(dir=folder) as own:
        account = play_on(kind, int(steps), int(number), Path(own))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    account.seconds = sum(one.ru_utime + one.ru_stime for one in used)
    print(json.dumps(account.page()))


if __name__ == "__main__":
    main(*sys.argv[1:])
