"""What an authority signed beside receipts: heads of our ledger, and keys that took over from its keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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


class TrustRepository(Protocol):
    """Append-only; the same note or key twice is kept once."""

    def add_anchor(self, anchor: Anchor) -> bool:
        """False when these bytes are kept already."""
        ...

    def newest_anchor(self, endpoint_id: str) -> Anchor | None: ...

    def add_key(self, endpoint_id: str, vkey: str, listed: bytes) -> bool:
        """One item of an authority's list of keys, as JSON; False when this key of it is kept already."""
        ...

    def keys(self, endpoint_id: str) -> tuple[bytes, ...]:
        """Items as they were listed, oldest first. What each is worth is for the reader to check."""
        ...
