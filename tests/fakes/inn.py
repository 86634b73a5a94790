"""A house with one stay recorded, whose newest versions stand where a test puts them: for tests of later versions."""

import json
from dataclasses import replace

from guestreg.domain.declaration import Declaration, EndpointKind, Kind, State
from guestreg.domain.ledger import EntryKind
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.ports.endpoint import EndpointTerms
from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.record_stay import Recorded, RecordStay, record_stay
from guestreg.services.outcome import Done, Outcome
from tests.fakes.clock import FakeClock
from tests.fakes.desk import memory_desk
from tests.fakes.endpoint import FakeTerms
from tests.fakes.kept import ENDPOINT, LEDGER, house, open_volume
from tests.fakes.stays import entry
from tests.fakes.store import MemoryStore
from tests.tables.rules import CITIZEN, NOW

KBTT = KbttTerms("http://127.0.0.1:1", endpoint_id=ENDPOINT, kind=EndpointKind.PRACTICE)
EVERYTHING = FakeTerms(endpoint_id=ENDPOINT, taken=lambda kind, guest_kind, document: True)


class Inn:
    """`stand` puts the newest version of the guest at `place` anywhere."""

    def __init__(self, terms: EndpointTerms = KBTT, *guests: dict[str, str]) -> None:
        self.clock = FakeClock(NOW)
        self.store = MemoryStore(LEDGER)
        open_volume(self.store)
        self.store.rows.house = replace(house(), police_phone="0213 111")
        self.desk = memory_desk(self.store, self.clock, terms=terms)
        recorded = record_stay(self.desk, RecordStay(entry(*(guests or (CITIZEN,)))))
        assert isinstance(recorded, Done)
        self.kept = recorded.value.kept
        self.clock.advance(minutes=5)

    @property
    def versions(self) -> tuple[Declaration, ...]:
        return self.of(0)

    def of(self, place: int) -> tuple[Declaration, ...]:
        with self.store.unit_of_work() as uow:
            return uow.declarations.versions(self.kept.guests[place].declaration_id)

    @property
    def states(self) -> list[tuple[int, Kind, State]]:
        return [(one.version, one.kind, one.state) for one in self.versions]

    @property
    def entries(self) -> list[EntryKind]:
        with self.store.unit_of_work() as uow:
            kinds = [EntryKind(json.loads(one.envelope)["k"]) for one in uow.ledger.entries()]
        return [one for one in kinds if one is not EntryKind.STATE]

    def stand(self, state: State, place: int = 0, **changes: object) -> None:
        newest = self.of(place)[-1]
        told = {"evidence_at": self.clock.now()} if state in (State.SENT, State.CONFIRMED, State.HANDED_OVER) else {}
        self.store.rows.declarations[(newest.id, newest.version)] = replace(
            newest,
            state=state,
            **(told | changes),  # type: ignore[arg-type]
        )

    def correct(self, *guests: dict[str, str], **stay: str) -> Outcome[Recorded]:
        return correct_stay(self.desk, CorrectStay(self.kept.id, entry(*guests, **stay)))

    def cancel(self, reason: str = "entered-twice", text: str = "") -> Outcome[tuple[Declaration, ...]]:
        return cancel_stay(self.desk, CancelStay((self.kept.guests[0].id,), reason, text))
