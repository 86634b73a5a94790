"""The answer to a pack: proven, refused, repeated, of somebody else or by a stranger – each with its one effect."""

import json
from dataclasses import replace
from typing import Any

import pytest

from guestreg.domain.declaration import Declaration, EndpointKind, Grade, Proof, State
from guestreg.platform.age import seal
from guestreg.platform.signatures import verify
from guestreg.ports.packing import Packing
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.commands.take_acknowledgement import TakenIn, take_acknowledgement
from guestreg.services.commands.write_pack import WritePack, write_pack
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done, Failed, Outcome
from tests.fakes.clock import EVENING
from tests.fakes.desk import memory_desk
from tests.fakes.kept import LEDGER, house, kept_stay, open_volume, record
from tests.fakes.open_service import AUTHORITY, TRUSTED, Signer, problem, receipt
from tests.fakes.store import MemoryStore
from tests.unit.domain.test_pack import PACK, answer

PACKING = Packing(
    recipient=None,
    keys=(TRUSTED,),
    verify=verify,
    sign=lambda text: AUTHORITY.sign(text),
    head=lambda uow: None,
    is_our_head=lambda uow, named: True,
    seal=seal,
    write=lambda path, data: None,
)
MADE = "2026-11-21T12:30:00Z"


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore(LEDGER)
    open_volume(made)
    made.rows.house = house()
    return made


@pytest.fixture
def desk(store: MemoryStore) -> Desk:
    return memory_desk(store)


@pytest.fixture
def packed(store: MemoryStore) -> Declaration:
    """One guest who waits, and whose version went into the pack."""
    (first,) = record(store, kept_stay(1))
    document = json.dumps({"id": first.id, "version": 1, "kind": "new"}).encode()
    store.rows.declarations[first.id, 1] = replace(first, document=document, endpoint=EndpointKind.OPEN)
    told = Telling(first.id, 1, TellingKind.FILE, EVENING, EVENING, "", facts={"road": "pack", "pack": PACK})
    store.rows.tellings.append(told)
    return store.rows.declarations[first.id, 1]


def item(version: Declaration, **what: Any) -> dict[str, Any]:
    return {"id": version.id, "version": version.version, "status": 201} | what


def reply(version: Declaration, **changes: Any) -> dict[str, Any]:
    return item(version, reply={"verdict": "received", "receipt": receipt(version.document, **changes)})


def refusal(version: Declaration, kind: str, **members: Any) -> dict[str, Any]:
    return item(version, status=422, problem=json.loads(problem(422, kind, **members).content))


def taken(desk: Desk, *items: dict[str, Any], packing: Packing | None = PACKING, **changes: str) -> Outcome[TakenIn]:
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in items)
    return take_acknowledgement(desk, packing, answer(lines, **{"made": MADE} | changes))


def now(store: MemoryStore, version: Declaration) -> Declaration:
    return store.rows.declarations[version.id, version.version]


@pytest.mark.parametrize("state", [State.WAITING, State.UNKNOWN, State.HANDED_OVER])
def test_a_receipt_in_it_confirms(store: MemoryStore, desk: Desk, packed: Declaration, state: State) -> None:
    store.rows.declarations[packed.id, 1] = replace(packed, state=state)
    assert taken(desk, reply(packed)) == Done(TakenIn(confirmed=(packed.key,)))
    after = now(store, packed)
    assert (after.state, after.proof, after.grade) == (State.CONFIRMED, Proof.RECEIPT, Grade.E3)
    assert [one.note.decode() for one in store.rows.receipts] == [receipt(packed.document)]


def test_a_second_time_has_no_further_effect(store: MemoryStore, desk: Desk, packed: Declaration) -> None:
    taken(desk, reply(packed))
    entries, after = len(store.rows.entries), now(store, packed)
    assert taken(desk, reply(packed)) == Done(TakenIn(unchanged=(packed.key,)))
    assert (len(store.rows.entries), now(store, packed)) == (entries, after)


