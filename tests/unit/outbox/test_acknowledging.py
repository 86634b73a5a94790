"""Messages read here are told of until the authority has heard or forgotten them, and never in anybody's way."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from guestreg.outbox.acknowledging import Acknowledger
from guestreg.outbox.courier import Courier
from guestreg.ports.correspondence import Heard
from guestreg.ports.endpoint import Absent, NothingLeft
from guestreg.ports.receipt import PoliceMessage
from tests.fakes.clock import EVENING
from tests.fakes.countersigner import Countersigner
from tests.fakes.endpoint import FakeClient
from tests.unit.outbox.post import Post, post

MESSAGE = PoliceMessage("m1", EVENING, "Nhắc", "Xin gọi lại", read_at=EVENING)


@dataclass
class Listener(Countersigner):
    """Gives its answers in turn, then takes everything."""

    said: list[Heard] = field(default_factory=list)
    heard: list[tuple[str, datetime]] = field(default_factory=list)

    def tell_read(self, message_id: str, at: object) -> Heard:
        assert isinstance(at, datetime)
        self.heard.append((message_id, at))
        return self.said.pop(0) if self.said else Heard.TAKEN


def begun(*said: Heard, messages: int = 3) -> tuple[Post, Listener, Acknowledger]:
    desk, listener = post(), Listener(said=list(said))
    for number in range(1, messages + 1):
        desk.store.rows.messages[f"m{number}"] = replace(MESSAGE, id=f"m{number}")
    return desk, listener, Acknowledger(desk.store, listener, desk.clock)


def test_each_is_told_once_and_one_the_authority_forgot_is_let_be() -> None:
    desk, listener, errand = begun(Heard.TAKEN, Heard.REFUSED)
    desk.store.rows.messages["new"] = replace(MESSAGE, id="new", read_at=None)
    errand.run(lambda: True)
    errand.run(lambda: True)
    assert listener.heard == [("m1", EVENING), ("m2", EVENING), ("m3", EVENING)]
    assert set(desk.store.rows.acknowledged) == {"m1", "m2", "m3"}


def test_without_an_answer_the_rest_is_told_next_time() -> None:
    _, listener, errand = begun(Heard.TAKEN, Heard.NO_ANSWER)
    errand.run(lambda: True)
    assert [one for one, _ in listener.heard] == ["m1", "m2"]
    errand.run(lambda: False)
    errand.run(lambda: True)
    assert [one for one, _ in listener.heard] == ["m1", "m2", "m2", "m3"]


def test_the_courier_greets_then_sends_and_runs_its_errands_once_the_endpoint_is_well() -> None:
    desk, order = post(client=FakeClient(held=Absent())), list[str]()
    desk.save(1)
    at = (desk.store, desk.terms, desk.client, desk.journal, desk.clock, desk.random, desk.events)

    def note_sent() -> None:
        order.append(f"greeted, {len(desk.client.sent)} sent")

    def errand(keep_going: Callable[[], bool]) -> None:
        order.append(f"errand, {len(desk.client.sent)} sent, {keep_going()}")

    courier = Courier(*at, desk.run_of_program, greeted=note_sent, errands=(errand, errand))
    courier.run_pass()
    assert order == ["greeted, 0 sent", "errand, 1 sent, True", "errand, 1 sent, True"]
    desk.clock.advance(hours=1)
    desk.client.greetings = [NothingLeft("no_network")]
    courier.run_pass()
    assert len(order) == 3
