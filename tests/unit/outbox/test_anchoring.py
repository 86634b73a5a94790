"""A head countersigned once an hour, an authority that holds another ledger than ours, a key it doesn't know."""

from dataclasses import dataclass

import pytest

from guestreg.app.heads import LedgerHeads
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.declaration import State
from guestreg.domain.ledger import EntryKind
from guestreg.domain.merkle import merkle_root
from guestreg.domain.note import read_note
from guestreg.outbox.anchoring import Anchoring
from guestreg.outbox.epoch import KEY_LOST, open_epoch
from guestreg.ports.correspondence import Contradicted, Heard
from guestreg.ports.events import EndpointChanged, LedgerChanged
from guestreg.ports.secrets import SecretsUnavailable
from tests.fakes.clock import EVENING
from tests.fakes.countersigner import Countersigner
from tests.fakes.kept import ENDPOINT, LEDGER
from tests.fakes.secrets import FakeSecrets
from tests.unit.outbox.post import Post, post


@dataclass
class Scene:
    desk: Post
    secrets: FakeSecrets
    heads: LedgerHeads
    authority: Countersigner
    errand: Anchoring

    def run(self, *, going: bool = True) -> None:
        self.errand.run(lambda: going)

    def grow(self, number: int) -> None:
        self.desk.save(number)

    @property
    def known_epoch(self) -> int:
        return self.desk.condition.known_epoch

    def kinds(self) -> list[str]:
        return [one.envelope.decode().split('"k":"')[1].split('"')[0] for one in self.desk.store.rows.entries]

    def head(self) -> Checkpoint:
        with self.desk.unit_of_work() as uow:
            found = self.heads.head(uow)
        assert found is not None
        return found

    def hours(self, count: float = 1) -> None:
        self.desk.clock.advance(hours=count)


def scene(*, saved: int = 1, authority: Countersigner | None = None) -> Scene:
    desk, secrets = post(), FakeSecrets()
    secrets.device_public_key(LEDGER, create=True)
    for number in range(1, saved + 1):
        desk.save(number)
    heads = LedgerHeads(desk.store, secrets, desk.clock)
    authority = authority or Countersigner()
    errand = Anchoring(desk.store, authority, heads, ENDPOINT, desk.journal, desk.clock, desk.events)
    return Scene(desk, secrets, heads, authority, errand)


def other(size: int) -> Checkpoint:
    return Checkpoint(f"luutru/{LEDGER}/1", size, bytes(32))


def test_a_head_is_countersigned_once_an_hour_and_kept() -> None:
    now = scene(saved=3)
    now.run()
    first = now.head()
    (kept,) = now.desk.store.rows.anchors
    assert (kept.checkpoint, kept.received_at, kept.kept_at) == (first, EVENING, now.desk.clock.now())
    assert kept.note.startswith(b"over ")
    now.grow(4)
    now.hours(0.99)
    now.run()
    assert now.authority.asked == [first]
    now.hours(0.01)
    now.run()
    assert [one.checkpoint for one in now.desk.store.rows.anchors] == [first, now.head()]
    now.hours()
    now.run()
    assert len(now.authority.asked) == 2, "nothing new, nothing asked"


def test_another_run_within_the_hour_asks_nothing_and_a_clock_set_back_stops_nothing() -> None:
    now = scene()
    now.run()
    now.grow(2)
    again = scene(saved=0, authority=now.authority)
    again.desk.store.rows = now.desk.store.rows
    again.run()
    assert len(now.authority.asked) == 1
    again.desk.clock.advance(hours=1)
    again.desk.clock.jump(hours=-3)
    again.run()
    assert [one.checkpoint.size for one in again.desk.store.rows.anchors] == [1, 2]


