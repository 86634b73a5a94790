"""Checking out over every store: who leaves, what the ledger says of it, what is refused and then changes nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from guestreg.domain.chain import first_break
from guestreg.domain.declaration import State
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.kept import KeptStay
from guestreg.ports.reading import Reader
from guestreg.ports.store import Store
from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay
from guestreg.services.commands.check_out import CheckOut, UndoCheckOut, check_out, undo_check_out
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.queries.present import present
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_over
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import house
from tests.tables.rules import CITIZEN, FOREIGNER, NOW, STAY


class House:
    """A citizen and a foreigner who came together, and a man alone."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self.clock, self.events, self.store, self.reader = FakeClock(NOW), RecordedEvents(), store, reader
        self.desk: Desk = desk_over(store, reader, self.clock, events=self.events)
        with store.unit_of_work() as uow:
            uow.house.put_establishment(house())
            uow.commit()
        alone = CITIZEN | {"full_name": "Lò Văn Thử", "sex": "M", "doc_number": "001090000025"}
        self.pair, self.alone = self._record(CITIZEN, FOREIGNER), self._record(alone)
        self.clock.advance(hours=12, seconds=17)
        self.now = self.clock.now().replace(second=0)

    def _record(self, *guests: dict[str, str]) -> KeptStay:
        done = record_stay(self.desk, RecordStay(StayEntry(Typed(STAY), tuple(map(Typed, guests)))))
        assert isinstance(done, Done), done
        return done.value.kept

    @property
    def ids(self) -> list[GuestId]:
        return [guest.id for kept in (self.pair, self.alone) for guest in kept.guests]

    def departures(self) -> list[Any]:
        with self.store.unit_of_work() as uow:
            kept = [uow.stays.get(one.id) for one in (self.pair, self.alone)]
        stored = [guest.departed_at for one in kept if one is not None for guest in one.guests]
        assert stored == [row.line.departed_at for row in self.reader.register(1, None, None)]
        return stored

    def entries(self) -> list[tuple[str | None, Any]]:
        """Every check-out of the ledger: which declaration, what was said."""
        with self.store.unit_of_work() as uow:
            entries = list(uow.ledger.entries())
        assert first_break(entries) is None
        said = [(json.loads(one.envelope), one.body) for one in entries]
        return [(env["ref"], json.loads(body or b"")) for env, body in said if env["k"] == "stay.checkout"]

    def everything(self) -> tuple[Any, ...]:
        with self.store.unit_of_work() as uow:
            leaves = list(uow.ledger.leaves())
        return self.departures(), leaves, len(self.events.told)


@pytest.fixture
def inn(opened: Store, reader: Reader) -> House:
    return House(opened, reader)


def codes(outcome: Outcome[Any]) -> list[str]:
    assert isinstance(outcome, Refused), outcome
    return [one.code for one in outcome.violations]


def test_one_leaves_and_the_others_stay(inn: House) -> None:
    done = check_out(inn.desk, CheckOut((inn.ids[1],)))
    assert isinstance(done, Done)
    assert [(one.guest.id, one.guest.departed_at) for one in done.value] == [(inn.ids[1], inn.now)]
    assert inn.departures() == [None, inn.now, None]
    ref = f"{inn.pair.guests[1].declaration_id}.1"
    assert inn.entries() == [(ref, {"actual_departure": "2026-11-22T08:42+07:00"})]
    assert len(inn.events.told) == 3


def test_guests_of_several_parties_leave_together_in_one_go(inn: House) -> None:
    assert isinstance(check_out(inn.desk, CheckOut((inn.ids[0], inn.ids[2], inn.ids[0]))), Done)
    assert inn.departures() == [inn.now, None, inn.now]
    assert len(inn.entries()) == 2


def test_a_stay_leaves_with_everybody_still_there(inn: House) -> None:
    check_out(inn.desk, CheckOut((inn.ids[0],)))
    inn.clock.advance(minutes=30)
    done = check_out(inn.desk, CheckOut(stay_id=inn.pair.id))
    assert isinstance(done, Done)
    assert [one.guest.id for one in done.value] == [inn.ids[1]]
    assert inn.departures() == [inn.now, inn.now + timedelta(minutes=30), None]


def test_a_time_of_her_own_lies_between_arrival_and_now(inn: House) -> None:
    before = inn.everything()
    arrival = inn.pair.stay.arrival
    assert codes(check_out(inn.desk, CheckOut(tuple(inn.ids[:2]), at=arrival - timedelta(minutes=1)))) == ["E-70"] * 2
    assert codes(check_out(inn.desk, CheckOut((inn.ids[0],), at=inn.now + timedelta(minutes=12)))) == ["E-71"]
    assert inn.everything() == before
    assert isinstance(check_out(inn.desk, CheckOut((inn.ids[0],), at=arrival)), Done)
    assert inn.departures() == [arrival, None, None]


def test_who_has_left_leaves_no_second_time_and_nobody_else_with_her(inn: House) -> None:
    check_out(inn.desk, CheckOut((inn.ids[0],)))
    before = inn.everything()
    refused = check_out(inn.desk, CheckOut(tuple(inn.ids)))
    assert codes(refused) == ["E-120"]
    assert isinstance(refused, Refused)
    assert refused.violations[0].params == {"no": "1", "at": "08:42 22/11/2026"}
    assert inn.everything() == before
    check_out(inn.desk, CheckOut((inn.ids[1],)))
    assert codes(check_out(inn.desk, CheckOut(stay_id=inn.pair.id))) == ["E-120", "E-120"]


