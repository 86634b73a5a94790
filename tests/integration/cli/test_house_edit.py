"""A house that changes: declarations already built keep their bytes, later ones carry the new facts."""

import json
from pathlib import Path

import pytest

from tests.integration.cli.house_toml import house_tables, write_set_up
from tests.integration.cli.ledger_file import built_bytes
from tests.integration.cli.terminal import Terminal
from tests.tables.house_rules import HouseRule
from tests.tables.rules import CITIZEN, FOREIGNER, STAY

ANOTHER = {
    "name": "Nhà Mới",
    "address_detail": "Bản Khác",
    "kind": "hotel",
    "province": "301",
    "commune": "301903394",
    "establishment_code": "MOI-1",
    "owner_name": "Vàng A Mẫu",
    "is_remote": "true",
}


@pytest.mark.parametrize("sent_before", [False, True], ids=["waiting", "sent"])
def test_a_changed_house_leaves_what_was_built(house: Terminal, tmp_path: Path, sent_before: bool) -> None:
    house.json("add", "-", stdin={**STAY, "guests": [CITIZEN, FOREIGNER]})
    if sent_before:
        house.json("send", "--until-idle", "--timeout", "60")
    before = built_bytes(house.data)
    assert len(before) == 2
    assert all(document and wire for document, wire in before.values())
    due = {row["guest_id"]: row["due_at"] for row in house.json("list")["rows"]}
    rooms = (("Phòng Mới", "2"),)
    entry = HouseRule("", "", house=ANOTHER, rooms=rooms, notifiers=(("Vàng A Mẫu", ""),)).entry()
    house.json("setup", write_set_up(tmp_path, house_tables(entry), {"kind": "practice"}))
    assert built_bytes(house.data) == before
    assert {row["guest_id"]: row["due_at"] for row in house.json("list")["rows"]} == due
    done = house.json("send", "--until-idle", "--timeout", "60")
    assert done["waiting"] == 0
    assert built_bytes(house.data) == before
    other = {**CITIZEN, "doc_number": "001190000018"}
    house.json("add", "-", stdin={**STAY, "notifier": "Vàng A Mẫu", "guests": [other]})
    (new,) = built_bytes(house.data).keys() - before.keys()
    places = [json.loads(document)["establishment"] for document, _ in (*before.values(), built_bytes(house.data)[new])]
    old = {"code": "", "province": "302", "commune": "302903203"}
    assert places == [old, old, {"code": "MOI-1", "province": "301", "commune": "301903394"}]
