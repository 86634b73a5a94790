"""What a house and its authority say beside declarations, over pinned TLS: heads, keys that change, messages read."""

import base64
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from guestreg.app.program import Program
from guestreg.domain.authority_keys import TrustedKey
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.countersignature import Countersignature, countersigned
from guestreg.domain.declaration import State
from guestreg.domain.ledger import Entry
from guestreg.domain.note import read_key
from guestreg.platform.signatures import verify
from guestreg.ports.reading import GuestLine, LineFilter
from guestreg.receiver.open.tables import DEVICES, LEDGERS, MESSAGES
from guestreg.services.commands.read_message import read_message
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.fakes.open_authority import HOUSE, OpenAuthority
from tests.integration.cli import open_house
from tests.integration.cli.open_house import declared, only
from tests.integration.cli.terminal import ONE, Terminal
from tests.tables.rules import CITIZEN

authority = open_house.authority
enrolled = open_house.enrolled

ANOTHER = {**ONE, "guests": [{**CITIZEN, "doc_number": "001190000025"}]}


@contextmanager
def opened(house: Terminal) -> Iterator[Program]:
    program = house.program()
    try:
        yield program
    finally:
        program.close()


def entries(house: Terminal) -> list[dict[str, Any]]:
    def envelope(entry: Entry) -> dict[str, Any]:
        return dict(json.loads(entry.envelope))

    with opened(house) as program, program.desk().store.unit_of_work() as uow:
        return [envelope(one) for one in uow.ledger.entries()]


def of_kind(house: Terminal, kind: str) -> list[dict[str, Any]]:
    return [one for one in entries(house) if one["k"] == kind]


def held_there(authority: OpenAuthority, table: Any) -> list[Any]:
    database = authority.database()
    try:
        with database.reading() as connection:
            return list(connection.execute(select(table)).mappings())
    finally:
        database.close()


def another(house: Terminal) -> dict[str, Any]:
    house.json("add", "-", stdin=ANOTHER)
    sent: dict[str, Any] = house.json("send", "--until-idle")
    return sent


def newest_line(program: Program) -> GuestLine:
    return program.reader().lines(LineFilter())[0]


def database_of(house: Terminal) -> Path:
    with opened(house) as program:
        return program.folders()["ledger"]


def kept(house: Terminal, folder: Path) -> None:
    """A copy of the ledger's file alone: keys and settings stay where they are."""
    shutil.copy(database_of(house), folder / "kept.db")


def put_back(house: Terminal, folder: Path) -> None:
    file = database_of(house)
    for name in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        name.unlink(missing_ok=True)
    shutil.copy(folder / "kept.db", file)


def test_after_a_drain_the_head_is_countersigned_and_kept_byte_for_byte(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock
) -> None:
    assert enrolled.json("status")["countersigned"] is None
    declared(enrolled)
    shown = enrolled.json("status")["countersigned"]
    (held,) = held_there(authority, LEDGERS)
    assert (shown["origin"], shown["size"]) == (held["origin"], held["size"])
    head = Checkpoint(held["origin"], held["size"], bytes.fromhex(held["root"]))
    key = TrustedKey(read_key(authority.vkey), frozenset({"receipt"}))
    note = base64.b64decode(shown["note_base64"])
    assert isinstance(countersigned(note, head, clock.now(), [key], verify), Countersignature)
    assert len(entries(enrolled)) == held["size"], "the countersignature itself makes no entry"
    another(enrolled)
    assert enrolled.json("status")["countersigned"] == shown, "at most once an hour"
    clock.advance(hours=1)
    enrolled.json("send")
    assert enrolled.json("status")["countersigned"]["size"] > shown["size"]


@pytest.mark.expects_log("ledger_contradicted")
def test_a_ledger_that_was_put_back_goes_on_in_a_new_epoch_under_a_new_key(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock, tmp_path: Path
) -> None:
    declared(enrolled)
    clock.advance(hours=2)
    enrolled.json("send")
    kept(enrolled, tmp_path)
    another(enrolled)
    clock.advance(hours=2)
    enrolled.json("send")
    larger = held_there(authority, LEDGERS)[0]["size"]
    put_back(enrolled, tmp_path)
    enrolled.json("send")
    (restored,) = of_kind(enrolled, "restored")
    assert (restored["ep"], restored["d"]["reason"], restored["d"]["epoch"]) == (2, "rollback", 1)
    assert restored["d"]["size"] < larger
    (device,) = held_there(authority, DEVICES)
    assert device["vkey"] == restored["d"]["device"]
    shown = enrolled.json("status")
    assert shown["countersigned"]["origin"].endswith("/2")
    assert shown["notices"] == []
    enrolled.json("correct", "1", written_change(tmp_path))
    assert another(enrolled)["confirmed"] == 2
    assert sorted(one["version"] for one in authority.at_desk(lambda desk: desk.held())) == [1, 1, 101]
    enrolled.json("correct", "1", written_change(tmp_path, "Nguyễn Thị Hoài"))
    assert enrolled.json("send", "--until-idle")["confirmed"] == 2
    assert sorted(one["version"] for one in authority.at_desk(lambda desk: desk.held())) == [1, 1, 102]
    assert {one["origin"][-2:] for one in held_there(authority, LEDGERS)} == {"/1", "/2"}


@pytest.mark.expects_log("ledger_contradicted")
def test_who_waits_when_an_epoch_begins_is_asked_about_before_it_is_sent(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock, tmp_path: Path
) -> None:
    declared(enrolled)
    enrolled.json("add", "-", stdin=ANOTHER)
    kept(enrolled, tmp_path)
    assert enrolled.json("send", "--until-idle")["confirmed"] == 2
    clock.advance(hours=2)
    enrolled.json("send")
    put_back(enrolled, tmp_path)
    sent = enrolled.json("send", "--until-idle")
    assert (sent["confirmed"], sent["unknown"]) == (2, 0)
    with opened(enrolled) as program:
        (version,) = program.reader().versions(newest_line(program).declaration_id)
    assert (version.state, version.attempts) == (State.CONFIRMED, ()), "it was asked about, not sent"
    assert [one["version"] for one in authority.at_desk(lambda desk: desk.held())] == [1, 1]


