"""The head of the ledger in use as a signed note, and whether a head that somebody names is one of ours."""

from collections.abc import Iterable
from datetime import UTC
from itertools import islice

from guestreg.app.device_keys import DeviceKeys
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.merkle import Tree, consistency_proof, merkle_root
from guestreg.domain.note import VerifierKey, signed_note
from guestreg.domain.verifier_key import device_name
from guestreg.outbox.checkpoints import SignedHead
from guestreg.ports.clock import Clock
from guestreg.ports.secrets import Secrets, SecretsUnavailable
from guestreg.ports.store import Store, UnitOfWork
from guestreg.services.outcome import TROUBLES


class LedgerHeads:
    """Grows with the ledger and signs each head once. The keyring is asked at the first one."""

    def __init__(self, store: Store, secrets: Secrets, clock: Clock) -> None:
        self._store = store
        self._keys = DeviceKeys(store.ledger_id, secrets)
        self._clock = clock
        self._tree = Tree()
        self._leaf = ""
        self._made: dict[Checkpoint, bytes] = {}
        self._held: Checkpoint | None = None
        self._contradicts: dict[Checkpoint, bool] = {}

    def hear(self, held: Checkpoint) -> None:
        """The endpoint says that this is the largest head of ours that it holds."""
        self._held = held

    def held(self) -> Checkpoint | None:
        """What the endpoint holds, as far as we know: what it said, or what we have sent it since."""
        return self._held

    def note(self, uow: UnitOfWork) -> bytes | None:
        """None while the ledger is empty or the device's key can't be had; or when this head would contradict one
        that the endpoint has from this key."""
        signed = self.signed(uow)
        if signed is None:
            return None
        self._held = signed.checkpoint
        return signed.note

    def signed(self, uow: UnitOfWork) -> SignedHead | None:
        """The same to be kept here, which tells the endpoint nothing."""
        checkpoint = self.head(uow)
        if checkpoint is None or self.contradiction(uow) is not None:
            return None
        if checkpoint not in self._made:
            try:
                self._made[checkpoint] = self.sign(checkpoint.origin, checkpoint.text)
            except SecretsUnavailable:
                return None
        return SignedHead(checkpoint, self._made[checkpoint])

    def head(self, uow: UnitOfWork) -> Checkpoint | None:
        """None while the ledger is empty."""
        head = uow.ledger.head()
        if head.seq == 0:
            return None
        self._grow(uow)
        return Checkpoint(device_name(self._store.ledger_id, head.epoch), self._tree.size, self._tree.root())

    def contradiction(self, uow: UnitOfWork) -> Checkpoint | None:
        """What the endpoint holds under the key that signs now, when it was never a head of this ledger.

        One key never signs two heads that contradict each other. Each is looked at once.
        """
        held = self._held
        now = device_name(self._store.ledger_id, uow.ledger.head().epoch)
        if held is None or held.origin != now or held in self._made:
            return None
        if held not in self._contradicts:
            self._contradicts[held] = not self.was_ours(uow, held)
        return held if self._contradicts[held] else None

    def proof(self, uow: UnitOfWork, size: int) -> tuple[bytes, ...]:
        """That our head grew out of the one of that size."""
        return consistency_proof(list(uow.ledger.leaves()), size)

    def sign(self, name: str, text: str) -> bytes:
        """The note over `text` by the device key of this name's epoch. Raises SecretsUnavailable."""
        epoch = int(name.rpartition("/")[2])
        return signed_note(text, [(self._keys.key(epoch), self._keys.sign(epoch, text.encode()))])

    def new_key(self, epoch: int) -> tuple[int, VerifierKey]:
        """The key of the first epoch after `epoch` that no key was ever made for, with its number. A ledger that was
        put back may have lived that epoch before."""
        return self._keys.new_key(epoch)

    def hand_over(self, old: int, new: int) -> bytes | None:
        """The note by which the key of one epoch names that of another; None when the old one is lost.

        Raises SecretsUnavailable.
        """
        key = self._keys.key(new)
        since = self._clock.now().astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00")
        text = f"stay-key/v1\nnew {key.text}\nuse device\nfrom {since}Z\n"
        signed = (key, self._keys.sign(new, text.encode()))
        try:
            return signed_note(text, [(self._keys.key(old), self._keys.sign(old, text.encode())), signed])
        except SecretsUnavailable:
            return None

    def is_ours(self, named: Checkpoint) -> bool:
        """Whether our ledger had this root at that size. Several threads may ask."""
        if named in self._made:
            return True
        try:
            with self._store.unit_of_work() as uow:
                return self.was_ours(uow, named)
        except TROUBLES:
            return False

    def was_ours(self, uow: UnitOfWork, named: Checkpoint) -> bool:
        """The same, inside a transaction."""
        head = uow.ledger.head()
        names = {device_name(self._store.ledger_id, epoch) for epoch in range(1, head.epoch + 1)}
        if named.origin not in names or named.size > head.seq:
            return False
        return merkle_root(islice(uow.ledger.leaves(), named.size)) == named.root

    def _grow(self, uow: UnitOfWork) -> None:
        """By what is new; from the beginning where the last entry seen was taken back with its transaction."""
        if self._tree.size:
            entries = uow.ledger.entries(self._tree.size)
            seen = next(entries, None)
            if seen is not None and seen.leaf == self._leaf:
                self._take(entry.leaf for entry in entries)
                return
            self._tree = Tree()
        self._take(uow.ledger.leaves())

    def _take(self, leaves: Iterable[str]) -> None:
        for leaf in leaves:
            self._tree.add(leaf)
            self._leaf = leaf
