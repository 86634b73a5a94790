"""Whose receipts are believed: the set-up file's keys, and those that took over from them by a signed note."""

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock
from typing import TypeVar

from guestreg.domain.authority_keys import Rotation, TrustedKey, rotations
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.countersignature import Countersignature, countersigned
from guestreg.domain.note import Verify
from guestreg.domain.receipt import Doubt, Sent, proven
from guestreg.ports.receipt import Receipt, receipt_of

Said = TypeVar("Said")
Listed = Callable[[], Sequence[object] | None]
"""Asks the service for its list of keys; None when it could not be had."""
Learned = Callable[[Sequence[Rotation]], None]
"""Hears of keys that took over, so that they are known from the beginning next time."""


class Trust:
    """Weighs receipts. A signature nobody knows makes it look once whether the authority has a new key."""

    def __init__(
        self,
        keys: Sequence[TrustedKey],
        verify: Verify,
        is_our_head: Callable[[Checkpoint], bool],
        listed: Listed,
        learned: Learned,
    ) -> None:
        self._keys = tuple(keys)
        self._verify = verify
        self._is_our_head = is_our_head
        self._listed = listed
        self._learned = learned
        self._looked = False
        self._lock = Lock()

    def weigh(self, note: bytes, sent: Sent, replied_at: datetime | None) -> Receipt | Doubt:
        said = self._said(lambda keys: proven(note, sent, replied_at, keys, self._verify))
        if isinstance(said, Doubt):
            return said
        ours = said.ledger is not None and self._is_our_head(said.ledger)
        return receipt_of(said, note, names_our_head=ours)

    def weigh_head(self, note: bytes, head: Checkpoint, replied_at: datetime | None) -> Countersignature | Doubt:
        """A countersignature that is believed only under exactly this head."""
        return self._said(lambda keys: countersigned(note, head, replied_at, keys, self._verify))

    def look_again(self) -> None:
        """The service says that its keys have changed; if they can't be had now, the next stranger asks again."""
        with self._lock:
            self._looked = False
        self._look()

    def _said(self, judge: Callable[[Sequence[TrustedKey]], Said | Doubt]) -> Said | Doubt:
        """Judged again when keys were taken in meanwhile, by whichever thread."""
        keys = self._keys
        said = judge(keys)
        if said is not Doubt.SIGNER:
            return said
        self._look()
        return said if self._keys == keys else judge(self._keys)

    def _look(self) -> None:
        with self._lock:
            if self._looked:
                return
            listed = self._listed()
            self._looked = listed is not None
            new = rotations(self._keys, listed or (), self._verify)
            if new:
                self._keys = (*self._keys, *(one.key for one in new))
                self._learned(new)