def test_a_wrong_check_out_is_taken_back_by_one_more_entry(inn: House) -> None:
    assert codes(undo_check_out(inn.desk, UndoCheckOut((inn.ids[0],)))) == ["E-121"]
    check_out(inn.desk, CheckOut(tuple(inn.ids[:2])))
    taken = undo_check_out(inn.desk, UndoCheckOut((inn.ids[0],)))
    assert isinstance(taken, Done)
    assert inn.departures() == [None, inn.now, None]
    first = f"{inn.pair.guests[0].declaration_id}.1"
    assert [said["actual_departure"] for ref, said in inn.entries() if ref == first] == ["2026-11-22T08:42+07:00", None]
    inn.clock.advance(hours=1)
    check_out(inn.desk, CheckOut((inn.ids[0],)))
    assert inn.departures() == [inn.now + timedelta(hours=1), inn.now, None]
    assert len(inn.entries()) == 4


def test_a_withdrawn_guest_leaves_with_nobody(inn: House) -> None:
    assert isinstance(cancel_stay(inn.desk, CancelStay((inn.ids[0],), "not-arrived")), Done)
    assert codes(check_out(inn.desk, CheckOut((inn.ids[0],)))) == ["E-122"]
    assert isinstance(check_out(inn.desk, CheckOut(stay_id=inn.pair.id)), Done)
    assert inn.departures() == [None, inn.now, None]


def test_nobody_leaves_from_nowhere(inn: House) -> None:
    before = inn.everything()
    for command in (CheckOut((GuestId("none"),)), CheckOut(stay_id=StayId("none")), CheckOut()):
        assert check_out(inn.desk, command) == Failed("E-92")
    assert undo_check_out(inn.desk, UndoCheckOut((inn.ids[0], GuestId("none")))) == Failed("E-92")
    assert inn.everything() == before


def test_the_next_version_of_one_who_left_says_when_and_of_her_companion_nothing(inn: House) -> None:
    check_out(inn.desk, CheckOut((inn.ids[0],)))
    changed = StayEntry(Typed(STAY | {"room": "Phòng 2"}), (Typed(CITIZEN), Typed(FOREIGNER)))
    done = correct_stay(inn.desk, CorrectStay(inn.pair.id, changed))
    assert isinstance(done, Done), done
    documents = [json.loads(one.document or b"")["stay"] for one in done.value.declarations]
    assert [one.get("actual_departure") for one in documents] == ["2026-11-22T08:42:00+07:00", None]
    assert inn.departures() == [inn.now, None, None]
    assert len(inn.entries()) == 1


def test_a_departure_changes_no_record_the_police_have(inn: House) -> None:
    with inn.store.unit_of_work() as uow:
        before = [uow.declarations.versions(guest.declaration_id) for guest in inn.pair.guests]
    check_out(inn.desk, CheckOut(stay_id=inn.pair.id))
    with inn.store.unit_of_work() as uow:
        assert [uow.declarations.versions(guest.declaration_id) for guest in inn.pair.guests] == before
    same = StayEntry(Typed(STAY), (Typed(CITIZEN), Typed(FOREIGNER)))
    done = correct_stay(inn.desk, CorrectStay(inn.pair.id, same))
    assert isinstance(done, Done)
    assert [one.version for one in done.value.declarations] == [1, 1]


def test_a_departure_typed_again_is_no_news_and_another_is_an_entry_for_her_alone(inn: House) -> None:
    check_out(inn.desk, CheckOut(tuple(inn.ids[:2])))
    guests = (Typed(CITIZEN | {"actual_departure": "2026-11-22T08:30"}), Typed(FOREIGNER))
    again = StayEntry(Typed(STAY | {"actual_departure": "2026-11-22T08:42"}), guests)
    assert isinstance(correct_stay(inn.desk, CorrectStay(inn.pair.id, again)), Done)
    assert inn.departures() == [inn.now - timedelta(minutes=12), inn.now, None]
    assert [ref for ref, _ in inn.entries()][2:] == [f"{inn.pair.guests[0].declaration_id}.1"]


def names(inn: House, wanted: GuestId | None = None) -> tuple[list[str], str | None]:
    found = present(inn.reader, inn.clock.now(), wanted)
    return sorted(line.full_name for line in found.lines), found.asked and found.asked.full_name


def test_present_are_those_who_havent_left_and_for_two_days_those_who_should_have(inn: House) -> None:
    for kept in (inn.pair, inn.alone):
        with inn.store.unit_of_work() as uow:
            for guest in kept.guests:
                (one,) = uow.declarations.versions(guest.declaration_id)
                uow.declarations.save(replace(one, state=State.SENT))
            uow.commit()
    check_out(inn.desk, CheckOut((inn.ids[0],)))
    assert names(inn) == (["Anna Maria Eriksson", "Lò Văn Thử"], None)
    assert names(inn, inn.ids[0]) == (["Anna Maria Eriksson", "Lò Văn Thử"], "Nguyễn Thị Hoa")
    inn.clock.advance(days=1)
    assert names(inn) == (["Anna Maria Eriksson", "Lò Văn Thử"], None)
    inn.clock.advance(days=2)
    assert names(inn) == ([], None)
    assert names(inn, inn.ids[2]) == (["Lò Văn Thử"], None)
    assert isinstance(check_out(inn.desk, CheckOut((inn.ids[2],))), Done)