@pytest.mark.expects_log("ledger_contradicted")
def test_of_two_copies_one_keeps_the_key_and_the_other_is_told_to_ask_for_a_code(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock, tmp_path: Path
) -> None:
    declared(enrolled)
    copy = Terminal(tmp_path / "copy", clock)
    shutil.copytree(enrolled.data, copy.data)
    another(enrolled)
    third = {**ONE, "guests": [{**CITIZEN, "doc_number": "001190000033"}]}
    for _ in range(2):
        clock.advance(hours=2)
        enrolled.json("send")
    copy.json("add", "-", stdin={**third, "confirm": ["E-57"]})
    assert copy.json("send", "--until-idle")["confirmed"] == 2
    clock.advance(hours=2)
    copy.json("send")
    (restored,) = of_kind(copy, "restored")
    assert restored["d"]["reason"] in ("fork", "rollback")
    enrolled.json("correct", "1", written_change(tmp_path))
    clock.advance(hours=2)
    assert enrolled.json("send", "--until-idle")["unknown"] == 0
    assert [one["code"] for one in enrolled.json("status")["notices"]] == ["E-206"]
    assert "E-206" in str(enrolled.json("doctor"))
    enrolled.json("enrol", "--code", authority.enrolment_code())
    assert enrolled.json("status")["notices"] == []


def written_change(folder: Path, name: str = "Nguyễn Thị Hoà") -> Path:
    changed = folder / "changed.json"
    guest = {**CITIZEN, "full_name": name}
    changed.write_text(json.dumps({**ONE, "guests": [guest]}), encoding="utf-8")
    return changed


def test_a_lost_device_key_is_replaced_with_a_new_code_and_stops_nothing(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock
) -> None:
    declared(enrolled)
    (keys,) = [one for one in enrolled.data.rglob("*") if one.is_file() and '/device"' in one.read_text("latin-1")]
    held = json.loads(keys.read_text("utf-8"))
    keys.write_text(json.dumps({name: one for name, one in held.items() if not name.endswith("/device")}), "utf-8")
    assert another(enrolled)["confirmed"] == 2
    enrolled.json("enrol", "--code", authority.enrolment_code())
    (lost,) = of_kind(enrolled, "key")
    assert (lost["ep"], lost["d"]["reason"], lost["fl"]) == (2, "key_lost", [])
    assert [one["vkey"] for one in held_there(authority, DEVICES)][-1] == lost["d"]["device"]
    clock.advance(hours=2)
    enrolled.json("send")
    assert enrolled.json("status")["countersigned"]["origin"].endswith("/2")
    enrolled.json("cancel", only_first(enrolled), "--reason", "entered-twice")
    assert entries(enrolled)[-1]["fl"] == []


def only_first(house: Terminal) -> str:
    return str(house.json("list")["rows"][0]["guest_id"])


def test_a_key_that_took_over_is_kept_and_believed_without_being_asked_for_again(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared(enrolled)
    before = authority.vkey
    clock.advance(hours=2)
    authority.rotate()
    enrolled.json("send")
    (noted,) = [one["d"] for one in of_kind(enrolled, "config") if one["d"].get("what") == "authority-key"]
    assert noted["key"] == authority.vkey != before
    asked: list[object] = []
    monkeypatch.setattr("guestreg.endpoints.open_contract.client.OpenClient._listed_keys", asked.append)
    clock.advance(minutes=1)
    assert another(enrolled)["confirmed"] == 2
    assert asked == []
    clock.advance(hours=2)
    enrolled.json("send")
    assert len([one for one in of_kind(enrolled, "config") if one["d"].get("what") == "authority-key"]) == 1


def test_a_message_read_here_is_acknowledged_and_one_the_authority_forgot_is_let_be(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock
) -> None:
    message = authority.at_desk(lambda desk: desk.message(HOUSE, "Nhắc", "Mời bác lên xã.", None))
    enrolled.json("send")
    with opened(enrolled) as program:
        assert read_message(program.desk(), message) == Done(True)
    at = clock.now()
    authority.stop()
    clock.advance(hours=2)
    enrolled("send")
    assert held_there(authority, MESSAGES)[0]["read_at"] is None
    authority.start()
    clock.advance(hours=2)
    enrolled.json("send")
    (told,) = held_there(authority, MESSAGES)
    assert told["read_at"] == at.strftime("%Y-%m-%dT%H:%M:%SZ")
    with opened(enrolled) as program, program.desk().store.unit_of_work() as uow:
        assert uow.receipts.unacknowledged(9) == ()


def test_a_set_up_file_past_its_day_is_a_reminder_and_no_more(
    enrolled: Terminal, authority: OpenAuthority, clock: FakeClock
) -> None:
    assert enrolled.json("status")["notices"] == []
    clock.advance(timedelta(days=366))
    (notice,) = enrolled.json("status")["notices"]
    assert notice["code"] == "E-207"
    assert "E-207" in str(enrolled.json("doctor"))
    again = {**ONE, "arrival": clock.now().strftime("%Y-%m-%dT%H:%M")}
    day_after = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT10:00")
    enrolled.json("add", "-", stdin={**again, "planned_departure": day_after})
    assert enrolled.json("send", "--until-idle")["confirmed"] == 1
    assert only(enrolled)["state"] == "confirmed"
