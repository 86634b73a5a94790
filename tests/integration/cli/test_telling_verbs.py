"""hand-over, resend, already, asked and reconcile with the fields they publish, in a practice house."""

import csv
import os
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.clock import FakeClock
from tests.integration.cli.terminal import Terminal
from tests.tables.rules import CITIZEN

HEADINGS = ("Số giấy tờ", "Họ tên", "Ngày đến")
CITIZENS_NUMBER = CITIZEN["doc_number"]


def listed(folder: Path, clock: FakeClock, *rows: tuple[str, ...], head: tuple[str, ...] = HEADINGS) -> Path:
    target = folder / "list.csv"
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    made = clock.now().timestamp()
    os.utime(target, (made, made))
    return target


def states(house: Terminal) -> list[str]:
    return [row["state"] for row in reversed(house.json("list")["rows"])]


def sent(house: Terminal, clock: FakeClock) -> None:
    house.json("send", "--until-idle", "--timeout", "40")
    clock.advance(minutes=11)


def test_a_call_is_noted_for_one_and_announces_the_other(house: Terminal, stay: dict[str, Any]) -> None:
    answer = house(
        "hand-over", "1", "2", "--channel", "phone", "--at", "2026-11-21T20:30", "--officer", "Đ/c Mẫu", "--json"
    )
    assert answer.status == 0
    told = answer.json
    assert told["schema"] == "guestreg.hand-over/1"
    assert told["declaration"] == told["declarations"][0]
    assert [one["state"] for one in told["declarations"]] == ["handed_over", "waiting"]
    assert told["warnings"] == []
    assert "Đã ghi: báo công an lúc 20:30 21/11/2026, người nghe Đ/c Mẫu." in answer.err
    assert "Khách nước ngoài vẫn phải khai" in answer.err
    assert states(house) == ["handed_over", "waiting"]


def test_a_warning_is_said(house: Terminal, stay: dict[str, Any]) -> None:
    told = house.json("hand-over", "1", "--channel", "phone")
    assert [one["code"] for one in told["warnings"]] == ["E-165"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("2", "--channel", "vneid"), "E-164"),
        (("1", "--channel", "paper", "--at", "2026-11-21T17:59"), "E-167"),
        (("1", "--channel", "paper", "--at", "2026-11-21T20:43"), "E-168"),
    ],
)
def test_what_is_refused_is_said_and_moves_nothing(
    house: Terminal, stay: dict[str, Any], arguments: tuple[str, ...], code: str
) -> None:
    refused = house.json("hand-over", *arguments, status=1)
    assert [one["code"] for one in refused["violations"]] == [code]
    assert states(house) == ["waiting", "waiting"]


@pytest.mark.parametrize("verb", ["hand-over", "resend", "already", "asked", "reconcile"])
def test_nobody_of_that_number(house: Terminal, stay: dict[str, Any], verb: str) -> None:
    options = {
        "hand-over": ("77", "--channel", "paper"),
        "already": ("77", "--this-stay"),
        "asked": ("77", "--text", "Sai"),
        "reconcile": ("--seen", "77"),
    }
    assert house.json(verb, *options.get(verb, ("77",)), status=1)["failed"]["code"] == "E-92"


def test_told_and_sent_as_well(house: Terminal, stay: dict[str, Any]) -> None:
    house.json("hand-over", "1", "--channel", "in_person", "--officer", "A", "--file-number", "MS-1", "--place", "Xã")
    again = house.json("resend", "1")
    assert again["declaration"]["state"] == "waiting"
    assert house.json("resend", "2", status=1)["violations"][0]["code"] == "E-169"


