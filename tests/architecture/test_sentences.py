"""Every code has its sentence in both languages, every sentence its code, and people can read them at once."""

import ast
import re
import string
import tomllib
from typing import Any

import pytest

from guestreg.endpoints.kbtt.refusals import NUMBER, TABLE
from tests.architecture.tree import ROOT, Source, sources
from tests.architecture.wording import stopped, too_long
from tests.tables.rules import RULES

CODE = re.compile(r"[ES]-\d+")
LANGUAGES = ("vi", "en")
CODE_FIRST = {"Reason", "Failed", "Finding", "Violation", "Warning", "CannotOpen", "sentence", "say", "wrong", "warn"}
DATA_ONLY = {"cancelled"}
"""Reasons that are kept and printed as data and never said: what the person chose when cancelling."""

PHRASES: dict[str, Any] = tomllib.loads((ROOT / "resources/i18n/sentences.toml").read_text(encoding="utf-8"))
CODES: dict[str, dict[str, str]] = PHRASES["code"]
FIELDS: dict[str, dict[str, str]] = PHRASES["field"]


def codes_in(files: list[Source]) -> set[str]:
    """Every literal that is a code."""
    return {
        node.value
        for source in files
        for node in ast.walk(source.syntax)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def named(files: list[Source], place: int) -> dict[str, str]:
    """Literals handed as code (place 0) or field (place 1) to what takes a code first, and where."""
    found: dict[str, str] = {}
    for source in files:
        for node in ast.walk(source.syntax):
            if isinstance(node, ast.Call) and _name(node.func) in CODE_FIRST and len(node.args) > place:
                given = node.args[place]
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    found[given.value] = f"{source.path}:{node.lineno}"
    return found


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def parts(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def unequal(phrases: dict[str, dict[str, str]]) -> list[str]:
    """Codes that lack a language, or whose languages fill in different things."""
    return [
        code
        for code, texts in phrases.items()
        if set(texts) != set(LANGUAGES)
        or not all(texts.values())
        or len({frozenset(parts(t)) for t in texts.values()}) > 1
    ]


def test_every_code_of_the_program_has_a_sentence() -> None:
    program = sources("guestreg")
    assert codes_in(program) - CODES.keys() == set()
    assert {code: where for code, where in named(program, 0).items() if code not in {*CODES, *DATA_ONLY}} == {}


def test_every_rule_and_every_refusal_has_a_sentence() -> None:
    assert {rule.code for rule in RULES} - CODES.keys() == set()
    assert {row.code for row in TABLE.values()} - CODES.keys() == set()


def test_every_sentence_has_its_code() -> None:
    assert CODES.keys() - codes_in(sources("guestreg")) == set()


def test_every_field_a_sentence_names_has_a_label() -> None:
    fields = {row.field for row in TABLE.values()} | {rule.field for rule in RULES if rule.code != "E-88"}
    called = named(sources("guestreg/domain", "guestreg/services"), 1).keys()
    assert (fields | called) - {"", NUMBER} - FIELDS.keys() == set()


def test_both_languages_say_the_same() -> None:
    assert unequal(CODES) == []
    assert [field for field, texts in FIELDS.items() if set(texts) != set(LANGUAGES)] == []


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_is_short_and_plain(code: str) -> None:
    texts = CODES[code]
    assert too_long(texts["vi"]) + stopped(texts["vi"]) + too_long(texts["en"]) == []


def test_a_code_without_a_sentence_is_found() -> None:
    bad = [Source("bad.py", "LOST = 'E-999'\nx = Reason('lost', {})\ny = reading.wrong('E-10', 'nowhere')")]
    assert codes_in(bad) == {"E-999", "E-10"}
    assert named(bad, 0) == {"lost": "bad.py:2", "E-10": "bad.py:3"}
    assert named(bad, 1) == {"nowhere": "bad.py:3"}
    assert codes_in([Source("good.py", '"""As E-26 says."""\nx = "E-26 and more"')]) == set()


def test_languages_that_differ_are_found() -> None:
    good = {"E-1": {"vi": "Xem {day}.", "en": "Look at {day}."}}
    assert unequal(good) == []
    assert unequal({**good, "E-2": {"vi": "Xem {day}.", "en": "Look."}}) == ["E-2"]
    assert unequal({**good, "E-3": {"vi": "Xem."}}) == ["E-3"]
    assert unequal({**good, "E-4": {"vi": "Xem.", "en": ""}}) == ["E-4"]


@pytest.mark.parametrize(
    "bad",
    [
        "Một hai ba bốn năm sáu bảy tám chín mười mười một, mười hai mười ba.",
        "Một câu. Hai câu. Ba câu.",
        "Một câu.\nHai câu.\nBa câu",
        "Máy chủ đang bận.",
        "Kiểm tra token.",
        "Vui lòng chờ.",
    ],
)
def test_a_bad_sentence_is_found(bad: str) -> None:
    assert len(too_long(bad) + stopped(bad)) == 1


def test_a_good_sentence_is_left_alone() -> None:
    good = ("Đã ghi {n} khách vào sổ (số {numbers}). Hạn 23:00 hôm nay, bản 1.0.2", "<b>3.</b> Bấm <b>F9</b>.")
    assert [fault for text in good for fault in too_long(text) + stopped(text)] == []
