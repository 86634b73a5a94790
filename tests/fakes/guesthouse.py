"""A house over any store with guests whose versions stand where a test puts them; for tests of what people do."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from guestreg.domain.chain import first_break
from guestreg.domain.declaration import Declaration, FieldError, Reason, State
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.identifiers import AttemptId, GuestId
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.reading import GuestLine, Reader
from guestreg.ports.store import Store
from guestreg.ports.telling import Telling
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_over
from tests.fakes.endpoint import FakeTerms
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import ENDPOINT, LEDGER, house, open_volume
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore
from tests.tables.rules import CITIZEN, FOREIGNER, NOW, STAY

WINDOW = timedelta(hours=30)
CHILD = {"full_name": "Lò Thị Mẫu Con", "birth_date": "05/03/2023", "sex": "F", "guardian": "1"}
NUMBERS = ("001190000017", "001190000025", "001190000033", "001190000041", "001190000058", "001190000066")


class Guesthouse:
    """Its endpoint takes new declarations for thirty hours. It is 20:42 in Vietnam, they came at 18:00."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self.clock, self.events = FakeClock(NOW), RecordedEvents()
        self.store, self.reader = store, reader
        self.terms = FakeTerms(endpoint_id=ENDPOINT, window=lambda arrival_at: arrival_at + WINDOW)
        self.desk: Desk = desk_over(store, reader, self.clock, events=self.events, terms=self.terms)
        self._attempts = 0
        with store.unit_of_work() as uow:
            uow.house.put_establishment(house())
            uow.commit()

    def citizen(self, place: int = 0, **stay: str) -> GuestId:
        return self._record(CITIZEN | {"doc_number": NUMBERS[place]}, stay)

    def foreigner(self, number: str = "L898902C3", **stay: str) -> GuestId:
        return self._record(FOREIGNER | {"passport_number": number}, stay)

    def child(self, place: int = 0, **stay: str) -> GuestId:
        """Without a document's number, beside the citizen of this place."""
        return self._record(CITIZEN | {"doc_number": NUMBERS[place]}, stay, CHILD)

    def _record(self, guest: dict[str, str], stay: dict[str, str], *others: dict[str, str]) -> GuestId:
        """The last of them."""
        people = tuple(Typed(one) for one in (guest, *others))
        done = record_stay(self.desk, RecordStay(StayEntry(Typed(STAY | stay), people)))
        assert isinstance(done, Done), done
        return done.value.kept.guests[-1].id

    def stand(self, guest: GuestId, state: State, **changes: Any) -> Declaration:
        """Put the newest version there, however it came."""
        with self.store.unit_of_work() as uow:
            moved = replace(self._newest(uow, guest), state=state, **changes)
            uow.declarations.save(moved)
            uow.commit()
        return moved

    def tried(self, guest: GuestId, outcome: str, minutes: int = 0) -> datetime:
        """One ended attempt so long after now; gives its end."""
        self._attempts += 1
        newest, at = self.newest(guest), self.clock.now() + timedelta(minutes=minutes)
        attempt = Attempt(
            AttemptId(f"try-{self._attempts}"), newest.id, newest.version, at, "00", "127.0.0.1", "run", "1.0.0"
        )
        with self.store.unit_of_work() as uow:
            uow.attempts.start(attempt)
            uow.attempts.finish(AttemptOutcome(attempt.id, at + timedelta(seconds=2), outcome, State.SENT, 200))
            uow.commit()
        return at + timedelta(seconds=2)

    def amend(self, guest: GuestId, state: State = State.WAITING, **changes: Any) -> Declaration:
        """A next version behind the newest one."""
        with self.store.unit_of_work() as uow:
            newest = self._newest(uow, guest)
            made = replace(newest, version=newest.version + 1, state=state, **changes)
            uow.declarations.add(made)
            uow.commit()
        return made

    def returned(self, guest: GuestId, code: str = "E-09", **changes: Any) -> Declaration:
        errors = (FieldError("room", code, "Phòng?"),)
        return self.stand(guest, State.RETURNED, reason=Reason(code), errors=errors, **changes)

    def newest(self, guest: GuestId) -> Declaration:
        with self.store.unit_of_work() as uow:
            return self._newest(uow, guest)

    def versions(self, guest: GuestId) -> list[State]:
        newest = self.newest(guest)
        with self.store.unit_of_work() as uow:
            return [one.state for one in uow.declarations.versions(newest.id)]

    def line(self, guest: GuestId) -> GuestLine:
        line = self.reader.line(guest)
        assert line is not None
        return line

    def told(self, guest: GuestId) -> tuple[Telling, ...]:
        newest = self.newest(guest)
        with self.store.unit_of_work() as uow:
            return uow.tellings.of(newest.id, newest.version)

    def entries(self) -> list[dict[str, Any]]:
        """All of the ledger, whose chain holds."""
        with self.store.unit_of_work() as uow:
            entries = list(uow.ledger.entries())
        assert first_break(entries) is None
        return [json.loads(one.envelope) for one in entries]

    def everything(self) -> tuple[Any, ...]:
        """What must be equal when nothing was stored."""
        with self.store.unit_of_work() as uow:
            leaves = list(uow.ledger.leaves())
            open_ones = uow.declarations.outstanding(ENDPOINT)
        lines = self.reader.told_since(NOW - timedelta(days=9)) + self.reader.open_lines()
        return leaves, open_ones, lines, len(self.events.told)

    @staticmethod
    def _newest(uow: Any, guest: GuestId) -> Declaration:
        kept = uow.stays.of_guest(guest)
        line = next(one for one in kept.guests if one.id == guest)
        newest: Declaration = uow.declarations.versions(line.declaration_id)[-1]
        return newest


def memory_guesthouse() -> Guesthouse:
    """Over a store in memory."""
    store = MemoryStore(LEDGER)
    open_volume(store)
    return Guesthouse(store, MemoryReader(store))
