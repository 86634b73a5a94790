"""Every verb of the command line with the fields it has published, on a practice house with its practice police."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.clock import FakeClock
from tests.integration.cli.terminal import Terminal
from tests.integration.documents.paper_reading import Paper
from tests.tables.rules import CITIZEN, FOREIGNER, STAY

COUNTS = {"sent", "confirmed", "unknown", "waiting", "returned", "window_closed"}
ROW = {
    *("stay_id", "guest_id", "register_no", "full_name", "nationality", "doc_number"),
    *("arrival", "planned_departure", "room", "state", "late", "due_at"),
}
TWO = {**STAY, "guests": [CITIZEN, FOREIGNER]}


def test_setup_says_house_and_endpoint(empty: Terminal) -> None:
    done = empty.json("setup", "--practice")
    assert done["establishment"] == {"name": "Homestay Mây Trắng", "province": "302", "commune": "302903203"}
    assert done["endpoint"]["kind"] == "practice"
    assert done["warnings"] == []


def test_add_gives_numbers_declarations_and_deadlines(stay: dict[str, Any]) -> None:
    assert len(stay["stay_id"]) == 36
    assert [guest["register_no"] for guest in stay["guests"]] == [1, 2]
    for guest in stay["guests"]:
        assert guest["guest_id"]
        declaration = guest["declaration"]
        assert (declaration["version"], declaration["state"]) == (1, "waiting")
        assert set(declaration) >= {"id", "due_at", "window_closes_at"}
    assert stay["guests"][0]["declaration"]["due_at"] == "2026-11-21T16:00:00Z"
    assert stay["guests"][0]["declaration"]["window_closes_at"] == "2026-11-22T16:59:59Z"
    assert stay["warnings"] == []


def test_list_gives_the_newest_line_first(house: Terminal, stay: dict[str, Any]) -> None:
    rows = house.json("list")["rows"]
    assert [row["register_no"] for row in rows] == [2, 1]
    assert set(rows[0]) >= ROW
    citizen = rows[1]
    assert citizen["stay_id"] == stay["stay_id"]
    assert (citizen["full_name"], citizen["nationality"], citizen["doc_number"]) == (
        "Nguyễn Thị Hoa",
        "VNM",
        "001190000017",
    )
    assert (citizen["arrival"], citizen["planned_departure"]) == ("2026-11-21T18:00", "2026-11-22T12:00")
    assert (citizen["room"], citizen["state"], citizen["late"]) == ("Phòng 1", "waiting", False)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), 2),
        (("--from", "2026-11-21"), 2),
        (("--from", "2026-11-22"), 0),
        (("--to", "2026-11-21"), 2),
        (("--to", "2026-11-20"), 0),
        (("--state", "waiting"), 2),
        (("--state", "sent"), 0),
    ],
)
@pytest.mark.usefixtures("stay")
def test_list_narrows(house: Terminal, options: tuple[str, ...], found: int) -> None:
    assert len(house.json("list", *options)["rows"]) == found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("nguyen hoa", ["Nguyễn Thị Hoa"]),
        ("Eriksson", ["Anna Maria Eriksson"]),
        ("001190000017", ["Nguyễn Thị Hoa"]),
        ("nobody", []),
    ],
)
@pytest.mark.usefixtures("stay")
def test_find_needs_no_accents(house: Terminal, query: str, names: list[str]) -> None:
    assert [row["full_name"] for row in house.json("find", query)["rows"]] == names


def test_show_takes_a_number_and_either_id(house: Terminal, stay: dict[str, Any]) -> None:
    guest = stay["guests"][0]
    shown = [house.json("show", one) for one in ("1", guest["guest_id"], guest["declaration"]["id"])]
    assert shown[0] == shown[1] == shown[2]
    assert set(shown[0]) >= ROW
    (version,) = shown[0]["versions"]
    assert (version["version"], version["kind"], version["state"], version["attempts"]) == (1, "new", "waiting", [])


@pytest.mark.parametrize("wanted", ["99", "9/9", "nobody", "0", "-1", "9" * 40, "\udcff"])
def test_an_unknown_line_is_refused(house: Terminal, wanted: str) -> None:
    for verb in (("show", "--"), ("cancel", "--reason", "other", "--"), ("checkout", "--")):
        assert house.json(*verb, wanted, status=1)["failed"]["code"] == "E-92"


def test_a_shown_stay_can_be_typed_again(house: Terminal, stay: dict[str, Any], tmp_path: Path) -> None:
    shown = house.json("show", "1")["stay"]
    house.json("correct", "1", "-", stdin={**shown, "room": "Phòng 2"})
    again = house.json("show", "1")["stay"]
    assert again == {**shown, "room": "Phòng 2"}
    assert house.json("show", "1")["stay_id"] == stay["stay_id"]


@pytest.mark.usefixtures("stay")
def test_correct_makes_a_version_and_keeps_the_old_one(house: Terminal) -> None:
    done = house.json("correct", "1", "-", stdin={**TWO, "guests": [{**CITIZEN, "sex": "M"}, FOREIGNER]})
    assert [guest["register_no"] for guest in done["guests"]] == [1, 2]
    assert [guest["declaration"]["version"] for guest in done["guests"]] == [2, 1]
    assert [one["code"] for one in done["warnings"]] == ["E-14"]
    states = {one["version"]: one["state"] for one in house.json("show", "1")["versions"]}
    assert states == {1: "superseded", 2: "waiting"}


@pytest.mark.usefixtures("stay")
def test_a_correction_that_corrects_nothing_says_so(house: Terminal) -> None:
    shown = house.json("show", "1")["stay"]
    for file, words in ((shown, "Nothing was changed."), ({**shown, "room": "Phòng 9"}, "Correction recorded.")):
        assert words in house("--lang", "en", "correct", "1", "-", stdin=json.dumps(file)).err
    assert len(house.json("show", "1")["versions"]) == 2


@pytest.mark.usefixtures("stay")
def test_correct_refuses_like_add_and_changes_nothing(house: Terminal) -> None:
    wrong = house.json("correct", "1", "-", stdin={**TWO, "guests": [{**CITIZEN, "sex": "X"}, FOREIGNER]}, status=1)
    assert [(one["code"], one["field"], one["guest"]) for one in wrong["violations"]] == [("E-62", "sex", 0)]
    fewer = house.json("correct", "1", "-", stdin={**TWO, "guests": [CITIZEN]}, status=1)
    assert [one["code"] for one in fewer["violations"]] == ["E-93"]
    assert len(house.json("show", "1")["versions"]) == 1


@pytest.mark.usefixtures("stay")
def test_cancel_keeps_the_line(house: Terminal) -> None:
    done = house.json("cancel", "1", "--reason", "not-arrived", "--text", "Khách không đến")
    assert done["declaration"]["state"] == "cancelled"
    assert [row["state"] for row in house.json("list")["rows"]] == ["waiting", "cancelled"]
    wrong = house.json("cancel", "2", "--reason", "bored", status=1)
    assert [one["code"] for one in wrong["violations"]] == ["E-62"]
    hidden = house.json("cancel", "2", "--reason", "other", "--text", "a\u202eb", status=1)
    assert [one["field"] for one in hidden["violations"]] == ["cancel_text"]


@pytest.mark.usefixtures("stay")
def test_a_line_is_cancelled_once(house: Terminal) -> None:
    house.json("cancel", "1", "--reason", "other")
    again = house.json("cancel", "1", "--reason", "other", status=1)["failed"]
    assert (again["code"], "113" in again["text"]) == ("E-130", False)
    assert house.json("cancel", "2", "--reason", "other")["declaration"]["state"] == "cancelled"


def test_who_was_cancelled_never_checks_out(house: Terminal, stay: dict[str, Any]) -> None:
    house.json("cancel", "1", "--reason", "not-arrived")
    answer = house("checkout", stay["stay_id"])
    assert (answer.status, answer.out.split(), "1 khách" in answer.err) == (0, [stay["guests"][1]["guest_id"]], True)
    departed = {row["register_no"]: row["departed"] for row in house.json("list")["rows"]}
    assert (departed[1], departed[2]) == (None, "2026-11-21T20:42")
    assert [one["code"] for one in house.json("checkout", "1", status=1)["violations"]] == ["E-122"]


def test_checkout_records_the_actual_departure(house: Terminal, stay: dict[str, Any], clock: FakeClock) -> None:
    early = house.json("checkout", "1", "--at", "2026-11-21T17:59", status=1)
    assert [one["code"] for one in early["violations"]] == ["E-70"]
    ahead = house.json("checkout", "1", "--at", "2026-11-22T09:00", status=1)
    assert [one["code"] for one in ahead["violations"]] == ["E-71"]
    clock.advance(hours=13)
    done = house.json("checkout", stay["stay_id"], "--at", "2026-11-22T09:00")
    assert [one["guest_id"] for one in done["guests"]] == [one["guest_id"] for one in stay["guests"]]
    assert (done["stay_id"], done["departed"]) == (stay["stay_id"], "2026-11-22T09:00")
    assert {row["departed"] for row in house.json("list")["rows"]} == {"2026-11-22T09:00"}


@pytest.mark.usefixtures("stay")
def test_send_and_status_give_counts_and_what_is_left(house: Terminal) -> None:
    before = house.json("status", status=3)
    assert set(before) >= COUNTS | {"next_due_at", "declarations", "held"}
    assert before["waiting"] == 2
    assert [row["due_at"] for row in before["declarations"]] == sorted(row["due_at"] for row in before["declarations"])
    assert before["next_due_at"] == before["declarations"][0]["due_at"]
    assert all({"reason", "next_attempt_at"} <= row.keys() for row in before["declarations"])
    sent = house.json("send", "--until-idle", "--timeout", "30")
    assert set(sent) >= COUNTS | {"held", "declarations"}
    assert (sent["sent"], sent["waiting"], sent["held"], sent["declarations"]) == (2, 0, None, [])
    after = house.json("status")
    assert (after["sent"], after["next_due_at"], after["declarations"]) == (2, None, [])
    (version,) = house.json("show", "1")["versions"]
    assert (version["state"], version["grade"]) == ("sent", "E1")
    assert [one["http_status"] for one in version["attempts"]] == [200]


def test_a_child_without_a_number_is_left_with_the_phone_sentence(house: Terminal) -> None:
    child = {"full_name": "Nguyễn Bảo Ngọc", "birth_date": "05/09/2020", "sex": "F", "guardian": 1}
    done = house.json("add", "-", stdin={**STAY, "guests": [CITIZEN, child]})
    assert [one["declaration"]["state"] for one in done["guests"]] == ["waiting", "window_closed"]
    assert house.json("send", status=3)["window_closed"] == 1
    (left,) = house.json("status", status=3)["declarations"]
    assert left["reason"]["code"] == "E-75"
    assert "0215000113" in left["reason"]["text"]


@pytest.mark.usefixtures("stay")
def test_print_register_says_path_pages_and_rows(house: Terminal, tmp_path: Path) -> None:
    done = house.json("print", "register", "-o", tmp_path / "so.pdf")
    assert (done["path"], done["pages"], done["rows"]) == (str(tmp_path / "so.pdf"), 1, 2)
    assert (tmp_path / "so.pdf").read_bytes().startswith(b"%PDF-")
    narrowed = house.json("print", "register", "-o", tmp_path / "so.pdf", "--from", "2026-11-22")
    assert narrowed["rows"] == 0
    nowhere = house.json("print", "register", "-o", tmp_path / "no" / "so.pdf", status=6)
    assert nowhere["failed"]["code"] == "E-97"


def test_paths_stay_inside_the_data_folder(house: Terminal) -> None:
    found = house.json("paths")
    own = {name: Path(path) for name, path in found.items() if name not in ("schema", "resources")}
    assert set(own) >= {"data", "settings", "logs", "keys", "ledger"}
    assert all(path.is_relative_to(house.data) for path in own.values())


def test_doctor_names_what_is_wrong(house: Terminal, clock: FakeClock) -> None:
    assert [one["code"] for one in house.json("doctor")["findings"]] == ["E-43"]
    clock.jump(days=-400)
    assert [one["code"] for one in house.json("doctor")["findings"]] == ["E-43", "E-17"]


def test_doctor_on_an_empty_folder_says_what_to_do_first(empty: Terminal) -> None:
    assert [one["code"] for one in empty.json("doctor")["findings"]] == ["E-43", "E-90"]


@pytest.mark.parametrize(
    "call",
    [
        lambda terminal, folder: terminal("setup", "--practice"),
        lambda terminal, folder: terminal("add", "-", stdin=b"{}"),
        lambda terminal, folder: terminal("list"),
        lambda terminal, folder: terminal("show", "1"),
        lambda terminal, folder: terminal("status"),
        lambda terminal, folder: terminal("print", "register", "-o", folder / "x.pdf"),
        lambda terminal, folder: terminal("paths"),
        lambda terminal, folder: terminal("doctor"),
    ],
)
@pytest.mark.usefixtures("stay")
def test_without_json_data_is_plain_and_people_read_stderr(
    house: Terminal, call: Callable[[Terminal, Path], Any], tmp_path: Path
) -> None:
    answer = call(house, tmp_path)
    assert not answer.out.startswith("{")
    assert "Traceback" not in answer.err


def test_a_guest_cancelled_or_gone_may_be_recorded_again(house: Terminal, clock: FakeClock) -> None:
    """F50: only a stay that overlaps in fact is a double."""
    house.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
    house.json("cancel", "1", "--reason", "entered-twice")
    house.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
    clock.advance(hours=2)
    house.json("checkout", "2")
    later = {**STAY, "arrival": "2026-11-21T22:45", "guests": [CITIZEN]}
    house.json("add", "-", stdin=later)
    assert [row["register_no"] for row in house.json("list")["rows"]] == [3, 2, 1]


@pytest.mark.usefixtures("stay")
def test_the_cancelled_line_stays_on_paper(house: Terminal, tmp_path: Path) -> None:
    house.json("cancel", "1", "--reason", "other", "--text", "Gõ nhầm")
    assert house.json("print", "register", "-o", tmp_path / "so.pdf")["rows"] == 2
    marks = [cells[12] for cells in Paper(tmp_path / "so.pdf").all_rows()]
    assert "Đã hủy" in marks[0]


def test_a_child_of_fourteen_days_and_a_lone_guardian_survive_correction(house: Terminal) -> None:
    child = {"full_name": "Nguyễn Bảo Ngọc", "birth_date": "07/11/2026", "sex": "F", "guardian": 1}
    house.json("add", "-", stdin={**STAY, "guests": [CITIZEN, child]})
    shown = house.json("show", "2")["stay"]
    assert shown["guests"][1]["guardian"] == 1
    done = house.json("correct", "2", "-", stdin={**shown, "room": "Phòng 2"})
    assert [one["declaration"]["version"] for one in done["guests"]] == [2, 2]
    assert done["guests"][1]["declaration"]["state"] == "window_closed"
