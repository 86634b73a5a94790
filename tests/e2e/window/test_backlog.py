"""Two hundred guests behind a link of two seconds leave before their deadline, and meanwhile the window answers keys.

Each exchange hangs until a key was answered: a window that waited for the link would hear none.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt

from guestreg.app.program import Program
from guestreg.domain.declaration import State
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.outbox.courier import Courier
from guestreg.outbox.run import Run
from guestreg.ports.endpoint import Exchange, Parcel
from guestreg.ports.reading import LineFilter
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from tests.e2e.window.conftest import House
from tests.e2e.window.person import PATIENCE_MS, Person
from tests.fakes.clock import FakeClock
from tests.fakes.endpoint import FakeClient
from tests.tables.rules import CITIZEN, STAY

GUESTS, STAYS, LANES, LINK = 200, 4, 2, timedelta(seconds=2)
FREED_BY_A_KEY = 10
TEN_TO_ELEVEN = datetime(2026, 11, 21, 15, 50, tzinfo=UTC)
"""In Vietnam; who came tonight is due at eleven."""
EVERYBODY = LineFilter()


class SlowLink(FakeClient):
    """`freed` is what ends an exchange; `starved` counts those that nobody freed in time."""

    def __init__(self, clock: FakeClock, patience_s: float) -> None:
        super().__init__()
        self._clock, self._patience_s = clock, patience_s
        self._lock, self._free = threading.Lock(), threading.Semaphore(0)
        self.under_way = self.starved = 0

    def send(self, parcel: Parcel) -> Exchange:
        with self._lock:
            self.under_way += 1
        freed = self._free.acquire(timeout=self._patience_s)
        with self._lock:
            self.under_way -= 1
            self.starved += not freed
            self._clock.advance(LINK / LANES)
            return super().send(parcel)

    def free(self, exchanges: int) -> None:
        self._free.release(exchanges)


class FarProgram(Program):
    """All as it is, but for the line to the police."""

    link: SlowLink

    @contextmanager
    def sending(self) -> Iterator[Courier]:
        desk = self.desk()
        run = Run("run-1", "guestreg 1.0.0", lambda owner: False)
        at = (desk.store, desk.terms, self.link, desk.journal, desk.clock, desk.random, desk.events)
        yield Courier(*at, run, lanes=LANES)


def crowded(house: House, patience_s: float) -> SlowLink:
    """Everybody is in the book and waits."""
    clock = FakeClock(TEN_TO_ELEVEN)
    link = FarProgram.link = SlowLink(clock, patience_s)
    house.clock, house.make = clock, FarProgram
    program = house.program()
    for stay in range(STAYS):
        numbers = range(stay, GUESTS, STAYS)
        people = tuple(Typed(CITIZEN | {"doc_number": f"001190{number:06d}"}) for number in numbers)
        assert isinstance(record_stay(program.desk(), RecordStay(StayEntry(Typed(STAY), people))), Done)
    program.close()
    return link


def count(person: Person, state: State) -> int:
    return person.program.desk().reader.counts(EVERYBODY, TEN_TO_ELEVEN).by_state.get(state, 0)


def answered(person: Person, keys: int) -> bool:
    return person.text("scanBox") == "A" * keys


def test_it_drains_by_its_deadline_while_keys_are_answered(house: House) -> None:
    link = crowded(house, PATIENCE_MS / 1000)
    person = house.start()
    person.press(Qt.Key.Key_F2)
    person.wait(lambda: bool(person.text("stayWords")), "the form is there")
    person.wait(lambda: person.find("scanBox").hasFocus(), "the scan box has the focus")
    for keys in range(1, GUESTS // FREED_BY_A_KEY + 1):
        person.wait(lambda: link.under_way > 0, "somebody is on the way")
        person.type("A")
        person.wait(partial(answered, person, keys), "the key is answered")
        link.free(FREED_BY_A_KEY)
    person.wait(lambda: count(person, State.SENT) == GUESTS, "all are sent")
    assert link.starved == 0
    assert house.clock.now() == TEN_TO_ELEVEN + LINK / LANES * GUESTS
    assert person.program.desk().reader.counts(EVERYBODY, house.clock.now()).late == 0
    assert len(link.sent) == len({parcel.declaration_id for parcel in link.sent}) == GUESTS


def test_a_window_that_waits_for_the_link_answers_no_key(house: House) -> None:
    """The negative control: the same pass in the window's own thread starves at its first exchange."""
    link = crowded(house, 0.1)
    program = house.program()
    with program.sending() as courier:
        courier.run_pass(lambda: link.starved == 0)
    program.close()
    assert link.starved > 0
