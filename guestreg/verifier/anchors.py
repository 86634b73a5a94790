"""Heads that lie outside the file, typed from paper or held by the police: what they say of what the file holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from guestreg.verifier.manifest import Manifest
from guestreg.verifier.note import NOTE_BYTES, Head, NotANote, read_head, read_note
from guestreg.verifier.receipts import Said, read_said
from guestreg.verifier.report import Anchor, Report
from guestreg.verifier.walk import Walked

MOST_FILES = 10_000
_CODE = re.compile(r"([1-9][0-9]{0,15}):([0-9A-Fa-f]{16})")


@dataclass(frozen=True, slots=True)
class Outside:
    """`root`: its first 16 hex digits at least. A typed code has neither `head` nor `said`; `size` None: no head."""

    source: str
    size: int | None
    root: str = ""
    head: Head | None = None
    said: Said | None = None


def typed(text: str) -> Outside:
    """SIZE:CODE, the code with or without its dashes. Raises ValueError."""
    found = _CODE.fullmatch(re.sub(r"[\s-]", "", text))
    if not found:
        raise ValueError("SIZE:CODE")
    return Outside(text, int(found[1]), found[2].lower())


def held(folder: Path) -> Iterator[Outside]:
    """Receipts, countersignatures and checkpoints among the folder's files, whatever they are called."""
    for path in sorted(folder.iterdir())[:MOST_FILES]:
        if path.is_file():
            with path.open("rb") as file:
                yield _read(path.name, file.read(NOTE_BYTES + 1))


def _read(name: str, data: bytes) -> Outside:
    try:
        note, said = read_note(data), None
        if note.lines[0].startswith("stay-"):
            said = read_said(note)
            head = said.head
        else:
            head = read_head(*note.lines[:3]) if len(note.lines) >= 3 else None
    except NotANote:
        return Outside(name, None)
    return Outside(name, head.size, head.root.hex(), head, said) if head else Outside(name, None, said=said)


def judge(anchors: list[Outside], manifest: Manifest, walked: Walked, grown: bytes | None, report: Report) -> None:
    """`grown`: the root of the newest checkpoint once it is shown to have grown out of the file's last entry."""
    covered = None
    for one in anchors:
        ok, text = _judge(one, manifest, walked, grown)
        if ok is False:
            kind = "cut" if text == "anchor_beyond" else "anchor"
            report.add(kind, one.source, text, manifest.last + 1 if kind == "cut" else one.size)
        elif ok and one.size is not None:
            covered = max(one.size, covered or 0)
        report.anchors.append(Anchor(one.source, one.size, ok, text))
        if one.said is not None and one.said.version in walked.bodies:
            seq, body = walked.bodies[one.said.version]
            if body is not None and body != one.said.body:
                report.add("anchor", one.source, "receipt_body", seq)
    if covered is not None:
        report.uncovered = _uncovered(covered, manifest, walked)


def _judge(one: Outside, manifest: Manifest, walked: Walked, grown: bytes | None) -> tuple[bool | None, str]:
    size = one.size
    if size is None:
        return None, "anchor_form"
    if one.head is not None and one.head.ledger != manifest.ledger:
        return None, "anchor_other"
    if size < manifest.first - 1:
        return None, "anchor_before"
    restored = walked.was_replaced(one.head.epoch if one.head else 0, size)
    root = walked.roots.get(size, grown if size == manifest.newest else None)
    if root is not None:
        if root.hex().startswith(one.root):
            covers = size >= manifest.first or manifest.last < manifest.first
            return (True, "anchor_holds") if covers else (None, "anchor_before")
        return (None, "anchor_restored") if restored else (False, "anchor_contradicts")
    if restored:
        return None, "anchor_restored"
    if size <= manifest.newest:
        return None, "anchor_between"
    earlier = None if one.said is None else one.said.received[:19] <= manifest.made_at[:19]
    beyond = manifest.to_the_end if earlier is None else earlier
    return (False, "anchor_beyond") if beyond else (None, "anchor_later")


def _uncovered(size: int, manifest: Manifest, walked: Walked) -> dict[str, float]:
    entries = max(0, manifest.last - size)
    start, end = walked.times.get(size), walked.last_at
    if not entries or not start or not end:
        return {"entries": entries, "hours": 0}
    try:
        gone = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    except ValueError:
        return {"entries": entries, "hours": 0}
    return {"entries": entries, "hours": round(max(gone, timedelta()) / timedelta(hours=1), 1)}
