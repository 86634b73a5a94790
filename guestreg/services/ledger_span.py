"""A run of ledger entries to be given away: which they are, what ties them to the ledger around them, what they name.

Exporting builds it inside the transaction that signs the head, and reads from the store afterwards.
"""

import json
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from guestreg.domain.dates import local
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.ledger import GENESIS_PARENT, Entry, EntryKind
from guestreg.domain.merkle import Tree, growth_proof
from guestreg.ports.store import Store, UnitOfWork
from guestreg.ports.trust import KeptHead

_BEGINS_EPOCH = frozenset({EntryKind.GENESIS, EntryKind.KEY, EntryKind.RESTORED})
_AT_A_TIME = 2_000
_STAY = "stay."


@dataclass(slots=True, repr=False)
class LedgerSpan:
    """Entries `first` to `last`, none when `last` lies before `first`; filled by the functions below."""

    first: int
    last: int
    devices: dict[int, str] = field(default_factory=dict)
    """The device key of every epoch of the ledger, as text."""
    states: dict[str, str] = field(default_factory=dict)
    """By version, the newest that its entries say."""
    declarations: set[str] = field(default_factory=set)
    """Those of which a `stay.*` entry is here."""
    receipts: dict[str, str] = field(default_factory=dict)
    """Versions by the SHA-256 of their receipts, in the order of the entries."""

    @property
    def entries(self) -> int:
        return self.last - self.first + 1

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(self.states.values()))


def find_span(uow: UnitOfWork, from_on: date | None, to_on: date | None) -> LedgerSpan | None:
    """From the first entry made on or after the first day to the last made on or before the last; Vietnam's days.

    None when the ledger began later than that.
    """
    first, last, size, devices = 0, 0, 0, dict[int, str]()
    for entry in uow.ledger.entries():
        envelope, size = json.loads(entry.envelope), entry.seq
        day = local(datetime.fromisoformat(envelope["t"])).date()
        if not first and (from_on is None or day >= from_on):
            first = entry.seq
        if to_on is None or day <= to_on:
            last = entry.seq
        if envelope["k"] in _BEGINS_EPOCH:
            devices[envelope["ep"]] = envelope["d"]["device"]
    if not last:
        return None
    first = first or size + 1
    span = LedgerSpan(first, max(last, first - 1), devices)
    _look_through(uow, span)
    return span


def tied(uow: UnitOfWork, span: LedgerSpan, newest: int) -> dict[str, Any]:
    """`before` and `after` of the manifest; `newest` is the size of the newest signed head."""
    leaves, tree, before_leaf = uow.ledger.leaves(), Tree(), GENESIS_PARENT
    for before_leaf in islice(leaves, span.first - 1):
        tree.add(before_leaf)
    before = {"hashes": [one.hex() for one in tree.edge], "leaf": before_leaf, "size": tree.size}
    for leaf in islice(leaves, span.entries):
        tree.add(leaf)
    grown = max(newest, span.last)
    proof = growth_proof(tree.size, tree.edge, leaves, grown)
    return {"after": {"proof": [one.hex() for one in proof], "size": grown}, "before": before}


def entries(store: Store, span: LedgerSpan) -> Iterator[Entry]:
    """A portion at a time, so that who saves meanwhile needn't wait for all of them."""
    at = span.first
    while at <= span.last:
        with store.unit_of_work() as uow:
            portion = tuple(islice(uow.ledger.entries(at), min(_AT_A_TIME, span.last - at + 1)))
        yield from portion
        at += len(portion)


def signed_heads(store: Store, span: LedgerSpan, newest: KeptHead) -> Iterator[bytes]:
    """The notes of the sizes from before the first entry to the last, and of the newest."""
    with store.unit_of_work() as uow:
        notes = [(one.checkpoint.size, one.epoch, one.note) for one in uow.trust.heads(span.first - 1, span.last)]
    at = (newest.checkpoint.size, newest.epoch, newest.note)
    return iter([note for *_, note in notes] + ([] if at in notes else [newest.note]))


def receipts(store: Store, span: LedgerSpan) -> Iterator[tuple[str, bytes]]:
    """Name and bytes: what the entries name, numbered as received, then the countersigned heads of these sizes."""
    wanted: dict[str, set[str]] = {}
    for digest, version in span.receipts.items():
        wanted.setdefault(version, set()).add(digest)
    left = iter(wanted.items())
    while portion := tuple(islice(left, _AT_A_TIME)):
        with store.unit_of_work() as uow:
            found = [one for key, digests in portion for one in _named(uow, key, digests)]
        yield from found
    with store.unit_of_work() as uow:
        anchors = [one.note for one in uow.trust.anchors(span.first - 1, span.last)]
    yield from ((f"countersigned.{place}.note", note) for place, note in enumerate(anchors, 1))


def _named(uow: UnitOfWork, key: str, digests: Container[str]) -> list[tuple[str, bytes]]:
    declaration_id, _, version = key.rpartition(".")
    kept = uow.receipts.of(DeclarationId(declaration_id), int(version))
    notes = [one.note for one in kept if sha256(one.note).hexdigest() in digests]
    return [(f"{key}.{place}.note", note) for place, note in enumerate(notes, 1)]


def _look_through(uow: UnitOfWork, span: LedgerSpan) -> None:
    for entry in islice(uow.ledger.entries(span.first), span.entries):
        envelope = json.loads(entry.envelope)
        kind, version, facts = envelope["k"], envelope["ref"], envelope["d"]
        if kind.startswith(_STAY):
            span.declarations.add(version.rpartition(".")[0])
        elif kind == EntryKind.STATE:
            span.states[version] = facts["to"]
        elif kind == EntryKind.RECEIPT:
            span.receipts[facts["sha256"]] = version
