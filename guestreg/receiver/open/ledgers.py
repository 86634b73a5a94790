"""The heads of the houses' ledgers: read from checkpoints, compared with the head held, countersigned.

The head held is the largest one taken from a device, by a declaration or by a checkpoint call; a declaration brings no
proof, so what it names is found to contradict only at the next checkpoint. Neither ever stops a declaration.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from guestreg.receiver.open.devices import Device
from guestreg.receiver.open.merkle import HASH_BYTES, is_consistent
from guestreg.receiver.open.notes import BadNote, Note
from guestreg.receiver.open.problems import Problem
from guestreg.receiver.open.receipts import NO_LEDGER
from guestreg.receiver.open.tables import LEDGERS

_SIZE = re.compile(r"[1-9][0-9]{0,15}")

_BY_ORIGIN = select(LEDGERS).where(LEDGERS.c.origin == bindparam("origin"))


@dataclass(frozen=True, slots=True)
class Head:
    """A ledger's size and RFC 6962 root."""

    origin: str
    size: int
    root: bytes

    def as_line(self) -> str:
        return f"{self.origin} {self.size} {base64.b64encode(self.root).decode()}"

    def as_json(self) -> dict[str, Any]:
        return {"origin": self.origin, "size": self.size, "root": self.root.hex()}


def read_checkpoint(whole: str, device: Device) -> Head:
    """The head this device signed for. Raises BadNote."""
    note = Note.parse(whole)
    if len(note.lines) < 3 or not device.vkey.has_signed(note):
        raise BadNote("not signed by this device")
    origin, size, root = note.lines[:3]
    if origin != device.vkey.name or not _SIZE.fullmatch(size):
        raise BadNote("another ledger")
    return Head(origin, int(size), _hash(root))


def held_head(connection: Connection, device: Device) -> Head | None:
    """The largest head taken from this device under its present key."""
    row = connection.execute(_BY_ORIGIN, {"origin": device.vkey.name}).mappings().first()
    return None if row is None else Head(row["origin"], row["size"], bytes.fromhex(row["root"]))


def named_with(connection: Connection, device: Device, head: Head | None) -> str:
    """What a receipt says of the head that came with a declaration; one that contradicts is not named."""
    if head is None:
        return NO_LEDGER
    held = held_head(connection, device)
    if held is not None and held.size == head.size and held.root != head.root:
        return NO_LEDGER
    if held is None or head.size > held.size:
        _keep(connection, device, head, is_new=held is None)
    return head.as_line()


def take(connection: Connection, device: Device, head: Head, proof: Sequence[bytes]) -> None:
    """The head becomes the one held. Raises Problem `ledger-behind`, `ledger-fork`."""
    held = held_head(connection, device)
    if held is None:
        _keep(connection, device, head, is_new=True)
        return
    if head.size < held.size:
        raise Problem("ledger-behind", {"have": held.as_json()})
    if not is_consistent(held.size, held.root, head.size, head.root, proof):
        raise Problem("ledger-fork", {"have": held.as_json()})
    _keep(connection, device, head, is_new=False)


def read_proof(values: Any) -> list[bytes]:
    """Raises BadNote."""
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise BadNote("a proof is a list of hashes")
    return [_hash(one) for one in values]


def countersignature(authority: str, head: Head, received: str) -> str:
    """The text to sign under a receipt key."""
    return f"stay-checkpoint/v1\nauthority {authority}\nledger {head.as_line()}\nreceived {received}\n"


def _keep(connection: Connection, device: Device, head: Head, *, is_new: bool) -> None:
    values = {"device_id": device.device_id, "size": head.size, "root": head.root.hex()}
    if is_new:
        connection.execute(insert(LEDGERS).values(origin=head.origin, **values))
    else:
        connection.execute(update(LEDGERS).where(LEDGERS.c.origin == head.origin).values(**values))


def _hash(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise BadNote("not base64") from wrong
    if len(found) != HASH_BYTES:
        raise BadNote("not a hash")
    return found
