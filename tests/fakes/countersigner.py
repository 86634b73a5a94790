"""A named stand-in for what an authority does beside declarations: it holds one head, knows one key and its messages.

It believes every signature. It passes the suite of the socket `Correspondent`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.merkle import is_consistent
from guestreg.domain.note import read_note
from guestreg.ports.correspondence import Contradicted, Countersigned, Heard
from tests.fakes.clock import EVENING
from tests.fakes.kept import LEDGER


@dataclass
class Countersigner:
    """Correspondent. `known` is the name of the key it knows."""

    known: str = f"luutru/{LEDGER}/1"
    held: Checkpoint | None = None
    messages: set[str] = field(default_factory=set)
    answers: list[Countersigned | Contradicted | Heard] = field(default_factory=list)
    """Given before its own."""
    key_answers: list[Heard] = field(default_factory=list)
    asked: list[Checkpoint] = field(default_factory=list)
    proofs: list[Sequence[bytes]] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)

    def countersign(
        self, head: Checkpoint, note: bytes, proof: Sequence[bytes]
    ) -> Countersigned | Contradicted | Heard:
        self.asked.append(head)
        self.proofs.append(proof)
        assert read_note(note).lines[:3] == tuple(head.text.splitlines())
        if self.answers:
            return self.answers.pop(0)
        if head.origin != self.known:
            return Heard.REFUSED
        held = self.held if self.held and self.held.origin == head.origin else None
        if held and not is_consistent(held.size, held.root, head.size, head.root, proof):
            return Contradicted(held)
        self.held = head
        return Countersigned(b"over " + note, EVENING)

    def change_key(self, note: bytes) -> Heard:
        self.keys.append(note)
        text = read_note(note)
        new = text.lines[1].removeprefix("new ").split("+")[0]
        if self.key_answers:
            said = self.key_answers.pop(0)
        else:
            said = Heard.TAKEN if {self.known, new} <= {one.name for one in text.signatures} else Heard.REFUSED
        if said is Heard.TAKEN:
            self.known = new
        return said

    def tell_read(self, message_id: str, at: datetime) -> Heard:
        return Heard.TAKEN if message_id in self.messages else Heard.REFUSED
