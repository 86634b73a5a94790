"""Verbs on guests whose declaration has left, and the code lists, with the fields they publish."""

import pytest

from tests.integration.cli.terminal import Terminal
from tests.tables.rules import CITIZEN, FOREIGNER, STAY

TWO = {**STAY, "guests": [CITIZEN, FOREIGNER]}


@pytest.mark.usefixtures("stay")
def test_what_has_left_is_corrected_and_cancelled_behind_it(house: Terminal) -> None:
    house.json("send")
    done = house.json("correct", "1", "-", stdin={**TWO, "room": "Phòng 2"})
    assert [one["declaration"]["reason"] for one in done["guests"]] == ["E-34", "E-34"]
    withdrawn = house("cancel", "1", "--reason", "other")
    assert withdrawn.status == 0
    assert "0215000113" in withdrawn.err
    states = {one["version"]: one["state"] for one in house.json("show", "1")["versions"]}
    assert states == {1: "sent", 2: "superseded", 3: "window_closed"}


@pytest.mark.usefixtures("stay")
def test_a_stay_is_extended_and_ended_early(house: Terminal) -> None:
    house.json("send")
    longer = house.json("extend", "1", "--until", "2026-11-25T12:00")
    kinds = [(one["declaration"]["version"], one["declaration"]["state"]) for one in longer["guests"]]
    assert kinds == [(2, "waiting"), (2, "window_closed")]
    assert house.json("extend", "1", "--until", "2026-12-30T12:00", status=1)["violations"][0]["code"] == "E-35"
    assert house.json("extend", "99", "--until", "2026-11-25T12:00", status=1)["failed"]["code"] == "E-92"
    house.json("send", status=3)
    told = house("checkout", "1")
    assert told.status == 0
    house.json("send", status=3)
    versions = {one["version"]: (one["kind"], one["state"]) for one in house.json("show", "1")["versions"]}
    assert versions == {1: ("new", "superseded"), 2: ("checkout", "superseded"), 3: ("checkout", "sent")}
    foreign = house("checkout", "2")
    assert "trả phòng trên cổng" in foreign.err


@pytest.mark.usefixtures("stay")
def test_status_begins_with_what_goes_no_way_by_itself(house: Terminal) -> None:
    house.json("send")
    house.json("correct", "2", "-", stdin={**TWO, "guests": [CITIZEN, FOREIGNER | {"sex": "M"}]})
    house.json("add", "-", stdin={**STAY, "room": "Phòng 2", "guests": [CITIZEN | {"doc_number": "001190000025"}]})
    rows = house.json("status", status=3)["declarations"]
    assert [(row["register_no"], row["state"]) for row in rows] == [(2, "window_closed"), (3, "waiting")]
    assert rows[0]["due_at"] > rows[1]["due_at"]


def test_lists_are_fetched_and_their_age_is_shown(house: Terminal) -> None:
    shipped = {one["name"]: one["as_of"] for one in house.json("catalogues")["lists"]}
    assert shipped["reasons"] == "2026-08"
    fetched = house.json("catalogues", "--refresh")["lists"]
    assert {one["as_of"] for one in fetched} == {"2026-11-21"}
    assert {one["failure"] for one in fetched} == {None}
    assert {one["as_of"] for one in house.json("doctor")["catalogues"]} == {"2026-11-21"}
    assert "communes\t3321\t2026-11-21" in house("catalogues").out
