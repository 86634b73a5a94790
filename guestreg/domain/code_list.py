"""Code lists as an endpoint gives them out, and the catalogue that comes of laying them over the shipped one.

The adapter reads them, `platform` keeps them, the verb that refreshes them compares. Codes are text everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from guestreg.domain.catalogue import Catalogue, Choice, Nationality, Origin
from guestreg.domain.dates import local
from guestreg.domain.places import Commune, Places, Province
from guestreg.domain.search import fold


class ListName(StrEnum):
    """The values are the names of the adapter's paths."""

    NATIONALITIES = "nationalities"
    PROVINCES = "provinces"
    COMMUNES = "communes"
    REASONS = "reasons"
    DOCUMENT_KINDS = "document_kinds"
    RESIDENCE_KINDS = "residence_kinds"


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One entry. `label` is NFC with single blanks, `parent` a commune's province."""

    code: str
    label: str
    label_english: str | None = None
    parent: str | None = None


class ListFailure(StrEnum):
    """Why the copy at hand stays."""

    NO_ANSWER = "no_answer"
    NOT_UNDERSTOOD = "not_understood"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class FreshList:
    """A list as it was last fetched. `fetched_at` is aware UTC; `gone` was in it before, and guests may have it."""

    fetched_at: datetime
    rows: tuple[CodeRow, ...]
    gone: tuple[CodeRow, ...] = ()

    def renewed(self, at: datetime, rows: tuple[CodeRow, ...]) -> "FreshList":
        """The list a later fetch gave."""
        return FreshList(at, rows, _without(rows, (*self.gone, *self.rows)))


FreshLists = Mapping[ListName, FreshList]
ORIGINS = {name: "stay_reasons" if name is ListName.REASONS else name.value for name in ListName}
"""Names of the lists in the shipped catalogue."""
SHORT = (ListName.REASONS, ListName.DOCUMENT_KINDS, ListName.RESIDENCE_KINDS)
"""Numbered lists of a few entries."""


def rows_of(catalogue: Catalogue, name: ListName) -> tuple[CodeRow, ...]:
    """What can be picked from a list of the catalogue; kinds that no interface takes are not the endpoint's."""
    match name:
        case ListName.NATIONALITIES:
            return tuple(CodeRow(one.code, one.label) for one in catalogue.nationalities)
        case ListName.PROVINCES:
            return tuple(CodeRow(one.code, one.name) for one in catalogue.places.provinces)
        case ListName.COMMUNES:
            return tuple(CodeRow(one.code, one.name, None, one.province_code) for one in catalogue.places.communes)
        case ListName.REASONS:
            return _rows(catalogue, name, catalogue.reasons)
        case ListName.DOCUMENT_KINDS:
            sheet_only = catalogue.sheet_only_document_kinds
            return _rows(catalogue, name, (one for one in catalogue.document_kinds if one.code not in sheet_only))
        case ListName.RESIDENCE_KINDS:
            return _rows(catalogue, name, catalogue.residence_kinds)
        case _:
            assert_never(name)


def overlaid(shipped: Catalogue, fresh: FreshLists) -> Catalogue:
    """`shipped` with every list that was fetched in its place; what is no longer in it stays known, not pickable.

    The shipped spelling stays where only the spelling differs: upload sheets are compared with it. A nationality
    keeps all its names, and one the endpoint left out stays pickable: its answer says what it takes.
    """
    rows = {name: _spelt(rows_of(shipped, name), fresh[name].rows) for name in fresh}
    gone = {name: _without(rows[name], (*fresh[name].gone, *rows_of(shipped, name))) for name in fresh}
    rows |= {name: rows_of(shipped, name) for name in ListName if name not in fresh}
    gone |= {name: () for name in ListName if name not in fresh}
    known = {name: (*rows[name], *gone[name]) for name in ListName}
    sheet_only = tuple(one for one in shipped.document_kinds if one.code in shipped.sheet_only_document_kinds)
    return replace(
        shipped,
        places=Places(
            _provinces(rows[ListName.PROVINCES]),
            _communes(rows[ListName.COMMUNES]),
            _provinces(gone[ListName.PROVINCES]),
            _communes(gone[ListName.COMMUNES]),
        ),
        nationalities=(*shipped.nationalities, *_new_nationalities(shipped, known[ListName.NATIONALITIES])),
        reasons=_choices(known[ListName.REASONS]),
        document_kinds=(*_choices(known[ListName.DOCUMENT_KINDS]), *sheet_only),
        residence_kinds=_choices(known[ListName.RESIDENCE_KINDS]),
        withdrawn=frozenset((name.value, int(one.code)) for name in SHORT for one in gone[name]),
        origins=MappingProxyType(
            {**shipped.origins} | {ORIGINS[name]: _origin(shipped, name, fresh) for name in fresh}
        ),
    )


def _origin(shipped: Catalogue, name: ListName, fresh: FreshLists) -> Origin:
    one = fresh[name]
    as_of = local(one.fetched_at).date().isoformat()
    return replace(shipped.origins[ORIGINS[name]], as_of=as_of, count=len(one.rows))


def _rows(catalogue: Catalogue, name: ListName, choices: Iterable[Choice]) -> tuple[CodeRow, ...]:
    offered = (one for one in choices if (name.value, one.code) not in catalogue.withdrawn)
    return tuple(CodeRow(str(one.code), one.label) for one in offered)


def _without(rows: Iterable[CodeRow], others: Iterable[CodeRow]) -> tuple[CodeRow, ...]:
    """Those of `others` whose codes `rows` lack, the last of each code."""
    codes = {one.code for one in rows}
    return tuple({one.code: one for one in others if one.code not in codes}.values())


def _provinces(rows: Iterable[CodeRow]) -> tuple[Province, ...]:
    return tuple(Province(one.code, one.label) for one in rows)


def _communes(rows: Iterable[CodeRow]) -> tuple[Commune, ...]:
    return tuple(Commune(one.code, one.label, one.parent or "") for one in rows)


def _choices(rows: Iterable[CodeRow]) -> tuple[Choice, ...]:
    return tuple(Choice(int(one.code), one.label) for one in rows)


def _spelt(shipped: Iterable[CodeRow], fetched: Iterable[CodeRow]) -> tuple[CodeRow, ...]:
    spelling = {one.code: one.label for one in shipped}
    return tuple(
        replace(one, label=spelling[one.code])
        if one.code in spelling and fold(spelling[one.code]) == fold(one.label)
        else one
        for one in fetched
    )


def _new_nationalities(shipped: Catalogue, rows: Iterable[CodeRow]) -> Iterable[Nationality]:
    for one in rows:
        if shipped.nationality(one.code) is None:
            english = one.label_english or one.label
            offered = one.code not in shipped.never_offered
            yield Nationality(one.code, one.label, "", (), one.label, english, in_sheet=False, offered=offered)
