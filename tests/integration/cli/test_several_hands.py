"""What one person did stands, whatever is done after it: withdrawn lines, check-outs, drafts, other runs' ledgers."""

import json
from dataclasses import replace
from typing import Any

from guestreg.domain.declaration import EndpointKind
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.keep_draft import Draft, DraftGuest, keep_draft, kept_drafts
from guestreg.services.outcome import Done
from tests.integration.cli.terminal import ONE, Terminal
from tests.tables.rules import CITIZEN, FOREIGNER, STAY

TWO: dict[str, Any] = {**STAY, "guests": [CITIZEN, FOREIGNER]}
DRAFT = Draft({"room": "Phòng 1"}, (DraftGuest({"full_name": "Lò Văn Thử"}),))


def entries(house: Terminal, kind: str) -> int:
    program = house.program()
    try:
        with program.desk().store.unit_of_work() as uow:
            return sum(json.loads(one.envelope)["k"] == kind for one in uow.ledger.entries())
    finally:
        program.close()


def withdraw_the_first_and_record_her_anew(house: Terminal) -> None:
    house.json("add", "-", stdin=TWO)
    house.json("cancel", "1", "--reason", "entered-twice")
    house.json("add", "-", stdin={**ONE, "room": "Phòng 2"})


def test_a_withdrawn_guest_recorded_anew_blocks_no_correction_of_her_party(house: Terminal) -> None:
    withdraw_the_first_and_record_her_anew(house)
    changed = {**TWO, "guests": [CITIZEN, {**FOREIGNER, "sex": "M"}]}
    done = house.json("correct", "2", "-", stdin=changed)
    assert [one["declaration"]["version"] for one in done["guests"]] == [1, 2]


def test_somebody_else_recorded_elsewhere_still_blocks_a_correction(house: Terminal) -> None:
    withdraw_the_first_and_record_her_anew(house)
    wrong = {**ONE, "room": "Phòng 2", "guests": [{**FOREIGNER}]}
    assert house.json("correct", "3", "-", stdin=wrong, status=1)["violations"][0]["code"] == "E-19"


def test_a_correction_leaves_a_withdrawn_line_as_it_was(house: Terminal) -> None:
    house.json("add", "-", stdin=TWO)
    house.json("cancel", "1", "--reason", "entered-twice")
    changed = [{**CITIZEN, "full_name": "Trần Văn Khác"}, {**FOREIGNER, "sex": "M"}]
    house.json("correct", "2", "-", stdin={**TWO, "guests": changed})
    assert house.json("show", "1")["stay"]["guests"][0]["full_name"] == CITIZEN["full_name"]


def test_a_correction_without_the_check_out_doesnt_take_it_back(house: Terminal) -> None:
    house.json("add", "-", stdin=ONE)
    house.json("checkout", "1", "--at", "2026-11-21T20:00")
    house.json("correct", "1", "-", stdin={**ONE, "room": "Phòng 2"})
    assert house.json("show", "1")["stay"]["actual_departure"] == "2026-11-21T20:00"
    assert entries(house, "stay.checkout") == 1


def test_a_check_out_typed_in_a_correction_is_an_entry_of_the_ledger(house: Terminal) -> None:
    house.json("add", "-", stdin=ONE)
    house.json("correct", "1", "-", stdin={**ONE, "actual_departure": "2026-11-21T20:00"})
    assert house.json("show", "1")["stay"]["actual_departure"] == "2026-11-21T20:00"
    assert entries(house, "stay.checkout") == 1


def departures(house: Terminal) -> list[str | None]:
    return [row["departed"] for row in reversed(house.json("list")["rows"])]


def test_one_leaves_and_the_other_stays_until_she_leaves_too(house: Terminal) -> None:
    added = house.json("add", "-", stdin=TWO)
    done = house.json("checkout", "1", "--at", "2026-11-21T20:00")
    assert [(one["register_no"], one["departed"]) for one in done["guests"]] == [(1, "2026-11-21T20:00")]
    assert departures(house) == ["2026-11-21T20:00", None]
    shown = house.json("show", "1")["stay"]
    assert shown["actual_departure"] is None
    assert [one["actual_departure"] for one in shown["guests"]] == ["2026-11-21T20:00", None]
    rest = house.json("checkout", added["stay_id"], "--at", "2026-11-21T20:30")
    assert [one["register_no"] for one in rest["guests"]] == [2]
    assert departures(house) == ["2026-11-21T20:00", "2026-11-21T20:30"]
    assert entries(house, "stay.checkout") == 2


