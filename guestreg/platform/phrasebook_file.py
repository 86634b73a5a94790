"""Codes to sentences, from the phrase file in the resources."""

import string
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class PhrasebookFile:
    """One language of the file; a missing parameter shows as nothing, a missing code is a bug."""

    def __init__(self, codes: Mapping[str, Mapping[str, str]], fields: Mapping[str, Mapping[str, str]], language: str):
        self._codes = codes
        self._fields = fields
        self._language = language

    @property
    def language(self) -> str:
        return self._language

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._codes)

    def sentence(self, code: str, params: Mapping[str, str] | None = None, field: str = "") -> str:
        values = {"field": self.label(field) if field else "", "name": field, **(params or {})}
        text = _FORMATTER.vformat(self._codes[code][self._language], (), _Blank(values))
        return " ".join(text.split()).replace(" .", ".").replace(" ,", ",")

    def label(self, field: str) -> str:
        known = self._fields.get(field)
        return field if known is None else known[self._language]


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


_FORMATTER = string.Formatter()


def load_phrasebook(resources: Path, language: str) -> PhrasebookFile:
    """`language` is vi or en."""
    raw: dict[str, Any] = tomllib.loads((resources / "i18n" / "sentences.toml").read_text("utf-8"))
    return PhrasebookFile(raw["code"], raw["field"], language)
