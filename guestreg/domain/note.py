"""Signed notes (C2SP) with Ed25519 keys: text, a blank line, signature lines. Read here, never interpreted.

Receipts, checkpoints, set-up files and packs are such notes. The signature check itself comes in as `Verify`; what
a key may be used for is the caller's business.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from guestreg.domain.verifier_key import verifier_key

Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key of 32 bytes, message, signature) -> whether it holds."""

NOTE_BYTES = 16 * 1024
MOST_SIGNATURES = 16
_ED25519 = b"\x01"
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class NotANote(ValueError):
    """Text that is no signed note, or not of the form it should have."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A name and its Ed25519 public key of 32 raw bytes."""

    name: str
    public: bytes

    @property
    def text(self) -> str:
        return verifier_key(self.name, self.public)

    @property
    def id(self) -> bytes:
        """The four bytes that stand before each of its signatures."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def label(self) -> str:
        """`name+hash`: says which key, without the key."""
        return f"{self.name}+{self.id.hex()}"

    @property
    def mark(self) -> str:
        """What an officer reads out: 16 hex digits in groups of four."""
        digits = hashlib.sha256(self.text.encode()).hexdigest()[:16].upper()
        return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """`text` with its last newline; the signatures are over exactly that."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text[:-1].split("\n"))

    def is_signed_by(self, key: VerifierKey, verify: Verify) -> bool:
        """Signatures of other keys don't count; one of this key that doesn't hold spoils the rest."""
        own = [one.signature for one in self.signatures if (one.name, one.key_id) == (key.name, key.id)]
        return bool(own) and all(verify(key.public, self.text.encode(), one) for one in own)


def read_key(text: str) -> VerifierKey:
    """`name+hash+base64`, split at the first two `+`. Raises NotANote."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not parts[0] or re.search(r"\s", text):
        raise NotANote("key")
    typed = read_base64(parts[2])
    if len(typed) != 33 or typed[:1] != _ED25519:
        raise NotANote("key")
    key = VerifierKey(parts[0], typed[1:])
    if key.text != text:
        raise NotANote("key")
    return key


def read_note(data: bytes, most_bytes: int = NOTE_BYTES) -> Note:
    """Limits first, then the form. Raises NotANote."""
    if len(data) > most_bytes:
        raise NotANote("size")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotANote("text") from None
    body, parted, signed = whole.rpartition("\n\n")
    if not parted or not body or not signed.endswith("\n") or _CONTROL.search(whole):
        raise NotANote("form")
    lines = signed[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NotANote("signatures")
    return Note(body + "\n", tuple(map(_signature, lines)))


def signed_note(text: str, keys_and_signatures: Iterable[tuple[VerifierKey, bytes]]) -> bytes:
    """The note over `text`, which ends in a newline."""
    lines = (
        f"— {key.name} {base64.b64encode(key.id + signature).decode()}\n" for key, signature in keys_and_signatures
    )
    return (text + "\n" + "".join(lines)).encode()


def read_base64(text: str) -> bytes:
    """The one way of writing these bytes, with its padding. Raises NotANote."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotANote("base64") from None
    if base64.b64encode(value).decode() != text:
        raise NotANote("base64")
    return value


def same_mark(typed: str, key: VerifierKey) -> bool:
    """Whether a person typed this key's mark, all of it; groups, dashes and case don't matter."""
    return re.sub(r"[\s-]", "", typed).upper() == key.mark.replace(" ", "")


def _signature(line: str) -> Signature:
    found = _SIGNATURE.fullmatch(line)
    if not found:
        raise NotANote("signature")
    value = read_base64(found[2])
    if len(value) < 5:
        raise NotANote("signature")
    return Signature(found[1], value[:4], value[4:])
