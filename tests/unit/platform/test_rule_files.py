"""The shipped rule set: read whole, each parameter with its source; a damaged file names the parameter."""

import dataclasses
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from guestreg.platform.resources import resource_dir
from guestreg.platform.rule_files import RULE_FILE, RuleFileError, load_rules
from tests.unit.domain.rule_set import RULES

FOLDER = resource_dir() / "rules"
PARAMETERS = [
    f"{group}.{name}"
    for group, members in tomllib.loads((FOLDER / RULE_FILE).read_text(encoding="utf-8")).items()
    if isinstance(members, dict)
    for name in members
]


@pytest.fixture
def rule_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(FOLDER / RULE_FILE, tmp_path / RULE_FILE))


def edit(rule_file: Path, old: str, new: str) -> Path:
    text = rule_file.read_text(encoding="utf-8")
    assert old in text
    rule_file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return rule_file.parent


def test_the_shipped_rules_are_those_the_domain_is_tested_with() -> None:
    assert dataclasses.replace(load_rules(FOLDER), provenance={}) == RULES


def test_every_parameter_has_its_source() -> None:
    rules = load_rules(FOLDER)
    assert set(rules.provenance) == set(PARAMETERS)
    for provenance in rules.provenance.values():
        assert provenance.source
        assert provenance.as_of == date(2026, 11, 21)


@pytest.mark.parametrize(
    "name", ["citizen.family_exempt", "foreigner.paper_hours", "retention.min_months", "kbtt.room_required_kinds"]
)
def test_what_nobody_checked_says_so(name: str) -> None:
    assert not load_rules(FOLDER).provenance[name].verified


def test_what_was_checked_says_so() -> None:
    assert load_rules(FOLDER).provenance["citizen.cutoff_local"].verified


def test_a_corrected_file_changes_the_rules(rule_file: Path) -> None:
    folder = edit(rule_file, "value = 23:00:00", "value = 22:00:00")
    assert load_rules(folder).citizen.cutoff_local.hour == 22


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_missing_parameter_is_named(rule_file: Path, name: str) -> None:
    folder = edit(rule_file, f"[{name}]", f"[{name}_gone]")
    with pytest.raises(RuleFileError, match=name):
        load_rules(folder)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("value = 23:00:00", 'value = "23:00"', "citizen.cutoff_local"),
        ("value = 30\n", "value = true\n", "citizen.registration_from_days"),
        ("value = 30\n", "value = -1\n", "citizen.registration_from_days"),
        ("value = 2024-07-01\n", "value = 2024-07-01T00:00:00\n", "documents.identity_card_from"),
        ('"guest_house"]', '"castle"]', "kbtt.room_required_kinds"),
        ("people_from = 1, people_to = 3, least_vnd = 2_000_000,", "people_from = 1,", "fines.citizens"),
        ("verified = true", 'verified = "yes"', "citizen.cutoff_local"),
        ("as_of = 2026-11-21\n", "", "citizen.cutoff_local"),
        ('version = "2026-07-01"', "version = 2026-07-01", "version"),
        ("[citizen.cutoff_local]", "[citizen.cutoff_local", RULE_FILE),
        ('version = "2026-07-01"', 'version = "2026-07-01"\nstray = 1', "stray"),
    ],
)
def test_a_wrong_value_is_named(rule_file: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(RuleFileError, match=named):
        load_rules(edit(rule_file, old, new))


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_rules(tmp_path)
