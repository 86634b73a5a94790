"""Guards that a play of chance reaches too seldom: a scene by which each is needed, played with it and without it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from guestreg.domain.declaration import FieldError, State
from guestreg.outbox import later_verdict, policy, resting, upkeep
from guestreg.ports.endpoint import LaterVerdict
from guestreg.ports.receipt import ReceiptVerdict
from guestreg.services import declaring
from tests.faults.model.polices import Asked, Bug
from tests.faults.model.reference import Reference, stuck
from tests.faults.model.stores import in_memory
from tests.faults.model.stories import Teller
from tests.faults.model.world import World

OTHER_NUMBER = "001190007777"


class Poisoned(dict[bytes, tuple[FieldError, ...]]):
    """Complaints of a check that breaks over one guest's bytes."""

    bytes_of_her: bytes = b""

    def get(self, wire: Any, default: Any = None) -> Any:
        if wire == self.bytes_of_her:
            raise Bug
        return super().get(wire, default)


def a_told_guest_gets_another_number(world: World) -> None:
    teller = Teller(world)
    teller.stand(State.SENT)
    world.correct(teller.guest, number=OTHER_NUMBER)
    teller.go()


def an_old_verdict_comes_last(world: World) -> None:
    teller, server = Teller(world), world.server
    assert isinstance(server, Asked)
    teller.stand(State.CONFIRMED)
    newest = world.newest(teller.guest)
    server.decide(newest.id, newest.version, ReceiptVerdict.QUEUED)
    server.feed[:] = [LaterVerdict(newest.id, newest.version, server.tell(newest.id, newest.version))]
    teller.go(after=timedelta(hours=1))


def somebody_presses_send_now_each_minute(world: World) -> None:
    teller = Teller(world)
    teller.come()
    for _ in range(policy.MOST_FAILURES_PER_HOUR + 5):
        teller.go("no network", after=timedelta(minutes=1))


def our_own_check_breaks_over_the_first_of_two(world: World) -> None:
    teller = Teller(world)
    teller.come()
    poisoned = Poisoned()
    poisoned.bytes_of_her = world.newest(teller.guest).wire or b""
    world.terms.complaints = poisoned
    teller.come()
    world.work(30)
    assert world.newest(teller.guest).state is State.SENT, "one that breaks us holds nobody else up (I10)"


def a_clock_decades_ahead_is_set_right(world: World) -> None:
    teller = Teller(world)
    teller.come()
    world.jump(timedelta(days=30 * 365))
    teller.go("busy")
    world.set_right()
    world.work(120)
    assert stuck(world) == [], "as if the clock had never been wrong (I14)"


@dataclass(frozen=True)
class Scene:
    """`play` is of police that can be asked or not; `without` takes the guard out."""

    asked: bool
    play: Callable[[World], None]
    without: Callable[[pytest.MonkeyPatch], None]


SCENES = {
    "I3": Scene(
        False,
        a_told_guest_gets_another_number,
        lambda patch: patch.setattr(declaring, "_may_have_gone", lambda uow, version: False),
    ),
    "I6": Scene(
        True,
        an_old_verdict_comes_last,
        lambda patch: patch.setattr(later_verdict, "_RANK", dict.fromkeys(ReceiptVerdict, 0)),
    ),
    "I9": Scene(
        False,
        somebody_presses_send_now_each_minute,
        lambda patch: patch.setattr(policy.FailureLimit, "allows_try", lambda limit, at_ms: True),
    ),
    "I10": Scene(
        False,
        our_own_check_breaks_over_the_first_of_two,
        lambda patch: patch.setattr(resting.Resting, "shun_what_broke_us", lambda self: self._in_hand.clear()),
    ),
    "I14": Scene(
        True,
        a_clock_decades_ahead_is_set_right,
        lambda patch: patch.setattr(upkeep, "_righted", lambda at, now, back: at),
    ),
}


def played(scene: Scene) -> None:
    with ExitStack() as stack:
        world = in_memory(stack, scene.asked)
        reference = Reference(world)
        scene.play(world)
        reference.check()


@pytest.mark.parametrize("number", SCENES)
def test_the_scene_does_no_harm(number: str) -> None:
    played(SCENES[number])


@pytest.mark.parametrize("number", SCENES)
def test_without_its_guard_the_promise_is_broken(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    SCENES[number].without(monkeypatch)
    with pytest.raises(AssertionError, match=rf"\({number}\)"):
        played(SCENES[number])
