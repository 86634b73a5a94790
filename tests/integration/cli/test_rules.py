"""`add --json` says every rule of the field lists: code, field, guest and sentence, and stores nothing it refuses."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from guestreg.platform.resources import resource_dir
from tests.fakes.clock import FakeClock
from tests.integration.cli.ledger_file import row_counts
from tests.integration.cli.terminal import Terminal
from tests.tables.rules import ASK, CITIZEN, NOW, REFUSE, RULES, STAY, WARN, Rule

PHRASES = tomllib.loads((resource_dir() / "i18n" / "sentences.toml").read_text("utf-8"))
LANGUAGES = ("vi", "en")


def stay(rule: Rule, confirm: tuple[str, ...] = ()) -> dict[str, Any]:
    return {**rule.whole_stay(), "guests": [{**guest, "confirm": list(confirm)} for guest in rule.people()]}


def sentence(code: str, field: str, language: str) -> re.Pattern[str]:
    """What the phrase file says of the code, with anything where a value goes and the label where the field goes."""
    label = PHRASES["field"].get(field, {}).get(language, field)
    parts = re.split(r"\{(\w+)\}", PHRASES["code"][code][language])
    filled = [
        re.escape(label) if place % 2 and part == "field" else "[^{}]*" if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    ]
    return re.compile("".join(filled))


def says(found: list[dict[str, Any]], rule: Rule, language: str) -> bool:
    return any(
        (one["code"], one["field"], one["guest"]) == (rule.code, rule.field, rule.place)
        and sentence(rule.code, rule.field, language).fullmatch(one["text"])
        for one in found
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """One house for all refusals: none of them leaves a trace."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUESTREG_KEYRING", "none")
        terminal = Terminal(tmp_path_factory.mktemp("shared") / "data", FakeClock(NOW))
        terminal.json("setup", "--practice")
    return terminal


@pytest.mark.parametrize("rule", [one for one in RULES if one.severity in (REFUSE, ASK)], ids=lambda rule: rule.name)
def test_a_refused_stay_says_why_and_leaves_no_row(shared: Terminal, rule: Rule) -> None:
    before = row_counts(shared.data)
    for language in LANGUAGES:
        answer = shared.json("--lang", language, "add", "-", stdin=stay(rule), status=1)
        assert says(answer["violations"], rule, language), answer["violations"]
    assert row_counts(shared.data) == before


@pytest.mark.parametrize("rule", [one for one in RULES if one.severity is WARN], ids=lambda rule: rule.name)
def test_a_warned_stay_is_recorded_and_says_so(house: Terminal, rule: Rule) -> None:
    answer = house.json("add", "-", stdin=stay(rule))
    assert says(answer["warnings"], rule, "vi"), answer["warnings"]
    assert len(house.json("list")["rows"]) == len(rule.people())


@pytest.mark.parametrize("rule", [one for one in RULES if one.severity is ASK], ids=lambda rule: rule.name)
def test_a_confirmed_question_is_recorded(house: Terminal, rule: Rule) -> None:
    answer = house.json("add", "-", stdin=stay(rule, (rule.code,)))
    assert rule.code not in {one["code"] for one in answer["warnings"]}
    assert len(house.json("list")["rows"]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_guest_twice_is_refused_with_the_line_it_meets(house: Terminal, language: str) -> None:
    twice = {**STAY, "guests": [CITIZEN]}
    house.json("add", "-", stdin=twice)
    before = row_counts(house.data)
    (found,) = house.json("--lang", language, "add", "-", stdin=twice, status=1)["violations"]
    assert (found["code"], found["field"], found["guest"]) == ("E-19", "doc_number", 0)
    assert "1" in found["text"]
    assert row_counts(house.data) == before


def test_the_count_of_rows_sees_a_saved_stay(house: Terminal) -> None:
    before = row_counts(house.data)
    house.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
    after = row_counts(house.data)
    assert {name for name in after if after[name] > before[name]} >= {"stays", "guests", "declarations", "ledger"}


def test_every_refusal_of_one_stay_is_said_at_once(shared: Terminal) -> None:
    both = {**STAY, "room": "x" * 21, "guests": [{**CITIZEN, "sex": "X"}, {**CITIZEN, "doc_number": "1"}]}
    found = shared.json("add", "-", stdin=both, status=1)["violations"]
    assert {(one["guest"], one["field"]) for one in found} == {(None, "room"), (0, "sex"), (1, "doc_number")}


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"[]", b"{", b'{"guests": {}}', b'{"guests": [1]}', b'{"room": {}}', b'{"room": 1.5}', b'{"room": NaN}'),
        *(b'{"room": "1", "room": "2"}', b'{"guests": [{"confirm": "E-57"}]}', b"\xff\xfe", b"[" * 100_000),
        b'{"note": "' + b"x" * 1_000_000 + b'"}',
    ],
    ids=lambda content: str(content[:24]),
)
def test_what_is_no_stay_is_refused_as_a_file(shared: Terminal, content: bytes, tmp_path: Path) -> None:
    before = row_counts(shared.data)
    (tmp_path / "stay.json").write_bytes(content)
    for answer in (
        shared("add", "-", "--json", stdin=content),
        shared("add", tmp_path / "stay.json", "--json"),
    ):
        assert answer.status == 1
        assert answer.json["failed"]["code"] == "E-96"
    assert row_counts(shared.data) == before
