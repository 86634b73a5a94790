"""Files written by the program, uploaded to the practice police's portal, are stored whole and stand in its list."""

from __future__ import annotations

import csv
import io
import json
import ssl
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.dates import local
from guestreg.platform.clock import SystemClock
from tests.e2e.cli.police_process import PoliceProcess
from tests.e2e.cli.shell import Shell
from tests.fakes.portal_sheets import CITIZENS_PATH, FOREIGNERS_PATH, FOREIGNERS_XML_PATH, XLSX, XML
from tests.fakes.portal_template import citizens_template, foreigners_template
from tests.integration.cli.house_file import SECRETS, write_house

PATHS = {"citizens.xlsx": CITIZENS_PATH, "foreigners.xlsx": FOREIGNERS_PATH, "foreigners.xml": FOREIGNERS_XML_PATH}
CITIZEN: dict[str, Any] = {"full_name": "Giàng Thị Mỷ", "birth_date": "05/03/1990", "sex": "F", "doc_kind": 8}
FOREIGNER = {"full_name": "Anna Müller", "nationality": "D", "sex": "F", "birth_date": "1974"}


class Portal:
    """What the owner does in a browser."""

    def __init__(self, police: PoliceProcess) -> None:
        self._address = police.address
        self._trust = ssl.create_default_context(cafile=str(police.ca_file))

    def upload(self, path: str, file: bytes) -> Any:
        head = XML if path.endswith(".xml") else XLSX
        return json.loads(self._ask(urllib.request.Request(f"{self._address}{path}", file, head)))

    def list(self) -> list[dict[str, str]]:
        said = self._ask(urllib.request.Request(f"{self._address}/portal/danh-sach.csv"))
        return list(csv.DictReader(io.StringIO(said.decode("utf-8-sig"))))

    def _ask(self, request: urllib.request.Request) -> bytes:
        with urllib.request.urlopen(request, timeout=20, context=self._trust) as answer:
            body: bytes = answer.read()
        return body


def evening() -> dict[str, Any]:
    now = SystemClock().now()
    later = local(now + timedelta(days=60)).strftime("%d/%m/%Y")
    return {
        "arrival": local(now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M"),
        "planned_departure": local(now + timedelta(days=2)).strftime("%Y-%m-%dT12:00"),
        "room": "Phòng 1",
        "notifier": "Lò Thị Say",
        "note": "=1+1",
        "guests": [
            *({**CITIZEN, "doc_number": f"01119000000{n}"} for n in range(3)),
            *({**FOREIGNER, "passport_number": f"C01X00T4{n}", "permitted_until": later} for n in range(2)),
        ],
    }


@pytest.mark.parametrize("way", ["built", "xml", "template"])
def test_uploaded_files_are_stored_whole(way: str, police: PoliceProcess, tmp_path: Path) -> None:
    shell, portal, options = Shell(tmp_path / "data"), Portal(police), []
    shell.json("setup", write_house(tmp_path, police.address, str(police.ca_file)), "--secrets", "-", stdin=SECRETS)
    recorded = shell.json("add", "-", stdin=evening())
    if way == "xml":
        options = ["--xml"]
    elif way == "template":
        templates = citizens_template(tmp_path / "a.xlsx"), foreigners_template(tmp_path / "b.xlsx")
        options = [f"--template={one}" for one in templates]
    answer = shell.json("files", "-o", tmp_path / "out", *options)
    assert [one["rows"] for one in answer["files"]] == [3, 2]
    assert answer["refused"] == []
    for one in answer["files"]:
        said = portal.upload(PATHS[one["kind"]], Path(one["path"]).read_bytes())
        assert said == {"message": "import thành công"}
    wanted = {guest.get("doc_number") or guest["passport_number"] for guest in evening()["guests"]}
    listed = portal.list()
    assert sorted(row["Số giấy tờ"] for row in listed) == sorted(wanted)
    assert {row["Họ và tên khách"] for row in listed} == {"Giàng Thị Mỷ", "ANNA MUELLER"}
    assert {row["Phòng/khoa"] for row in listed} == {"Phòng 1"}
    states = {row["state"] for row in shell.json("list")["rows"]}
    assert (states, len(recorded["guests"])) == ({"waiting"}, 5)
