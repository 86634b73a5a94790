"""Each way of being wrong shows itself, and the correct authority shows none of them."""

import threading
from collections.abc import Callable

import pytest

from guestreg.receiver.open.broken import Broken
from guestreg.receiver.serving import NotLoopback
from tests.contract.receiver.conftest import Opening, enrolled
from tests.contract.receiver.test_declaring import effects
from tests.fakes.open_authority import OpenAuthority
from tests.fakes.open_caller import OpenCaller
from tests.fakes.open_documents import EXAMPLE_ID, citizen
from tests.fakes.practice_police import HandClock

World = tuple[OpenAuthority, OpenCaller, HandClock]


def forgets_after_a_day(world: World) -> bool:
    authority, house, clock = world
    house.put(citizen())
    clock.advance(hours=25)
    house.put(citizen())
    return effects(authority) == 2


def has_no_memory(world: World) -> bool:
    authority, house, _ = world
    house.put(citizen())
    house.put(citizen())
    return effects(authority) == 2


def signs_again(world: World) -> bool:
    _, house, clock = world
    first = house.put(citizen())
    clock.advance(minutes=1)
    return house.put(citizen()).json != first.json


def promises_too_early(world: World) -> bool:
    authority, house, _ = world
    taken = house.put(citizen()).status == 201
    authority.stop()
    authority.start()
    return taken and house.status(EXAMPLE_ID).status == 404


def refuses_the_late(world: World) -> bool:
    _, house, clock = world
    clock.advance(days=2)
    return house.put(citizen()).status == 422


SYMPTOMS: dict[Broken, Callable[[World], bool]] = {
    Broken.SHORT_MEMORY: forgets_after_a_day,
    Broken.NO_KEY_MEMORY: has_no_memory,
    Broken.NEW_RECEIPT: signs_again,
    Broken.SUCCESS_BEFORE_COMMIT: promises_too_early,
    Broken.LATE_REFUSED: refuses_the_late,
}


@pytest.mark.parametrize("broken", SYMPTOMS)
def test_each_way_of_being_wrong_shows_itself(opening: Opening, clock: HandClock, broken: Broken) -> None:
    authority = opening(broken=broken)
    assert SYMPTOMS[broken]((authority, enrolled(authority), clock))


@pytest.mark.parametrize("broken", SYMPTOMS)
def test_the_correct_one_shows_none(authority: OpenAuthority, clock: HandClock, broken: Broken) -> None:
    assert not SYMPTOMS[broken]((authority, enrolled(authority), clock))


def test_the_blind_one_says_unknown_of_what_it_is_taking_in(opening: Opening) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        reached.set()
        assert go_on.wait(20)

    authority = opening(broken=Broken.BLIND_IN_FLIGHT, before_commit=wait)
    house = enrolled(authority)
    putting = threading.Thread(target=lambda: house.put(citizen()))
    putting.start()
    assert reached.wait(20)
    asked = house.status(EXAMPLE_ID)
    go_on.set()
    putting.join(20)
    assert (asked.status, house.status(EXAMPLE_ID).status) == (404, 200)


@pytest.mark.parametrize("changes", [{"broken": Broken.NEW_RECEIPT, "tls": True}, {}])
def test_what_is_for_trying_out_is_served_on_loopback_only(opening: Opening, changes: dict[str, object]) -> None:
    with pytest.raises(NotLoopback):
        opening(host="0.0.0.0", **changes)
