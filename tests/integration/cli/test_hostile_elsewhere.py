"""Hostile strings where no free text goes: numbers of papers, telephone numbers, searches, ids."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.clock import FakeClock
from tests.integration.cli.ledger_file import row_counts
from tests.integration.cli.terminal import Terminal
from tests.integration.cli.test_hostile import police_record
from tests.tables.hostile import HOSTILE, Hostile
from tests.tables.rules import CITIZEN, FOREIGNER, NOW, STAY

by_string = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUESTREG_KEYRING", "none")
        terminal = Terminal(tmp_path_factory.mktemp("elsewhere") / "data", FakeClock(NOW))
        terminal.json("setup", "--practice")
        terminal.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
        with terminal.keeping_open():
            yield terminal


def typed(stay: dict[str, Any]) -> bytes:
    return json.dumps(stay, ensure_ascii=False).encode(errors="backslashreplace")


@by_string
def test_a_passport_number_and_a_telephone_number_take_plain_signs_alone(shared: Terminal, hostile: Hostile) -> None:
    before = row_counts(shared.data)
    guest = {**FOREIGNER, "passport_number": hostile.text, "phone": hostile.text, "guardian": hostile.text}
    answer = shared("add", "-", "--json", stdin=typed({**STAY, "guests": [guest]}))
    assert answer.status == 1
    refused = {one["field"] for one in answer.json["violations"]}
    plain = "".join(sign for sign in hostile.text if sign not in " .-")
    assert "passport_number" in refused or (plain.isascii() and plain.isalnum() and len(plain) <= 10)
    assert "phone" in refused or hostile.blank or (plain.isascii() and plain.removeprefix("+").isdigit())
    assert row_counts(shared.data) == before


@by_string
def test_every_search_ends_and_changes_nothing(shared: Terminal, hostile: Hostile) -> None:
    text = hostile.text.replace("\x00", "")
    found = shared("find", "--json", "--", text)
    assert found.status == 0
    assert all(row["full_name"] == "Nguyễn Thị Hoa" for row in found.json["rows"])
    shown = shared("show", "--json", "--", text)
    assert (shown.status, shown.json["failed"]["code"]) == (1, "E-92")
    assert shared("show", "--", text).status == 1


def test_a_number_of_another_paper_is_sent_as_typed_or_comes_back_with_a_reason(house: Terminal) -> None:
    numbers = {}
    for hostile in HOSTILE:
        guest = {**CITIZEN, "doc_kind": "7", "doc_number": hostile.text}
        answer = house("add", "-", "--json", stdin=typed({**STAY, "guests": [guest]}))
        if answer.status == 0:
            numbers[answer.json["guests"][0]["register_no"]] = hostile
        else:
            assert "doc_number" in {one["field"] for one in answer.json["violations"]}, hostile.name
    assert len(numbers) > 10
    house("send", "--until-idle", "--timeout", "60")
    taken_in = police_record(house.data)
    left = {row["register_no"]: row for row in house("status", "--json").json["declarations"]}
    for row in house.json("list")["rows"]:
        if row["state"] == "sent":
            assert row["doc_number"] in taken_in
        else:
            errors = left[row["register_no"]]["errors"]
            assert row["state"] == "returned"
            assert [(one["field"], bool(one["text"])) for one in errors] == [("doc_number", True)]
