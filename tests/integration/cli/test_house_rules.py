"""`setup --json` says every rule of field list (c): code, field and sentence, and stores nothing it refuses."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.establishment import Establishment
from guestreg.ports.store import Volume
from tests.fakes.clock import FakeClock
from tests.integration.cli.house_toml import house_tables, write_set_up
from tests.integration.cli.ledger_file import fingerprints, row_counts
from tests.integration.cli.terminal import Terminal
from tests.integration.cli.test_rules import LANGUAGES, sentence
from tests.tables.house_rules import ENDPOINT_RULES, HOUSE_RULES, WARN, HouseRule
from tests.tables.rules import CITIZEN, NOW, STAY

PRACTICE = {"kind": "practice"}
GOOD = HouseRule("", "")
REFUSED = tuple(rule for rule in (*HOUSE_RULES, *ENDPOINT_RULES) if rule.severity is not WARN)


def set_up_file(folder: Path, rule: HouseRule) -> Path:
    place = PRACTICE if rule.endpoint is None else rule.place()
    return write_set_up(folder, house_tables(rule.entry()), place)


def changed(**fields: str) -> HouseRule:
    return HouseRule("", "", house=fields)


def read(terminal: Terminal) -> tuple[Establishment | None, tuple[Volume, ...]]:
    program = terminal.program()
    try:
        return program.desk().reader.establishment(), program.desk().reader.volumes()
    finally:
        program.close()


def says(found: list[dict[str, Any]], rule: HouseRule, language: str) -> bool:
    field = rule.field
    return any(
        (one["code"], one["field"]) == (rule.code, field)
        and sentence(rule.code, field, language).fullmatch(one["text"])
        for one in found
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """One house for all refusals: none of them leaves a trace."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUESTREG_KEYRING", "none")
        terminal = Terminal(tmp_path_factory.mktemp("shared") / "data", FakeClock(NOW))
        terminal.json("setup", "--practice")
        terminal.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
    return terminal


@pytest.mark.parametrize("rule", REFUSED, ids=lambda rule: rule.name)
def test_a_refused_house_says_why_and_leaves_no_row(shared: Terminal, rule: HouseRule, tmp_path: Path) -> None:
    before, settings = row_counts(shared.data), (shared.data / "settings.toml").read_bytes()
    house = read(shared)
    file = set_up_file(tmp_path, rule)
    for language in LANGUAGES:
        answer = shared.json("--lang", language, "setup", file, status=1)
        assert says(answer["violations"], rule, language), answer["violations"]
    assert row_counts(shared.data) == before
    assert (shared.data / "settings.toml").read_bytes() == settings
    assert read(shared) == house


@pytest.mark.parametrize("rule", {one.code: one for one in REFUSED}.values(), ids=lambda rule: rule.name)
def test_a_refused_first_house_leaves_nothing(empty: Terminal, rule: HouseRule, tmp_path: Path) -> None:
    empty.json("setup", set_up_file(tmp_path, rule), status=1)
    assert {name for name in fingerprints(empty.data) if "ledgers" in name or "settings" in name} == set()


@pytest.mark.parametrize("rule", [one for one in HOUSE_RULES if one.severity is WARN], ids=lambda rule: rule.name)
def test_a_warned_house_is_set_up_and_says_so(empty: Terminal, rule: HouseRule, tmp_path: Path) -> None:
    file = set_up_file(tmp_path, rule)
    for language in LANGUAGES:
        answer = empty.json("--lang", language, "setup", file)
        assert says(answer["warnings"], rule, language), answer["warnings"]
    told = empty("--lang", "vi", "setup", file)
    assert sentence(rule.code, rule.field, "vi").fullmatch(told.err.strip())


def test_place_and_house_are_refused_together(empty: Terminal, tmp_path: Path) -> None:
    file = write_set_up(
        tmp_path, house_tables(changed(name="", phone="x").entry()), {"kind": "kbtt", "address": "http://x.vn"}
    )
    found = empty.json("setup", file, status=1)["violations"]
    assert [(one["code"], one["field"]) for one in found] == [
        ("E-99", "endpoint_address"),
        ("E-10", "endpoint_account"),
        ("E-10", "name"),
        ("E-68", "phone"),
    ]


def test_the_count_of_rows_sees_a_house_that_is_set_up(house: Terminal, tmp_path: Path) -> None:
    before = row_counts(house.data)
    house.json("setup", set_up_file(tmp_path, GOOD))
    assert row_counts(house.data) == {**before, "ledger": before["ledger"] + 1}


def volumes_of(terminal: Terminal) -> tuple[Volume, ...]:
    return read(terminal)[1]


def test_a_house_begins_with_the_volume_it_names(empty: Terminal, tmp_path: Path) -> None:
    file = set_up_file(tmp_path, changed(register_volume="3", volume_from="01/01/2026"))
    for _again in range(2):
        empty.json("setup", file)
        assert volumes_of(empty) == (Volume(3, date(2026, 1, 1), None, 1),)
    empty.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
    assert [row["register_no"] for row in empty.json("list")["rows"]] == [1]


def test_a_volume_in_use_keeps_its_number(empty: Terminal, tmp_path: Path) -> None:
    empty.json("setup", set_up_file(tmp_path, GOOD))
    empty.json("setup", set_up_file(tmp_path, changed(register_volume="4")))
    assert [one.number for one in volumes_of(empty)] == [4]
    empty.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
    before = row_counts(empty.data)
    for language in LANGUAGES:
        file = set_up_file(tmp_path, changed(register_volume="5", name="Nhà Khác"))
        (found,) = empty.json("--lang", language, "setup", file, status=1)["violations"]
        assert (found["code"], found["field"]) == ("E-114", "register_volume")
        assert sentence("E-114", "register_volume", language).fullmatch(found["text"])
    assert row_counts(empty.data) == before
    house, _ = read(empty)
    assert house is not None
    assert house.name != "Nhà Khác"


def test_a_volume_that_ends_is_followed_by_the_next(empty: Terminal, tmp_path: Path) -> None:
    whole = changed(register_volume="3", volume_from="01/01/2026", volume_to="20/11/2026")
    empty.json("setup", set_up_file(tmp_path, whole))
    assert volumes_of(empty) == (
        Volume(3, date(2026, 1, 1), date(2026, 11, 20), 1),
        Volume(4, date(2026, 11, 21), None, 1),
    )
    (found,) = empty.json("setup", set_up_file(tmp_path, changed(register_volume="3")), status=1)["violations"]
    assert found["code"] == "E-114"
    (found,) = empty.json("setup", set_up_file(tmp_path, changed(volume_to="01/11/2026")), status=1)["violations"]
    assert (found["code"], found["field"]) == ("E-91", "volume_to")
    assert [one.number for one in volumes_of(empty)] == [3, 4]
