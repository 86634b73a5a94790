"""The verb files: who is in, who isn't and why, what the ledger notes, and that nobody's state changes."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from guestreg.domain.ledger import EntryKind
from tests.fakes.clock import FakeClock
from tests.fakes.portal_template import citizens_template, foreigners_template
from tests.integration.cli.terminal import Terminal
from tests.tables.rules import CITIZEN, FOREIGNER, STAY


def states(house: Terminal) -> dict[int, str]:
    return {row["register_no"]: row["state"] for row in house.json("list")["rows"]}


def entries(house: Terminal) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Facts and bodies of all notes of files."""
    program = house.program()
    try:
        with program.desk().store.unit_of_work() as uow:
            found = [(json.loads(one.envelope), one.body) for one in uow.ledger.entries()]
    finally:
        program.close()
    return [(head["d"], json.loads(body or b"")) for head, body in found if head["k"] == EntryKind.EXPORTED]


def test_everybody_not_told_is_in_a_file(house: Terminal, stay: dict[str, Any], tmp_path: Path) -> None:
    before = states(house)
    answer = house.json("files", "-o", tmp_path / "new" / "out")
    assert [(one["kind"], one["rows"]) for one in answer["files"]] == [("citizens.xlsx", 1), ("foreigners.xlsx", 1)]
    assert answer["refused"] == []
    paths = [Path(one["path"]) for one in answer["files"]]
    assert sorted(paths) == sorted((tmp_path / "new" / "out").iterdir())
    for path in paths:
        assert path.name.isascii()
        assert path.name.startswith("tap-thu_")
        assert CITIZEN["doc_number"] not in path.name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert openpyxl.load_workbook(paths[0]).worksheets[0]["H5"].value == CITIZEN["doc_number"]
    assert openpyxl.load_workbook(paths[1]).worksheets[0]["G4"].value == FOREIGNER["passport_number"]
    assert states(house) == before
    ((facts, body),) = entries(house)
    assert (facts["view"], [(one["kind"], one["rows"]) for one in facts["files"]]) == (
        "portal_files",
        [("citizens.xlsx", 1), ("foreigners.xlsx", 1)],
    )
    keys = [f"{one['declaration']['id']}.1" for one in stay["guests"]]
    assert body == {"files": [{"file": path.name, "keys": [key]} for path, key in zip(paths, keys, strict=True)]}


def test_who_is_in_a_file_is_said_and_written_again_only_when_asked(
    house: Terminal, stay: dict[str, Any], tmp_path: Path
) -> None:
    assert stay["guests"]
    first = house.json("files", "-o", tmp_path)["files"]
    said = house("--lang", "en", "files", "-o", tmp_path, "--json")
    assert (said.status, said.json["files"]) == (0, [])
    assert [(one["register_no"], one["file"]) for one in said.json["already"]] == [
        (number, Path(file["path"]).name) for number, file in enumerate(first, start=1)
    ]
    assert f"Line 1 is already in file {Path(first[0]['path']).name}, made at 20:42 21/11/2026." in said.err
    assert "--again" in said.err
    assert len(entries(house)) == 1
    second = house.json("files", "-o", tmp_path, "--again")
    assert (len(second["files"]), second["already"]) == (2, [])
    assert len({one["path"] for one in (*first, *second["files"])}) == 4
    assert len(entries(house)) == 2


def test_foreigners_go_as_xml_when_asked(house: Terminal, stay: dict[str, Any], tmp_path: Path) -> None:
    assert stay["guests"]
    kinds = [one["kind"] for one in house.json("files", "-o", tmp_path, "--xml")["files"]]
    assert kinds == ["citizens.xlsx", "foreigners.xml"]


def test_templates_are_filled(house: Terminal, stay: dict[str, Any], tmp_path: Path) -> None:
    assert stay["guests"]
    mine = citizens_template(tmp_path / "a.xlsx"), foreigners_template(tmp_path / "b.xlsx")
    answer = house.json("files", "-o", tmp_path / "out", "--template", mine[0], "--template", mine[1])
    with pytest.warns(UserWarning, match="Data Validation extension"):
        book = openpyxl.load_workbook(answer["files"][0]["path"])
    assert book["DANH_MUC"]["A3"].value == "2 - CMND"
    assert book.worksheets[0]["H5"].value == CITIZEN["doc_number"]


def test_another_file_as_template_is_refused(house: Terminal, stay: dict[str, Any], tmp_path: Path) -> None:
    assert stay["guests"]
    wrong = tmp_path / "other.xlsx"
    wrong.write_bytes(b"PK")
    answer = house.json("files", "-o", tmp_path / "out", "--template", wrong, status=1)
    assert answer["failed"]["code"] == "E-148"
    assert not (tmp_path / "out").exists()
    assert entries(house) == []


def test_who_cannot_go_is_named_with_the_reason(house: Terminal, clock: FakeClock, tmp_path: Path) -> None:
    child = {"full_name": "Lò Thị Mẫu Con", "birth_date": "05/03/2023", "sex": "F", "guardian": 1}
    house.json("add", "-", stdin={**STAY, "guests": [CITIZEN, child, FOREIGNER]})
    answer = house.json("files", "-o", tmp_path)
    assert [one["rows"] for one in answer["files"]] == [1, 1]
    ((number, code, field),) = [(one["register_no"], one["code"], one["field"]) for one in answer["refused"]]
    assert (number, code, field) == (2, "E-75", "doc_number")
    assert answer["refused"][0]["guest_id"]
    assert answer["refused"][0]["text"]
    again = house.json("files", "-o", tmp_path)
    assert (again["files"], len(again["already"]), len(again["refused"])) == ([], 2, 1)
    clock.advance(days=3)
    late = house.json("files", "-o", tmp_path, status=1)
    assert (late["files"], late["already"]) == ([], [])
    assert {(one["register_no"], one["code"]) for one in late["refused"]} == {
        (1, "E-30"),
        (2, "E-75"),
        (2, "E-30"),
        (3, "E-143"),
    }
    house.json("checkout", "3")
    left = house.json("files", "-o", tmp_path, "--again")
    assert [(one["kind"], one["rows"]) for one in left["files"]] == [("foreigners.xlsx", 1)]
    said = house("--lang", "en", "files", "-o", tmp_path)
    assert "1. Arrivals of" in said.err


def test_a_cancelled_or_told_guest_is_left_out(house: Terminal, stay: dict[str, Any], tmp_path: Path) -> None:
    assert stay["guests"]
    house.json("cancel", "2", "--reason", "not-arrived")
    house.json("send", "--until-idle")
    said = house("files", "-o", tmp_path / "out")
    assert (said.status, said.out) == (0, "")
    assert said.err
    assert list((tmp_path / "out").iterdir()) == []
    assert entries(house) == []
