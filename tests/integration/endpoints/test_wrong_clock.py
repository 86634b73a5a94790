"""A computer's clock nine hours wrong, both ways, against the practice police with the right one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from guestreg.domain.declaration import EndpointKind, State
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.outbox.courier import Courier
from guestreg.outbox.run import Run
from guestreg.outbox.worker import drain
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.server import RunningSimulator, SimulatorPlan
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.fakes.desk import memory_desk
from tests.fakes.kept import ENDPOINT
from tests.fakes.practice_police import EVENING, HandClock, plan_in
from tests.fakes.random import SeededRandom
from tests.fakes.waiter import HandWaiter
from tests.tables.rules import CITIZEN, STAY

NINE_HOURS = timedelta(hours=9)
NEXT_NOON = EVENING + timedelta(hours=17)
"""12:30 of the day after; the window of tonight's guests is open until midnight."""
TOO_LATE = EVENING + timedelta(hours=29, minutes=30)
"""01:00 of the day after that."""
NOWHERE = "http://127.0.0.1:1"


@dataclass
class House:
    """A computer with a clock of its own, and the police at their address."""

    desk: Desk
    clock: FakeClock
    plan: SimulatorPlan
    police_clock: HandClock
    url: str

    def record(self) -> None:
        saved = record_stay(self.desk, RecordStay(StayEntry(Typed(STAY | {"note": ""}), (Typed(CITIZEN),))))
        assert isinstance(saved, Done)

    def send(self, address: str | None = None) -> None:
        """One run of the program for an hour of its time; whatever it is asked for lies at `address`."""
        account, url = self.plan.settings, address or self.url
        credentials = {
            "password": account.password,
            "client_a": ":".join(account.login_client),
            "client_b": ":".join(account.refresh_client),
        }
        client = KbttClient(
            KbttTerms(url, endpoint_id=ENDPOINT, kind=EndpointKind.PRACTICE),
            url,
            account.username,
            credentials,
            clock=self.clock,
            expected_code=None,
            user_agent="guestreg/test",
            practice=True,
        )
        desk = self.desk
        run = Run("run", "guestreg 1.0.0", lambda owner: False)
        courier = Courier(desk.store, desk.terms, client, desk.journal, self.clock, SeededRandom(2), desk.events, run)
        courier.try_now()
        drain(courier, self.clock, HandWaiter(self.clock), until_idle=True, timeout_s=3600)
        client.close()

    def state(self) -> State:
        (line,) = self.desk.reader.open_lines() or self.desk.reader.staying(EVENING)
        return line.state

    def told(self) -> list[str]:
        record = Record(self.plan.record_path)
        found = [stay.document.number for stay in record.stays()]
        record.close()
        return found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    police_clock, clock = HandClock(NEXT_NOON), FakeClock(EVENING + timedelta(hours=2))
    plan = plan_in(tmp_path, police_clock)
    simulator = RunningSimulator(plan)
    url = simulator.start()
    terms = KbttTerms(url, endpoint_id=ENDPOINT, kind=EndpointKind.PRACTICE)
    yield House(memory_desk(clock=clock, terms=terms), clock, plan, police_clock, url)
    simulator.stop()


def shut_out_by_a_clock_ahead(house: House) -> None:
    """Recorded in the evening, no network until the next noon, and then a clock nine hours on."""
    house.record()
    house.clock.advance(NEXT_NOON - house.clock.now())
    house.clock.jump(NINE_HOURS)
    house.clock.jump(hours=3)
    house.send(NOWHERE)
    assert house.state() is State.WINDOW_CLOSED


def test_the_police_show_that_the_clock_is_ahead_and_get_the_guest(house: House) -> None:
    shut_out_by_a_clock_ahead(house)
    house.send()
    assert house.state() is State.SENT
    assert house.told() == [CITIZEN["doc_number"]]


def test_once_the_clock_is_right_again_the_guest_is_sent(house: House) -> None:
    shut_out_by_a_clock_ahead(house)
    house.clock.jump(-NINE_HOURS)
    house.clock.jump(hours=-4)
    house.send()
    assert house.state() is State.SENT
    assert house.told() == [CITIZEN["doc_number"]]


def test_a_guest_whom_only_the_saving_shut_out_is_sent_too(house: House) -> None:
    house.clock.jump(timedelta(hours=27))
    house.record()
    assert house.state() is State.WINDOW_CLOSED
    house.send()
    assert (house.state(), house.told()) == (State.SENT, [CITIZEN["doc_number"]])


@pytest.mark.parametrize("later", [NINE_HOURS, -NINE_HOURS, timedelta()])
def test_whom_the_police_refused_is_never_sent_again(house: House, later: timedelta) -> None:
    """The negative control: the clock is behind, the police say that the window is over."""
    house.record()
    house.police_clock.instant = TOO_LATE
    house.clock.advance(TOO_LATE - house.clock.now())
    house.clock.jump(-NINE_HOURS)
    house.send()
    assert house.state() is State.WINDOW_CLOSED
    attempts = len(_attempts(house))
    assert attempts == 1
    for jump in (later, -later):
        house.clock.jump(jump)
        house.send()
    assert (house.state(), len(_attempts(house)), house.told()) == (State.WINDOW_CLOSED, attempts, [])


def test_what_is_over_for_the_police_too_is_not_sent(house: House) -> None:
    shut_out_by_a_clock_ahead(house)
    house.police_clock.instant = TOO_LATE
    house.send()
    house.clock.jump(-NINE_HOURS)
    house.clock.jump(hours=-4)
    house.send()
    assert (house.state(), _attempts(house), house.told()) == (State.WINDOW_CLOSED, (), [])


def _attempts(house: House) -> tuple[object, ...]:
    (line,) = house.desk.reader.open_lines()
    with house.desk.store.unit_of_work() as uow:
        return uow.attempts.of(line.declaration_id, line.version)
