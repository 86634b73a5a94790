"""The authority's receipts and countersignatures: their form and signature, and whether they are of these entries."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guestreg.verifier.manifest import Manifest
from guestreg.verifier.note import Head, Key, NotANote, Note, read_base64, read_head, read_note
from guestreg.verifier.report import Report
from guestreg.verifier.walk import Walked

_NAME = re.compile(r"receipts/(.+)\.([0-9]+)\.note")
_DECLARATION = re.compile(r"(\S+) version ([1-9][0-9]{0,8}) kind \S+")
_RECEIVED = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z")
_WORDS = {
    "stay-receipt/v1": ("authority", "declaration", "body-sha256", "received", "reference", "verdict", "ledger"),
    "stay-checkpoint/v1": ("authority", "ledger", "received"),
}
_NO_KEY = "receipt_no_key"
"""The house believed another authority then: nothing speaks against the receipt, and nothing for it."""
_RANKS = {"queued": 0, "received": 1, "registered": 2, "returned": 2}


@dataclass(frozen=True, slots=True)
class Said:
    """`version` and `body` None in a countersignature."""

    version: str | None
    body: bytes | None
    received: str
    verdict: str
    head: Head | None


def read_said(note: Note) -> Said:
    """Raises NotANote."""
    first, *lines = note.lines
    words = _WORDS.get(first)
    if words is None or len(lines) < len(words) or not all(one.startswith("x-") for one in lines[len(words) :]):
        raise NotANote("receipt")
    told = {}
    for word, line in zip(words, lines, strict=False):
        found, _, told[word] = line.partition(" ")
        if found != word or not told[word]:
            raise NotANote("receipt")
    version, body = None, None
    if "declaration" in told:
        of, body = _DECLARATION.fullmatch(told["declaration"]), read_base64(told["body-sha256"])
        if not of or len(body) != 32 or told["verdict"] not in _RANKS:
            raise NotANote("receipt")
        version = f"{of[1]}.{of[2]}"
    if not _RECEIVED.fullmatch(told["received"]):
        raise NotANote("receipt")
    parts = told["ledger"].split(" ")
    if parts != ["-"] and len(parts) != 3:
        raise NotANote("receipt")
    head = None if parts == ["-"] else read_head(*parts)
    return Said(version, body, told["received"], told.get("verdict", ""), head)


@dataclass(frozen=True, slots=True)
class Receipt:
    """As it lies in the file. `note` and `said` None when it can't be read."""

    name: str
    version: str
    number: int
    sha256: str
    note: Note | None
    said: Said | None


def read_receipts(contents: Iterable[tuple[str, bytes]]) -> list[Receipt]:
    """By version, then in the order received."""
    return sorted((_receipt(name, data) for name, data in contents), key=lambda one: (one.version, one.number))


def _receipt(name: str, data: bytes) -> Receipt:
    parts = _NAME.fullmatch(name)
    version, number = (parts[1], int(parts[2])) if parts else ("", 0)
    digest = hashlib.sha256(data).hexdigest()
    try:
        note = read_note(data)
        return Receipt(name, version, number, digest, note, read_said(note))
    except NotANote:
        return Receipt(name, version, number, digest, None, None)


def judge(receipts: list[Receipt], keys: tuple[Key, ...], manifest: Manifest, walked: Walked, report: Report) -> None:
    """One finding a receipt at most; a receipt an entry names and the file lacks is missing."""
    before = None
    for one in receipts:
        fault = next(_faults(one, keys, manifest, walked), None)
        if fault is None and before is not None and before.version == one.version and _goes_back(before, one):
            fault = "receipt_backwards"
        if fault is not None:
            report.add("receipt", one.name, fault, missing=fault == _NO_KEY)
        before = one if one.said is not None and one.said.version else None
    kept, counted = {one.sha256 for one in receipts}, Counter(one.version for one in receipts)
    for version, named in walked.receipts.items():
        for number, (digest, seq) in enumerate(named, 1):
            if counted[version] < len(named) and digest not in kept:
                report.add("receipt", f"receipts/{version}.{number}.note", "receipt_absent", seq, missing=True)


def _faults(one: Receipt, keys: tuple[Key, ...], manifest: Manifest, walked: Walked) -> Iterator[str]:
    said, note = one.said, one.note
    if said is None or note is None:
        yield "receipt_form"
        return
    if said.version != (None if one.version == "countersigned" else one.version):
        yield "receipt_other"
    judged = [note.judged(key) for key in keys]
    if False in judged or True not in judged:
        known = {key.name for key in keys}.intersection(name for name, _, _ in note.signatures)
        yield "receipt_altered" if False in judged else "receipt_signer" if known else _NO_KEY
    if said.version is not None:
        named = [digest for digest, _ in walked.receipts.get(said.version, [])]
        if one.sha256 not in named and manifest.is_whole:
            yield "receipt_unknown"
        _, body = walked.bodies.get(said.version, (0, None))
        if body is not None and body != said.body:
            yield "receipt_body"
    if said.head is not None:
        yield from _head_faults(said.head, manifest, walked)


def _head_faults(head: Head, manifest: Manifest, walked: Walked) -> Iterator[str]:
    if head.ledger != manifest.ledger:
        yield "receipt_other"
    elif not walked.was_replaced(head.epoch, head.size):
        if walked.roots.get(head.size, head.root) != head.root:
            yield "receipt_head"
        elif head.size > manifest.last and manifest.to_the_end:
            yield "receipt_beyond"


def _goes_back(before: Receipt, one: Receipt) -> bool:
    if before.said is None or one.said is None:
        return False
    ranks = _RANKS[before.said.verdict], _RANKS[one.said.verdict]
    return ranks[1] < ranks[0] or one.said.received != before.said.received
