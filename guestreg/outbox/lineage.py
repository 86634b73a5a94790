"""What an endpoint holds of a declaration's earlier versions, as far as we know: the parent that a parcel names.

The courier calls it inside its unit of work. It sends nothing and decides nothing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from guestreg.domain.declaration import Declaration, Grade, Proof, Reason, State
from guestreg.domain.moves import Actor
from guestreg.outbox.journal import Journal
from guestreg.outbox.policy import UNCLEAR_REST
from guestreg.outbox.verdict import DENIED, UNCLEAR
from guestreg.ports.endpoint import Parcel
from guestreg.ports.store import UnitOfWork

HeadNote = Callable[[UnitOfWork], bytes | None]
"""Makes our ledger's head a signed note; None when it can't be signed now."""
Held = tuple[int, str]
"""Number and hex SHA-256 of the document of a version."""


class Lineage:
    """One run's knowledge of parents: receipts kept, and what an endpoint that found a gap said it has."""

    def __init__(self, head_note: HeadNote | None) -> None:
        self._head_note = head_note
        self._told: dict[str, Held | None] = {}

    def parcel(self, uow: UnitOfWork, declaration: Declaration) -> Parcel:
        return Parcel(
            declaration_id=declaration.id,
            version=declaration.version,
            kind=declaration.kind,
            wire=declaration.wire or b"",
            document=declaration.document,
            parent=self._parent(uow, declaration),
            checkpoint=self._head_note(uow) if self._head_note else None,
        )

    def told(self, declaration: Declaration, have: Held | None) -> None:
        """The endpoint found a gap before this version and said what it has."""
        self._told[declaration.key] = have

    def _parent(self, uow: UnitOfWork, declaration: Declaration) -> str | None:
        if declaration.key in self._told:
            told = self._told[declaration.key]
            return told[1] if told else None
        for earlier in reversed(_earlier(uow, declaration)):
            if uow.receipts.of(earlier.id, earlier.version):
                return _digest(earlier)
        return None


def earlier_documents(uow: UnitOfWork, declaration: Declaration) -> frozenset[Held]:
    return frozenset((earlier.version, _digest(earlier)) for earlier in _earlier(uow, declaration))


def doubt_earlier(
    uow: UnitOfWork, journal: Journal, declaration: Declaration, have: Held | None, now: datetime
) -> None:
    """The endpoint lacks versions that we hold for told: a receipt stays proof, a mere success does not."""
    held = have[0] if have else 0
    for earlier in _earlier(uow, declaration):
        if earlier.version <= held:
            continue
        if earlier.state is State.CONFIRMED and earlier.proof is Proof.RECEIPT:
            uow.declarations.save(replace(earlier, reason=Reason(DENIED)))
        elif earlier.state is State.SENT:
            journal.move(
                uow,
                earlier,
                State.UNKNOWN,
                Actor.REPLY,
                may_have_arrived=True,
                grade=Grade.E0,
                reason=Reason(UNCLEAR),
                next_attempt_at=now + UNCLEAR_REST,
            )


def _earlier(uow: UnitOfWork, declaration: Declaration) -> tuple[Declaration, ...]:
    versions = uow.declarations.versions(declaration.id) if declaration.version > 1 else ()
    return tuple(one for one in versions if one.version < declaration.version)


def _digest(declaration: Declaration) -> str:
    return hashlib.sha256(declaration.document).hexdigest()
