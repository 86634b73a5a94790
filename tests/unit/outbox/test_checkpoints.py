"""When the ledger's head is signed and kept, and that nothing is where nothing can be signed."""

from datetime import datetime, timedelta

import pytest

from guestreg.app.heads import LedgerHeads
from guestreg.domain.dates import VIETNAM
from guestreg.domain.ledger import EntryKind
from guestreg.domain.merkle import merkle_root
from guestreg.domain.note import VerifierKey, read_note
from guestreg.outbox.checkpoints import Checkpoints
from guestreg.outbox.journal import Journal, Origin
from guestreg.platform.signatures import verify
from guestreg.ports.trust import Why
from tests.fakes.clock import FakeClock
from tests.fakes.kept import ENDPOINT, LEDGER
from tests.fakes.random import SeededRandom
from tests.fakes.secrets import FakeSecrets
from tests.fakes.store import MemoryStore

EVENING = datetime(2026, 11, 30, 21, 0, tzinfo=VIETNAM)


class House:
    """A journal over an empty store, on the last evening of a month."""

    def __init__(self, *, key: bool = True) -> None:
        self.store, self.clock, self.secrets = MemoryStore(LEDGER), FakeClock(EVENING), FakeSecrets()
        public = self.secrets.device_public_key(LEDGER, create=True)
        self.key = VerifierKey(f"luutru/{LEDGER}/1", public)
        self.heads = LedgerHeads(self.store, self.secrets, self.clock)
        origin = Origin(LEDGER, "1.0.0", public if key else None)
        self.journal = Journal(self.clock, SeededRandom(1), "u1", origin, ENDPOINT, Checkpoints(self.heads.signed))

    def write(self, *kinds: EntryKind, keep: bool = True) -> None:
        with self.store.unit_of_work() as uow:
            for kind in kinds:
                self.journal.record(uow, kind)
            if keep:
                uow.commit()

    @property
    def kept(self) -> list[tuple[int, Why]]:
        return [(one.checkpoint.size, one.why) for one in self.store.rows.heads]


def test_the_first_save_of_a_day_is_signed_and_no_other() -> None:
    house = House()
    house.write(EntryKind.NOTE)
    house.write(EntryKind.STAY_SAVED, EntryKind.STAY_SAVED)
    house.write(EntryKind.STAY_CHECKOUT)
    assert house.kept == [(2, Why.DAY)]
    house.clock.jump(timedelta(days=-3))
    house.write(EntryKind.STAY_AMENDED)
    house.write(EntryKind.STAY_AMENDED)
    assert house.kept == [(2, Why.DAY), (5, Why.DAY)]


def test_a_save_taken_back_leaves_the_day_unsigned_until_the_next() -> None:
    house = House()
    house.write(EntryKind.STAY_SAVED, keep=False)
    assert house.kept == []
    house.write(EntryKind.STAY_SAVED)
    assert house.kept == [(1, Why.DAY)]


@pytest.mark.parametrize(("days", "why"), [(1, Why.MONTH), (31, Why.MONTH), (32, Why.YEAR)])
def test_the_first_act_of_another_month_signs_how_the_last_one_ended(days: int, why: Why) -> None:
    house = House()
    house.write(EntryKind.NOTE, EntryKind.NOTE)
    house.clock.advance(timedelta(days=days))
    house.write(EntryKind.CONFIG)
    house.write(EntryKind.CONFIG)
    assert house.kept == [(2, why)]


def test_a_head_that_leaves_is_signed_as_it_is_and_kept_once() -> None:
    house = House()
    house.write(EntryKind.NOTE, EntryKind.NOTE)
    with house.store.unit_of_work() as uow:
        kept = house.journal.note_head(uow, Why.PRINTED)
        assert house.journal.note_head(uow, Why.SENT) is not None
        uow.commit()
    assert kept is not None
    assert (kept.epoch, kept.checkpoint.origin, kept.made_at) == (1, house.key.name, EVENING)
    assert kept.checkpoint.root == merkle_root(one.leaf for one in house.store.rows.entries)
    assert read_note(kept.note).is_signed_by(house.key, verify)
    assert house.kept == [(2, Why.PRINTED)]


def test_an_empty_ledger_has_no_head_to_sign() -> None:
    house = House()
    with house.store.unit_of_work() as uow:
        assert house.journal.note_head(uow, Why.SENT) is None


def test_without_the_key_nothing_is_signed_and_the_next_head_covers_the_gap() -> None:
    house = House(key=False)
    house.write(EntryKind.STAY_SAVED)
    with house.store.unit_of_work() as uow:
        assert house.journal.note_head(uow, Why.PRINTED) is None
    assert house.kept == []
    origin = Origin(LEDGER, "1.0.0", house.key.public)
    house.journal = Journal(house.clock, SeededRandom(1), "u1", origin, ENDPOINT, Checkpoints(house.heads.signed))
    house.write(EntryKind.STAY_SAVED)
    assert house.kept == [(2, Why.DAY)]


def test_a_key_lost_meanwhile_stops_no_save() -> None:
    house = House()
    house.secrets.lose(LEDGER)
    house.write(EntryKind.STAY_SAVED)
    assert len(house.store.rows.entries) == 1
    assert house.kept == []
