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
