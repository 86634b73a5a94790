"""Heads of our ledger that we signed or an authority countersigned, and keys that took over from its keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from guestreg.domain.checkpoint import Checkpoint


@dataclass(frozen=True, slots=True, repr=False)
class Anchor:
    """A head of our ledger that an authority countersigned and that was checked. `note` as it came, byte for byte."""

    endpoint_id: str
    checkpoint: Checkpoint
    received_at: datetime
    """By the authority's clock."""
    kept_at: datetime
    """By ours."""
    note: bytes


class Why(StrEnum):
    """What a head was signed for."""

    DAY = "day"
    """The first save of a day."""
    MONTH = "month"
    """The first act of another month: the head of the month that ended."""
    YEAR = "year"
    SENT = "sent"
    PRINTED = "printed"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True, repr=False)
class KeptHead:
    """A head of our ledger signed by the device key of its epoch. `made_at` is aware UTC."""

    epoch: int
    checkpoint: Checkpoint
    note: bytes
    made_at: datetime
    why: Why


class TrustRepository(Protocol):
    """Append-only; the same note, head or key twice is kept once."""

    def add_head(self, kept: KeptHead) -> bool:
        """False when a head of this size and epoch is kept already."""
        ...

    def newest_head(self, why: Why | None = None) -> KeptHead | None:
        """The one kept last, of those made for `why` if that is said."""
        ...

    def heads(self, least: int, most: int) -> Iterator[KeptHead]:
        """Those of these sizes, both included, by size and then epoch."""
        ...

    def add_anchor(self, anchor: Anchor) -> bool:
        """False when these bytes are kept already."""
        ...

    def newest_anchor(self, endpoint_id: str) -> Anchor | None: ...

    def anchors(self, least: int, most: int) -> Iterator[Anchor]:
        """Of every endpoint, of heads of these sizes, both included, in the order they were kept."""
        ...

    def add_key(self, endpoint_id: str, vkey: str, listed: bytes) -> bool:
        """One item of an authority's list of keys, as JSON; False when this key of it is kept already."""
        ...

    def keys(self, endpoint_id: str) -> tuple[bytes, ...]:
        """Items as they were listed, oldest first. What each is worth is for the reader to check."""
        ...
