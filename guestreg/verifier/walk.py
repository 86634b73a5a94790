"""One walk over all entries, each seen once: sequence, chain, commitments, epochs, moves, clock, and the tree.

What must be known of many entries at once (roots, receipts, erasures) is kept as digests and numbers.
"""

import hashlib
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from guestreg.verifier.entry import Entry, read_entry
from guestreg.verifier.manifest import Keys, Manifest, canonical
from guestreg.verifier.moves import NEVER, SAVED, is_legal
from guestreg.verifier.report import Finding, Report
from guestreg.verifier.tree import Tree
from guestreg.verifier.view import View

LEDGER = "ledger.ndjson"
_SHIFTS = [shift for shift in range(-8, 9) if shift]
_OPENING = frozenset({"genesis", "key", "restored"})


@dataclass(slots=True)
class Walked:
    """What the other checks ask about: `roots` and `times` at the sizes asked for, `last_at` of the last entry."""

    roots: dict[int, bytes] = field(default_factory=dict)
    times: dict[int, str] = field(default_factory=dict)
    last_at: str | None = None
    receipts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """SHA-256 and sequence number of the receipts each version got."""
    bodies: dict[str, tuple[int, bytes | None]] = field(default_factory=dict)
    """Entry and SHA-256 of the document of each version asked for; None once erased."""
    restored: list[tuple[int, int]] = field(default_factory=list)
    """Where the ledger went on from a backup: the entry, and the epoch it opened."""

    def was_replaced(self, epoch: int, size: int) -> bool:
        """Whether a head of that epoch may be of entries that a restored backup no longer had."""
        return any(seq <= size and epoch < opened for seq, opened in self.restored)


Wanted = tuple[Set[int], Set[str]]
"""Sizes whose roots, and versions whose documents other checks need."""


