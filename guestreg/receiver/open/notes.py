"""Signed notes (C2SP signed note, Ed25519): how keys are written, notes made and notes checked.

Used wherever the authority signs or is shown a signature. It must not know what a note says.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NOTE_BYTES = 16_384
SIGNATURES = 16
_ED25519 = b"\x01"
_DASH = "\u2014 "
_NAME = re.compile(r"[^\s+]{1,200}")


class BadNote(ValueError):
    """These bytes are no signed note, or this text is no verifier key."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and the name it signs under."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """From `name+hash+base64`. Raises BadNote."""
        parts = text.split("+", 2)
        if len(parts) != 3 or not _NAME.fullmatch(parts[0]):
            raise BadNote("a verifier key is name+hash+base64")
        key = _unbase64(parts[2])
        if len(key) != 33 or key[:1] != _ED25519:
            raise BadNote("the key is not Ed25519")
        found = cls(parts[0], key[1:])
        if found.key_id.hex() != parts[1]:
            raise BadNote("the hash of the key is another")
        return found

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def short(self) -> str:
        """Name and hash, enough to tell keys apart."""
        return f"{self.name}+{self.key_id.hex()}"

    @property
    def mark(self) -> str:
        """What an officer reads out: 16 hex digits in four groups."""
        digits = hashlib.sha256(str(self).encode()).hexdigest()[:16].upper()
        return " ".join(digits[start : start + 4] for start in range(0, 16, 4))

    def has_signed(self, note: Note) -> bool:
        key = Ed25519PublicKey.from_public_bytes(self.public)
        for signature in note.signatures:
            if signature.name == self.name and signature.key_id == self.key_id:
                try:
                    key.verify(signature.made, note.text.encode())
                except InvalidSignature:
                    return False
                return True
        return False

    def __str__(self) -> str:
        return f"{self.short}+{base64.b64encode(_ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs; never shown."""

    verifier: VerifierKey
    _private: Ed25519PrivateKey

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> SigningKey:
        if not _NAME.fullmatch(name):
            raise BadNote("a key name has no blanks and no plus")
        private = Ed25519PrivateKey.from_private_bytes(seed)
        return cls(VerifierKey(name, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)), private)

    def sign(self, text: str) -> str:
        """The whole note; `text` ends with a line feed."""
        return text + "\n" + self.signature(text)

    def signature(self, text: str) -> str:
        """One signature line, to stand below a note already signed."""
        if not text.endswith("\n"):
            raise BadNote("a note's text ends with a line feed")
        made = base64.b64encode(self.verifier.key_id + self._private.sign(text.encode())).decode()
        return f"{_DASH}{self.verifier.name} {made}\n"

    def __repr__(self) -> str:
        return f"SigningKey({self.verifier.short})"


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    key_id: bytes
    made: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """The text, its last line feed included, and the signatures below it, not yet checked."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, whole: str, limit: int = NOTE_BYTES) -> Note:
        """Raises BadNote for what is no note or larger than `limit` bytes."""
        if len(whole) > limit or len(whole.encode("utf-8", "surrogatepass")) > limit:
            raise BadNote("the note is too large")
        if any((ord(sign) < 0x20 and sign != "\n") or 0xD800 <= ord(sign) <= 0xDFFF for sign in whole):
            raise BadNote("a note has no control characters")
        cut = whole.rfind("\n\n")
        if cut < 0 or not whole.endswith("\n"):
            raise BadNote("a note has text, an empty line and signatures")
        lines = whole[cut + 2 : -1].split("\n")
        if not 1 <= len(lines) <= SIGNATURES:
            raise BadNote("a note has 1 to 16 signatures")
        return cls(whole[: cut + 1], tuple(_signature(line) for line in lines))

    @property
    def lines(self) -> list[str]:
        return self.text[:-1].split("\n")


def opened(whole: str, keys: Iterable[VerifierKey], limit: int = NOTE_BYTES) -> tuple[Note, VerifierKey]:
    """The note and which of the keys signed it. Raises BadNote when none did."""
    note = Note.parse(whole, limit)
    for key in keys:
        if key.has_signed(note):
            return note, key
    raise BadNote("no known key signed this note")


def _signature(line: str) -> Signature:
    if not line.startswith(_DASH):
        raise BadNote("a signature line begins with a dash")
    name, blank, encoded = line[len(_DASH) :].partition(" ")
    if not blank or not _NAME.fullmatch(name):
        raise BadNote("a signature names its key")
    made = _unbase64(encoded)
    if len(made) < 5:
        raise BadNote("the signature is too short")
    return Signature(name, made[:4], made[4:])


def _unbase64(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise BadNote("not base64") from wrong
    if base64.b64encode(found).decode() != text:
        raise BadNote("not base64 as everybody writes it")
    return found
