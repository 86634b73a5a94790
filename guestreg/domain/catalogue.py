"""The ministry's code lists and how a typed or printed word finds its code.

Filled by `platform` from the shipped files; entry rules, screens, adapters and readers look things up. A code
the lists don't hold is never guessed. Spelling is the ministry's own, because the portal compares with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from guestreg.domain.places import Places
from guestreg.domain.search import fold, query_keys


class Choice(NamedTuple):
    """An entry of a short numbered list: reasons, document kinds, residence kinds."""

    code: int
    label: str


class Nationality(NamedTuple):
    """`label` is the ministry's spelling, the names are for people, `mrz` what passports print."""

    code: str
    label: str
    alpha2: str
    mrz: tuple[str, ...]
    name_vi: str
    name_en: str
    also: tuple[str, ...] = ()
    """Other names people type, for searching."""
    in_sheet: bool = True
    """The upload sheets know it; otherwise the interface and the XML file alone do."""
    offered: bool = True
    """False for Scotland and what no longer exists: readable in old records, never picked or derived."""


class Ask(Enum):
    """Why a nationality isn't derived from a passport's code, so that a person picks it."""

    STATELESS = auto()
    NOT_IN_SHEET = auto()
    UNLISTED = auto()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a list comes from; `as_of` is a month such as `2026-08`."""

    source: str
    source_en: str
    as_of: str
    count: int


@dataclass(frozen=True)
class Catalogue:
    """All lists of one state. Immutable; what is derived from the lists is made at first use."""

    places: Places
    nationalities: tuple[Nationality, ...]
    reasons: tuple[Choice, ...]
    document_kinds: tuple[Choice, ...]
    residence_kinds: tuple[Choice, ...]
    stateless_mrz: frozenset[str]
    sheet_only_document_kinds: frozenset[int]
    origins: Mapping[str, Origin]
    never_offered: frozenset[str] = frozenset()
    """Nationalities of no country: whoever lists them, nobody picks them."""
    withdrawn: frozenset[tuple[str, int]] = frozenset()
    """List and code of what is in the short lists for old records alone: nobody picks it anew."""

    @cached_property
    def _nationality_by_code(self) -> Mapping[str, Nationality]:
        return {nationality.code: nationality for nationality in self.nationalities}

    @cached_property
    def _nationality_by_mrz(self) -> Mapping[str, Nationality]:
        offered = (nationality for nationality in self.nationalities if nationality.offered)
        return {code: nationality for nationality in offered for code in nationality.mrz}

    @cached_property
    def _labels(self) -> Mapping[str, Mapping[int, str]]:
        lists = {"reason": self.reasons, "document": self.document_kinds, "residence": self.residence_kinds}
        return {name: dict(choices) for name, choices in lists.items()}

    def nationality(self, code: str) -> Nationality | None:
        """Return the entry of a ministry code, also one that is no longer offered."""
        return self._nationality_by_code.get(code)

    def reason(self, code: int) -> str | None:
        """Return the label of a reason of stay."""
        return self._labels["reason"].get(code)

    def document_kind(self, code: int) -> str | None:
        """Return the label of a kind of document."""
        return self._labels["document"].get(code)

    def residence_kind(self, code: int) -> str | None:
        """Return the label of a kind of residence."""
        return self._labels["residence"].get(code)

    def from_mrz(self, code: str, *, sheet: bool = False) -> str | Ask:
        """Return the ministry's code for what a passport prints (`D<<` with its fillers), or why to ask.

        `sheet`: the declaration goes by upload sheet, which lacks some entries.
        Source: domain rules, nationality codes.
        """
        printed = code.replace("<", "").strip().upper()
        if printed in self.stateless_mrz:
            return Ask.STATELESS
        found = self._nationality_by_mrz.get(printed)
        if found is None:
            return Ask.UNLISTED
        return found.code if found.in_sheet or not sheet else Ask.NOT_IN_SHEET

    def find_nationalities(self, query: str, *, sheet: bool = False) -> tuple[Nationality, ...]:
        """Return the offered nationalities a typed word may mean, by code or any of their names, best first.

        Telex or VNI letters are decoded when the word as typed finds nothing; an empty query gives all in the
        ministry's order.
        """
        offered = tuple(n for n in self.nationalities if n.offered and (n.in_sheet or not sheet))
        keys = query_keys(query)
        if not keys:
            return offered
        return next((found for key in keys if (found := _nearest(offered, key))), ())


def _nearest(offered: Iterable[Nationality], key: str) -> tuple[Nationality, ...]:
    ranked = [(rank, nationality) for nationality in offered if (rank := _rank(nationality, key)) is not None]
    return tuple(nationality for _, nationality in sorted(ranked, key=lambda pair: pair[0]))


def _rank(nationality: Nationality, key: str) -> int | None:
    codes = [fold(code) for code in (nationality.code, *nationality.mrz)]
    names = [fold(name) for name in _names(nationality)]
    if key in codes or key in names:
        return 0
    if key == nationality.alpha2.casefold():
        return 1
    if any(name.startswith(key) for name in names):
        return 2
    return 3 if any(f" {key}" in name for name in names) else None


def _names(nationality: Nationality) -> tuple[str, ...]:
    return (nationality.name_vi, nationality.name_en, nationality.label, *nationality.also)
