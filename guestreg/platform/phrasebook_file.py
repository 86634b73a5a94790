"""Codes to sentences, from the phrase file in the resources.

Its tables are understood one by one when they are asked for: a start says one or two of a hundred sentences.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any


class PhrasebookFile:
    """One language of the file; a missing parameter shows as nothing, a missing code is a bug."""

    def __init__(self, tables: Mapping[str, str], language: str) -> None:
        """`tables` are the bodies of the file's tables by their names: `code.E-01` … and `field`."""
        self._tables = tables
        self._read: dict[str, dict[str, Any]] = {}
        self._language = language

    @property
    def language(self) -> str:
        return self._language

    def sentence(self, code: str, params: Mapping[str, str] | None = None, field: str = "") -> str:
        values = {"name": field, **(params or {})}
        if about := field or values.get("field", ""):
            values["field"] = self.label(about)
        text = Formatter().vformat(self._table(f"code.{code}")[self._language], (), _Blank(values))
        return " ".join(text.split()).replace(" .", ".").replace(" ,", ",").replace(": – ", ": ")

    def label(self, field: str) -> str:
        known = self._table("field").get(field)
        return field if known is None else str(known[self._language])

    def _table(self, name: str) -> dict[str, Any]:
        if name not in self._read:
            self._read[name] = tomllib.loads(self._tables[name])
        return self._read[name]


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def load_phrasebook(resources: Path, language: str) -> PhrasebookFile:
    """`language` is vi or en."""
    return PhrasebookFile(tables((resources / "i18n" / "sentences.toml").read_text("utf-8")), language)


def tables(text: str) -> dict[str, str]:
    """The bodies of the tables of a TOML text by their names; ValueError when one comes twice."""
    _, *parts = f"\n{text}".split("\n[")
    found: dict[str, str] = {}
    for part in parts:
        name, _, body = part.partition("]")
        if name in found:
            raise ValueError(name)
        found[name] = body
    return found
