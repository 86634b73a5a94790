"""The published exit statuses, and that whatever goes wrong ends in one sentence and changes nothing."""

import json
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from guestreg.app.program import Program
from guestreg.domain.dates import local
from guestreg.platform.clock import SystemClock
from tests.fakes.clock import FakeClock
from tests.integration.cli.house_file import SECRETS, write_house
from tests.integration.cli.ledger_file import fingerprints, ledger_of, opened
from tests.integration.cli.terminal import ONE, Terminal, call
from tests.tables.rules import NOW

PERSON = "Nguyễn Thị Hoa 001190000017"
EVERY_VERB = (
    ("add", "-"),
    ("list",),
    ("find", "hoa"),
    ("show", "1"),
    ("correct", "1", "-"),
    ("cancel", "1", "--reason", "other"),
    ("checkout", "1"),
    ("send",),
    ("status",),
    ("print", "register", "-o", "so.pdf"),
)


class Broken(Program):
    """Fails as a bug does, with a person in the exception's words."""

    def desk(self) -> NoReturn:
        raise ValueError(PERSON)

    reader = desk


class Interrupted(Program):
    """Somebody pressed Ctrl-C."""

    def desk(self) -> NoReturn:
        raise KeyboardInterrupt

    reader = desk


class DiskTrouble(Program):
    """The operating system refuses; `errno` says what."""

    errno = 28

    def desk(self) -> NoReturn:
        raise OSError(self.errno, PERSON)

    reader = desk


class NoRights(DiskTrouble):
    errno = 13


@pytest.mark.parametrize("verb", EVERY_VERB, ids=lambda verb: verb[0])
@pytest.mark.expects_log("bug")
def test_a_bug_ends_in_one_sentence_and_a_code(
    tmp_path: Path, clock: FakeClock, verb: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    answer = Terminal(tmp_path, clock, Broken)(*verb, "--json", stdin=json.dumps(ONE))
    assert answer.status == 70
    failed = answer.json["failed"]
    assert (failed["code"], failed["where"].partition(":")[0]) == ("E-26", "ValueError@desk")
    assert answer.json["schema"] == f"guestreg.{verb[0]}/1"
    (line,) = answer.err.splitlines()
    assert line.startswith("Chương trình gặp lỗi")
    assert f"[E-26 {failed['where']}]" in line
    assert "Hoa" not in answer.out + answer.err
    assert [record.getMessage() for record in caplog.records] == ["bug"]


def test_the_log_keeps_type_and_places_of_a_bug_and_no_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "reader", Broken.reader)
    status, _, err = call("--data", str(tmp_path), "list")
    assert (status, "Hoa" in err, "Traceback" in err) == (70, False, False)
    log = (tmp_path / "logs" / "guestreg.log").read_text("utf-8")
    line = json.loads(log)
    assert (line["event"], line["error"], line["code"]) == ("bug", "ValueError", "E-26")
    assert line["places"][-1].startswith("test_statuses.py:")
    assert "Hoa" not in log
    assert "001190000017" not in log


