"""Checking a chain of entries from its own bytes: sequence, links, leaf hashes, commitments."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from guestreg.domain.ledger import GENESIS_PARENT, Entry, commitment, leaf_hash


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that doesn't hold, and what about it: `sequence`, `leaf`, `link` or `body`."""

    seq: int
    what: str


def first_break(entries: Iterable[Entry]) -> Break | None:
    """Walk the whole chain from sequence 1; None when every entry holds."""
    parent, expected = GENESIS_PARENT, 1
    for entry in entries:
        envelope = json.loads(entry.envelope)
        if entry.seq != expected or envelope["seq"] != expected:
            return Break(expected, "sequence")
        if leaf_hash(entry.envelope) != entry.leaf:
            return Break(expected, "leaf")
        if envelope["p"] != parent:
            return Break(expected, "link")
        if None not in (entry.salt, entry.body) and commitment(entry.salt or b"", entry.body or b"") != envelope["c"]:
            return Break(expected, "body")
        parent, expected = entry.leaf, expected + 1
    return None
