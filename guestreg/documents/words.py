"""The fixed words and column measures of ĐK14, parsed from an already loaded mapping (`register.toml`).

Built by whoever reads the rules file; read by heading, sheet and columns. Knows no file and no path.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from guestreg.ports.renderer import CellWords

COLUMN_COUNT = 13


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """One column: its heading and its width in characters of the official file."""

    heading: str
    width: float


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A heading shared by the columns `first`…`last`, both counted from 1."""

    heading: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """Everything printed that is not a guest; from the rules file, never from code."""

    motto: tuple[str, str]
    title: tuple[str, str]
    establishment: str
    address: str
    trade: str
    trade_value: str
    volume: str
    from_on: str
    to_on: str
    blank: str
    """Dots drawn where the head leaves a blank for the pen."""
    page: str
    printed: str
    page_code: str
    practice: str
    reprint: str
    columns: tuple[ColumnWords, ...]
    groups: tuple[GroupWords, ...]
    cells: CellWords

    def __post_init__(self) -> None:
        if len(self.columns) != COLUMN_COUNT:
            raise ValueError(f"register words: {COLUMN_COUNT} columns expected, {len(self.columns)} found")
        if any(column.width <= 0 for column in self.columns):
            raise ValueError("register words: a column width is not positive")
        ends = [0] + [end for group in self.groups for end in (group.first, group.last)] + [COLUMN_COUNT + 1]
        if any(left >= right for left, right in pairwise(ends)):
            raise ValueError("register words: groups overlap, are out of order or hold a single column")

    @classmethod
    def from_mapping(cls, rules: Mapping[str, Any]) -> "RegisterWords":
        """Parse tables `words`, `columns`, `groups`; ValueError names what is missing or of the wrong kind."""
        words = _table(rules, "words")
        return cls(
            motto=_pair(words, "motto"),
            title=_pair(words, "title"),
            **{name: _text(words, name) for name in _SINGLE_WORDS},
            columns=tuple(
                ColumnWords(_text(column, "heading"), _number(column, "width")) for column in _tables(rules, "columns")
            ),
            groups=tuple(
                GroupWords(_text(group, "heading"), int(_number(group, "first")), int(_number(group, "last")))
                for group in _tables(rules, "groups")
            ),
            cells=_cells(_table(rules, "cells")),
        )


_SINGLE_WORDS = (
    *("establishment", "address", "trade", "trade_value", "volume", "from_on", "to_on", "blank"),
    *("page", "printed", "page_code", "practice", "reprint"),
)
_SINGLE_CELL_WORDS = ("issued_on", "online", "cancelled", "corrected", "as_above", "companion", "border_permit")


def _cells(cells: Mapping[str, Any]) -> CellWords:
    reasons = _table(cells, "cancel_reasons")
    return CellWords(
        **{name: _text(cells, name) for name in _SINGLE_CELL_WORDS},
        cancel_reasons={reason: _text(reasons, reason) for reason in reasons},
    )


def _entry(table: Mapping[str, Any], name: str) -> Any:
    if name not in table:
        raise ValueError(f"register words: {name} is missing")
    return table[name]


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = _entry(table, name)
    if not isinstance(value, Mapping):
        raise ValueError(f"register words: {name} is not a table")
    return value


def _tables(table: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    value = _entry(table, name)
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise ValueError(f"register words: {name} is not a list of tables")
    return value


def _text(table: Mapping[str, Any], name: str) -> str:
    value = _entry(table, name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"register words: {name} is not a text")
    return normalize("NFC", value)


def _number(table: Mapping[str, Any], name: str) -> float:
    value = _entry(table, name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"register words: {name} is not a number")
    return value


def _pair(table: Mapping[str, Any], name: str) -> tuple[str, str]:
    value = _entry(table, name)
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(item, str) for item in value):
        raise ValueError(f"register words: {name} is not a pair of texts")
    return normalize("NFC", value[0]), normalize("NFC", value[1])