def test_the_authoritys_own_word_of_what_it_holds_is_what_is_proved_from() -> None:
    now = scene(saved=2)
    now.run()
    for number in range(3, 8):
        now.grow(number)
    now.hours()
    fresh = scene(saved=0, authority=now.authority)
    fresh.desk.store.rows = now.desk.store.rows
    fresh.desk.clock.advance(hours=1)
    fresh.run()
    assert [len(one) > 0 for one in now.authority.proofs] == [False, False, True]
    assert fresh.desk.store.rows.anchors[-1].checkpoint.size == 7
    assert "restored" not in fresh.kinds()


def test_a_head_named_at_the_greeting_is_proved_from_at_once() -> None:
    now = scene(saved=4)
    held = now.head()
    now.authority.held = held
    now.grow(5)
    now.heads.hear(held)
    now.run()
    assert [len(one) > 0 for one in now.authority.proofs] == [True]


@pytest.mark.expects_log("ledger_contradicted")
@pytest.mark.parametrize(("size", "why"), [(9, "rollback"), (2, "fork")])
def test_an_authority_that_holds_another_ledger_opens_a_new_epoch_and_who_waits_is_unclear(size: int, why: str) -> None:
    now = scene()
    sent = now.desk.save(2, wish=lambda one: now.desk.put(one))
    now.authority.held = other(size)
    now.run()
    assert now.kinds() == ["stay.saved", "stay.saved", "restored"]
    last = now.desk.store.rows.entries[-1].envelope
    assert f'"reason":"{why}"'.encode() in last
    assert (b'"ep":2' in last, b'"epoch":1' in last, b'"size":2' in last) == (True, True, True)
    unclear = now.desk.now(sent)
    assert (unclear.state, unclear.may_have_arrived, unclear.next_attempt_at) == (State.UNKNOWN, True, None)
    assert now.desk.store.rows.anchors[0].checkpoint.origin == f"luutru/{LEDGER}/2"
    assert (now.known_epoch, len(now.authority.keys)) == (2, 1)
    note = read_note(now.authority.keys[0])
    assert [one.name[-2:] for one in note.signatures] == ["/1", "/2"]
    assert LedgerChanged() in now.desk.events.told
    now.grow(3)
    now.hours()
    now.run()
    assert now.kinds().count("restored") == 1


@pytest.mark.expects_log("ledger_contradicted")
def test_found_at_the_greeting_it_is_so_before_anything_is_signed_or_sent() -> None:
    now = scene()
    now.heads.hear(other(9))
    with now.desk.unit_of_work() as uow:
        assert now.heads.note(uow) is None
    now.errand.greeted()
    now.errand.greeted()
    assert now.kinds() == ["stay.saved", "restored"]
    with now.desk.unit_of_work() as uow:
        assert now.heads.note(uow) is not None
    assert now.authority.asked == []


def test_the_same_ledger_held_there_parts_nothing() -> None:
    now = scene(saved=2)
    now.heads.hear(now.head())
    now.grow(3)
    now.errand.greeted()
    now.heads.hear(Checkpoint("luutru/another/1", 99, bytes(32)))
    now.errand.greeted()
    assert "restored" not in now.kinds()


def test_an_authority_that_contradicts_itself_burns_no_epoch() -> None:
    now = scene(saved=3)
    held = now.head()
    now.grow(4)
    now.authority.answers = [Contradicted(held), Contradicted(held)]
    now.run()
    assert (len(now.authority.asked), now.desk.store.rows.anchors) == (2, [])
    now.hours()
    now.authority.answers = [Contradicted(Checkpoint("luutru/another/1", 9, bytes(32)))]
    now.run()
    assert len(now.authority.asked) == 3
    now.hours()
    with now.desk.unit_of_work() as uow:
        leaves = list(uow.ledger.leaves())
    ours = [Checkpoint(held.origin, size, merkle_root(leaves[:size])) for size in (1, 2, 3)]
    now.authority.answers = [Contradicted(one) for one in ours]
    now.run()
    assert (len(now.authority.asked), now.kinds()) == (6, ["stay.saved"] * 4)


