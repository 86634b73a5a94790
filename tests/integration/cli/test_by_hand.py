"""Places no program declares to: nothing leaves, everybody stays in sight until told, files and calls count."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from guestreg.platform.resources import resource_dir
from tests.fakes.clock import FakeClock
from tests.integration.cli.house_toml import write_set_up
from tests.integration.cli.terminal import Terminal
from tests.integration.cli.test_telling_verbs import CITIZENS_NUMBER, listed, states
from tests.tables.rules import CITIZEN, FOREIGNER, STAY

SENTENCES = {"files": "S-93", "manual": "S-94"}


@pytest.fixture(params=SENTENCES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def by_hand(empty: Terminal, tmp_path: Path, kind: str) -> Terminal:
    """A house that tells the police itself, with a citizen and a foreigner recorded."""
    sample = (resource_dir() / "samples" / "practice_house.toml").read_text("utf-8")
    empty.json("setup", write_set_up(tmp_path, tomllib.loads(sample)["establishment"], {"kind": kind}))
    empty.json("add", "-", stdin={**STAY, "guests": [CITIZEN, FOREIGNER]})
    return empty


def reasons(house: Terminal) -> list[Any]:
    return [one["reason"] for one in house.json("status", status=3)["declarations"]]


def test_nothing_is_missing_and_nothing_leaves(by_hand: Terminal, kind: str) -> None:
    before = by_hand.json("show", "1")
    sent = by_hand.json("send", "--until-idle", status=3)
    assert (sent["waiting"], sent["held"], sent["next_try_at"]) == (2, None, None)
    assert [one["next_attempt_at"] for one in sent["declarations"]] == [None, None]
    assert by_hand.json("show", "1")["versions"] == before["versions"]
    assert {one["code"] for one in reasons(by_hand)} == {SENTENCES[kind]}


def test_who_is_told_is_done_and_the_other_stays_in_sight(by_hand: Terminal) -> None:
    by_hand.json("hand-over", "1", "--channel", "phone", "--officer", "Đ/c Mẫu")
    assert states(by_hand) == ["handed_over", "waiting"]
    by_hand.json("hand-over", "2", "--channel", "portal")
    assert by_hand.json("status")["declarations"] == []


def test_files_hold_both_and_change_nothing(by_hand: Terminal, tmp_path: Path) -> None:
    written = by_hand.json("files", "-o", tmp_path / "upload")
    assert sorted((one["kind"], one["rows"]) for one in written["files"]) == [
        ("citizens.xlsx", 1),
        ("foreigners.xlsx", 1),
    ]
    assert states(by_hand) == ["waiting", "waiting"]


def test_the_list_proves_who_was_uploaded(by_hand: Terminal, tmp_path: Path, clock: FakeClock) -> None:
    by_hand.json("hand-over", "1", "2", "--channel", "portal")
    clock.advance(minutes=11)
    compared = by_hand.json("reconcile", listed(tmp_path, clock, (CITIZENS_NUMBER, "x", "21/11/2026")))
    assert [one["after"] for one in compared["both"]] == ["confirmed"]
    assert [one["after"] for one in compared["only_here"]] == ["window_closed"]


def test_a_correction_after_telling_waits_to_be_told(by_hand: Terminal, kind: str) -> None:
    """No upload sheet takes one: there only the other ways are left."""
    by_hand.json("hand-over", "1", "2", "--channel", "in_person", "--officer", "Đ/c Mẫu")
    stay = {**STAY, "guests": [{**CITIZEN, "full_name": "Nguyễn Thị Hòa"}, FOREIGNER]}
    by_hand.json("correct", "1", "-", stdin=stay)
    assert states(by_hand) == ["window_closed" if kind == "files" else "waiting", "handed_over"]


def test_a_child_no_sheet_can_carry_is_not_sent_to_be_uploaded(by_hand: Terminal, kind: str) -> None:
    child = {"full_name": "Lò Bảo Ngọc", "birth_date": "05/09/2019", "sex": "F", "guardian": "1"}
    told = by_hand.json("add", "-", stdin={**STAY, "guests": [{**CITIZEN, "doc_number": "001190000025"}, child]})
    codes = {one["register_no"]: one["reason"]["code"] for one in by_hand.json("status", status=3)["declarations"]}
    assert codes[told["guests"][1]["register_no"]] == ("E-75" if kind == "files" else "S-94")


def test_a_child_is_never_told_by_upload_and_no_list_passes_her_over(
    by_hand: Terminal, tmp_path: Path, clock: FakeClock
) -> None:
    child = {"full_name": "Lò Bảo Ngọc", "birth_date": "05/09/2019", "sex": "F", "guardian": "1"}
    by_hand.json("add", "-", stdin={**STAY, "guests": [{**CITIZEN, "doc_number": "001190000025"}, child]})
    refused = by_hand.json("hand-over", "4", "--channel", "portal", status=1)
    assert [(one["code"], one["field"]) for one in refused["violations"]] == [("E-227", "hand_over_channel")]
    by_hand.json("hand-over", "4", "--channel", "phone", "--officer", "Đ/c Mẫu")
    clock.advance(minutes=11)
    list_of_one = listed(tmp_path, clock, (CITIZENS_NUMBER, "x", "21/11/2026"))
    compared = by_hand.json("reconcile", list_of_one)
    assert [(one["register_no"], one["doubt"]) for one in compared["unclear"]] == [(4, "no_number")]
    assert "1 khách chưa có số giấy tờ" in by_hand("reconcile", list_of_one).err


def test_a_kind_of_place_that_is_no_kind_is_refused(empty: Terminal, tmp_path: Path) -> None:
    answer = empty("setup", write_set_up(tmp_path, {}, {"kind": "open"}), "--json")
    assert (answer.status, answer.json["failed"]["code"]) == (1, "E-96")
