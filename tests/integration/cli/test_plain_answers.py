"""What `status` and `show` tell a person is what they tell a program, on Vietnam's clock; instants have one form."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.dates import local
from tests.integration.cli.house_file import SECRETS, write_house
from tests.integration.cli.terminal import Terminal
from tests.tables.rules import CITIZEN, FOREIGNER, STAY

TWO = {**STAY, "guests": [CITIZEN, FOREIGNER]}


@pytest.mark.usefixtures("stay")
def test_a_person_reads_deadline_next_try_and_reason_on_vietnams_clock(empty: Terminal, tmp_path: Path) -> None:
    before = [line.split("\t") for line in empty("status").out.splitlines()]
    assert ["1", "Nguyễn Thị Hoa", "waiting", "21/11/2026 23:00", "", "Đang tới lượt gửi."] in before
    empty.json("setup", write_house(tmp_path), "--secrets", "-", stdin=SECRETS)
    empty.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
    empty.json("send", status=5)
    published = empty.json("status", status=3)
    (row,) = [line.split("\t") for line in empty("status").out.splitlines() if line.startswith("1\t")]
    again = datetime.fromisoformat(published["declarations"][0]["next_attempt_at"])
    assert row[3:] == ["21/11/2026 23:00", local(again).strftime("%d/%m/%Y %H:%M"), row[5]]
    assert row[5] == published["declarations"][0]["reason"]["text"]
    assert instants(published) != []
    assert [one for one in instants(published) if not one.endswith("Z")] == []


def test_show_tells_a_person_the_stay_every_version_and_every_try(house: Terminal, stay: dict[str, Any]) -> None:
    house.json("correct", "1", "-", stdin={**TWO, "guests": [{**CITIZEN, "sex": "M"}, FOREIGNER]})
    house.json("send", "--until-idle", "--timeout", "30")
    published = house.json("show", "1")
    words = [line.split("\t") for line in house("show", "1").out.splitlines()]
    assert words[0][:2] == ["1", "Nguyễn Thị Hoa"]
    assert ["  room", "Phòng 1"] in words
    assert ["  arrival", "2026-11-21T18:00"] in words
    sent = next(one for one in words if one[:3] == ["  2", "new", "sent"])
    assert sent[3:] == ["E1", "", "21/11/2026 20:42"]
    assert ["  1", "new", "superseded"] in [one[:3] for one in words]
    host = published["versions"][1]["attempts"][0]["host"]
    assert [one[1:] for one in words if one[0] == "    21/11/2026 20:42"] == [[host, "accepted", "200"]]
    assert instants(published) != []
    assert [one for one in instants(published) if not one.endswith("Z")] == []


def instants(published: object, name: str = "") -> list[str]:
    """Every moment in UTC anywhere in an answer; the schema names their fields `…_at`."""
    if isinstance(published, dict):
        return [one for name, value in published.items() for one in instants(value, name)]
    if isinstance(published, list):
        return [one for value in published for one in instants(value)]
    return [published] if isinstance(published, str) and name.endswith("_at") else []
