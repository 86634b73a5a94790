"""Police receipts: eight lines in order, then at most `x-` lines, and what it takes for one to prove anything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from guestreg.domain.authority_keys import RECEIPT, TrustedKey, signer
from guestreg.domain.checkpoint import Checkpoint, read_checkpoint_line
from guestreg.domain.note import NotANote, Note, Verify, read_base64, read_note

AHEAD = timedelta(minutes=10)
"""How far a receipt's time may lie after that of the reply it came in."""
VERDICTS = frozenset({"queued", "received", "registered", "returned"})

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


class Doubt(StrEnum):
    """Why a receipt proves nothing."""

    FORM = "form"
    """No receipt, or one of a form or with a verdict this program doesn't know."""
    SIGNER = "signer"
    """Signed by no key that is trusted for receipts and was valid then."""
    OTHER = "other"
    """Of another declaration, version, kind or other bytes; or of a time after the reply's own."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What went out, as far as a receipt must name it. `sha256` of the document, hex."""

    declaration_id: str
    version: int
    kind: str
    sha256: str


def proven(
    note: bytes, sent: Sent, replied_at: datetime | None, keys: Iterable[TrustedKey], verify: Verify
) -> ReceiptText | Doubt:
    """The receipt, when all of it holds for exactly what was sent. `replied_at` is the reply's own time."""
    try:
        signed = read_note(note)
        text = read_receipt(signed)
    except NotANote:
        return Doubt.FORM
    if text.verdict not in VERDICTS:
        return Doubt.FORM
    if signer(signed, keys, RECEIPT, text.received_at, verify) is None:
        return Doubt.SIGNER
    named = Sent(text.declaration_id, text.version, text.kind, text.body_sha256.hex())
    if named != sent or replied_at is None or text.received_at > replied_at + AHEAD:
        return Doubt.OTHER
    return text


def read_receipt(note: Note) -> ReceiptText:
    """Raises NotANote."""
    first, *lines = note.lines
    if first != "stay-receipt/v1" or len(lines) < len(_WORDS):
        raise NotANote("receipt")
    if not all(line.startswith("x-") for line in lines[len(_WORDS) :]):
        raise NotANote("receipt")
    said = [after(word, line) for word, line in zip(_WORDS, lines, strict=False)]
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


def after(word: str, line: str) -> str:
    """What a line says after its word. Raises NotANote."""
    found, _, value = line.partition(" ")
    if found != word or not value:
        raise NotANote(word)
    return value
