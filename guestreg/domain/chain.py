"""Checking a chain of entries from its own bytes: sequence, links, leaf hashes, commitments."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from guestreg.domain.ledger import GENESIS_PARENT, Entry, commitment, leaf_hash


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that doesn't hold, and what about it: `sequence`, `leaf`, `link` or `body`.

    A `leaf` is also an envelope that can't be read at all.
    """

    seq: int
    what: str


def first_break(entries: Iterable[Entry]) -> Break | None:
    """Walk the whole chain from sequence 1; None when every entry holds."""
    parent, expected = GENESIS_PARENT, 1
    for entry in entries:
        what = _broken(entry, parent, expected)
        if what is not None:
            return Break(expected, what)
        parent, expected = entry.leaf, expected + 1
    return None


def _broken(entry: Entry, parent: str, expected: int) -> str | None:
    """An envelope nobody can read is a `leaf` that doesn't hold: no envelope of ours was ever so."""
    try:
        envelope = json.loads(entry.envelope)
        seq, before, committed = envelope["seq"], envelope["p"], envelope["c"]
    except (KeyError, TypeError, ValueError, RecursionError):
        return "leaf"
    if entry.seq != expected or seq != expected:
        return "sequence"
    if leaf_hash(entry.envelope) != entry.leaf:
        return "leaf"
    if before != parent:
        return "link"
    if None not in (entry.salt, entry.body) and commitment(entry.salt or b"", entry.body or b"") != committed:
        return "body"
    return None
