"""Check-outs and extensions as versions: who gets one, what it says, when it is too late."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Declaration, EndpointKind, Kind, State
from guestreg.domain.ledger import EntryKind
from guestreg.services.commands.check_out import CheckOut, UndoCheckOut, check_out, undo_check_out
from guestreg.services.commands.extend_stay import ExtendStay, extend_stay
from guestreg.services.commands.record_stay import Recorded
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from tests.fakes.inn import EVERYTHING, KBTT, Inn
from tests.tables.rules import CITIZEN, FOREIGNER

NOON = datetime(2026, 11, 22, 12, tzinfo=VIETNAM)
"""The planned departure of the stay that is recorded."""
RENAMED = CITIZEN | {"full_name": "Nguyễn Thị Hoà"}


def at(inn: Inn, hour: int, minute: int = 0) -> None:
    """On the day of the planned departure."""
    inn.clock.advance(NOON.replace(hour=hour, minute=minute) - inn.clock.now())


def leave(inn: Inn, hour: int, minute: int = 0) -> tuple[Declaration, ...]:
    at(inn, hour, minute)
    done = check_out(inn.desk, CheckOut(stay_id=inn.kept.id))
    assert isinstance(done, Done)
    return tuple(one.declaration for one in done.value)


def extend(inn: Inn, day: int, month: int = 11, hour: int = 12) -> Outcome[Recorded]:
    until = datetime(2026, month, day, hour, tzinfo=VIETNAM)
    return extend_stay(inn.desk, ExtendStay(inn.kept.id, until))


def wire(version: Declaration) -> object:
    assert version.wire is not None
    return json.loads(version.wire)


def codes(outcome: object) -> list[str]:
    assert isinstance(outcome, Refused)
    return [one.code for one in outcome.violations]


@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN, State.SENT, State.CONFIRMED])
def test_a_citizen_who_leaves_early_is_told_behind_what_the_endpoint_has(state: State) -> None:
    inn = Inn()
    inn.stand(state)
    (told,) = leave(inn, 11, 59)
    assert inn.states == [(1, Kind.NEW, state), (2, Kind.CHECKOUT, State.WAITING)]
    assert wire(told) == [{"loai": "TS", "soGiayTo": "001190000017", "loaiGiayTo": 8}]
    assert told.window_closes_at == NOON
    assert inn.entries == [EntryKind.STAY_SAVED, EntryKind.STAY_CHECKOUT]


@pytest.mark.parametrize(("hour", "minute"), [(12, 0), (12, 1), (18, 0)])
def test_who_leaves_on_time_or_late_makes_no_version(hour: int, minute: int) -> None:
    inn = Inn()
    inn.stand(State.SENT)
    leave(inn, hour, minute)
    assert inn.states == [(1, Kind.NEW, State.SENT)]
    assert inn.entries == [EntryKind.STAY_SAVED, EntryKind.STAY_CHECKOUT]


def test_an_early_check_out_written_down_after_the_stay_ended_makes_none() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    at(inn, 13)
    assert isinstance(check_out(inn.desk, CheckOut(stay_id=inn.kept.id, at=NOON.replace(hour=8))), Done)
    assert len(inn.versions) == 1


@pytest.mark.parametrize("state", [State.WAITING, State.RETURNED, State.WINDOW_CLOSED])
def test_who_was_never_told_is_not_hidden_behind_a_check_out(state: State) -> None:
    inn = Inn()
    inn.stand(state)
    leave(inn, 8)
    assert inn.states == [(1, Kind.NEW, state)]


def test_an_open_correction_is_not_hidden_behind_a_check_out() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(inn.correct(RENAMED), Done)
    leave(inn, 8)
    assert inn.states[-1] == (2, Kind.AMEND, State.WINDOW_CLOSED)


def test_a_foreigner_s_check_out_is_register_data() -> None:
    inn = Inn(KBTT, FOREIGNER)
    inn.stand(State.SENT)
    leave(inn, 8)
    assert inn.states == [(1, Kind.NEW, State.SENT)]


def test_who_was_told_by_word_of_mouth_is_nobody_to_the_endpoint() -> None:
    inn = Inn(KBTT, CITIZEN, CITIZEN | {"doc_number": "001190000025"})
    inn.stand(State.SENT)
    inn.stand(State.HANDED_OVER, place=1)
    assert isinstance(extend(inn, 25), Done)
    assert [inn.of(place)[-1].state for place in (0, 1)] == [State.WAITING, State.WINDOW_CLOSED]
    inn.stand(State.SENT)
    inn.stand(State.HANDED_OVER, place=1)
    leave(inn, 8)
    assert [len(inn.of(place)) for place in (0, 1)] == [3, 2]


def test_the_paper_is_the_one_that_was_declared() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(inn.correct(CITIZEN | {"doc_kind": "1"}), Done)
    inn.stand(State.HANDED_OVER)
    (told,) = leave(inn, 8)
    assert wire(told) == [{"loai": "TS", "soGiayTo": "001190000017", "loaiGiayTo": 8}]
    assert json.loads(told.document)["guest"]["doc_kind"] == 1


def test_a_check_out_typed_with_a_correction_is_told_too() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    at(inn, 9)
    assert isinstance(inn.correct(CITIZEN, actual_departure="2026-11-22T08:00"), Done)
    assert inn.states[-1] == (2, Kind.CHECKOUT, State.WAITING)


@pytest.mark.parametrize(
    ("state", "left", "code"),
    [
        (State.WAITING, State.SUPERSEDED, "E-182"),
        (State.UNKNOWN, State.UNKNOWN, "E-34"),
        (State.SENT, State.SENT, "E-34"),
    ],
)
def test_a_check_out_taken_back(state: State, left: State, code: str) -> None:
    """One that never left says so; the police must hear of any other."""
    inn = Inn()
    inn.stand(State.SENT)
    leave(inn, 8)
    inn.stand(state)
    assert isinstance(undo_check_out(inn.desk, UndoCheckOut((inn.kept.guests[0].id,))), Done)
    assert inn.states[1:] == [(2, Kind.CHECKOUT, left), (3, Kind.AMEND, State.WINDOW_CLOSED)]
    assert inn.versions[-1].reason is not None
    assert inn.versions[-1].reason.code == code


def test_a_check_out_nobody_was_told_of_is_taken_back_without_a_version() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    leave(inn, 13)
    assert isinstance(undo_check_out(inn.desk, UndoCheckOut((inn.kept.guests[0].id,))), Done)
    assert len(inn.versions) == 1


@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN, State.SENT, State.CONFIRMED])
def test_an_extension_waits_behind_what_the_endpoint_has(state: State) -> None:
    inn = Inn()
    inn.stand(state)
    assert isinstance(extend(inn, 25), Done)
    assert inn.states == [(1, Kind.NEW, state), (2, Kind.CHECKOUT, State.WAITING)]
    told = inn.versions[1]
    until = "2026-11-25 12:00:00"
    assert wire(told) == [{"loai": "GH", "soGiayTo": "001190000017", "loaiGiayTo": 8, "thoiGianStr": until}]
    assert told.window_closes_at == NOON
    assert inn.entries == [EntryKind.STAY_SAVED, EntryKind.STAY_CHECKOUT]


def test_an_extension_of_what_never_left_goes_with_it() -> None:
    inn = Inn()
    assert isinstance(extend(inn, 25), Done)
    assert inn.states == [(1, Kind.NEW, State.SUPERSEDED), (2, Kind.NEW, State.WAITING)]
    assert b"2026-11-25 12:00:00" in (inn.versions[1].wire or b"")


def test_an_extension_that_never_left_is_replaced_and_one_that_was_taken_counts_from_then_on() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(extend(inn, 24), Done)
    assert isinstance(extend(inn, 25), Done)
    assert [state for _, _, state in inn.states] == [State.SENT, State.SUPERSEDED, State.WAITING]
    inn.stand(State.SENT)
    assert isinstance(extend(inn, 26), Done)
    assert inn.versions[-1].window_closes_at == NOON.replace(day=25)


def test_an_extension_keeps_an_open_correction_in_sight() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert isinstance(inn.correct(RENAMED), Done)
    assert isinstance(extend(inn, 25), Done)
    assert inn.states[-1] == (3, Kind.AMEND, State.WINDOW_CLOSED)


def test_an_extension_after_the_stay_ended_by_itself_goes_another_way() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    at(inn, 12, 1)
    assert isinstance(extend(inn, 25), Done)
    assert inn.states[-1] == (2, Kind.CHECKOUT, State.WINDOW_CLOSED)
    assert inn.versions[-1].reason is not None
    assert inn.versions[-1].reason.code == "E-180"


def test_a_foreigner_s_extension_is_for_the_portal_by_hand() -> None:
    inn = Inn(KBTT, FOREIGNER)
    inn.stand(State.SENT)
    assert isinstance(extend(inn, 25), Done)
    assert inn.states[-1] == (2, Kind.CHECKOUT, State.WINDOW_CLOSED)
    assert inn.versions[-1].reason is not None
    assert inn.versions[-1].reason.code == "E-34"


def test_thirty_days_are_said_and_more_are_refused() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    said = extend(inn, 21, month=12)
    assert isinstance(said, Done)
    assert [one.code for one in said.warnings] == ["E-35"]
    assert codes(extend(inn, 22, month=12)) == ["E-35"]
    assert len(inn.versions) == 2


def test_where_no_endpoint_counts_the_days_more_are_said_alone() -> None:
    """Negative control."""
    inn = Inn(replace(EVERYTHING, kind=EndpointKind.OPEN))
    inn.stand(State.SENT)
    assert isinstance(extend(inn, 22, month=12), Done)


def test_what_is_no_extension_is_refused() -> None:
    inn = Inn()
    inn.stand(State.SENT)
    assert codes(extend(inn, 22)) == ["E-184"]
    assert codes(extend(inn, 21)) == ["E-184"]
    assert extend_stay(inn.desk, ExtendStay("nobody", NOON)) == Failed("E-92")  # type: ignore[arg-type]
    leave(inn, 8)
    assert codes(extend(inn, 25)) == ["E-183"]


def test_who_left_or_was_withdrawn_is_extended_by_nobody() -> None:
    inn = Inn(KBTT, CITIZEN, CITIZEN | {"doc_number": "001190000025"}, CITIZEN | {"doc_number": "001190000033"})
    for place in range(3):
        inn.stand(State.SENT, place=place)
    assert isinstance(check_out(inn.desk, CheckOut((inn.kept.guests[1].id,))), Done)
    assert isinstance(inn.cancel(), Done)
    assert isinstance(extend(inn, 25), Done)
    assert [inn.of(place)[-1].kind for place in range(3)] == [Kind.CANCEL, Kind.CHECKOUT, Kind.CHECKOUT]
    assert [len(inn.of(place)) for place in range(3)] == [2, 2, 2]
    assert b'"TS"' in (inn.of(1)[-1].wire or b"")
