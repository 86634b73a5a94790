"""What was found, the verdict over it, and the report as data. Every check writes here; nothing is read from here."""

import json
import pkgutil
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_LISTED = 10_000
CHECKS = {
    "zip": ("zip",),
    "file_hash": ("file_hash",),
    "manifest": ("manifest",),
    "json": ("json",),
    "sequence": ("sequence",),
    "chain": ("chain",),
    "commitment": ("commitment", "erasure"),
    "root": ("root",),
    "consistency": ("consistency", "cut"),
    "key": ("key", "contradiction"),
    "receipt": ("receipt",),
    "move": ("move",),
    "clock": ("clock",),
    "lateness": (),
    "view": ("view",),
    "anchor": ("anchor",),
}
"""Each check in its order, with the classes of what it finds."""
EXITS = {"complete": 0, "unchanged": 1, "parts_missing": 1, "changed": 2, "cannot_tell": 3}
_ORDER = {kind: place for place, kind in enumerate(kind for kinds in CHECKS.values() for kind in kinds)}
_OF_THE_PACKING = ("file_hash", "manifest", "zip")


class Unreadable(Exception):
    """Nothing can be told of this file; `code` is the text that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Finding:
    """`seq` where an entry is to blame; `text` names a sentence. What is merely absent is `missing`, not changed."""

    kind: str
    place: str
    text: str
    seq: int | None = None
    missing: bool = False

    @property
    def rank(self) -> tuple[bool, int, bool, int]:
        """Entries first, by number; then what lies beside them; the packing last, which shows any change at all."""
        return self.seq is None, self.seq or 0, self.kind in _OF_THE_PACKING, _ORDER[self.kind]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head from outside the file. `ok` None: it says nothing about this file, `text` tells why."""

    source: str
    size: int | None
    ok: bool | None
    text: str


@dataclass(slots=True)
class Report:
    file: str
    ledger: str | None = None
    range: dict[str, Any] | None = None
    findings: list[Finding] = field(default_factory=list)
    unlisted: int = 0
    counts: dict[str, int] = field(default_factory=lambda: {"present": 0, "erased": 0, "missing": 0})
    anchors: list[Anchor] = field(default_factory=list)
    uncovered: dict[str, Any] | None = None
    done: set[str] = field(default_factory=set)
    cannot: str | None = None

    def add(self, kind: str, place: str, text: str, seq: int | None = None, *, missing: bool = False) -> Finding | None:
        """None when there are too many to list."""
        if len(self.findings) >= MOST_LISTED:
            self.unlisted += 1
            return None
        found = Finding(kind, place, text, seq, missing)
        self.findings.append(found)
        return found

    @property
    def verdict(self) -> str:
        if self.cannot is not None:
            return "cannot_tell"
        if any(not one.missing for one in self.findings):
            return "changed"
        if self.findings or self.counts["missing"]:
            return "parts_missing"
        return "complete" if any(one.ok for one in self.anchors) else "unchanged"

    @property
    def exit(self) -> int:
        return EXITS[self.verdict]

    @property
    def first_bad(self) -> Finding | None:
        told = [one for one in self.findings if not one.missing] or self.findings
        return min(told, key=lambda one: one.rank, default=None)

    def as_data(self, lang: str = "en") -> dict[str, Any]:
        """The published report."""
        say = sentences(lang)
        first = self.first_bad
        bad = {one.kind for one in self.findings if not one.missing}
        return {
            "verdict": self.verdict,
            "exit": self.exit,
            "file": self.file,
            "ledger": self.ledger,
            "range": self.range,
            "reason": None if self.cannot is None else say[self.cannot],
            "first_bad": first and {"seq": first.seq, "class": first.kind, "place": first.place},
            "findings": [
                {"seq": one.seq, "class": one.kind, "place": one.place, "text": say[one.text]}
                for one in sorted(self.findings, key=lambda one: one.rank)
            ],
            "unlisted": self.unlisted,
            "counts": self.counts,
            "anchors": [{**asdict(one), "text": say[one.text]} for one in self.anchors],
            "uncovered": self.uncovered,
            "checks": [
                {"name": name, "ok": not bad.intersection(kinds) if name in self.done else None}
                for name, kinds in CHECKS.items()
            ],
        }


def sentences(lang: str) -> dict[str, str]:
    """Every text of this room in one language."""
    table = json.loads(pkgutil.get_data(__name__, "texts.json") or b"{}")
    return {code: both[lang] for code, both in table.items()}
