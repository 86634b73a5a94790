"""The tamper-evident ledger: one canonical envelope per entry, chained by leaf hashes.

Leaf rule: SHA-256(0x00 ‖ envelope), RFC 6962. The same leaves carry the linear chain and the Merkle root.
Envelopes hold nothing personal; a body lies beside them under a salted commitment and may be erased.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from guestreg.domain.canonical import canonical
from guestreg.domain.identifiers import LedgerId

GENESIS_PARENT = "0" * 64


class EntryKind(StrEnum):
    GENESIS = "genesis"
    STAY_SAVED = "stay.saved"
    STAY_AMENDED = "stay.amended"
    STAY_CHECKOUT = "stay.checkout"
    STAY_CANCELLED = "stay.cancelled"
    STATE = "state"
    RECEIPT = "receipt"
    LIST = "list"
    PRINTED = "printed"
    EXPORTED = "exported"
    CONFIG = "config"
    RULES = "rules"
    KEY = "key"
    CLOCK = "clock"
    RESTORED = "restored"
    ERASED = "erased"
    NOTE = "note"
    CLOSED = "closed"


class Flag(StrEnum):
    CLOCK_SUSPECT = "clock_suspect"
    CLOCK_BACKWARDS = "clock_backwards"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: last sequence number, its leaf hash, epoch and wall time. `seq` 0 is before genesis."""

    seq: int = 0
    leaf: str = GENESIS_PARENT
    epoch: int = 1
    at: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One stored entry. `envelope` is what is hashed; `body` and `salt` are None without a body or once erased."""

    seq: int
    envelope: bytes
    leaf: str
    salt: bytes | None = None
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What a caller says of an entry; the chain adds the rest. `at` is aware UTC, `mono` ms since program start."""

    kind: EntryKind
    at: datetime
    mono: int
    operator: str
    ref: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    body: bytes | None = None
    salt: bytes | None = None
    """16 random bytes, exactly when there is a body."""
    opens_epoch: int | None = None
    """The epoch that begins with it: from here on another device key signs."""


def leaf_hash(envelope: bytes) -> str:
    """Hex SHA-256 over 0x00 and the canonical envelope."""
    return hashlib.sha256(b"\x00" + envelope).hexdigest()


def commitment(salt: bytes, body: bytes) -> str:
    """Hex SHA-256(salt ‖ body): binds the body without telling it."""
    return hashlib.sha256(salt + body).hexdigest()


def instant(at: datetime) -> str:
    """UTC with milliseconds and Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def epoch_after(head: Head, new: NewEntry) -> int:
    """The epoch that an entry behind `head` belongs to."""
    return head.epoch if new.opens_epoch is None else new.opens_epoch


def link(ledger: LedgerId, head: Head, new: NewEntry) -> Entry:
    """The entry that follows `head`. Raises ValueError when salt and body don't come together."""
    if (new.body is None) != (new.salt is None) or (new.salt is not None and len(new.salt) != 16):
        raise ValueError("a body comes with a 16-byte salt")
    envelope = canonical(
        {
            "c": None if new.body is None or new.salt is None else commitment(new.salt, new.body),
            "d": dict(new.facts),
            "ep": epoch_after(head, new),
            "fl": [flag.value for flag in new.flags],
            "k": new.kind.value,
            "led": ledger,
            "mono": new.mono,
            "op": new.operator,
            "p": head.leaf,
            "ref": new.ref,
            "seq": head.seq + 1,
            "t": instant(new.at),
            "v": 1,
        }
    )
    return Entry(head.seq + 1, envelope, leaf_hash(envelope), new.salt, new.body)


def page_code(root: bytes, size: int) -> str:
    """What stands on paper: the root's first 16 hex digits in groups of four, and the size."""
    digits = root.hex().upper()
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4)) + f" · {size}"
