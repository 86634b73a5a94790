"""The register's words: the shipped file is the form, any other is refused by name."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from guestreg.documents.words import GroupWords, RegisterWords

RULES = tomllib.loads((Path(__file__).parents[3] / "resources/rules/register.toml").read_text("utf-8"))


def test_the_shipped_file_is_the_form() -> None:
    words = RegisterWords.from_mapping(RULES)
    assert [column.width for column in words.columns] == [
        *(6.0, 33.0, 11.9, 12.3, 21.5, 26.2, 26.1, 17.4, 17.3, 17.4, 26.1, 34.6, 8.7),
    ]
    assert words.groups == (GroupWords("Ngày, tháng, năm sinh", 3, 4), GroupWords("Thời gian lưu trú", 8, 9))
    assert words.columns[9].heading == "Số buồng/phòng lưu trú"


def without(name: str, table: str = "words") -> dict[str, Any]:
    rules = deepcopy(RULES)
    del rules[table][name]
    return rules


def with_entry(table: str, value: object) -> dict[str, Any]:
    return {**RULES, table: value}


@pytest.mark.parametrize(
    "rules",
    [
        {},
        without("practice"),
        without("motto"),
        with_entry("words", "no table"),
        with_entry("words", {**RULES["words"], "page": ""}),
        with_entry("words", {**RULES["words"], "title": ["only one"]}),
        with_entry("columns", RULES["columns"][:12]),
        with_entry("columns", "no list"),
        with_entry("columns", [{**RULES["columns"][0], "width": 0}, *RULES["columns"][1:]]),
        with_entry("columns", [{**RULES["columns"][0], "width": "6"}, *RULES["columns"][1:]]),
        with_entry("groups", [{"heading": "Over the edge", "first": 13, "last": 14}]),
        with_entry("groups", [{"heading": "Single", "first": 3, "last": 3}]),
        with_entry("groups", list(reversed(RULES["groups"]))),
    ],
)
def test_a_file_that_is_not_the_form_is_refused_by_name(rules: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="register words: "):
        RegisterWords.from_mapping(rules)
