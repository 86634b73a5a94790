"""Having the ledger's head countersigned by the authority, and finding out that it holds another ledger than ours.

The courier runs it after a drain. Whatever comes of it, no declaration waits for it: a head that contradicts ours
opens a new epoch, a key the authority doesn't take needs a new code from its officer.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.note import VerifierKey
from guestreg.outbox.epoch import FORKED, ROLLED_BACK, open_epoch
from guestreg.outbox.journal import Journal
from guestreg.ports.clock import Clock
from guestreg.ports.correspondence import Contradicted, Correspondent, Countersigned, Heard
from guestreg.ports.events import EndpointChanged, Events, LedgerChanged
from guestreg.ports.secrets import SecretsUnavailable
from guestreg.ports.store import Store, UnitOfWork
from guestreg.ports.trust import Anchor

EVERY = timedelta(hours=1)
_EVERY_MS = EVERY // timedelta(milliseconds=1)
_MOST_TRIES = 3
"""Our guess at what the authority holds, its own word for it, and once more in a new epoch."""
UNKNOWN_KEY = 0

_log = logging.getLogger(__name__)


class Heads(Protocol):
    """Our ledger's head and the device keys that sign it; the last two raise SecretsUnavailable."""

    def head(self, uow: UnitOfWork) -> Checkpoint | None: ...

    def hear(self, held: Checkpoint) -> None:
        """The authority says that it holds this head of ours."""
        ...

    def held(self) -> Checkpoint | None:
        """What it holds, as far as we know."""
        ...

    def contradiction(self, uow: UnitOfWork) -> Checkpoint | None:
        """What it holds under the key that signs now, when it was never a head of this ledger."""
        ...

    def proof(self, uow: UnitOfWork, size: int) -> tuple[bytes, ...]:
        """That our head grew out of the one of that size."""
        ...

    def note(self, uow: UnitOfWork) -> bytes | None:
        """The head signed; None when it can't or mustn't be now."""
        ...

    def new_key(self, epoch: int) -> tuple[int, VerifierKey]:
        """The key of the first epoch after `epoch` that no key was ever made for, with its number."""
        ...

    def hand_over(self, old: int, new: int) -> bytes | None:
        """The note by which the key of one epoch names that of another; None when the old one is lost."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class _Asked:
    head: Checkpoint
    epoch: int
    note: bytes
    proof: tuple[bytes, ...]


class Anchoring:
    """For one ledger at one authority; at most once an hour."""

    def __init__(
        self,
        store: Store,
        authority: Correspondent,
        heads: Heads,
        endpoint_id: str,
        journal: Journal,
        clock: Clock,
        events: Events,
    ) -> None:
        self._store = store
        self._authority = authority
        self._heads = heads
        self._endpoint_id = endpoint_id
        self._journal = journal
        self._clock = clock
        self._events = events
        self._next_ms = 0

    def greeted(self) -> None:
        """Before anything is sent: what the authority holds under our key was never a head of this ledger. A new key
        signs from here on, and who waits may have been sent by whoever wrote what is missing here."""
        try:
            self._part()
        except SecretsUnavailable:
            self._log_no_key()

    def run(self, keep_going: Callable[[], bool]) -> None:
        if self._clock.monotonic_ms() < self._next_ms:
            return
        self._next_ms = self._clock.monotonic_ms() + _EVERY_MS
        try:
            self._anchor(keep_going)
        except SecretsUnavailable:
            self._log_no_key()

    def _anchor(self, keep_going: Callable[[], bool]) -> None:
        for _ in range(_MOST_TRIES):
            self._part()
            asked = self._ask(held := self._heads.held())
            if asked is None or not keep_going() or not self._knows_our_key(asked.epoch):
                return None
            match self._authority.countersign(asked.head, asked.note, asked.proof):
                case Countersigned() as answer:
                    return self._keep(asked.head, answer)
                case Contradicted(have) if have.origin == asked.head.origin and have != held:
                    self._heads.hear(have)
                case Heard.REFUSED:
                    return self._note_known(UNKNOWN_KEY)
                case _:
                    return None
        return None

    def _part(self) -> None:
        with self._store.unit_of_work() as uow:
            held = self._heads.contradiction(uow)
            if held is None:
                return
            epoch, device = self._heads.new_key(uow.ledger.head().epoch)
            why = ROLLED_BACK if held.size > uow.ledger.head().seq else FORKED
            open_epoch(uow, self._journal, self._endpoint_id, epoch, device, why)
            uow.commit()
        _log.warning("ledger_contradicted", extra={"endpoint": self._endpoint_id, "code": why})
        self._events.publish(LedgerChanged())

    def _log_no_key(self) -> None:
        _log.warning("no_key_to_sign_with", extra={"endpoint": self._endpoint_id})

    def _ask(self, held: Checkpoint | None) -> _Asked | None:
        """None when there is nothing new to countersign, or it was done within the hour, or nothing can be signed."""
        with self._store.unit_of_work() as uow:
            head, kept = self._heads.head(uow), uow.trust.newest_anchor(self._endpoint_id)
            if head is None or (kept is not None and not self._is_due(head, kept)):
                return None
            note = self._heads.note(uow)
            if note is None:
                return None
            grew = held is not None and held.origin == head.origin and held.size < head.size
            proof = self._heads.proof(uow, held.size) if held is not None and grew else ()
            return _Asked(head, uow.ledger.head().epoch, note, proof)

    def _is_due(self, head: Checkpoint, kept: Anchor) -> bool:
        if kept.checkpoint.origin != head.origin:
            return True
        return kept.checkpoint != head and not timedelta() <= self._clock.now() - kept.kept_at < EVERY

    def _knows_our_key(self, epoch: int) -> bool:
        """Whether the authority knows the key that signs now, if need be because it is told."""
        with self._store.unit_of_work() as uow:
            known = uow.house.condition(self._endpoint_id).known_epoch
        if known in (epoch, UNKNOWN_KEY):
            return known == epoch
        note = self._heads.hand_over(known, epoch)
        said = Heard.REFUSED if note is None else self._authority.change_key(note)
        if said is not Heard.NO_ANSWER:
            self._note_known(epoch if said is Heard.TAKEN else UNKNOWN_KEY)
        return said is Heard.TAKEN

    def _note_known(self, epoch: int) -> None:
        with self._store.unit_of_work() as uow:
            condition = uow.house.condition(self._endpoint_id)
            uow.house.put_condition(replace(condition, known_epoch=epoch))
            uow.commit()
        self._events.publish(EndpointChanged())

    def _keep(self, head: Checkpoint, answer: Countersigned) -> None:
        anchor = Anchor(self._endpoint_id, head, answer.received_at, self._clock.now(), answer.note)
        with self._store.unit_of_work() as uow:
            uow.trust.add_anchor(anchor)
            uow.commit()
