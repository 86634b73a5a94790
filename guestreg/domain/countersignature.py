"""An authority's countersignature under a head of our ledger, and what it takes for one to prove anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.authority_keys import RECEIPT, TrustedKey, signer
from guestreg.domain.checkpoint import Checkpoint, read_checkpoint_line
from guestreg.domain.note import NotANote, Note, Verify, read_note
from guestreg.domain.receipt import AHEAD, Doubt, after, read_instant

_WORDS = ("authority", "ledger", "received")


@dataclass(frozen=True, slots=True)
class Countersignature:
    """`authority` is shown as text, never interpreted; `received_at` by its clock."""

    authority: str
    ledger: Checkpoint
    received_at: datetime


def countersigned(
    note: bytes, head: Checkpoint, replied_at: datetime | None, keys: Iterable[TrustedKey], verify: Verify
) -> Countersignature | Doubt:
    """The countersignature, when all of it holds for exactly this head. `replied_at` is the reply's own time."""
    try:
        signed = read_note(note)
        text = _read(signed)
    except NotANote:
        return Doubt.FORM
    if signer(signed, keys, RECEIPT, text.received_at, verify) is None:
        return Doubt.SIGNER
    if text.ledger != head or replied_at is None or text.received_at > replied_at + AHEAD:
        return Doubt.OTHER
    return text


def _read(note: Note) -> Countersignature:
    """Four lines in order, then at most `x-` lines. Raises NotANote."""
    first, *lines = note.lines
    if first != "stay-checkpoint/v1" or len(lines) < len(_WORDS):
        raise NotANote("countersignature")
    if not all(line.startswith("x-") for line in lines[len(_WORDS) :]):
        raise NotANote("countersignature")
    authority, ledger, received = (after(word, line) for word, line in zip(_WORDS, lines, strict=False))
    return Countersignature(authority, read_checkpoint_line(ledger), read_instant(received))
