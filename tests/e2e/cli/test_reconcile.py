"""What was sent, uploaded or only said to be, held against the list the practice portal really shows."""

import os
import ssl
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.dates import local
from guestreg.platform.clock import SystemClock
from tests.e2e.cli.police_process import PoliceProcess
from tests.fakes.clock import FakeClock
from tests.fakes.portal_sheets import CITIZENS_PATH, FOREIGNERS_PATH, XLSX
from tests.integration.cli.house_file import SECRETS, write_house
from tests.integration.cli.terminal import Terminal

NUMBERS = ("011190000017", "011190000025", "011190000033")
CITIZEN: dict[str, Any] = {"full_name": "Giàng Thị Mỷ", "birth_date": "05/03/1990", "sex": "F", "doc_kind": 8}
FOREIGNER: dict[str, Any] = {
    "kind": "foreigner",
    "full_name": "Anna Maria Eriksson",
    "nationality": "SWE",
    "passport_number": "L898902C3",
    "sex": "F",
    "birth_date": "12/08/1974",
}


class Evening:
    """A house whose clock can be put on; the portal's runs as it does."""

    def __init__(self, police: PoliceProcess, folder: Path) -> None:
        self.police, self.folder = police, folder
        self.clock = FakeClock(SystemClock().now())
        self.terminal = Terminal(folder / "data", self.clock)
        self._trust = ssl.create_default_context(cafile=str(police.ca_file))
        house = write_house(folder, police.address, str(police.ca_file))
        self.terminal.json("setup", house, "--secrets", "-", stdin=SECRETS)

    def add(self, *guests: dict[str, Any]) -> list[str]:
        now = local(self.clock.now())
        stay = {
            "arrival": (now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M"),
            "planned_departure": (now + timedelta(days=2)).strftime("%Y-%m-%dT12:00"),
            "room": "Phòng 1",
            "notifier": "Lò Thị Say",
            "guests": list(guests),
        }
        return [guest["guest_id"] for guest in self.terminal.json("add", "-", stdin=stay)["guests"]]

    def portal(self, path: str, content: bytes | None = None) -> bytes:
        request = urllib.request.Request(f"{self.police.address}{path}", content, XLSX)
        with urllib.request.urlopen(request, timeout=20, context=self._trust) as answer:
            return bytes(answer.read())

    def downloaded(self) -> Path:
        """The portal's list, eleven minutes from now."""
        self.clock.advance(minutes=11)
        target = self.folder / "danh-sach.csv"
        target.write_bytes(self.portal("/portal/danh-sach.csv"))
        made = self.clock.now().timestamp()
        os.utime(target, (made, made))
        return target

    def states(self) -> dict[str, str]:
        return {row["guest_id"]: row["state"] for row in self.terminal.json("list")["rows"]}


@pytest.fixture
def evening(police: PoliceProcess, tmp_path: Path) -> Evening:
    return Evening(police, tmp_path)


def test_a_success_without_effect_is_found_and_sent_again(evening: Evening) -> None:
    guests = evening.add(*({**CITIZEN, "doc_number": number} for number in NUMBERS))
    evening.police.play(kind="success_without_effect", call=5, count=1)
    assert evening.terminal.json("send", "--until-idle", "--timeout", "40")["sent"] == 3
    stored = evening.police.numbers()
    assert len(stored) == 2
    lost = guests[next(place for place, number in enumerate(NUMBERS) if number not in stored)]

    file = evening.downloaded()
    shown = evening.terminal.json("reconcile", file, "--dry-run")
    assert (shown["dry_run"], shown["columns"], shown["unclear"], shown["refused"]) == (True, [8, 10, 3], [], [])
    assert [one["guest_id"] for one in shown["only_here"]] == [lost]
    assert set(evening.states().values()) == {"sent"}

    done = evening.terminal.json("reconcile", file)
    assert done == shown | {"dry_run": False}
    assert evening.states() == {guest: "unknown" if guest == lost else "confirmed" for guest in guests}
    assert evening.terminal.json("status", status=3)["unknown"] == 1

    evening.terminal.json("resend", lost)
    evening.clock.advance(minutes=2)
    assert evening.terminal.json("send", "--until-idle", "--timeout", "40")["sent"] == 1
    assert sorted(evening.police.numbers()) == sorted(NUMBERS)
    evening.terminal.json("reconcile", evening.downloaded())
    assert set(evening.states().values()) == {"confirmed"}


def test_what_was_uploaded_is_found_and_what_was_not_is_open_again(evening: Evening) -> None:
    citizens = evening.add(*({**CITIZEN, "doc_number": number} for number in NUMBERS[:2]))
    until = local(evening.clock.now() + timedelta(days=30)).strftime("%d/%m/%Y")
    (foreigner,) = evening.add({**FOREIGNER, "permitted_until": until})
    written = evening.terminal.json("files", "-o", evening.folder / "upload")["files"]
    paths = {"citizens.xlsx": CITIZENS_PATH, "foreigners.xlsx": FOREIGNERS_PATH}
    for one in written:
        evening.portal(paths[one["kind"]], Path(one["path"]).read_bytes())
    (late,) = evening.add({**CITIZEN, "doc_number": NUMBERS[2]})
    told = evening.terminal.json("hand-over", *citizens, foreigner, late, "--channel", "portal")
    assert {one["state"] for one in told["declarations"]} == {"handed_over"}
    assert set(evening.states().values()) == {"handed_over"}

    done = evening.terminal.json("reconcile", evening.downloaded())
    assert [one["guest_id"] for one in done["both"]] == [*citizens, foreigner]
    assert [(one["guest_id"], one["after"]) for one in done["only_here"]] == [(late, "waiting")]
    assert evening.states() == {**dict.fromkeys([*citizens, foreigner], "confirmed"), late: "waiting"}
