"""Code lists as an endpoint gives them out, and the catalogue that comes of laying them over the shipped one.

The adapter reads them, `platform` keeps them, the verb that refreshes them compares. Codes are text everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from guestreg.domain.catalogue import Catalogue, Choice, Nationality
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
    """A list as it was last fetched. `fetched_at` is aware UTC."""

    fetched_at: datetime
    rows: tuple[CodeRow, ...]


FreshLists = Mapping[ListName, FreshList]
ORIGINS = {name: "stay_reasons" if name is ListName.REASONS else name.value for name in ListName}
"""Names of the lists in the shipped catalogue."""


def rows_of(catalogue: Catalogue, name: ListName) -> tuple[CodeRow, ...]:
    """What the catalogue in use holds of a list; kinds that no interface takes are not the endpoint's."""
    match name:
        case ListName.NATIONALITIES:
            return tuple(CodeRow(one.code, one.label) for one in catalogue.nationalities)
        case ListName.PROVINCES:
            return tuple(CodeRow(one.code, one.name) for one in catalogue.places.provinces)
        case ListName.COMMUNES:
            return tuple(CodeRow(one.code, one.name, None, one.province_code) for one in catalogue.places.communes)
        case ListName.REASONS:
            return _rows(catalogue.reasons)
        case ListName.DOCUMENT_KINDS:
            sheet_only = catalogue.sheet_only_document_kinds
            return _rows(one for one in catalogue.document_kinds if one.code not in sheet_only)
        case ListName.RESIDENCE_KINDS:
            return _rows(catalogue.residence_kinds)
        case _:
            assert_never(name)


def overlaid(shipped: Catalogue, fresh: FreshLists) -> Catalogue:
    """`shipped` with every list that was fetched in its place.

    The shipped spelling stays where only the spelling differs: upload sheets are compared with it. A nationality
    keeps all its names, and one the endpoint left out stays pickable: its answer says what it takes.
    """
    rows = {name: _spelt(rows_of(shipped, name), fresh[name].rows) for name in fresh}
    rows |= {name: rows_of(shipped, name) for name in ListName if name not in fresh}
    sheet_only = tuple(one for one in shipped.document_kinds if one.code in shipped.sheet_only_document_kinds)
    return replace(
        shipped,
        places=Places(
            tuple(Province(one.code, one.label) for one in rows[ListName.PROVINCES]),
            tuple(Commune(one.code, one.label, one.parent or "") for one in rows[ListName.COMMUNES]),
        ),
        nationalities=(*shipped.nationalities, *_new_nationalities(shipped, rows[ListName.NATIONALITIES])),
        reasons=_choices(rows[ListName.REASONS]),
        document_kinds=(*_choices(rows[ListName.DOCUMENT_KINDS]), *sheet_only),
        residence_kinds=_choices(rows[ListName.RESIDENCE_KINDS]),
        origins=MappingProxyType(
            {**shipped.origins}
            | {
                ORIGINS[name]: replace(
                    shipped.origins[ORIGINS[name]],
                    as_of=local(one.fetched_at).date().isoformat(),
                    count=len(one.rows),
                )
                for name, one in fresh.items()
            }
        ),
    )


def _rows(choices: Iterable[Choice]) -> tuple[CodeRow, ...]:
    return tuple(CodeRow(str(one.code), one.label) for one in choices)


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
