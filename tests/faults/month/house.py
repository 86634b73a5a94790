"""One house through a month on a virtual clock: guests every evening, a link three hours a day, a server that is away.

The tests run a few or many of them. It reuses the model's world: two programs, scripted police, power that fails.
"""

import random
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field

from guestreg.domain.channel import Channel
from guestreg.domain.declaration import OPEN, State
from tests.faults.model.reference import Reference
from tests.faults.model.stores import Make, in_memory
from tests.faults.model.world import World

DAYS = 30
SERVER_AWAY = range(10, 19)
"""Nine days."""
LINK_FROM, LINK_TO = 19, 22
EDITED, CANCELLED, POWER_CUTS = 0.05, 0.02, 0.3
GUESTS_A_NIGHT = 10


@dataclass
class Month:
    """What one house came to. `stands`: its newest versions; `hidden`: told to nobody and shown nowhere."""

    stands: Counter[str] = field(default_factory=Counter)
    guests: int = 0
    hidden: list[str] = field(default_factory=list)
    cuts: int = 0
    unsaved: int = 0
    """The power failed over the save, and nothing of it was kept."""


def live_a_month(number: int, make: Make = in_memory, *, guests_a_night: int = GUESTS_A_NIGHT) -> Month:
    """Every other house has police that can be asked."""
    chance = random.Random(number)
    with ExitStack() as stack:
        world = make(stack, bool(number % 2))
        reference, month = Reference(world), Month()
        for day in range(DAYS):
            _evening(world, chance, month, day, guests_a_night)
            reference.check()
        _account(world, month)
        return month


def _evening(world: World, chance: random.Random, month: Month, day: int, guests: int) -> None:
    """From six in the evening, an hour at a time, to the same hour of the next day."""
    for hour in range(18, 42):
        away = day in SERVER_AWAY
        linked = LINK_FROM <= hour < LINK_TO
        world.server.weather = "fair" if linked and not away else "busy" if linked else "no network"
        if hour < 23:
            _arrive(world, chance, month, guests // 5)
        if chance.random() < POWER_CUTS / 24:
            month.cuts += 1
            world.kill(0, chance.choice([0, 1, 2]), after=chance.random() < 0.5)
        if hour == 30:
            _settle_by_phone(world, chance)
        world.work(60)


def _arrive(world: World, chance: random.Random, month: Month, guests: int) -> None:
    for _ in range(guests):
        person = chance.randrange(6)
        number = f"00119{month.guests:07}" if person < 4 else f"C{month.guests:08}"
        known = len(world.guests)
        world.save(0, person, hours_ago=0, nights=1, number=number)
        month.guests += 1
        if len(world.guests) == known:
            month.unsaved += 1
            continue
        guest = world.guests[-1]
        if chance.random() < EDITED:
            world.work(1)
            world.correct(guest, room=f"Phòng {month.guests}")
        elif chance.random() < CANCELLED:
            world.cancel(guest)


def _settle_by_phone(world: World, chance: random.Random) -> None:
    """In the morning the owner calls for half of what goes no way by itself."""
    for line in world.readers[0].open_lines():
        if line.state is State.WINDOW_CLOSED and chance.random() < 0.5:
            world.tell(line.guest_id, Channel.PAPER)


def _account(world: World, month: Month) -> None:
    shown = {(line.declaration_id, line.version) for line in world.readers[0].open_lines()}
    for guest in world.guests:
        newest = world.newest(guest)
        month.stands[newest.state.value] += 1
        if newest.state in OPEN | {State.RETURNED} and (newest.id, newest.version) not in shown:
            month.hidden.append(newest.key)
