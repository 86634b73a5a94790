"""The text of a police receipt, as the note carries it: eight lines in order, then at most `x-` lines.

Only its form is read here. Whether it proves anything is decided where it is compared with what was sent.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from guestreg.domain.checkpoint import Checkpoint, read_checkpoint_line
from guestreg.domain.note import NotANote, Note, read_base64

_DECLARATION = re.compile(r"(\S+) version ([1-9][0-9]{0,8}) kind (\S+)")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_WORDS = ("authority", "declaration", "body-sha256", "received", "reference", "verdict", "ledger")


@dataclass(frozen=True, slots=True, repr=False)
class ReceiptText:
    """`authority` and `reference` are shown as text, never interpreted; `ledger` None when no checkpoint came."""

    authority: str
    declaration_id: str
    version: int
    kind: str
    body_sha256: bytes
    received_at: datetime
    reference: str
    verdict: str
    ledger: Checkpoint | None


def read_receipt(note: Note) -> ReceiptText:
    """Raises NotANote."""
    first, *lines = note.lines
    if first != "stay-receipt/v1" or len(lines) < len(_WORDS):
        raise NotANote("receipt")
    if not all(line.startswith("x-") for line in lines[len(_WORDS) :]):
        raise NotANote("receipt")
    said = [_after(word, line) for word, line in zip(_WORDS, lines, strict=False)]
    authority, declaration, sha256, received, reference, verdict, ledger = said
    of = _DECLARATION.fullmatch(declaration)
    digest = read_base64(sha256)
    if not of or len(digest) != 32:
        raise NotANote("receipt")
    return ReceiptText(
        authority,
        of[1],
        int(of[2]),
        of[3],
        digest,
        read_instant(received),
        reference,
        verdict,
        None if ledger == "-" else read_checkpoint_line(ledger),
    )


def read_instant(text: str) -> datetime:
    """`2026-11-21T10:04:09Z`. Raises NotANote."""
    if not _INSTANT.fullmatch(text):
        raise NotANote("instant")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise NotANote("instant") from None


def _after(word: str, line: str) -> str:
    found, _, value = line.partition(" ")
    if found != word or not value:
        raise NotANote(word)
    return value
