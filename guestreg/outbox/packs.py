"""What went to the police in a pack by hand: asked about once the endpoint answers again, and sent if it is not there.

The courier calls it after the news. The same key on both roads has one effect, so sending as well harms nothing.
"""

from collections.abc import Callable

from guestreg.domain.declaration import Declaration, Grade, Reason, State
from guestreg.domain.moves import Actor
from guestreg.outbox.carrying import ask
from guestreg.outbox.journal import Journal
from guestreg.outbox.later_verdict import hear_verdict
from guestreg.outbox.lineage import Lineage
from guestreg.outbox.settling import with_phone
from guestreg.outbox.verdict import PROGRAM_FAULT
from guestreg.ports.endpoint import Absent, EndpointClient, NewerHeld, Outcome, Parcel, ProgramFault, Receipted
from guestreg.ports.events import Events, LedgerChanged
from guestreg.ports.store import Store, UnitOfWork
from guestreg.ports.telling import TellingKind

ROAD, PACK = "road", "pack"
_KINDS = frozenset({TellingKind.FILE, TellingKind.HAND_OVER})


class PackFollower:
    """Follows the packs of one ledger to one endpoint that can be asked."""

    def __init__(
        self, store: Store, client: EndpointClient, endpoint_id: str, journal: Journal, lineage: Lineage, events: Events
    ) -> None:
        self._store = store
        self._client = client
        self._endpoint_id = endpoint_id
        self._journal = journal
        self._lineage = lineage
        self._events = events

    def follow(self, keep_going: Callable[[], bool]) -> None:
        """Until the endpoint gives no answer; what is left is asked about next time."""
        with self._store.unit_of_work() as uow:
            handed = uow.declarations.handed_over(self._endpoint_id)
            parcels = [self._lineage.parcel(uow, one) for one in handed if _went_in_a_pack(uow, one)]
        for parcel in parcels:
            if not keep_going() or not self._take(parcel, ask(self._client, parcel).outcome):
                return

    def _take(self, parcel: Parcel, outcome: Outcome) -> bool:
        if not isinstance(outcome, Absent | Receipted | ProgramFault):
            return isinstance(outcome, NewerHeld)
        with self._store.unit_of_work() as uow:
            current = uow.declarations.get(parcel.declaration_id, parcel.version)
            if current is None or current.state is not State.HANDED_OVER:
                return True
            match outcome:
                case Receipted():
                    changed = hear_verdict(uow, self._journal, current, outcome)
                case ProgramFault():
                    changed = self._stop(uow, current)
                case _:
                    changed = self._send_as_well(uow, current)
            if changed:
                uow.commit()
        if changed:
            self._events.publish(LedgerChanged())
        return True

    def _send_as_well(self, uow: UnitOfWork, handed: Declaration) -> bool:
        """Not what a newer version will replace."""
        if uow.declarations.versions(handed.id)[-1].version > handed.version:
            return False
        self._journal.move(
            uow, handed, State.WAITING, Actor.WORKER, reason=None, grade=Grade.E0, proof=None, evidence_at=None
        )
        return True

    def _stop(self, uow: UnitOfWork, handed: Declaration) -> bool:
        """Other bytes are there under its key: a person must look at it, the others go on."""
        self._journal.move(
            uow,
            handed,
            State.RETURNED,
            Actor.REPLY,
            reason=with_phone(uow, Reason(PROGRAM_FAULT)),
            program_fault=True,
            may_have_arrived=True,
            evidence_at=None,
        )
        return True


def _went_in_a_pack(uow: UnitOfWork, declaration: Declaration) -> bool:
    tellings = uow.tellings.of(declaration.id, declaration.version)
    return any(telling.kind in _KINDS and telling.facts.get(ROAD) == PACK for telling in tellings)
