"""A house at the command line against the reference authority over pinned TLS: from the set-up file to the receipt."""

import json
import re
from pathlib import Path

import tomli_w

from guestreg.receiver.open.problems import FieldError
from guestreg.receiver.open.setup_file import setup_file
from tests.fakes.clock import FakeClock
from tests.fakes.open_authority import HOUSE, OTHER_HOUSE, OpenAuthority
from tests.integration.cli import open_house
from tests.integration.cli.house_toml import write_set_up
from tests.integration.cli.open_house import OWNER, declared, first_time, only, written
from tests.integration.cli.terminal import ONE, Terminal

authority = open_house.authority
enrolled = open_house.enrolled
PLACE = {"province": "302", "commune": "302903203"}


def test_a_house_is_set_up_enrolled_and_its_guest_confirmed_with_a_receipt_naming_our_head(
    enrolled: Terminal, authority: OpenAuthority
) -> None:
    declared(enrolled)
    shown = enrolled.json("show", "1")
    assert "E4" in str(shown)
    (held,) = authority.at_desk(lambda desk: desk.held())
    assert held["version"] == 1


def test_nothing_is_taken_over_before_the_yes_nor_without_the_mark(
    empty: Terminal, authority: OpenAuthority, tmp_path: Path
) -> None:
    file = written(authority, tmp_path)
    shown = empty("setup", file)
    assert authority.keys.setup.verifier.mark not in shown.out + shown.err
    looked = empty.json("setup", file)
    assert authority.keys.setup.verifier.mark not in str(looked)
    assert (looked["accepted"], looked["endpoint"]["host"]) == (False, authority.base_url.removeprefix("https://"))
    assert empty("list").status == 1
    for said, code in (
        ([], "E-194"),
        (["--mark", "0000 0000 0000 0000"], "E-193"),
        (["--mark", authority.keys.setup.verifier.mark], "E-195"),
    ):
        refused = empty("--json", "setup", file, "--yes", *said)
        assert refused.status == 1
        assert refused.json["violations"][0]["code"] == code


def test_a_later_file_of_the_same_hand_needs_no_mark_and_an_older_one_is_refused(
    enrolled: Terminal, authority: OpenAuthority, tmp_path: Path
) -> None:
    second = written(authority, tmp_path, 2)
    assert enrolled.json("setup", second, "--yes")["signature"] == "trusted"
    assert enrolled("setup", second, "--yes").status == 1
    assert "E-191" in enrolled("setup", written(authority, tmp_path, 1), "--yes").err
    declared(enrolled)


def test_another_hand_is_refused_but_for_beginning_anew_with_its_officer(
    enrolled: Terminal, authority: OpenAuthority, tmp_path: Path
) -> None:
    stranger = OpenAuthority(tmp_path / "stranger", tls=True, clock=authority.clock, key_name="luutru.example/xa-khac")
    stranger.start()
    try:
        mark = stranger.keys.setup.verifier.mark
        file = written(stranger, tmp_path, 1)
        assert "E-48" in enrolled("setup", file, "--mark", mark, "--yes").err
        enrolled.json("add", "-", stdin=ONE)
        answer = enrolled.json("setup", file, "--anew", "--mark", mark, "--yes")
        assert (answer["signature"], answer["former_authority"]) == ("stranger", "Công an xã Mẫu")
        held = enrolled.json("status", status=3)["held"]
        assert (held["hold"], held["code"]) == ("credentials", "E-200")
        enrolled.json("enrol", "--code", stranger.enrolment_code())
        assert enrolled.json("send", "--until-idle")["confirmed"] == 1
        assert len(stranger.at_desk(lambda desk: desk.held())) == 1
        assert authority.at_desk(lambda desk: desk.held()) == []
    finally:
        stranger.stop()