@pytest.mark.parametrize("state", [State.WAITING, State.UNKNOWN, State.HANDED_OVER])
def test_a_refusal_comes_back_with_its_fields(
    store: MemoryStore, desk: Desk, packed: Declaration, state: State
) -> None:
    store.rows.declarations[packed.id, 1] = replace(packed, state=state)
    errors = [{"pointer": "/guest/sex", "code": "format", "text": "Xem lại"}]
    refused = refusal(packed, "invalid", errors=errors)
    assert taken(desk, refused) == Done(TakenIn(returned=(packed.key,)))
    after = now(store, packed)
    assert (after.state, after.errors[0].field, after.program_fault) == (State.RETURNED, "sex", False)
    assert taken(desk, refused) == Done(TakenIn(unchanged=(packed.key,)))


def test_bytes_it_calls_wrong_are_the_programs_fault(store: MemoryStore, desk: Desk, packed: Declaration) -> None:
    assert taken(desk, refusal(packed, "key-reused")) == Done(TakenIn(returned=(packed.key,)))
    assert now(store, packed).program_fault


@pytest.mark.parametrize(
    "what",
    [
        {"reply": {"receipt": "no note"}},
        {"reply": {"receipt": 7}},
        {"reply": {}},
        {"problem": {"type": "version-gap"}},
        {"problem": "x"},
        {},
    ],
)
def test_what_proves_nothing_changes_nothing(
    store: MemoryStore, desk: Desk, packed: Declaration, what: dict[str, Any]
) -> None:
    assert taken(desk, item(packed, **what)) == Done(TakenIn(unchanged=(packed.key,)))
    assert now(store, packed) == packed


def test_a_receipt_later_than_the_answer_or_by_a_stranger_proves_nothing(desk: Desk, packed: Declaration) -> None:
    unchanged = Done(TakenIn(unchanged=(packed.key,)))
    assert taken(desk, reply(packed, received="2026-11-21T12:40:01Z")) == unchanged
    assert taken(desk, reply(packed, by=Signer("somebody else"))) == unchanged


@pytest.mark.parametrize("state", [State.SUPERSEDED, State.CONFIRMED, State.RETURNED])
def test_a_refusal_moves_nothing_that_went_on(
    store: MemoryStore, desk: Desk, packed: Declaration, state: State
) -> None:
    store.rows.declarations[packed.id, 1] = gone = replace(packed, state=state)
    assert taken(desk, refusal(packed, "invalid")) == Done(TakenIn(unchanged=(packed.key,)))
    assert now(store, packed) == gone


def test_an_answer_to_another_pack_is_not_ours(store: MemoryStore, desk: Desk, packed: Declaration) -> None:
    other: dict[str, Any] = {"pack": "01936f2e-7b7c-7c3a-9d11-0000000000bb"}
    assert taken(desk, reply(packed), **other) == Failed("E-204")
    assert taken(desk, {"id": 7}, {"id": packed.id, "version": True}, {"id": "x", "version": 1}) == Failed("E-204")
    assert taken(desk) == Failed("E-204")
    assert now(store, packed) == packed


def test_only_the_police_answer(desk: Desk, packed: Declaration) -> None:
    stranger = replace(TRUSTED, key=Signer("somebody else").key)
    assert taken(desk, reply(packed), packing=replace(PACKING, keys=(stranger,))) == Failed("E-205")
    setup_only = replace(TRUSTED, uses=frozenset({"setup"}))
    assert taken(desk, reply(packed), packing=replace(PACKING, keys=(setup_only,))) == Failed("E-205")
    assert take_acknowledgement(desk, PACKING, b"nonsense") == Failed("E-205")
    assert taken(desk, packing=None) == Failed("E-203")


def test_without_a_recipient_no_pack_is_offered(desk: Desk, tmp_path: Any) -> None:
    for packing in (None, PACKING):
        assert write_pack(desk, packing, WritePack(tmp_path)) == Failed("E-203")
