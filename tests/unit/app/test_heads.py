"""The ledger's head as a signed note: it grows with the ledger, forgets what was taken back, knows its own."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from guestreg.app.heads import LedgerHeads
from guestreg.domain.checkpoint import Checkpoint, read_checkpoint
from guestreg.domain.merkle import merkle_root
from guestreg.domain.note import VerifierKey, read_note
from guestreg.platform.signatures import verify
from guestreg.ports.store import StoreBusy
from tests.fakes.clock import FakeClock
from tests.fakes.kept import LEDGER, kept_stay, record
from tests.fakes.secrets import FakeSecrets
from tests.fakes.store import MemoryStore


@pytest.fixture
def secrets() -> FakeSecrets:
    made = FakeSecrets()
    made.device_public_key(LEDGER, create=True)
    return made


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(LEDGER)


def made(heads: LedgerHeads, store: MemoryStore) -> bytes | None:
    with store.unit_of_work() as uow:
        return heads.note(uow)


def leaves(store: MemoryStore) -> Iterator[str]:
    return (entry.leaf for entry in store.rows.entries)


def test_each_head_is_signed_under_the_ledgers_name(store: MemoryStore, secrets: FakeSecrets) -> None:
    heads = LedgerHeads(store, secrets, FakeClock())
    assert made(heads, store) is None
    key = VerifierKey(f"luutru/{LEDGER}/1", secrets.device_public_key(LEDGER, create=False))
    for number in (1, 2, 3):
        record(store, kept_stay(number))
        note = read_note(made(heads, store) or b"")
        assert note.is_signed_by(key, verify)
        assert read_checkpoint(note) == Checkpoint(key.name, number, merkle_root(leaves(store)))
    assert made(heads, store) == made(heads, store)


def test_what_was_taken_back_is_forgotten(store: MemoryStore, secrets: FakeSecrets) -> None:
    heads = LedgerHeads(store, secrets, FakeClock())
    record(store, kept_stay(1))
    before = store.rows.copy()
    record(store, kept_stay(2))
    made(heads, store)
    store.rows = before
    record(store, kept_stay(3))
    note = read_note(made(heads, store) or b"")
    assert read_checkpoint(note).root == merkle_root(leaves(store))


def test_any_of_our_heads_is_ours_and_no_other(store: MemoryStore, secrets: FakeSecrets) -> None:
    for number in (1, 2, 3):
        record(store, kept_stay(number))
    heads = LedgerHeads(store, secrets, FakeClock())
    second = Checkpoint(f"luutru/{LEDGER}/1", 2, merkle_root(list(leaves(store))[:2]))
    assert heads.is_ours(second)
    for other in (
        replace(second, size=1),
        replace(second, size=4),
        replace(second, root=bytes(32)),
        replace(second, origin=f"luutru/{LEDGER}/2"),
    ):
        assert not heads.is_ours(other)


def test_without_a_key_there_is_no_note_and_a_busy_store_owns_nothing(
    store: MemoryStore, secrets: FakeSecrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(store, kept_stay(1))
    heads = LedgerHeads(store, secrets, FakeClock())
    secrets.lose(LEDGER)
    assert made(heads, store) is None

    def busy() -> None:
        raise StoreBusy

    monkeypatch.setattr(store, "unit_of_work", busy)
    assert not heads.is_ours(Checkpoint("x", 1, bytes(32)))
