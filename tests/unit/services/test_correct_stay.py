"""A correction is judged by what it changes: rules about today leave alone whoever keeps her record."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import State
from guestreg.ports.kept import KeptStay
from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay
from guestreg.services.commands.check_out import CheckOut, check_out
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.record_stay import Recorded, RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done, Outcome, Refused
from tests.fakes.clock import FakeClock
from tests.fakes.desk import memory_desk
from tests.fakes.kept import LEDGER, house, open_volume
from tests.fakes.stays import entry
from tests.fakes.store import MemoryStore
from tests.tables.rules import CITIZEN, FOREIGNER, NOW

LAST_NIGHT = FOREIGNER | {"permitted_until": "22/11/2026"}
"""May stay until tomorrow."""
NEW_NAME = CITIZEN | {"full_name": "Nguyễn Thị Hoà"}


class Party:
    """A citizen and a foreigner recorded together; the day after, the foreigner's permitted stay is over."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.store = MemoryStore(LEDGER)
        open_volume(self.store)
        self.store.rows.house = house()
        self.desk: Desk = memory_desk(self.store, self.clock)
        recorded = record_stay(self.desk, RecordStay(entry(CITIZEN, LAST_NIGHT)))
        assert isinstance(recorded, Done)
        self.kept: KeptStay = recorded.value.kept
        self.clock.advance(days=2)

    def put(self, place: int, state: State) -> None:
        """As if her newest version had come to stand there."""
        versions = self.store.rows.declarations
        key = max(one for one in versions if one[0] == self.kept.guests[place].declaration_id)
        versions[key] = replace(versions[key], state=state)

    def correct(self, *guests: dict[str, str], **stay: str) -> Outcome[Recorded]:
        return correct_stay(self.desk, CorrectStay(self.kept.id, entry(*guests, **stay)))


def codes(outcome: Outcome[Recorded]) -> list[tuple[str, int | None]]:
    assert isinstance(outcome, Refused), outcome
    return [(one.code, one.guest) for one in outcome.violations if one.severity.value != "warn"]


def versions(outcome: Outcome[Recorded]) -> list[int]:
    assert isinstance(outcome, Done), outcome
    return [one.version for one in outcome.value.declarations]


@pytest.fixture
def party() -> Party:
    return Party()


@pytest.mark.parametrize("state", [State.SENT, State.CONFIRMED, State.WAITING, State.WINDOW_CLOSED, State.CANCELLED])
def test_a_permitted_stay_that_is_over_keeps_nobody_else_from_being_corrected(party: Party, state: State) -> None:
    party.put(1, state)
    assert versions(party.correct(NEW_NAME, LAST_NIGHT)) == [2, 1]


def test_it_still_refuses_a_record_that_is_made_anew(party: Party) -> None:
    """Negative control: changed herself, told of another stay, or returned by the police."""
    assert codes(party.correct(CITIZEN, LAST_NIGHT | {"sex": "M"})) == [("E-79", 1)]
    assert codes(party.correct(CITIZEN, LAST_NIGHT, room="Phòng 2")) == [("E-79", 1)]
    party.put(1, State.RETURNED)
    assert codes(party.correct(NEW_NAME, LAST_NIGHT)) == [("E-79", 1)]
    assert codes(record_stay(party.desk, RecordStay(entry(LAST_NIGHT | {"passport_number": "X1"})))) == [("E-79", 0)]


def test_who_has_left_is_corrected_behind_and_never_judged_by_today(party: Party) -> None:
    party.put(1, State.SENT)
    assert versions(party.correct(CITIZEN, LAST_NIGHT, room="Phòng 2")) == [2, 2]
    assert versions(party.correct(CITIZEN, LAST_NIGHT | {"sex": "M"}, room="Phòng 2")) == [2, 3]


def test_a_withdrawn_guest_stands_in_nobodys_way_however_wrong(party: Party) -> None:
    withdrawn = cancel_stay(party.desk, CancelStay((party.kept.guests[1].id,), "entered-twice"))
    assert isinstance(withdrawn, Done)
    done = party.correct(NEW_NAME, {**LAST_NIGHT, "nationality": "XXX"})
    assert versions(done) == [2, 1]
    kept = party.store.rows.stays[party.kept.id]
    assert kept.guests[1] == party.kept.guests[1]


