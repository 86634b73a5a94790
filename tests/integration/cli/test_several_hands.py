"""What one person did stands, whatever is done after it: withdrawn lines, check-outs, drafts, other runs' ledgers."""

import json
from dataclasses import replace
from typing import Any

from guestreg.domain.declaration import EndpointKind
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.keep_draft import Draft, DraftGuest, keep_draft, kept_draft
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


def test_recording_by_command_leaves_the_windows_unfinished_form(house: Terminal) -> None:
    program = house.program()
    try:
        assert isinstance(keep_draft(program.desk(), DRAFT), Done)
        house.json("add", "-", stdin=ONE)
        assert kept_draft(program.desk()) == DRAFT
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
