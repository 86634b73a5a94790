"""What an endpoint of the open contract gives back: receipts and messages, as the store keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from guestreg.domain.identifiers import DeclarationId

if TYPE_CHECKING:
    from guestreg.domain.receipt import ReceiptText


class ReceiptVerdict(StrEnum):
    """They rise and never fall; `returned` waits for a person."""

    QUEUED = "queued"
    RECEIVED = "received"
    REGISTERED = "registered"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, repr=False)
class Receipt:
    """A signed receipt that was checked for exactly this version and its bytes. `note` as it came, byte for byte."""

    declaration_id: DeclarationId
    version: int
    verdict: ReceiptVerdict
    received_at: datetime
    """By the authority's clock."""
    authority: str
    reference: str
    names_our_head: bool
    note: bytes


def receipt_of(text: ReceiptText, note: bytes, *, names_our_head: bool) -> Receipt:
    """A receipt that was proven, as it is kept."""
    return Receipt(
        DeclarationId(text.declaration_id),
        text.version,
        ReceiptVerdict(text.verdict),
        text.received_at,
        text.authority,
        text.reference,
        names_our_head,
        note,
    )


@dataclass(frozen=True, slots=True, repr=False)
class PoliceMessage:
    """Plain text from the endpoint. `about` is (declaration id, version) when it speaks of one."""

    id: str
    at: datetime
    subject: str
    text: str
    about: tuple[DeclarationId, int] | None = None
    read_at: datetime | None = None