def test_a_file_with_a_letter_changed_is_refused(empty: Terminal, authority: OpenAuthority, tmp_path: Path) -> None:
    file = written(authority, tmp_path)
    file.write_text(file.read_text("utf-8").replace("127.0.0.1", "127.0.0.2"), encoding="utf-8")
    assert "E-190" in empty("setup", file, "--yes").err
    assert "E-131" in empty("setup", tmp_path / "none.luutru-caidat", "--yes").err


def test_a_wrong_code_is_refused_and_a_spent_one(empty: Terminal, authority: OpenAuthority, tmp_path: Path) -> None:
    said = first_time(authority, tmp_path)
    assert empty.json("setup", written(authority, tmp_path), *said)["enrolled"] is False
    assert empty.json("send", status=5)["held"]["code"] == "E-200"
    for typed, code in (("short", "E-197"), ("ABCDE12345", "E-198"), (authority.enrolment_code(OTHER_HOUSE), "E-198")):
        assert code in empty("enrol", "--code", typed).err
    assert "guestreg enrol --code" in empty("enrol", "--code", "ABCDE12345").err
    authority.stop()
    answer = empty("enrol", "--code", "ABCDE12345")
    assert (answer.status, "guestreg enrol --code" in answer.err) == (5, True)


def test_a_set_up_whose_code_was_not_taken_stays_and_goes_on_with_a_new_one(
    empty: Terminal, authority: OpenAuthority, tmp_path: Path
) -> None:
    said = [*first_time(authority, tmp_path), "--code", "ABCDE12345"]
    answer = empty.json("setup", written(authority, tmp_path), *said, status=1)
    assert (answer["accepted"], answer["enrolled"]) == (True, False)
    assert [one["code"] for one in answer["violations"]] == ["E-198"]
    empty.json("add", "-", stdin=ONE)
    empty.json("enrol", "--code", authority.enrolment_code())
    assert empty.json("send", "--until-idle")["confirmed"] == 1


def test_a_computer_whose_right_was_taken_back_asks_for_a_new_code_not_a_password(
    enrolled: Terminal, authority: OpenAuthority
) -> None:
    authority.at_desk(lambda desk: desk.revoke(HOUSE))
    enrolled.json("add", "-", stdin=ONE)
    held = enrolled.json("send", "--until-idle", status=5)["held"]
    assert (held["hold"], held["code"]) == ("credentials", "E-213")
    enrolled.json("enrol", "--code", authority.enrolment_code())
    assert enrolled.json("send", "--until-idle")["confirmed"] == 1


def test_what_would_change_is_said_in_words(empty: Terminal, authority: OpenAuthority, tmp_path: Path) -> None:
    flags = {"is_remote": True, "border_area": False, "border_belt": False}
    file = written(authority, tmp_path, commune_flags=flags)
    shown = empty("setup", file).err
    assert "Nơi gửi: không có → Máy của Công an xã" in shown
    assert "Vùng sâu, vùng xa: không → có" in shown
    assert "Vành đai" not in shown
    assert "Tệp số: 1 · Ký ngày: " in shown
    assert not {"true", "false", "open", "none"} & set(re.findall(r"[a-z]+", shown))
    assert "Sent" not in shown
    english = empty("--lang", "en", "setup", file).err
    assert "Where it is sent: none → Computer of the commune police" in english


def test_the_house_is_called_as_its_owner_says_and_lies_where_the_authority_says(
    empty: Terminal, authority: OpenAuthority, tmp_path: Path
) -> None:
    said = first_time(authority, tmp_path)
    typed = {**OWNER, "name": "Nhà bà Say", "province": "101", "commune": "101101001", "police_phone": "0999999999"}
    (tmp_path / "house.toml").write_bytes(tomli_w.dumps({"establishment": typed}).encode())
    house = empty.json("setup", written(authority, tmp_path), *said)["establishment"]
    assert house == {"name": "Nhà bà Say", **PLACE}