def test_a_person_in_a_bug_would_be_seen(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Hoa"):
        Broken(*_parts(tmp_path)).desk()


def _parts(folder: Path) -> Any:
    from guestreg.platform.paths import find_paths
    from guestreg.platform.random import OsRandom

    return find_paths(folder), FakeClock(NOW), OsRandom()


@pytest.mark.parametrize("verb", EVERY_VERB, ids=lambda verb: verb[0])
def test_ctrl_c_is_130_and_silent(tmp_path: Path, clock: FakeClock, verb: tuple[str, ...]) -> None:
    answer = Terminal(tmp_path, clock, Interrupted)(*verb, stdin=json.dumps(ONE))
    assert (answer.status, answer.out, answer.err) == (130, "", "")


@pytest.mark.parametrize(("make", "code"), [(DiskTrouble, "E-44"), (NoRights, "E-61")])
def test_what_the_disk_refuses_is_the_environments(
    tmp_path: Path, clock: FakeClock, make: type[Program], code: str
) -> None:
    answer = Terminal(tmp_path, clock, make)("list", "--json")
    assert (answer.status, answer.json["failed"]["code"]) == (6, code)
    assert "Hoa" not in answer.err


@pytest.mark.parametrize("verb", EVERY_VERB, ids=lambda verb: verb[0])
def test_before_the_first_house_every_verb_says_so(empty: Terminal, verb: tuple[str, ...]) -> None:
    answer = empty(*verb, "--json", stdin=json.dumps(ONE))
    assert (answer.status, answer.json["failed"]["code"]) == (1, "E-90")
    assert len(answer.err.splitlines()) == 1
    assert fingerprints(empty.data) == {}


@pytest.mark.parametrize("verb", [*EVERY_VERB, ("doctor",)], ids=lambda verb: verb[0])
def test_a_newer_database_is_left_as_it_is(house: Terminal, verb: tuple[str, ...]) -> None:
    house.json("add", "-", stdin=ONE)
    newer = opened(ledger_of(house.data), house.data / "keys")
    newer.execute("UPDATE schema_version SET version_num = '9999'")
    newer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    newer.close()
    before = fingerprints(house.data)
    answer = house(*verb, "--json", stdin=json.dumps(ONE))
    assert (answer.status, "E-27" in answer.out) == (6, True)
    assert fingerprints(house.data) == before


@pytest.mark.parametrize("verb", [*EVERY_VERB, ("setup", "--practice")], ids=lambda verb: verb[0])
def test_a_missing_key_is_said_and_nothing_is_made_anew(house: Terminal, verb: tuple[str, ...]) -> None:
    house.json("add", "-", stdin=ONE)
    (house.data / "keys" / "keys.json").unlink()
    before = fingerprints(house.data)
    answer = house(*verb, "--json", stdin=json.dumps(ONE))
    assert (answer.status, answer.json["failed"]["code"]) == (6, "E-94")
    assert fingerprints(house.data) == before


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
def test_a_damaged_key_file_is_said(house: Terminal, content: bytes) -> None:
    (house.data / "keys" / "keys.json").write_bytes(content)
    answer = house("list", "--json")
    assert (answer.status, answer.json["failed"]["code"]) == (6, "E-94")


def test_a_damaged_ledger_is_said_and_left(house: Terminal) -> None:
    ledger_of(house.data).write_bytes(b"no database at all" * 1000)
    before = fingerprints(house.data)
    answer = house("list", "--json")
    assert (answer.status, answer.json["failed"]["code"]) == (6, "E-95")
    assert fingerprints(house.data) == before


def test_a_lost_ledger_file_is_said(house: Terminal) -> None:
    ledger_of(house.data).unlink()
    answer = house("list", "--json")
    assert (answer.status, answer.json["failed"]["code"]) == (6, "E-95")


def test_settings_that_cannot_be_read_are_said_and_left(house: Terminal) -> None:
    (house.data / "settings.toml").write_text("active = ", "utf-8")
    before = fingerprints(house.data)
    status, out, err = call("--data", str(house.data), "list")
    assert (status, out) == (6, "")
    assert "settings.toml" in err
    said = json.loads(call("--data", str(house.data), "list", "--json")[1])
    assert (said["schema"], said["failed"]["code"]) == ("guestreg.list/1", "E-96")
    assert fingerprints(house.data) == before


def test_everything_it_makes_is_its_owners_alone(tmp_path: Path) -> None:
    data, paper = tmp_path / "nhà" / "sổ", tmp_path / "so.pdf"
    before = os.umask(0o022)
    try:
        steps = (("setup", "--practice"), ("add", "-"), ("send",), ("print", "register", "-o", str(paper)), ("send",))
        for arguments in steps:
            now = local(SystemClock().now() - timedelta(minutes=5))
            stay = {**ONE, "arrival": f"{now:%Y-%m-%dT%H:%M}", "planned_departure": f"{now + timedelta(days=1):%FT%R}"}
            assert call("--data", str(data), *arguments, stdin=json.dumps(stay))[0] == 0
        assert os.umask(0o022) == 0o022, "what called it keeps its own"
    finally:
        os.umask(before)
    made = {one: stat.S_IMODE(one.stat().st_mode) for one in (data.parent, data, paper, *data.rglob("*"))}
    assert {one.name for one in made} >= {"settings.toml", "police.db", "mark", "turn.lock", "keys.json", "keys.lock"}
    assert {str(one): oct(mode) for one, mode in made.items() if mode != (0o700 if one.is_dir() else 0o600)} == {}


def test_a_data_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    place = tmp_path / "sổ"
    place.write_bytes(b"mine")
    status, out, err = call("--data", str(place), "status", "--json")
    said = json.loads(out)
    assert (status, said["schema"], said["failed"]["code"]) == (6, "guestreg.status/1", "E-133")
    assert err.splitlines() == [f"{said['failed']['text']} [E-133]"]
    assert "sổ" in err
    assert (place.read_bytes(), list(tmp_path.iterdir())) == (b"mine", [place])


def test_an_endpoint_that_does_not_answer_is_5_and_guests_stay(empty: Terminal, tmp_path: Path) -> None:
    empty.json("setup", write_house(tmp_path), "--secrets", "-", stdin=SECRETS)
    empty.json("add", "-", stdin=ONE)
    sent = empty.json("send", status=5)
    assert (sent["waiting"], sent["sent"]) == (1, 0)
    (left,) = empty.json("status", status=3)["declarations"]
    assert left["reason"]["code"] == "E-01"
    assert left["state"] == "waiting"
