"""The verb export, and the file it makes in the hands of two independent readers."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from guestreg.domain.text import clean
from tests.fakes.clock import FakeClock
from tests.fakes.luutru_reader import Luutru
from tests.integration.cli.terminal import ONE, Terminal
from tests.tables.hostile import PEOPLE, PLAIN
from tests.tables.rules import CITIZEN, FOREIGNER


def checked(path: Path) -> Luutru:
    opened = Luutru(path)
    opened.check_heads()
    opened.check_signatures()
    return opened


def verified(path: Path, *options: str) -> dict[str, Any]:
    """By the checker as a process of its own, in an empty folder."""
    setting = {"PYTHONPATH": str(Path(__file__).parents[3]), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "guestreg.verifier", str(path), "--json", *options]
    done = subprocess.run(command, cwd=path.parent, env=setting, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["exit"] == done.returncode
    return report


@pytest.fixture
def told(stay: dict[str, Any], house: Terminal) -> Terminal:
    """One stay is recorded and sent."""
    house.json("send", "--until-idle")
    return house


def test_an_export_is_read_and_checked_by_others(told: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "so.luutru"
    said = told.json("export", "-o", target)
    opened = checked(target)
    kinds = [one["k"] for one in opened.envelopes]
    assert (said["path"], said["entries"], said["rows"]) == (str(target), len(kinds), 2)
    assert kinds[:4] == ["genesis", "config", "stay.saved", "stay.saved"]
    assert kinds[-1] == "exported"
    assert opened.manifest["counts"] == {"sent": 2}
    head = said["head"]
    assert opened.roots()[head["size"]].hex() == head["root"]
    assert head["code"].replace("-", "").lower() == f"{head['root'][:16]} · {head['size']}"
    assert {4, head["size"]} <= set(opened.sizes), "the first save of the day and the export are signed"
    assert opened.members["register.pdf"].startswith(b"%PDF-")
    assert verified(target)["verdict"] == "unchanged"
    code = head["code"].partition(" ")[0]
    complete = verified(target, "--anchor", f"{head['size']}:{code}")
    assert (complete["verdict"], complete["uncovered"]) == ("complete", {"entries": 0, "hours": 0})
    other = verified(target, "--anchor", f"{head['size']}:{code[:-1]}{'0' if code[-1] != '0' else '1'}")
    assert other["verdict"] == "changed"


def test_every_submission_signs_the_head_it_leaves_with(told: Terminal, tmp_path: Path) -> None:
    told.json("add", "-", stdin={**ONE, "guests": [CITIZEN | {"doc_number": "001190000025"}]})
    told.json("send", "--until-idle")
    target = tmp_path / "so.luutru"
    told.json("export", "-o", target)
    opened = checked(target)
    saved = [one["seq"] for one in opened.envelopes if one["k"] == "stay.saved"]
    assert opened.sizes == [saved[1], saved[2], len(opened.envelopes)]


def test_a_page_that_was_printed_is_an_anchor_too(told: Terminal, tmp_path: Path, clock: FakeClock) -> None:
    told.json("print", "register", "-o", tmp_path / "so.pdf")
    clock.advance(days=1)
    told.json("add", "-", stdin={**ONE, "arrival": "2026-11-22T18:00", "planned_departure": "2026-11-23T12:00"})
    target = tmp_path / "so.luutru"
    told.json("export", "-o", target)
    printed = next(one for one in checked(target).envelopes if one["k"] == "printed")
    code, _, size = printed["d"]["code"].partition(" · ")
    assert int(size) in Luutru(target).sizes
    assert verified(target, "--anchor", f"{size}:{code}")["verdict"] == "complete"


def test_a_past_day_holds_nothing_of_the_days_around_it(stay: dict[str, Any], house: Terminal, tmp_path: Path) -> None:
    clock, target = house.clock, tmp_path / "so.luutru"
    assert isinstance(clock, FakeClock)
    clock.advance(timedelta(days=1))
    guest = {**CITIZEN, "full_name": "Quàng Thị Mây", "doc_number": "001190000025"}
    stay_then = {**ONE, "guests": [guest], "arrival": "2026-11-22T18:00", "planned_departure": "2026-11-23T12:00"}
    house.json("add", "-", stdin=stay_then)
    clock.advance(timedelta(days=1))
    said = house.json("export", "-o", target, "--from", "2026-11-22", "--to", "2026-11-22")
    opened = checked(target)
    assert (said["entries"], said["rows"]) == (1, 1)
    assert [one["k"] for one in opened.envelopes] == ["stay.saved"]
    whole = b"".join(opened.members.values())
    assert "Quàng Thị Mây".encode() in whole
    for name in (CITIZEN["full_name"], FOREIGNER["full_name"], CITIZEN["doc_number"]):
        assert name.encode() not in whole
    assert verified(target)["verdict"] == "unchanged"


def test_days_without_an_entry_give_an_empty_file_that_holds(house: Terminal, tmp_path: Path, clock: FakeClock) -> None:
    clock.advance(timedelta(days=40))
    target = tmp_path / "so.luutru"
    said = house.json("export", "-o", target, "--from", "2026-12-01", "--to", "2026-12-30")
    assert (said["entries"], said["rows"]) == (0, 0)
    assert checked(target).lines == []
    assert verified(target)["verdict"] == "unchanged"


def test_what_is_refused_writes_nothing(house: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "so.luutru"
    assert house.json("export", "-o", target, "--to", "2026-01-01", status=1)["failed"]["code"] == "E-260"
    assert house.json("export", "-o", tmp_path / "so.zip", status=2)["failed"]["code"] == "E-134"
    assert house.json("export", "-o", target, "--from", "2026-11-02", "--to", "2026-11-01", status=2)
    assert house.json("export", "-o", tmp_path / "no" / "so.luutru", status=6)["failed"]["code"] == "E-97"
    assert not target.exists()


def test_a_lost_signing_key_is_said(house: Terminal, tmp_path: Path) -> None:
    (kept,) = house.data.glob("keys/*.json")
    keys = json.loads(kept.read_text())
    kept.write_text(json.dumps({name: value for name, value in keys.items() if not name.endswith("/device")}))
    assert house.json("export", "-o", tmp_path / "so.luutru", status=6)["failed"]["code"] == "E-261"
    house.json("add", "-", stdin=ONE)
    assert not (tmp_path / "so.luutru").exists()


@pytest.mark.usefixtures("stay")
def test_whatever_was_done_with_a_stay_the_checker_finds_nothing(house: Terminal, tmp_path: Path) -> None:
    two = {**ONE, "guests": [CITIZEN | {"full_name": "Nguyễn Thị Hoà"}, FOREIGNER | {"sex": "M"}]}
    house.json("send")
    house.json("correct", "1", "-", stdin={**two, "room": "Phòng 2", "arrival": "2026-11-21T19:30"})
    house.json("extend", "1", "--until", "2026-11-25T12:00")
    house.json("send", status=3)
    house.json("hand-over", "2", "--channel", "portal", "--officer", "=Đ/c Mẫu")
    house.json("checkout", "1")
    house.json("cancel", "2", "--reason", "other")
    house.json("files", "-o", tmp_path / "upload")
    house.json("print", "register", "-o", tmp_path / "so.pdf")
    target = tmp_path / "so.luutru"
    house.json("export", "-o", target)
    kinds = {one["k"] for one in checked(target).envelopes}
    assert kinds >= {"stay.saved", "stay.amended", "stay.checkout", "stay.cancelled", "state", "note", "printed"}
    report = verified(target)
    assert (report["verdict"], report["findings"]) == ("unchanged", [])


def test_text_that_looks_like_a_formula_stays_text(house: Terminal, tmp_path: Path) -> None:
    texts = [clean(one.text) for one in (*PEOPLE, *PLAIN)[::5]]
    kept = {}
    with house.keeping_open():
        for number, text in enumerate([*texts, "=1+1", "+1", "-1", "@SUM(1)"]):
            guest = {**CITIZEN, "doc_number": f"0011900{number:05}"}
            stay = {**ONE, "guests": [guest], "note": text}
            if house("add", "-", "--json", stdin=json.dumps(stay)).status == 0:
                kept[guest["doc_number"]] = text
    target = tmp_path / "so.luutru"
    assert house.json("export", "-o", target)["rows"] == len(kept)
    opened = checked(target)
    rows = list(csv.reader(io.StringIO(opened.members["register.csv"].decode("utf-8-sig"), newline="")))[1:]
    marked = {text for text in kept.values() if text.startswith(("=", "+", "-", "@"))}
    assert marked >= {"=1+1", "+1", "-1", "@SUM(1)"}
    assert {row[6]: row[13] for row in rows} == {
        number: f"'{text}" if text in marked else text for number, text in kept.items()
    }
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(opened.members["register.xlsx"])).get_sheet_by_index(0)
    assert [[str(cell).replace("_x005F_", "_") for cell in row] for row in sheet.to_python()[1:]] == [
        [cell.removeprefix("'") if cell[1:] in marked else cell for cell in row] for row in rows
    ]
    assert verified(target)["findings"] == []