@pytest.mark.expects_log("ledger_contradicted")
@pytest.mark.parametrize("said", [Heard.REFUSED, Heard.NO_ANSWER])
def test_a_key_that_is_refused_needs_a_new_code_and_one_without_an_answer_is_said_again(said: Heard) -> None:
    now = scene(authority=Countersigner(held=other(9), key_answers=[said]))
    now.run()
    assert now.known_epoch == (0 if said is Heard.REFUSED else 1)
    now.hours()
    now.run()
    assert len(now.authority.keys) == (1 if said is Heard.REFUSED else 2)
    assert len(now.desk.store.rows.anchors) == (0 if said is Heard.REFUSED else 1)
    assert EndpointChanged() in now.desk.events.told


@pytest.mark.expects_log("ledger_contradicted")
def test_without_the_old_key_a_new_code_is_needed() -> None:
    now = scene(authority=Countersigner(key_answers=[Heard.NO_ANSWER]))
    now.heads.hear(other(9))
    now.errand.greeted()
    now.secrets.lose(LEDGER)
    now.run()
    assert (now.known_epoch, now.authority.keys) == (0, [])


def test_a_key_the_authority_never_knew_needs_a_new_code() -> None:
    now = scene(authority=Countersigner(known="luutru/another/1"))
    now.run()
    assert now.known_epoch == 0
    now.hours()
    now.run()
    assert len(now.authority.asked) == 1


@pytest.mark.expects_log("no_key_to_sign_with")
def test_with_the_keyring_shut_nothing_is_asked_nor_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    now = scene(saved=0)
    now.run()
    now.grow(1)
    now.secrets.lose(LEDGER)
    now.hours()
    now.run()
    now.secrets.device_public_key(LEDGER, create=True)
    now.heads.hear(other(9))

    def shut(ledger_id: str, *, create: bool) -> bytes:
        raise SecretsUnavailable(ledger_id)

    monkeypatch.setattr(now.secrets, "device_public_key", shut)
    now.errand.greeted()
    now.hours()
    now.run()
    assert (now.authority.asked, now.kinds()) == ([], ["stay.saved"])


def test_an_errand_that_must_end_asks_nothing_and_no_answer_is_tried_next_hour() -> None:
    now = scene()
    now.run(going=False)
    assert now.authority.asked == []
    now.hours()
    now.authority.answers = [Heard.NO_ANSWER]
    now.run()
    now.hours()
    now.run()
    assert (len(now.authority.asked), len(now.desk.store.rows.anchors)) == (2, 1)


@pytest.mark.expects_log("ledger_contradicted")
def test_an_epoch_that_was_lived_before_the_ledger_was_put_back_is_never_lived_again() -> None:
    now = scene()
    used = now.secrets.device_public_key(f"{LEDGER}/2", create=True)
    now.heads.hear(other(9))
    now.errand.greeted()
    with now.desk.unit_of_work() as uow:
        assert uow.ledger.head().epoch == 3
    assert used not in {now.secrets.device_public_key(f"{LEDGER}/3", create=False)}


def test_a_key_that_was_lost_leaves_who_waits_alone_and_no_epoch_begins_twice() -> None:
    now = scene()
    waiting = now.desk.save(2)
    with now.desk.unit_of_work() as uow:
        epoch, device = now.heads.new_key(1)
        assert open_epoch(uow, now.desk.journal, ENDPOINT, epoch, device, KEY_LOST) == 0
        with pytest.raises(ValueError, match="once"):
            now.desk.journal.open_epoch(uow, epoch, device, EntryKind.KEY, {})
        uow.commit()
    assert (now.kinds()[-1], now.desk.state(waiting)) == ("key", State.WAITING)


@pytest.mark.expects_log("ledger_contradicted")
def test_the_first_head_of_a_new_epoch_is_countersigned_whatever_was_before() -> None:
    now = scene()
    now.run()
    now.heads.hear(other(9))
    now.errand.greeted()
    now.hours()
    now.run()
    assert [one.checkpoint.origin[-2:] for one in now.desk.store.rows.anchors] == ["/1", "/2"]