def test_a_number_that_only_a_withdrawn_guest_had_may_be_given_to_another(party: Party) -> None:
    passport = CITIZEN | {"doc_kind": "4", "doc_number": FOREIGNER["passport_number"]}
    assert codes(party.correct(passport, LAST_NIGHT)) == [("E-87", 1)]
    party.put(1, State.CANCELLED)
    assert versions(party.correct(passport, LAST_NIGHT)) == [2, 1]


AFTER_MIDNIGHT = datetime(2026, 11, 22, 0, 5, tzinfo=VIETNAM)
NEARLY_TRUE = timedelta(minutes=-9)
"""A clock put back by no more than the rules forgive anyway is believed."""


def test_an_arrival_that_only_the_clock_puts_ahead_keeps_nobody_from_being_corrected() -> None:
    clock = FakeClock(NOW)
    desk = memory_desk(clock=clock)
    recorded = record_stay(desk, RecordStay(entry(CITIZEN, arrival="2026-11-21T20:50")))
    assert isinstance(recorded, Done)
    clock.jump(NEARLY_TRUE)
    stay_id = recorded.value.kept.id
    kept = correct_stay(desk, CorrectStay(stay_id, entry(NEW_NAME, arrival="2026-11-21T20:50")))
    assert versions(kept) == [2]
    assert codes(correct_stay(desk, CorrectStay(stay_id, entry(NEW_NAME, arrival="2026-11-21T20:51")))) == [
        ("E-38", None)
    ]


@pytest.mark.parametrize(
    ("made", "name", "day"),
    [(CITIZEN, "birth_date", "22/11/2026"), (CITIZEN, "doc_issued_on", "22/11/2026")],
)
def test_a_day_that_only_the_clock_puts_ahead_leaves_an_unchanged_guest_alone(
    made: dict[str, str], name: str, day: str
) -> None:
    clock = FakeClock(AFTER_MIDNIGHT)
    desk = memory_desk(clock=clock)
    second = made | {name: day, "doc_number": "001190000025"}
    came = {"arrival": "2026-11-22T00:04"}
    recorded = record_stay(desk, RecordStay(entry(CITIZEN, second, **came)))
    assert isinstance(recorded, Done)
    clock.jump(NEARLY_TRUE)
    stay_id = recorded.value.kept.id
    assert versions(correct_stay(desk, CorrectStay(stay_id, entry(NEW_NAME, second, **came)))) == [2, 1]
    changed = correct_stay(desk, CorrectStay(stay_id, entry(NEW_NAME, second | {"phone": "0912000017"}, **came)))
    assert [place for _, place in codes(changed)] == [1]


def test_a_check_out_that_only_the_clock_puts_ahead_is_kept(party: Party) -> None:
    left = {"actual_departure": "2026-11-23T20:50"}
    assert versions(party.correct(CITIZEN, LAST_NIGHT, **left)) == [1, 1]
    party.clock.jump(NEARLY_TRUE)
    assert versions(party.correct(NEW_NAME, LAST_NIGHT, **left)) == [2, 1]
    later = party.correct(NEW_NAME, LAST_NIGHT, actual_departure="2026-11-23T20:51")
    assert codes(later) == [("E-71", None)]


def test_one_who_left_and_came_again_keeps_nobody_of_her_first_party_from_being_corrected(party: Party) -> None:
    """Her first stay was planned longer; the two never overlapped, and nothing of her is changed."""
    party.put(0, State.SENT)
    first = party.kept.guests[0]
    left = check_out(party.desk, CheckOut((first.id,), at=NOW + timedelta(hours=12)))
    assert isinstance(left, Done)
    again = record_stay(
        party.desk,
        RecordStay(entry(CITIZEN, arrival="2026-11-22T11:00", planned_departure="2026-11-25T12:00")),
    )
    assert isinstance(again, Done), again
    renewed = LAST_NIGHT | {"permitted_until": "20/12/2026"}
    assert versions(party.correct(CITIZEN, renewed)) == [1, 2]
    party.put(0, State.RETURNED)
    assert versions(party.correct(NEW_NAME, renewed)) == [2, 2]


def test_a_double_of_a_record_that_changes_is_still_refused(party: Party) -> None:
    other = CITIZEN | {"doc_number": "001190000025"}
    assert isinstance(record_stay(party.desk, RecordStay(entry(other, room="Phòng 2"))), Done)
    assert codes(party.correct(other, LAST_NIGHT)) == [("E-19", 0)]
