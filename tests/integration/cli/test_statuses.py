"""The published exit statuses, and that whatever goes wrong ends in one sentence and changes nothing."""

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest

from guestreg.app.main import main
from guestreg.app.program import Program
from tests.fakes.clock import FakeClock
from tests.integration.cli.house_file import SECRETS, write_house
from tests.integration.cli.ledger_file import fingerprints, ledger_of, opened, row_counts
from tests.integration.cli.terminal import Terminal, taped
from tests.tables.rules import CITIZEN, NOW, STAY

ONE = {**STAY, "guests": [CITIZEN]}
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


def call(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    """The console command itself."""
    with taped(stdin) as tape:
        status = main(arguments)
    out, err = tape()
    return status, out, err


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
    assert fingerprints(house.data) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("list", "--nonsense"),
        ("list", "--from", "yesterday"),
        ("list", "--state", "asleep"),
        ("add",),
        ("add", "a", "b"),
        ("show",),
        ("cancel", "1"),
        ("checkout", "1", "--at", "noon"),
        ("send", "--timeout", "0"),
        ("send", "--timeout", "soon"),
        ("print",),
        ("print", "register"),
        ("setup",),
        ("setup", "--practice", "house.toml"),
        ("simulator", "--port", "70000"),
        ("simulator", "--fault", "earthquake"),
        ("simulator", "--fault", "silence:never"),
        ("simulator", "--seed", "-1"),
        ("demo",),
        ("--lang", "fr", "list"),
        ("--json", "--data", "elsewhere", "list"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_touches_nothing(house: Terminal, arguments: tuple[str, ...]) -> None:
    before = row_counts(house.data)
    answer = house(*arguments)
    assert (answer.status, answer.out) == (2, "" if arguments != ("print",) else answer.out)
    assert answer.err or answer.out
    assert "Traceback" not in answer.err
    assert row_counts(house.data) == before


@pytest.mark.parametrize("verb", "setup add list find show correct cancel checkout send status".split())
def test_help_has_an_example(empty: Terminal, verb: str) -> None:
    answer = empty(verb, "--help")
    assert answer.status == 0
    assert f"Example: guestreg {verb}" in " ".join(answer.out.replace("│", " ").split())


def test_a_file_that_is_not_there_is_refused(house: Terminal, tmp_path: Path) -> None:
    answer = house("add", tmp_path / "none.json", "--json")
    assert (answer.status, answer.json["failed"]["code"]) == (1, "E-96")
    assert "none.json" in answer.err
    assert str(tmp_path) not in answer.out


def test_json_is_taken_at_any_place(house: Terminal) -> None:
    house.json("add", "-", stdin=ONE)
    said = {house(*words).out for words in (("--json", "list"), ("list", "--json"), ("--json", "list", "--json"))}
    assert len(said) == 1
    found = {
        house(*words).out
        for words in (("find", "hoa", "--json"), ("find", "--json", "hoa"), ("--lang", "en", "--json", "find", "hoa"))
    }
    assert len(found) == 1
    assert json.loads(said.pop())["rows"] == json.loads(found.pop())["rows"]


def test_sentences_follow_the_language(house: Terminal) -> None:
    assert "Không tìm thấy" in house("show", "9").err
    assert "isn't in the book" in house("--lang", "en", "show", "9").err
    assert "isn't in the book" in house("--lang=en", "show", "9", "--json").json["failed"]["text"]


def test_the_data_folder_is_an_option_or_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (("--data", str(tmp_path / "a")), (f"--data={tmp_path / 'b'}",)):
        assert call(*words, "setup", "--practice")[0] == 0
    monkeypatch.setenv("GUESTREG_DATA", str(tmp_path / "c"))
    assert call("setup", "--practice")[0] == 0
    assert [len(list((tmp_path / name / "ledgers").glob("*.db"))) for name in "abc"] == [1, 1, 1]
    assert call("--data", str(tmp_path / "a"), "paths", "--json")[1].find(str(tmp_path / "c")) == -1


def test_nothing_is_written_outside_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "outside"
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        (outside / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(outside / name))
    monkeypatch.chdir(outside)
    data = str(tmp_path / "data")
    assert call("--data", data, "setup", "--practice")[0] == 0
    assert call("--data", data, "send")[0] == 0
    assert call("--data", data, "doctor")[0] == 0
    assert fingerprints(outside) == {}


def test_an_endpoint_that_does_not_answer_is_5_and_guests_stay(empty: Terminal, tmp_path: Path) -> None:
    empty.json("setup", write_house(tmp_path), "--secrets", "-", stdin=SECRETS)
    empty.json("add", "-", stdin=ONE)
    sent = empty.json("send", status=5)
    assert (sent["waiting"], sent["sent"]) == (1, 0)
    (left,) = empty.json("status", status=3)["declarations"]
    assert left["reason"]["code"] == "E-01"
    assert left["state"] == "waiting"


def test_plain_text_shows_orders_to_a_terminal_as_escapes(house: Terminal) -> None:
    answer = house("add", "-", stdin=json.dumps({**ONE, "\x1b[2J\ud800\u202e": "x"}))
    assert answer.status == 1
    assert "\\x1b[2J\\ud800\\u202e" in answer.err
    assert not set(answer.err) & {"\x1b", "\u202e"}


def test_a_name_that_is_no_unicode_comes_back_in_json(house: Terminal) -> None:
    answer = house("add", "-", "--json", stdin=json.dumps({**ONE, "\ud800": "x"}))
    assert answer.status == 1
    assert [one["field"] for one in answer.json["violations"]] == ["\ud800"]
