"""Keys, signed notes and trees for made ledgers, from the published format alone: neither program nor verifier."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class SigningKey:
    """Its private half is the SHA-256 of `seed`."""

    name: str
    seed: str

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.seed.encode()).digest())

    @cached_property
    def _typed(self) -> bytes:
        return b"\x01" + self._private.public_key().public_bytes_raw()

    @cached_property
    def _id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + self._typed).digest()[:4]

    @property
    def text(self) -> str:
        return f"{self.name}+{self._id.hex()}+{base64.b64encode(self._typed).decode()}"

    def note(self, *lines: str) -> bytes:
        text = "".join(f"{line}\n" for line in lines)
        signature = base64.b64encode(self._id + self._private.sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n".encode()


def leaf(envelope: bytes) -> bytes:
    return hashlib.sha256(b"\0" + envelope).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """Source: RFC 6962 section 2.1."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    at = _split(len(leaves))
    return _node(root(leaves[:at]), root(leaves[at:]))


def subtrees(leaves: Sequence[bytes]) -> list[bytes]:
    """The perfect subtrees over all of them, largest first."""
    found, at = [], 0
    for height in reversed(range(len(leaves).bit_length())):
        if len(leaves) >> height & 1:
            found.append(root(leaves[at : at + (1 << height)]))
            at += 1 << height
    return found


def consistency(leaves: Sequence[bytes], size: int, *, whole: bool = True) -> list[bytes]:
    """Source: RFC 6962 section 2.1.2."""
    if size == len(leaves):
        return [] if whole else [root(leaves)]
    at = _split(len(leaves))
    if size <= at:
        return [*consistency(leaves[:at], size, whole=whole), root(leaves[at:])]
    return [*consistency(leaves[at:], size - at, whole=False), root(leaves[:at])]
