"""The head of the ledger in use as a signed note, and whether a head that somebody names is one of ours."""

from itertools import islice

from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.merkle import Tree, merkle_root
from guestreg.domain.note import VerifierKey, signed_note
from guestreg.domain.verifier_key import device_name
from guestreg.ports.secrets import Secrets, SecretsUnavailable
from guestreg.ports.store import Store, UnitOfWork
from guestreg.services.outcome import TROUBLES


class LedgerHeads:
    """Grows with the ledger and signs each head once. The keyring is asked at the first one."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self._store = store
        self._secrets = secrets
        self._tree = Tree()
        self._leaf = ""
        self._made: dict[Checkpoint, bytes] = {}

    def note(self, uow: UnitOfWork) -> bytes | None:
        """None while the ledger is empty or the device's key can't be had."""
        checkpoint = self.head(uow)
        if checkpoint is None:
            return None
        if checkpoint not in self._made:
            try:
                self._made[checkpoint] = self.sign(checkpoint.origin, checkpoint.text)
            except SecretsUnavailable:
                return None
        return self._made[checkpoint]

    def head(self, uow: UnitOfWork) -> Checkpoint | None:
        """None while the ledger is empty."""
        head = uow.ledger.head()
        if head.seq == 0:
            return None
        self._grow(uow)
        return Checkpoint(device_name(self._store.ledger_id, head.epoch), self._tree.size, self._tree.root())

    def sign(self, name: str, text: str) -> bytes:
        """The note over `text` by this device's key under this name. Raises SecretsUnavailable."""
        ledger_id = self._store.ledger_id
        key = VerifierKey(name, self._secrets.device_public_key(ledger_id, create=False))
        return signed_note(text, [(key, self._secrets.sign(ledger_id, text.encode()))])

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
        entries = uow.ledger.entries(max(self._tree.size, 1))
        if self._tree.size:
            seen = next(entries, None)
            if seen is None or seen.leaf != self._leaf:
                self._tree = Tree()
                entries = uow.ledger.entries()
        for entry in entries:
            self._tree.add(entry.leaf)
            self._leaf = entry.leaf
