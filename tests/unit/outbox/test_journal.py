"""The one way into the ledger: entries, flags, moves with the entry they need."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.chain import first_break
from guestreg.domain.declaration import Declaration, Grade, Proof, State
from guestreg.domain.ledger import Entry, EntryKind
from guestreg.domain.moves import Actor, IllegalMove
from guestreg.outbox.journal import Evidence, Journal, Origin
from guestreg.ports.attempt import AttemptOutcome
from guestreg.ports.store import EndpointCondition
from tests.fakes.clock import FakeClock
from tests.fakes.kept import ENDPOINT, LEDGER, attempt, kept_stay, open_volume, record
from tests.fakes.random import SeededRandom
from tests.fakes.store import MemoryStore

KEY = bytes(range(32))
PERSON = "Nguyễn Thị Hoa"


def _journal(clock: FakeClock, key: bytes | None = KEY) -> Journal:
    return Journal(clock, SeededRandom(1), "u1", Origin(LEDGER, "1.0.0", key), ENDPOINT)


def _store_with_one() -> tuple[MemoryStore, Declaration]:
    store = MemoryStore(LEDGER)
    open_volume(store)
    return store, record(store, kept_stay(1))[0]


def _envelope(entry: Entry) -> dict:
    return json.loads(entry.envelope)


def _record(store: MemoryStore, journal: Journal, **parts: object) -> Entry:
    with store.unit_of_work() as uow:
        entry = journal.record(uow, EntryKind.NOTE, **parts)  # type: ignore[arg-type]
        uow.commit()
    return entry


def test_genesis_names_program_and_device_and_nobody() -> None:
    store = MemoryStore(LEDGER)
    with store.unit_of_work() as uow:
        entry = _journal(FakeClock()).genesis(uow)
        uow.commit()
    envelope = _envelope(entry)
    assert (envelope["k"], envelope["seq"], envelope["op"], envelope["fl"]) == ("genesis", 1, "u1", [])
    assert envelope["d"]["app"] == "1.0.0"
    assert envelope["d"]["device"].startswith(f"luutru/{LEDGER}/1+")
    assert entry.body is None


def test_a_ledger_does_not_begin_without_a_device_key() -> None:
    with MemoryStore(LEDGER).unit_of_work() as uow, pytest.raises(ValueError):
        _journal(FakeClock(), None).genesis(uow)


def test_a_body_gets_its_own_salt_and_stays_out_of_the_envelope() -> None:
    store = MemoryStore(LEDGER)
    journal = _journal(FakeClock())
    first, second = (_record(store, journal, body=PERSON.encode()) for _ in range(2))
    assert first.salt is not None
    assert len(first.salt) == 16
    assert first.salt != second.salt
    assert _envelope(first)["c"] != _envelope(second)["c"]
    assert PERSON.encode() not in first.envelope
    assert first_break(store.rows.entries) is None


@pytest.mark.parametrize(("back_ms", "flagged"), [(-1, False), (0, False), (1, True), (3_600_000, True)])
def test_a_clock_behind_the_newest_entry_is_marked(back_ms: int, flagged: bool) -> None:
    store, clock = MemoryStore(LEDGER), FakeClock()
    journal = _journal(clock)
    _record(store, journal)
    clock.jump(timedelta(milliseconds=-back_ms))
    assert ("clock_backwards" in _envelope(_record(store, journal))["fl"]) is flagged


@pytest.mark.parametrize(("skew_s", "flagged"), [(None, False), (120, False), (121, True), (-121, True)])
def test_a_clock_known_to_be_off_is_marked(skew_s: int | None, flagged: bool) -> None:
    store = MemoryStore(LEDGER)
    with store.unit_of_work() as uow:
        uow.house.put_condition(EndpointCondition(ENDPOINT, clock_skew_s=skew_s))
        uow.commit()
    assert ("clock_suspect" in _envelope(_record(store, _journal(FakeClock())))["fl"]) is flagged


def test_without_a_key_entries_say_so() -> None:
    assert _envelope(_record(MemoryStore(LEDGER), _journal(FakeClock(), None)))["fl"] == ["unsigned"]


def test_a_move_is_saved_with_its_entry() -> None:
    store, waiting = _store_with_one()
    clock = FakeClock()
    with store.unit_of_work() as uow:
        sending = _journal(clock).move(uow, waiting, State.SENDING, Actor.WORKER, lease_owner="me")
        uow.commit()
    quiet = len(store.rows.entries)
    tried = attempt(1, waiting)
    ended = AttemptOutcome(tried.id, clock.now(), "already_there", State.CONFIRMED, 400, clock.now(), "400", b"Hoa")
    with store.unit_of_work() as uow:
        moved = _journal(clock).move(
            uow,
            sending,
            State.CONFIRMED,
            Actor.REPLY,
            evidence=Evidence(tried, ended),
            grade=Grade.E2,
            proof=Proof.ALREADY,
        )
        uow.commit()
    assert len(store.rows.entries) == quiet + 1, "quiet moves are no entries, others are one"
    entry = store.rows.entries[-1]
    assert _envelope(entry)["d"] == {"from": "sending", "to": "confirmed", "grade": "E2", "proof": "already"}
    assert _envelope(entry)["ref"] == waiting.key
    assert entry.body is not None
    evidence = json.loads(entry.body)
    assert evidence["wire_sha256"] == tried.wire_sha256
    assert evidence["reply_sha256"]
    assert b"Hoa" not in entry.body
    assert store.rows.declarations[waiting.id, 1] == moved
    assert (moved.lease_owner, moved.lease_until) == (None, None)
    assert first_break(store.rows.entries) is None


@pytest.mark.parametrize("code", ["e\u0301", "\ud800", "x" * 33, "được"])
def test_a_hostile_answer_code_never_stops_the_ledger(code: str) -> None:
    store, waiting = _store_with_one()
    tried = attempt(1, waiting)
    ended = AttemptOutcome(tried.id, FakeClock().now(), "refused", State.RETURNED, 400, None, code, b"")
    with store.unit_of_work() as uow:
        sending = _journal(FakeClock()).move(uow, waiting, State.SENDING, Actor.WORKER)
        _journal(FakeClock()).move(uow, sending, State.RETURNED, Actor.REPLY, evidence=Evidence(tried, ended))
        uow.commit()
    assert first_break(store.rows.entries) is None


def test_an_illegal_move_changes_nothing() -> None:
    store, waiting = _store_with_one()
    before = len(store.rows.entries)
    with store.unit_of_work() as uow, pytest.raises(IllegalMove):
        _journal(FakeClock()).move(uow, waiting, State.SENT, Actor.WORKER)
    arrived = replace(waiting, may_have_arrived=True)
    with store.unit_of_work() as uow, pytest.raises(IllegalMove):
        _journal(FakeClock()).move(uow, arrived, State.CANCELLED, Actor.PERSON)
    assert len(store.rows.entries) == before
    assert store.rows.declarations[waiting.id, 1] == waiting
