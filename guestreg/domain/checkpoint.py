"""A ledger's head as text: what is signed by the device, sent along, named in receipts and countersigned."""

import base64
import re
from dataclasses import dataclass

from guestreg.domain.note import NotANote, Note, read_base64

_SIZE = re.compile(r"[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`origin` names ledger and epoch, `root` is the RFC 6962 tree head over its first `size` entries."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What the device key signs."""
        return f"{self.origin}\n{self.size}\n{self._root}\n"

    @property
    def line(self) -> str:
        """As receipts and packs name it."""
        return f"{self.origin} {self.size} {self._root}"

    @property
    def _root(self) -> str:
        return base64.b64encode(self.root).decode()


def read_checkpoint(note: Note) -> Checkpoint:
    """Lines after the third are left alone. Raises NotANote."""
    if len(note.lines) < 3:
        raise NotANote("checkpoint")
    return checkpoint_of(*note.lines[:3])


def read_checkpoint_line(text: str) -> Checkpoint:
    """`<origin> <size> <root>`. Raises NotANote."""
    parts = text.split(" ")
    if len(parts) != 3:
        raise NotANote("checkpoint")
    return checkpoint_of(*parts)


def checkpoint_of(origin: str, size: str, root: str) -> Checkpoint:
    """Its parts as text. Raises NotANote."""
    if not origin or not _SIZE.fullmatch(size):
        raise NotANote("checkpoint")
    value = read_base64(root)
    if len(value) != 32:
        raise NotANote("checkpoint")
    return Checkpoint(origin, int(size), value)
