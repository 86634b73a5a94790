"""How the command line is called: usage, help, language, data folder, what a terminal and JSON are shown."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from guestreg.cli.command import run
from tests.integration.cli.ledger_file import fingerprints, row_counts
from tests.integration.cli.terminal import ONE, VERBS, Terminal, call

ENGLISH = re.compile(r"\b(?:Invalid|Missing|such|Error|Usage|should|unexpected|requires|takes|before)\b")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("list", "--nonsense"),
        ("list", "--from", "yesterday"),
        ("list", "--state", "asleep"),
        ("list", "--from", "2026-12-01", "--to", "2026-11-01"),
        ("list", "--to", "2026-11-01", "--from", "2026-12-01"),
        ("add",),
        ("add", "a", "b"),
        ("show",),
        ("cancel", "1"),
        ("checkout", "1", "--at", "noon"),
        ("send", "--timeout", "0"),
        ("send", "--timeout", "soon"),
        ("print",),
        ("print", "register"),
        ("print", "register", "-o", "-"),
        ("print", "register", "-o", "so"),
        ("print", "register", "-o", "so.xlsx"),
        ("print", "register", "-o", "so.pdf", "--from", "2026-12-01", "--to", "2026-11-30"),
        ("setup",),
        ("setup", "--practice", "house.toml"),
        ("setup", "house.toml", "--secrets", "secrets.json"),
        ("simulator", "--port", "70000"),
        ("simulator", "--fault", "earthquake"),
        ("simulator", "--fault", "silence:never"),
        ("simulator", "--seed", "-1"),
        ("simulator", "--voice", "loud"),
        ("demo",),
        ("receiver",),
        ("receiver", "run"),
        ("receiver", "return", "ID", "--database", "sqlite:///xa.db", "/guest/sex"),
        ("hand-over", "1"),
        ("hand-over", "1", "--channel", "pigeon"),
        ("reconcile",),
        ("reconcile", "--count", "many"),
        ("reconcile", "--count", "-1"),
        ("files",),
        ("status", "--state"),
        ("status", "1"),
        ("--lang", "fr", "list"),
        ("--lang", "vi", "--data", "elsewhere", "list"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_touches_nothing(
    house: Terminal, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    before = row_counts(house.data)
    answer = house(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err
    assert "Traceback" not in answer.err
    assert not ENGLISH.search(answer.err), answer.err
    as_json = house(*arguments, "--json")
    verb = next((one for one in arguments if one in VERBS), "usage")
    assert (as_json.status, as_json.json["schema"]) == (2, f"guestreg.{verb}/1")
    assert as_json.json["failed"]["code"] == "E-134"
    assert as_json.json["failed"]["text"] in as_json.err
    assert row_counts(house.data) == before
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "vi", "en"),
    [
        ("lisst", "không có lệnh lisst", "there is no verb lisst"),
        ("receiver", "thiếu lệnh", "a verb is missing"),
        ("list --fro x", "không có lựa chọn --fro (--from, --to)", "there is no option --fro (--from, --to)"),
        ("list --from x", "--from phải là 2026-11-21", "--from must be 2026-11-21"),
        ("checkout 1 --at x", "--at phải là 2026-11-21T20:40", "--at must be 2026-11-21T20:40"),
        ("simulator --voice x", "--voice phải là short, long", "--voice must be short, long"),
        ("hand-over 1", "thiếu --channel (phone, in_person,", "--channel is missing (phone, in_person,"),
        ("send --timeout 0", "--timeout phải là số từ 1 trở lên", "--timeout must be a number from 1"),
        ("simulator --port x", "--port phải là số từ 0 đến 65535", "--port must be a number from 0 to 65535"),
        ("send --timeout", "--timeout có giá trị không đúng", "--timeout stands without its value"),
        ("status now", "thừa now", "too much: now"),
        ("reconcile", "chọn một trong FILE", "give one of FILE"),
    ],
)
def test_what_is_wrong_is_said_in_the_language_asked(house: Terminal, said: str, vi: str, en: str) -> None:
    for language, words in (("vi", vi), ("en", en)):
        answer = house("--lang", language, *said.split())
        assert (answer.status, answer.out) == (2, "")
        assert words in answer.err
        assert answer.err.endswith(" --help\n")
        assert words in house("--json", f"--lang={language}", *said.split()).json["failed"]["text"]


def test_a_span_of_one_day_is_no_mistake(house: Terminal, tmp_path: Path) -> None:
    day = ("--from", "2026-11-21", "--to", "2026-11-21")
    assert house.json("list", *day)["rows"] == []
    house.json("print", "register", "-o", tmp_path / "so.PDF", *day)


@pytest.mark.parametrize("verb", "setup add list find show correct cancel checkout send status".split())
def test_help_has_an_example(empty: Terminal, verb: str) -> None:
    answer = empty(verb, "--help")
    assert answer.status == 0
    assert f"Example: guestreg {verb}" in _words(answer.out)


def test_help_of_setup_names_the_tables_of_its_file(empty: Terminal) -> None:
    assert "A .toml with the tables establishment and endpoint." in _words(empty("setup", "--help").out)


def _words(shown: str) -> str:
    """Without the frames around it."""
    return " ".join(shown.replace("│", " ").split())


def test_a_file_that_is_not_there_is_refused(house: Terminal, tmp_path: Path) -> None:
    answer = house("add", tmp_path / "none.json", "--json")
    assert (answer.status, answer.json["failed"]["code"]) == (1, "E-131")
    assert "none.json" in answer.err
    assert str(tmp_path) not in answer.out
    house.json("add", "-", stdin=ONE)
    for arguments in (("setup", tmp_path / "none.toml"), ("setup", tmp_path), ("correct", "1", tmp_path)):
        assert house.json(*arguments, status=1)["failed"]["code"] == "E-131"


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


def test_plain_text_shows_orders_to_a_terminal_as_escapes(house: Terminal) -> None:
    answer = house("add", "-", stdin=json.dumps({**ONE, "\x1b[2J\ud800\u202e": "x"}))
    assert answer.status == 1
    assert "\\x1b[2J\\ud800\\u202e" in answer.err
    assert not set(answer.err) & {"\x1b", "\u202e"}


@pytest.mark.parametrize("buffering", [1, -1], ids=["at the first line", "at the end"])
@pytest.mark.parametrize("verb", [("list",), ("status", "--json"), ("find", "hoa")], ids=" ".join)
def test_a_reader_that_goes_away_interrupts(
    house: Terminal, verb: tuple[str, ...], buffering: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.json("add", "-", stdin=ONE)
    program = house.program()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", buffering, encoding="utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert run(program, verb) == 130
    program.close()


def test_a_name_that_is_no_unicode_comes_back_in_json(house: Terminal) -> None:
    answer = house("add", "-", "--json", stdin=json.dumps({**ONE, "\ud800": "x"}))
    assert answer.status == 1
    assert [one["field"] for one in answer.json["violations"]] == ["\ud800"]