def test_the_police_ask_and_no_second_try_takes_away_what_they_have(
    house: Terminal, stay: dict[str, Any], clock: FakeClock
) -> None:
    sent(house, clock)
    asked = house.json("asked", "1", "--field", "room", "--text", "Sai số phòng")
    assert (asked["declaration"]["state"], asked["declaration"]["reason"]) == ("returned", "E-09")
    (line,) = house.json("status", status=3)["declarations"]
    assert "Phòng – “Sai số phòng”" in line["reason"]["text"]
    assert line["reason"]["text"] in house("status").out
    assert house.json("resend", "1", status=1)["violations"][0]["code"] == "E-219"
    assert states(house) == ["returned", "sent"]


def test_a_version_behind_an_unclear_one_says_what_it_waits_for(
    house: Terminal, stay: dict[str, Any], clock: FakeClock, tmp_path: Path
) -> None:
    sent(house, clock)
    clock.advance(minutes=11)
    house.json("reconcile", listed(tmp_path, clock, ("999999999999", "Người lạ", "21/11/2026")))
    house.json("extend", "1", "--until", "2026-11-24T12:00")
    line = next(one for one in house.json("status", status=3)["declarations"] if one["register_no"] == 1)
    assert (line["state"], line["next_attempt_at"], line["reason"]["code"]) == ("waiting", None, "E-223")
    assert house.json("show", "1")["says"] == [line["reason"]["text"]]
    assert line["reason"]["text"] in house("show", "1").out
    assert "Đang tới lượt gửi" not in house("status").out


def test_a_correction_that_is_not_taken_hides_no_unclear_version_before_it(
    house: Terminal, stay: dict[str, Any], clock: FakeClock, tmp_path: Path
) -> None:
    sent(house, clock)
    clock.advance(minutes=11)
    house.json("reconcile", listed(tmp_path, clock, ("999999999999", "Người lạ", "21/11/2026")))
    house.json("cancel", "1", "--reason", "other")
    line = next(one for one in house.json("status", status=3)["declarations"] if one["register_no"] == 1)
    assert (line["state"], line["reason"]["code"], line["before"]["code"]) == ("window_closed", "E-34", "E-220")
    assert line["before"]["text"] in house("status").out
    house.json("reconcile", "--seen", "1")
    assert house.json("show", "1")["versions"][0]["state"] == "confirmed"
    line = next(one for one in house.json("status", status=3)["declarations"] if one["register_no"] == 1)
    assert (line["state"], line["before"]) == ("window_closed", None)


def test_show_says_what_proves_it_and_how_late(
    house: Terminal, stay: dict[str, Any], clock: FakeClock, tmp_path: Path
) -> None:
    clock.advance(hours=3)
    sent(house, clock)
    clock.advance(minutes=11)
    house.json("reconcile", listed(tmp_path, clock, (CITIZENS_NUMBER, "x", "21/11/2026")))
    confirmed = house.json("show", "1")["says"]
    assert confirmed[0].startswith("Có trong danh sách của cổng")
    assert "Báo muộn" in confirmed[1]
    house.json("hand-over", "2", "--channel", "in_person", "--officer", "Đ/c Mẫu", status=0)
    assert "Đ/c Mẫu" in house.json("show", "2")["says"][0]


def test_nothing_is_already_there_that_nobody_said(house: Terminal, stay: dict[str, Any]) -> None:
    for decision in ("--this-stay", "--old-stay"):
        assert house.json("already", "1", decision, status=1)["violations"][0]["code"] == "E-169"
    assert house("already", "1").status == 2


