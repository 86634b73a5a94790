"""What every teller of events promises: each listener hears each event once, in order, before publish returns."""

from collections.abc import Callable
from threading import Thread

import pytest

from guestreg.platform.events import LocalEvents
from guestreg.ports.events import EndpointChanged, Event, Events, LedgerChanged, WorkerDied
from tests.fakes.events import RecordedEvents

TELLERS: dict[str, Callable[[], Events]] = {"local": LocalEvents, "recorded": RecordedEvents}
STORY: list[Event] = [LedgerChanged(), EndpointChanged(), WorkerDied("B-1"), LedgerChanged()]


@pytest.fixture(params=TELLERS)
def events(request: pytest.FixtureRequest) -> Events:
    return TELLERS[request.param]()


def test_every_listener_hears_everything_in_order(events: Events) -> None:
    first: list[Event] = []
    second: list[Event] = []
    events.subscribe(first.append)
    events.subscribe(second.append)
    for number, event in enumerate(STORY, 1):
        events.publish(event)
        assert len(first) == len(second) == number
    assert first == second == STORY


def test_who_comes_later_hears_only_what_comes_after(events: Events) -> None:
    heard: list[Event] = []
    events.publish(LedgerChanged())
    events.subscribe(heard.append)
    events.publish(EndpointChanged())
    assert heard == [EndpointChanged()]


def test_a_listener_may_bring_another(events: Events) -> None:
    heard: list[Event] = []

    def bring(event: Event) -> None:
        if isinstance(event, LedgerChanged):
            events.subscribe(heard.append)

    events.subscribe(bring)
    events.publish(LedgerChanged())
    events.publish(EndpointChanged())
    assert heard == [EndpointChanged()]


def test_any_thread_may_tell(events: Events) -> None:
    heard: list[Event] = []
    events.subscribe(heard.append)
    teller = Thread(target=events.publish, args=(LedgerChanged(),))
    teller.start()
    teller.join(10)
    assert heard == [LedgerChanged()]
