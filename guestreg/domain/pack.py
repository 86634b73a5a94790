"""A pack for the file road and its acknowledgement, as text: a signed note, a line of dashes, one line per item.

The same keys and bytes as over the wire. Encryption, signatures and files are the callers' business.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.note import NOTE_BYTES, NotANote, Note, read_note
from guestreg.domain.receipt import read_instant
from guestreg.domain.strict_json import NotJson, read_json

MOST_ITEMS = 200
MOST_BYTES = 512 * 1024
PACK_SUFFIX, ANSWER_SUFFIX = ".luutru-goi", ".luutru-nhan"
_CUT = b"----\n"
_ANSWER_WORDS = ("authority", "pack", "made", "items", "items-sha256")


@dataclass(frozen=True, slots=True)
class PackItem:
    """One version: its document as it is, and the hash of the one before it, hex."""

    document: bytes
    parent: str | None

    @property
    def line(self) -> bytes:
        """Canonical: its two members stand in order, and the document is canonical already."""
        return b'{"document":' + self.document + b',"parent":"' + (self.parent or "none").encode() + b'"}\n'


@dataclass(frozen=True, slots=True, repr=False)
class Acknowledgement:
    """What the authority answered to one pack; `items` as it wrote them, not judged."""

    note: Note
    pack_id: str
    made_at: datetime
    items: tuple[dict[str, Any], ...]


def pack_text(
    establishment: str, pack_id: str, created_at: datetime, items: Sequence[PackItem], head: Checkpoint | None
) -> str:
    """What the device signs."""
    return (
        f"stay-pack/v1\nestablishment {establishment}\npack {pack_id}\n"
        f"created {created_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}\nitems {len(items)}\n"
        f"items-sha256 {_digest(_lines(items))}\nledger {head.line if head else '-'}\n"
    )


def pack_bytes(note: bytes, items: Sequence[PackItem]) -> bytes:
    """The whole pack before it is encrypted."""
    return note + _CUT + _lines(items)


def read_answer(data: bytes) -> Acknowledgement:
    """Limits first, then the form; who signed is not asked here. Raises NotANote."""
    if len(data) > MOST_BYTES:
        raise NotANote("size")
    signed, cut, items = data.partition(b"\n" + _CUT)
    if not cut:
        raise NotANote("answer")
    note = read_note(signed + b"\n", NOTE_BYTES)
    title, *lines = note.lines
    words = [line.partition(" ") for line in lines]
    if title != "stay-ack/v1" or [one[0] for one in words] != list(_ANSWER_WORDS):
        raise NotANote("answer")
    said = {word: value for word, _, value in words}
    listed = items.removesuffix(b"\n").split(b"\n") if items else []
    if len(listed) > MOST_ITEMS or (str(len(listed)), _digest(items)) != (said["items"], said["items-sha256"]):
        raise NotANote("answer")
    return Acknowledgement(note, said["pack"], read_instant(said["made"]), tuple(map(_item, listed)))


def _item(line: bytes) -> dict[str, Any]:
    try:
        found = read_json(line)
    except NotJson:
        raise NotANote("item") from None
    if not isinstance(found, dict):
        raise NotANote("item")
    return found


def _lines(items: Sequence[PackItem]) -> bytes:
    return b"".join(item.line for item in items)


def _digest(items: bytes) -> str:
    return base64.b64encode(hashlib.sha256(items).digest()).decode()
