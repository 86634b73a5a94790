"""A new epoch of the ledger: another device key signs from here on, and what was unfinished is unclear.

Whoever finds that the ledger isn't what it was calls it, inside a transaction. It sends nothing.
"""

from guestreg.domain.declaration import Reason, State
from guestreg.domain.ledger import EntryKind
from guestreg.domain.moves import Actor
from guestreg.domain.note import VerifierKey
from guestreg.outbox.journal import Journal
from guestreg.outbox.verdict import UNCLEAR
from guestreg.ports.store import UnitOfWork

ROLLED_BACK, FORKED, KEY_LOST = "rollback", "fork", "key_lost"
_UNFINISHED = frozenset({State.WAITING, State.SENDING})


def open_epoch(uow: UnitOfWork, journal: Journal, endpoint_id: str, epoch: int, device: VerifierKey, why: str) -> int:
    """How many versions became unclear; the caller commits.

    A key that was merely lost leaves the ledger what it was; otherwise anything may have been sent by whoever wrote
    the part that is missing here, and is asked about before it is sent again.
    """
    head = uow.ledger.head()
    facts = {"epoch": head.epoch, "head": head.leaf, "reason": why, "size": head.seq}
    kind = EntryKind.KEY if why == KEY_LOST else EntryKind.RESTORED
    journal.open_epoch(uow, epoch, device, kind, facts)
    if kind is EntryKind.KEY:
        return 0
    unfinished = [one for one in uow.declarations.outstanding(endpoint_id) if one.state in _UNFINISHED]
    for one in unfinished:
        journal.move(
            uow,
            one,
            State.UNKNOWN,
            Actor.START,
            may_have_arrived=True,
            reason=Reason(UNCLEAR),
            next_attempt_at=None,
        )
    return len(unfinished)
