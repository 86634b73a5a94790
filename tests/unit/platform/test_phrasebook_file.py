"""The phrase file is read table by table and says what it says as a whole."""

import tomllib

import pytest

from guestreg.platform.phrasebook_file import PhrasebookFile, tables
from tests.architecture.tree import ROOT

FILE = (ROOT / "resources/i18n/sentences.toml").read_text("utf-8")


def test_its_tables_are_those_of_the_whole_file() -> None:
    whole = tomllib.loads(FILE)
    parts = {name: tomllib.loads(body) for name, body in tables(FILE).items()}
    assert parts == {f"code.{code}": words for code, words in whole["code"].items()} | {"field": whole["field"]}


def test_a_code_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="E-01"):
        tables('[code.E-01]\nvi = "a"\n[code.E-01]\nvi = "b"\n')


def test_a_table_nobody_asks_for_is_not_read() -> None:
    book = PhrasebookFile(tables('[code.E-01]\nvi = "a"\n[code.E-02]\nnot toml\n'), "vi")
    assert book.sentence("E-01") == "a"
    with pytest.raises(tomllib.TOMLDecodeError):
        book.sentence("E-02")


@pytest.mark.parametrize(
    ("language", "code", "params", "field", "said"),
    [
        ("vi", "E-11", {"day": "31", "month": "2"}, "birth_date", "Tháng 2 không có ngày 31. Xem lại giấy tờ."),
        ("en", "E-11", {"day": "31", "month": "2"}, "birth_date", "Month 2 has no day 31. Look at the document."),
        ("en", "E-10", {}, "sex", "Enter Sex."),
        ("vi", "E-135", {}, "arrival", "Ngày, giờ đến: không đọc được. Gõ như 21/11/2026 20:40."),
        ("en", "S-01", {"n": "1", "numbers": "4"}, "", "Guests recorded: 1 (no. 4)."),
    ],
)
def test_what_is_said(language: str, code: str, params: dict[str, str], field: str, said: str) -> None:
    assert PhrasebookFile(tables(FILE), language).sentence(code, params, field) == said


@pytest.mark.parametrize("code", ["E-112", "S-01", "S-02", "S-07", "S-30"])
def test_one_guest_is_not_called_guests(code: str) -> None:
    assert "1 guests" not in PhrasebookFile(tables(FILE), "en").sentence(code, {"n": "1"})