def test_a_list_is_compared(house: Terminal, stay: dict[str, Any], clock: FakeClock, tmp_path: Path) -> None:
    sent(house, clock)
    rows = ((CITIZENS_NUMBER, "Ai đó", "21/11/2026"), ("999999999999", "Người lạ", "21/11/2026"))
    file = listed(tmp_path, clock, *rows, ("1.23E+11", "Hỏng", "20/11/2026"))
    done = house.json("reconcile", file)
    assert (done["form"], done["columns"], done["from"], done["to"]) == (
        "csv utf-8-sig ','",
        [1, 3, 2],
        "2026-11-21",
        "2026-11-21",
    )
    (both,), (here,), (there,), (spoilt,) = (done[name] for name in ("both", "only_here", "only_there", "refused"))
    assert (both["register_no"], both["before"], both["after"], both["row"]) == (1, "sent", "confirmed", 2)
    assert (here["register_no"], here["before"], here["after"], here["counts"]) == (2, "sent", "unknown", True)
    assert there == {"row": 3, "full_name": "Người lạ", "doc_number": "999999999999", "arrival": "2026-11-21"}
    assert (spoilt["row"], spoilt["code"]) == (4, "E-50")
    assert states(house) == ["confirmed", "unknown"]
    plain = house("reconcile", file)
    assert "both\t1\t" in plain.out
    assert "Đối chiếu xong: 1 khách có trên cổng, 1 khách chưa có." in plain.err


def test_columns_are_said_once_and_remembered(
    house: Terminal, stay: dict[str, Any], clock: FakeClock, tmp_path: Path
) -> None:
    sent(house, clock)
    file = listed(tmp_path, clock, ("21/11/2026", CITIZENS_NUMBER, "Hoa"), head=("VÀO", "MÃ", "KHÁCH"))
    unknown = house.json("reconcile", file, status=1)
    assert unknown["violations"][0]["code"] == "E-173"
    assert unknown["rows"][1] == ["21/11/2026", CITIZENS_NUMBER, "Hoa"]
    house.json("reconcile", file, "--columns", "2,1,3", "--dry-run")
    house.json("reconcile", file, status=1)
    assert house.json("reconcile", file, "--columns", "2,1,3")["columns"] == [2, 1, 3]
    assert len(house.json("reconcile", file)["both"]) == 1
    for bad in ("1", "1,1", "0,2", "a,b", "1,2,3,4"):
        assert house("reconcile", file, "--columns", bad).status == 2


def test_days_and_time_can_be_said(house: Terminal, stay: dict[str, Any], clock: FakeClock, tmp_path: Path) -> None:
    sent(house, clock)
    file = listed(tmp_path, clock)
    assert house.json("reconcile", file)["only_here"] == []
    early = house.json("reconcile", file, "--from", "2026-11-21", "--made", "2026-11-21T20:45")
    assert [one["counts"] for one in early["only_here"]] == [False, False]
    assert house.json("reconcile", file, "--made", "2026-11-22T09:00", status=1)["violations"][0]["code"] == "E-168"
    late = house.json("reconcile", file, "--from", "2026-11-21")
    assert [one["counts"] for one in late["only_here"]] == [True, True]
    assert states(house) == ["unknown", "unknown"]


def test_seen_and_counted(house: Terminal, stay: dict[str, Any], clock: FakeClock) -> None:
    sent(house, clock)
    seen = house.json("reconcile", "--seen", "1", "--by", "Lò Văn Tâm")
    assert seen["declaration"]["state"] == "confirmed"
    (version,) = house.json("show", "1")["versions"]
    assert (version["proof"], version["grade"]) == ("seen", "E1")
    counted = house.json("reconcile", "--count", "5")
    assert (counted["count"], counted["here"]) == (5, 2)
    assert house.json("reconcile", "--count", "5", "--from", "2026-11-01", "--to", "2026-11-20")["here"] == 0


def test_one_thing_at_a_time(house: Terminal, stay: dict[str, Any], tmp_path: Path) -> None:
    for arguments in ((), ("x.csv", "--count", "5"), ("--seen", "1", "--count", "5")):
        assert house("reconcile", *arguments).status == 2


@pytest.mark.parametrize(("content", "code"), [(b"\0\0\0\0", "E-172"), (b"x" * (20 * 2**20 + 1), "E-174")])
def test_no_list_at_all(house: Terminal, stay: dict[str, Any], tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "list.xlsx"
    assert house.json("reconcile", file, status=1)["failed"]["code"] == "E-131"
    file.write_bytes(content)
    assert house.json("reconcile", file, status=1)["failed"]["code"] == code
