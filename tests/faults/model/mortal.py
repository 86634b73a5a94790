"""A program that can be killed between any two commits, and a journal that notes every move."""

from dataclasses import dataclass
from typing import Any, Self, cast

from guestreg.domain.declaration import Declaration, State
from guestreg.domain.moves import Actor
from guestreg.outbox.journal import Journal
from guestreg.ports.store import Store, UnitOfWork
from tests.faults.model.polices import Killed

Step = tuple[State | None, State, Actor]


@dataclass
class Life:
    """Of one program. `ends_in`: it is killed at that commit from now; `after`: just after it."""

    owner: str
    alive: bool = True
    ended: bool = False
    """At a commit."""
    ends_in: int = 0
    after: bool = False
    commits: int = 0

    def must_live(self) -> None:
        if not self.alive:
            raise Killed

    def end(self) -> None:
        self.alive, self.ended = False, True
        raise Killed


class MortalUnit:
    """A unit of work of a program that may be killed at a commit."""

    def __init__(self, unit: UnitOfWork, life: Life) -> None:
        self._unit, self._life = unit, life

    def __enter__(self) -> Self:
        self._life.must_live()
        self._unit.__enter__()
        return self

    def __exit__(self, *how: Any) -> None:
        self._unit.__exit__(*how)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)

    def commit(self) -> None:
        life = self._life
        ends = life.ends_in == 1
        life.ends_in = max(0, life.ends_in - 1)
        if ends and not life.after:
            life.end()
        self._unit.commit()
        life.commits += 1
        if ends:
            life.end()


class MortalStore:
    """The store as one program has it."""

    def __init__(self, store: Store, life: Life) -> None:
        self._store, self._life = store, life

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def unit_of_work(self) -> UnitOfWork:
        return cast(UnitOfWork, MortalUnit(self._store.unit_of_work(), self._life))


class NotedJournal(Journal):
    """Notes who moved what where."""

    moves: list[tuple[str, Step]]

    def move(self, uow: UnitOfWork, declaration: Declaration, target: State, actor: Actor, **more: Any) -> Declaration:
        moved = super().move(uow, declaration, target, actor, **more)
        self.moves.append((declaration.key, (declaration.state, target, actor)))
        return moved
