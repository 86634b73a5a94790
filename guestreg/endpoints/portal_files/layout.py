"""The portal's layouts as `resources/portal` describes them: columns, tags, lists, the sheets behind the lists.

Read by `app`, followed by everything in this folder. It must not know a guest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Choices = tuple[tuple[str, str], ...]
"""Codes with their labels, in the portal's order."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet. `choices` names its list; `text` cells are formatted as text."""

    heading: str
    field: str
    choices: str | None = None
    text: bool = False
    sample: str = ""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet with one list a column."""

    name: str
    headings: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceSheets:
    """The two sheets of places and what their ranges are called: one name for all provinces, one for each."""

    provinces_sheet: str
    provinces_headings: tuple[str, ...]
    provinces_name: str
    communes_sheet: str
    communes_headings: tuple[str, ...]
    communes_name: str


@dataclass(frozen=True, slots=True)
class XmlLayout:
    """Tags with their fields in order. `more_nationalities` are codes that only the XML takes."""

    root: str
    guest: str
    tags: tuple[tuple[str, str], ...]
    left_out_when_empty: frozenset[str]
    more_nationalities: frozenset[str]


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet of guests. Rows count from 1; `hint` is empty where the sheet has no such row."""

    name: str
    sheet: str
    title: str
    hint: str
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    lists: Mapping[str, Choices]
    list_sheets: tuple[ListSheet, ...]
    places: PlaceSheets | None
    xml: XmlLayout | None

    @property
    def most_guests(self) -> int:
        return self.last_row - self.first_row + 1

    @property
    def choices_of(self) -> Mapping[str, str]:
        """The list of each field that has one."""
        return {column.field: column.choices for column in self.columns if column.choices}

    @classmethod
    def from_mapping(cls, described: Mapping[str, Any]) -> "SheetLayout":
        """Raises KeyError, TypeError for a file that isn't one of ours."""
        lists = described["lists"].items()
        return cls(
            name=described["name"],
            sheet=described["sheet"],
            title=described["title"],
            hint=described.get("hint", ""),
            first_row=described["first_row"],
            last_row=described["last_row"],
            columns=tuple(map(_column, described["columns"])),
            lists={name: tuple((code, label) for code, label in choices) for name, choices in lists},
            list_sheets=tuple(ListSheet(**_frozen(sheet)) for sheet in described["list_sheets"]),
            places=PlaceSheets(**_frozen(described["places"])) if "places" in described else None,
            xml=_xml(described["xml"]) if "xml" in described else None,
        )


def _column(described: Mapping[str, Any]) -> Column:
    return Column(
        described["heading"],
        described["field"],
        described.get("list"),
        described.get("text", False),
        described.get("sample", ""),
    )


def _xml(described: Mapping[str, Any]) -> XmlLayout:
    return XmlLayout(
        root=described["root"],
        guest=described["guest"],
        tags=tuple((tag, name) for tag, name in described["tags"]),
        left_out_when_empty=frozenset(described["left_out_when_empty"]),
        more_nationalities=frozenset(described["more_nationalities"]),
    )


def _frozen(described: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in described.items()}