def test_a_pin_that_is_not_theirs_holds_the_endpoint(empty: Terminal, authority: OpenAuthority, tmp_path: Path) -> None:
    endpoint = {"kind": "open", "base_url": authority.base_url, "pins": ["ab" * 32]}
    said = first_time(authority, tmp_path)
    empty.json("setup", written(authority, tmp_path, endpoint=endpoint), *said)
    assert empty("enrol", "--code", authority.enrolment_code()).status == 5


def test_a_correction_a_cancellation_and_what_the_officer_says_reach_the_other_side(
    enrolled: Terminal, authority: OpenAuthority, tmp_path: Path, clock: FakeClock
) -> None:
    declared(enrolled)
    line = only(enrolled)
    changed = tmp_path / "changed.json"
    guest = {**ONE["guests"][0], "full_name": "Nguyễn Thị Hoà"}
    changed.write_text(json.dumps({**ONE, "guests": [guest]}), encoding="utf-8")
    enrolled.json("correct", "1", changed)
    assert enrolled.json("send", "--until-idle")["confirmed"] == 1
    (held,) = authority.at_desk(lambda desk: desk.held())
    assert held["version"] == 2
    told, wrong = held["declaration_id"], [FieldError("/guest/birth_date", "format")]
    authority.at_desk(lambda desk: desk.rule(told, 2, "returned", wrong))
    authority.at_desk(lambda desk: desk.message(HOUSE, "Nhắc", "Xem lại ngày sinh.", (told, 2)))
    clock.advance(hours=2)
    assert enrolled.json("send", status=3)["returned"] == 1
    assert only(enrolled)["state"] == "returned"
    enrolled.json("cancel", line["guest_id"], "--reason", "entered-twice")
    enrolled.json("send", "--until-idle")
    (held,) = authority.at_desk(lambda desk: desk.held())
    assert (held["version"], held["kind"]) == (3, "cancel")


def test_a_house_of_the_ministry_moves_with_who_waits_and_sends_on_who_came_too_late(
    empty: Terminal, authority: OpenAuthority, tmp_path: Path, clock: FakeClock
) -> None:
    place = {"kind": "kbtt", "address": "https://127.0.0.1:9", "account": "nha.mau"}
    empty.json("setup", write_set_up(tmp_path, {**OWNER, "name": "Nhà Mẫu", **PLACE}, place))
    late = empty.json("add", "-", stdin=ONE)
    clock.advance(days=2)
    assert empty.json("send", status=5)["held"]["code"] == "E-100"
    waiting = {**ONE, "arrival": "2026-11-23T18:00", "planned_departure": "2026-11-24T12:00"}
    empty.json("add", "-", stdin={**waiting, "confirm": ["E-57"]})
    moved = empty.json("setup", written(authority, tmp_path), *first_time(authority, tmp_path))
    assert {"field": "endpoint", "old": "kbtt", "new": "open"} in moved["changes"]
    assert empty("files", "-o", tmp_path / "stick").status == 0
    empty.json("enrol", "--code", authority.enrolment_code())
    assert empty.json("redirect", late["guests"][0]["guest_id"])["declarations"][0]["state"] == "waiting"
    sent = empty.json("send", "--until-idle")
    assert (sent["confirmed"], sent["window_closed"]) == (2, 0)
    assert len(authority.at_desk(lambda desk: desk.held())) == 2


def test_a_practice_authority_is_met_on_this_computer_without_tls(
    empty: Terminal, tmp_path: Path, clock: FakeClock
) -> None:
    practice = OpenAuthority(tmp_path / "practice", clock=clock.now, key_name="practice/xa-mau")
    practice.start()
    try:
        described = {"endpoint": {"kind": "open", "base_url": practice.base_url}}
        file = tmp_path / "tap.luutru-caidat"
        houses = {"establishments": [{"code": HOUSE, "name": "Nhà Mẫu"}]}
        file.write_text(setup_file(practice.keys, described | houses, 1, clock.now()), encoding="utf-8")
        empty.json("setup", file, *first_time(practice, tmp_path), "--code", practice.enrolment_code())
        declared(empty)
    finally:
        practice.stop()