def test_a_shown_stay_whose_guests_left_apart_can_be_typed_again(house: Terminal) -> None:
    house.json("add", "-", stdin=TWO)
    house.json("checkout", "1", "--at", "2026-11-21T20:00")
    house.json("checkout", "2", "--at", "2026-11-21T20:30")
    house.json("correct", "1", "-", stdin={**house.json("show", "1")["stay"], "room": "Phòng 2"})
    assert departures(house) == ["2026-11-21T20:00", "2026-11-21T20:30"]
    assert entries(house, "stay.checkout") == 2


def test_who_has_left_leaves_no_second_time(house: Terminal) -> None:
    added = house.json("add", "-", stdin=TWO)
    house.json("checkout", "1", "--at", "2026-11-21T20:00")
    twice = house.json("checkout", "1", "--at", "2026-11-21T20:10", status=1)["violations"]
    assert [(one["code"], one["text"]) for one in twice] == [("E-120", "Khách số 1 đã trả phòng lúc 20:00 21/11/2026.")]
    house.json("checkout", "2", "--at", "2026-11-21T20:30")
    nobody = house.json("checkout", added["stay_id"], status=1)["violations"]
    assert [one["code"] for one in nobody] == ["E-120", "E-120"]
    assert departures(house) == ["2026-11-21T20:00", "2026-11-21T20:30"]
    assert entries(house, "stay.checkout") == 2


def test_a_wrong_check_out_is_taken_back_by_one_more_entry(house: Terminal) -> None:
    house.json("add", "-", stdin=TWO)
    assert house.json("checkout", "1", "--undo", status=1)["violations"][0]["code"] == "E-121"
    house.json("checkout", "1", "--at", "2026-11-21T20:00")
    back = house.json("checkout", "1", "--undo")
    assert [(one["register_no"], one["departed"]) for one in back["guests"]] == [(1, None)]
    assert departures(house) == [None, None]
    house.json("checkout", "1", "--at", "2026-11-21T20:20")
    assert departures(house) == ["2026-11-21T20:20", None]
    assert entries(house, "stay.checkout") == 3


def test_a_withdrawn_guest_leaves_with_nobody(house: Terminal) -> None:
    added = house.json("add", "-", stdin=TWO)
    house.json("cancel", "1", "--reason", "not-arrived")
    assert house.json("checkout", "1", status=1)["violations"][0]["code"] == "E-122"
    done = house.json("checkout", added["stay_id"])
    assert [one["register_no"] for one in done["guests"]] == [2]


def test_nobody_leaves_from_nowhere(house: Terminal) -> None:
    for wanted in ("9", "01936f2e-0a00-7000-8000-000000000009"):
        assert house.json("checkout", wanted, status=1)["failed"]["code"] == "E-92"
        assert house.json("checkout", wanted, "--undo", status=1)["failed"]["code"] == "E-92"


def test_guests_added_with_departures_of_their_own_have_left(house: Terminal) -> None:
    left = {**CITIZEN, "actual_departure": "2026-11-21T19:00"}
    house.json("add", "-", stdin={**TWO, "actual_departure": "2026-11-21T20:00", "guests": [left, FOREIGNER]})
    assert departures(house) == ["2026-11-21T19:00", "2026-11-21T20:00"]


def test_recording_by_command_leaves_the_windows_unfinished_form(house: Terminal) -> None:
    program = house.program()
    try:
        assert isinstance(keep_draft(program.desk(), DRAFT), Done)
        house.json("add", "-", stdin=ONE)
        assert kept_drafts(program.desk()).new == DRAFT
    finally:
        program.close()


def test_a_ledger_begun_by_another_run_is_not_forgotten(house: Terminal) -> None:
    ours, theirs = house.program(), house.program()
    try:
        begun = LedgerSettings("another", EndpointKind.KBTT, address="https://127.0.0.1")
        theirs.save_settings(theirs.settings.with_ledger(begun))
        ours.save_settings(replace(ours.settings, text_percent=125))
        kept = house.program()
        assert kept.settings.text_percent == 125
        assert begun in kept.settings.ledgers
    finally:
        ours.close()
        theirs.close()
