"""Whose receipts are believed: the set-up file's keys, and those that took over from them by a signed note."""

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock

from guestreg.domain.authority_keys import TrustedKey, with_rotations
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.note import Verify
from guestreg.domain.receipt import Doubt, Sent, proven
from guestreg.ports.receipt import Receipt, receipt_of

Listed = Callable[[], Sequence[object] | None]
"""Asks the service for its list of keys; None when it could not be had."""


class Trust:
    """Weighs receipts. A signature nobody knows makes it look once whether the authority has a new key."""

    def __init__(
        self, keys: Sequence[TrustedKey], verify: Verify, is_our_head: Callable[[Checkpoint], bool], listed: Listed
    ) -> None:
        self._keys = tuple(keys)
        self._verify = verify
        self._is_our_head = is_our_head
        self._listed = listed
        self._looked = False
        self._lock = Lock()

    def weigh(self, note: bytes, sent: Sent, replied_at: datetime | None) -> Receipt | Doubt:
        said = proven(note, sent, replied_at, self._keys, self._verify)
        if said is Doubt.SIGNER and self._look():
            said = proven(note, sent, replied_at, self._keys, self._verify)
        if isinstance(said, Doubt):
            return said
        ours = said.ledger is not None and self._is_our_head(said.ledger)
        return receipt_of(said, note, names_our_head=ours)

    def look_again(self) -> None:
        """The service says that its keys have changed."""
        with self._lock:
            self._looked = False

    def _look(self) -> bool:
        """Whether keys were taken in that weren't known when the caller asked."""
        with self._lock:
            before = self._keys
            if not self._looked:
                listed = self._listed()
                self._looked = listed is not None
                self._keys = with_rotations(self._keys, listed or (), self._verify)
            return self._keys != before
