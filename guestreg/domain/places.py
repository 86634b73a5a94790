"""Provinces and communes since 1 July 2025, and how a name finds its code. Part of `catalogue`.

Two tiers, no districts; villages have no code. Names change from month to month, so a name is matched without
its "TP.", "Xã", "Phường", "Đặc khu". Source: domain rules, administrative units ("matching").
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from guestreg.domain.search import fold, query_keys

P = TypeVar("P")

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")
_DASHES = re.compile(r"\s*[-\u2010-\u2015]\s*")
_TIER = re.compile(r"^(?:tp\.?|thành phố|thanh pho|tỉnh|tinh|xã|xa|phường|phuong|đặc khu|dac khu)\s+(?=\S)")


class Province(NamedTuple):
    """`code` is the ministry's own three digits, not the statistics office's."""

    code: str
    name: str


class Commune(NamedTuple):
    """`code` has nine digits; `name` carries its Xã, Phường or Đặc khu."""

    code: str
    name: str
    province_code: str


@dataclass(frozen=True)
class Places:
    """The two lists and their indexes, which are made at first use."""

    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]
    former_provinces: tuple[Province, ...] = ()
    former_communes: tuple[Commune, ...] = ()
    """No longer in the lists: their codes are known from old records, nobody finds them by name."""

    @cached_property
    def _province_by_code(self) -> Mapping[str, Province]:
        return {province.code: province for province in (*self.former_provinces, *self.provinces)}

    @cached_property
    def _commune_by_code(self) -> Mapping[str, Commune]:
        return {commune.code: commune for commune in (*self.former_communes, *self.communes)}

    @cached_property
    def _keyed(self) -> tuple[tuple[Commune, "_Keys"], ...]:
        return tuple((commune, _Keys.of(commune.name)) for commune in self.communes)

    def province(self, code: str) -> Province | None:
        """Return the province of a ministry code."""
        return self._province_by_code.get(code)

    def commune(self, code: str) -> Commune | None:
        """Return the commune of a ministry code; compare its `province_code` yourself."""
        return self._commune_by_code.get(code)

    def communes_of(self, province_code: str) -> tuple[Commune, ...]:
        """Return the communes of one province in the ministry's order."""
        return tuple(commune for commune in self.communes if commune.province_code == province_code)

    def match_province(self, text: str) -> Province | None:
        """Return the one province a written name means, with or without marks; None when none does."""
        found = _best(text, ((province, _Keys.of(province.name)) for province in self.provinces))
        return found[0] if len(found) == 1 else None

    def match_communes(self, text: str, province_code: str | None = None) -> tuple[Commune, ...]:
        """Return every commune a whole name may mean: exactly spelled ones, else those alike without marks.

        One result is an answer, several are a question for a person, none means free text.
        """
        return _best(text, self._within(province_code))

    def find_communes(self, query: str, province_code: str | None = None) -> tuple[Commune, ...]:
        """Return the communes whose name holds the typed part, those that begin with it first.

        Telex or VNI letters are decoded when the part as typed finds nothing; an empty query gives all.
        """
        keys = [key for typed in query_keys(_unsigned(query)) if (key := _flat(typed))]
        if not keys:
            return self.communes if province_code is None else self.communes_of(province_code)
        return next((found for key in keys if (found := self._holding(key, province_code))), ())

    def _holding(self, key: str, province_code: str | None) -> tuple[Commune, ...]:
        holding = [(commune, keys) for commune, keys in self._within(province_code) if key in keys.flat]
        holding.sort(key=lambda pair: not (pair[1].flat.startswith(key) or pair[1].bare_flat.startswith(key)))
        return tuple(commune for commune, _ in holding)

    def _within(self, province_code: str | None) -> Iterable[tuple[Commune, "_Keys"]]:
        return (pair for pair in self._keyed if province_code in (None, pair[0].province_code))


class _Keys(NamedTuple):
    """A name as it is compared: with marks, without, and without its tier."""

    whole: str
    bare: str
    flat: str
    bare_flat: str

    @classmethod
    def of(cls, name: str) -> "_Keys":
        whole = _unsigned(unicodedata.normalize("NFC", name)).casefold()
        bare = _TIER.sub("", whole)
        return cls(whole, bare, _flat(whole), _flat(bare))


def _best(text: str, places: Iterable[tuple[P, _Keys]]) -> tuple[P, ...]:
    wanted = _Keys.of(text)
    if not wanted.bare:
        return ()
    near = [(place, keys) for place, keys in places if keys.bare_flat == wanted.bare_flat]
    for fits in (_same_whole, _same_bare, _same_flat):
        if found := tuple(place for place, keys in near if fits(keys, wanted)):
            return found
    return tuple(place for place, _ in near)


def _same_whole(keys: _Keys, wanted: _Keys) -> bool:
    return keys.whole == wanted.whole


def _same_bare(keys: _Keys, wanted: _Keys) -> bool:
    return keys.bare == wanted.bare


def _same_flat(keys: _Keys, wanted: _Keys) -> bool:
    return keys.flat == wanted.flat


def _unsigned(text: str) -> str:
    """All apostrophes as one, all dashes as one between blanks, single blanks."""
    return " ".join(_DASHES.sub(" - ", _APOSTROPHES.sub("'", text)).split())


def _flat(text: str) -> str:
    """Without marks, apostrophes and dashes: `mdrak`, `chan may lang co`."""
    return " ".join(fold(text).replace("'", "").replace("-", " ").split())
