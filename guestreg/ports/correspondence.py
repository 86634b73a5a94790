"""The socket for what a house and its authority say to each other beside declarations, once a drain is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from guestreg.domain.checkpoint import Checkpoint


@dataclass(frozen=True, slots=True, repr=False)
class Countersigned:
    """The authority's own note over the head it was sent, checked."""

    note: bytes
    received_at: datetime
    """By its clock."""


@dataclass(frozen=True, slots=True)
class Contradicted:
    """It holds a head of this ledger that is larger, or that the one it was sent does not grow out of."""

    have: Checkpoint


class Heard(StrEnum):
    """What came of something said."""

    TAKEN = "taken"
    REFUSED = "refused"
    """It will not have it, however often it is said."""
    NO_ANSWER = "no_answer"
    """To be said again later."""


class Correspondent(Protocol):
    """No call raises for anything the network or the other side does."""

    def countersign(
        self, head: Checkpoint, note: bytes, proof: Sequence[bytes]
    ) -> Countersigned | Contradicted | Heard:
        """`note` is our head signed, `proof` shows that it grew out of the head the authority holds.

        REFUSED: it is signed by no key of ours that the authority knows.
        """
        ...

    def change_key(self, note: bytes) -> Heard:
        """`note` names our new device key, signed by the one the authority knows and by the new one."""
        ...

    def tell_read(self, message_id: str, at: datetime) -> Heard:
        """A person read this message. REFUSED: it knows of no such message."""
        ...
