"""Signed notes of C2SP and the keys that sign them, as read from the file; what they say is their reader's business."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from guestreg.verifier.ed25519 import is_signed

NOTE_BYTES = 16 * 1024
_MOST_SIGNATURES = 16
_SIGNATURE = re.compile("— ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class NotANote(ValueError):
    """Text of another form."""


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n\x01" + self.public).digest()[:4]


@dataclass(frozen=True, slots=True)
class Note:
    """`text` with its last newline; each signature as (name, key id, 64 bytes)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @property
    def lines(self) -> list[str]:
        return self.text[:-1].split("\n")

    def judged(self, key: Key) -> bool | None:
        """Whether this key signed it; None when none of the signatures says it is by this key."""
        own = [one for name, key_id, one in self.signatures if (name, key_id) == (key.name, key.id)]
        return all(is_signed(key.public, self.text.encode(), one) for one in own) if own else None


def read_key(text: object) -> Key:
    """`name+hash+base64`. Raises NotANote."""
    parts = text.split("+", 2) if isinstance(text, str) else []
    if len(parts) != 3 or not parts[0] or re.search(r"\s", parts[0]):
        raise NotANote("key")
    typed = read_base64(parts[2])
    key = Key(parts[0], typed[1:])
    if len(typed) != 33 or typed[0] != 1 or key.id.hex() != parts[1]:
        raise NotANote("key")
    return key


def read_note(data: bytes) -> Note:
    """Raises NotANote."""
    try:
        whole = data.decode()
    except UnicodeDecodeError:
        raise NotANote("text") from None
    text, parted, signed = whole.rpartition("\n\n")
    if len(data) > NOTE_BYTES or not parted or not text or not signed.endswith("\n") or _CONTROL.search(whole):
        raise NotANote("form")
    lines = signed[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NotANote("signatures")
    return Note(text + "\n", tuple(map(_signature, lines)))


def read_base64(text: str) -> bytes:
    """The one way of writing these bytes. Raises NotANote."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotANote("base64") from None
    if base64.b64encode(value).decode() != text:
        raise NotANote("base64")
    return value


@dataclass(frozen=True, slots=True)
class Head:
    """A ledger's head as a checkpoint or a receipt names it: `ledger` and `epoch` are the parts of its origin."""

    ledger: str
    epoch: int
    size: int
    root: bytes


def read_head(origin: str, size: str, root: str) -> Head:
    """Raises NotANote."""
    of = re.fullmatch(r"luutru/([^/\s]+)/([1-9][0-9]{0,8})", origin)
    value = read_base64(root)
    if not of or not re.fullmatch(r"[1-9][0-9]{0,15}", size) or len(value) != 32:
        raise NotANote("head")
    return Head(of[1], int(of[2]), int(size), value)


def _signature(line: str) -> tuple[str, bytes, bytes]:
    found = _SIGNATURE.fullmatch(line)
    value = read_base64(found[2]) if found else b""
    if found is None or len(value) < 5:
        raise NotANote("signature")
    return found[1], value[:4], value[4:]