class Walk:
    def __init__(self, manifest: Manifest, keys: Keys, wanted: Wanted, view: View, report: Report) -> None:
        self._manifest, self._keys, self._view, self._report = manifest, keys, view, report
        (self._sizes, self._versions), self.walked = wanted, Walked()
        self._tree = Tree(manifest.first - 1, manifest.before)
        self._expected = manifest.first
        self._before: Entry | None = None
        self._leaf: str | None = manifest.before_leaf
        self._broken: Finding | None = None
        self._shift = 0
        self._epoch: int | None = 1 if manifest.first == 1 else None
        self._at = ""
        self._states: dict[str, str] = {}
        self._missing: list[int] = []
        self._erased: list[tuple[int, int]] = []

    def run(self, lines: Iterator[bytes | None]) -> Walked:
        self._keep_root()
        for line in lines:
            entry = None if line is None else read_entry(line)
            if entry is None:
                self._report.add("json", LEDGER, "line_unreadable", self._expected)
                self._tree.add(bytes(32))
                self._before = self._leaf = None
                self._expected += 1
                continue
            self._take(entry)
        if self._expected != self._manifest.last + 1:
            self._report.add("sequence", LEDGER, "entries_end", min(self._expected, self._manifest.last + 1))
        self._judge_missing()
        self._view.end(whole=self._manifest.is_whole)
        return self.walked

    def _take(self, entry: Entry) -> None:
        said, seq = entry.said, entry.said["seq"]
        if not entry.is_canonical:
            self._report.add("json", LEDGER, "not_canonical", self._expected)
        in_step = seq == self._expected and said["led"] == self._manifest.ledger
        if not in_step:
            self._report.add("sequence", LEDGER, "other_number", min(seq, self._expected))
        leaf = hashlib.sha256(b"\0" + entry.envelope).digest()
        if in_step:
            self._check_link(entry)
        self._check_body(entry)
        self._check_epoch(entry)
        self._check_meaning(entry, in_step=in_step)
        self._tree.add(leaf)
        self._before, self._leaf = entry, leaf.hex()
        self._expected = seq + 1
        self._keep_root()

    def _keep_root(self) -> None:
        if self._tree.size in self._sizes:
            self.walked.roots[self._tree.size] = self._tree.root()
            self.walked.times[self._tree.size] = self._at

    def _check_link(self, entry: Entry) -> None:
        """A link that doesn't hold speaks against the entry before it, whose bytes are not those that were linked.

        Unless the whole rest was given other numbers: then the first of it is to blame, or the one put in before it.
        """
        seq, parent = entry.said["seq"], entry.said["p"]
        if self._leaf is None or parent == self._leaf:
            self._broken = None
            return
        before, tried = self._before, (self._shift,) if self._shift else _SHIFTS if self._broken else ()
        shift = next((one for one in tried if before is not None and _shifted(before, one) == parent), 0)
        if shift:
            if self._broken is not None:
                self._report.findings.remove(self._broken)
                self._report.add("sequence", LEDGER, "renumbered", seq - 1 if shift > 0 else seq - 2)
            self._shift, self._broken = shift, None
            return
        found = self._report.add("chain", LEDGER, "link", seq if before is None else seq - 1)
        self._broken = found if self._broken is None and not self._shift else None

    def _check_body(self, entry: Entry) -> None:
        said, seq = entry.said, entry.said["seq"]
        given = (entry.body is not None, entry.salt is not None)
        if said["c"] is None:
            if any(given):
                self._report.add("commitment", LEDGER, "body_without_commitment", seq)
        elif not any(given):
            self._missing.append(seq)
            return
        elif not all(given) or entry.body is None or entry.salt is None:
            self._report.add("erasure", LEDGER, "half_erased", seq)
        elif hashlib.sha256(entry.salt + entry.body).hexdigest() != said["c"]:
            self._report.add("commitment", LEDGER, "commitment", seq)
        self._report.counts["present"] += 1

    def _check_epoch(self, entry: Entry) -> None:
        said, seq, kind = entry.said, entry.said["seq"], entry.said["k"]
        opens = kind in _OPENING
        if self._epoch is not None and (said["ep"] != self._epoch) is not (opens and seq > 1):
            self._report.add("key", LEDGER, "epoch", seq)
        elif opens:
            known = self._keys.device.get(said["ep"])
            if (kind == "genesis") is not (seq == 1) or known is None or known[1] != said["d"].get("device"):
                self._report.add("key", LEDGER, "epoch_key", seq)
        if seq == 1 and kind != "genesis":
            self._report.add("key", LEDGER, "epoch_key", seq)
        if kind == "restored":
            self.walked.restored.append((seq, said["ep"]))
        self._epoch = said["ep"]

    def _check_meaning(self, entry: Entry, *, in_step: bool) -> None:
        said, seq, kind, ref = entry.said, entry.said["seq"], entry.said["k"], entry.said["ref"]
        if in_step and said["t"] < self._at and "clock_backwards" not in said["fl"]:
            self._report.add("clock", LEDGER, "clock", seq)
        self._at = self.walked.last_at = said["t"]
        facts = said["d"]
        if kind.startswith("stay.") and ref is not None:
            self._take_saved(entry, ref)
        elif kind == "state" and ref is not None:
            unseen = NEVER if self._manifest.first == 1 else None
            if in_step and not is_legal(self._states.get(ref, unseen), facts.get("from"), facts.get("to")):
                self._report.add("move", LEDGER, "move", seq)
            self._states[ref] = str(facts.get("to"))
        elif kind == "receipt" and ref is not None:
            self.walked.receipts.setdefault(ref, []).append((str(facts.get("sha256")), seq))
        elif kind == "erased":
            self._erased += [span for span in _spans(facts) if span[1] < seq]

    def _take_saved(self, entry: Entry, version: str) -> None:
        """With its document; a departure that is told to nobody says no kind and changes nothing."""
        facts = entry.said["d"]
        self._view.enter(version)
        if version in self._states or "kind" not in facts:
            return
        self._states[version] = str(facts.get("state", SAVED))
        self._view.compare(version, entry.content)
        if version in self._versions:
            digest = None if entry.body is None else hashlib.sha256(entry.body).digest()
            self.walked.bodies[version] = entry.said["seq"], digest

    def _judge_missing(self) -> None:
        """A body may be gone only where an entry says that it was erased; one behind the file's end can't be seen."""
        allowed, reach = sorted(self._erased, reverse=True), 0
        for seq in sorted(self._missing):
            while allowed and allowed[-1][0] <= seq:
                reach = max(reach, allowed.pop()[1])
            self._report.counts["erased" if seq <= reach else "missing"] += 1
            if seq > reach and self._manifest.to_the_end:
                self._report.add("erasure", LEDGER, "not_erased", seq)


def _shifted(entry: Entry, shift: int) -> str:
    """The leaf the entry would have under another number."""
    envelope = canonical({**entry.said, "seq": entry.said["seq"] + shift})
    return hashlib.sha256(b"\0" + envelope.encode()).hexdigest()


def _spans(facts: dict[str, object]) -> Iterator[tuple[int, int]]:
    """Sequence numbers alone, or as pairs of first and last."""
    for listed in facts.values():
        for one in listed if isinstance(listed, list) else []:
            pair = one if isinstance(one, list) and len(one) == 2 else [one, one]
            if all(type(number) is int for number in pair):
                yield pair[0], pair[1]
