"""Clock, chance and events of this computer keep what their sockets promise."""

from datetime import timedelta

from guestreg.platform.clock import SystemClock
from guestreg.platform.events import LocalEvents
from guestreg.platform.random import OsRandom
from guestreg.ports.events import EndpointChanged, Event, LedgerChanged, WorkerDied


def test_the_clock_is_aware_and_its_other_hand_never_goes_back() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta(0)
    assert second >= first
    hands = [clock.monotonic_ms() for _ in range(1000)]
    assert hands == sorted(hands)
    assert hands[0] >= 0


def test_chance_never_repeats_and_fractions_are_fractions() -> None:
    random = OsRandom()
    assert len({random.token_bytes(16) for _ in range(1000)}) == 1000
    assert len(random.token_bytes(32)) == 32
    fractions = [random.fraction() for _ in range(1000)]
    assert all(0 <= one < 1 for one in fractions)
    assert min(fractions) < 0.5 < max(fractions)


def test_every_listener_hears_every_event_in_order() -> None:
    events, heard = LocalEvents(), list[tuple[str, Event]]()
    events.publish(LedgerChanged())
    events.subscribe(lambda event: heard.append(("first", event)))
    events.subscribe(lambda event: heard.append(("second", event)))
    told = (LedgerChanged(), EndpointChanged(), WorkerDied("x"))
    for one in told:
        events.publish(one)
    assert heard == [(who, one) for one in told for who in ("first", "second")]


def test_a_listener_may_subscribe_another_while_it_is_told() -> None:
    events, heard = LocalEvents(), list[Event]()
    events.subscribe(lambda _: events.subscribe(heard.append))
    events.publish(LedgerChanged())
    assert not heard
    events.publish(EndpointChanged())
    assert heard == [EndpointChanged()]
