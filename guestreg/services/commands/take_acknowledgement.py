"""Take in the police's answer to a pack: what they signed for is confirmed, what they refused comes back.

Taken in twice, or after the same came over the wire, it has no further effect.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guestreg.domain.authority_keys import RECEIPT, signer
from guestreg.domain.declaration import Declaration, Grade, Reason, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.moves import Actor
from guestreg.domain.note import NotANote
from guestreg.domain.objection import last_segment, objections
from guestreg.domain.pack import Acknowledgement, read_answer
from guestreg.domain.receipt import Doubt, Sent, proven
from guestreg.outbox.later_verdict import hear_verdict
from guestreg.outbox.packs import PACK
from guestreg.outbox.recovery import as_unclear
from guestreg.outbox.verdict import PROGRAM_FAULT
from guestreg.ports.endpoint import Receipted
from guestreg.ports.events import LedgerChanged
from guestreg.ports.packing import Packing
from guestreg.ports.receipt import receipt_of
from guestreg.ports.store import UnitOfWork
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of

NOT_OURS, SPOILT, NO_SUCH_WAY = "E-204", "E-205", "E-203"
_RETURNABLE = frozenset({State.WAITING, State.UNKNOWN, State.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Keys of versions: proven by this file, refused in it, and those it says nothing new of."""

    confirmed: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def take_acknowledgement(desk: Desk, packing: Packing | None, data: bytes) -> Outcome[TakenIn]:
    """Failed E-205 for what is damaged or not signed by the police, E-204 for the answer to somebody else's pack."""
    if packing is None:
        return Failed(NO_SUCH_WAY)
    try:
        answer = read_answer(data)
    except NotANote:
        return Failed(SPOILT)
    if signer(answer.note, packing.keys, RECEIPT, answer.made_at, packing.verify) is None:
        return Failed(SPOILT)
    try:
        with desk.store.unit_of_work() as uow:
            ours = tuple(_ours(uow, answer))
            if not ours:
                return Failed(NOT_OURS)
            told = {version.key: _take(uow, desk, packing, version, item, answer) for version, item in ours}
            taken = TakenIn(*(tuple(key for key, what in told.items() if what == kind) for kind in _KINDS))
            if taken.confirmed or taken.returned:
                digest = hashlib.sha256(data).hexdigest()
                counts = {"confirmed": len(taken.confirmed), "returned": len(taken.returned)}
                desk.journal.record(uow, EntryKind.LIST, facts={"what": PACK, "sha256": digest, **counts})
                uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    if taken.confirmed or taken.returned:
        desk.events.publish(LedgerChanged())
    return Done(taken)


_CONFIRMED, _RETURNED, _UNCHANGED = _KINDS = ("confirmed", "returned", "unchanged")


def _ours(uow: UnitOfWork, answer: Acknowledgement) -> list[tuple[Declaration, Mapping[str, Any]]]:
    """Items about versions that went into this very pack."""
    found: list[tuple[Declaration, Mapping[str, Any]]] = []
    for item in answer.items:
        name, number = item.get("id"), item.get("version")
        if not isinstance(name, str) or type(number) is not int:
            continue
        version = uow.declarations.get(DeclarationId(name), number)
        tellings = uow.tellings.of(DeclarationId(name), number) if version else ()
        if version is not None and any(one.facts.get(PACK) == answer.pack_id for one in tellings):
            found.append((version, item))
    return found


def _take(
    uow: UnitOfWork,
    desk: Desk,
    packing: Packing,
    version: Declaration,
    item: Mapping[str, Any],
    answer: Acknowledgement,
) -> str:
    match item:
        case {"reply": {"receipt": str(note)}}:
            return _hear(uow, desk, packing, version, note.encode("utf-8", "replace"), answer)
        case {"problem": dict() as problem}:
            return _refused(uow, desk, version, problem)
    return _UNCHANGED


def _hear(
    uow: UnitOfWork, desk: Desk, packing: Packing, version: Declaration, note: bytes, answer: Acknowledgement
) -> str:
    sent = Sent(version.id, version.version, version.kind.value, hashlib.sha256(version.document).hexdigest())
    said = proven(note, sent, answer.made_at, packing.keys, packing.verify)
    if isinstance(said, Doubt) or version.state is State.SENDING:
        return _UNCHANGED
    ours = said.ledger is not None and packing.is_our_head(uow, said.ledger)
    receipt = receipt_of(said, note, names_our_head=ours)
    return _CONFIRMED if hear_verdict(uow, desk.journal, version, Receipted(receipt)) else _UNCHANGED


def _refused(uow: UnitOfWork, desk: Desk, version: Declaration, problem: Mapping[str, Any]) -> str:
    """Only what a person or we must mend; anything else of a problem passes by itself."""
    newest = uow.declarations.versions(version.id)[-1]
    if version.state not in _RETURNABLE or newest.version > version.version:
        return _UNCHANGED
    match last_segment(problem):
        case "invalid":
            errors = objections(problem)
            reason = Reason(errors[0].code, {"text": errors[0].text})
        case "key-reused" | "malformed":
            errors, reason = (), Reason(PROGRAM_FAULT)
        case _:
            return _UNCHANGED
    desk.journal.move(
        uow,
        as_unclear(uow, desk.journal, version),
        State.RETURNED,
        Actor.REPLY,
        reason=reason,
        errors=errors,
        grade=Grade.E2,
        program_fault=not errors,
        evidence_at=None,
        next_attempt_at=None,
    )
    return _RETURNED
