"""Signing the ledger's head and keeping it: at the first save of a day, at the close of a month or year, and whenever
somebody asks because a head is about to leave the house.

The journal calls it inside its transaction. Where nothing can be signed, nothing is kept: a later head covers the gap.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NamedTuple

from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.dates import local
from guestreg.domain.ledger import EntryKind
from guestreg.ports.store import UnitOfWork
from guestreg.ports.trust import KeptHead, Why

_SAVES = frozenset({EntryKind.STAY_SAVED, EntryKind.STAY_AMENDED, EntryKind.STAY_CHECKOUT, EntryKind.STAY_CANCELLED})


class SignedHead(NamedTuple):
    """The head as it is now, with its note."""

    checkpoint: Checkpoint
    note: bytes


SignHead = Callable[[UnitOfWork], SignedHead | None]
"""None while the ledger is empty, the device's key can't be had, or this head mustn't be signed."""


class Checkpoints:
    """For one ledger."""

    def __init__(self, sign: SignHead) -> None:
        self._sign = sign
        self._begun_on: date | None = None

    def note(self, uow: UnitOfWork, why: Why, now: datetime) -> KeptHead | None:
        """The head as it is, kept with this transaction; None when it can't be signed."""
        signed = self._sign(uow)
        if signed is None:
            return None
        kept = KeptHead(uow.ledger.head().epoch, signed.checkpoint, signed.note, now, why)
        uow.trust.add_head(kept)
        return kept

    def close_month(self, uow: UnitOfWork, now: datetime) -> None:
        """Before the first act of another month: the head with which the last one ended."""
        last_at = uow.ledger.head().at
        if last_at is None:
            return
        ended, begun = local(last_at), local(now)
        if (ended.year, ended.month) < (begun.year, begun.month):
            self.note(uow, Why.MONTH if ended.year == begun.year else Why.YEAR, now)

    def begin_day(self, uow: UnitOfWork, kinds: Iterable[EntryKind], now: datetime) -> None:
        """After entries of these kinds: the head of the first save of a day."""
        today = local(now).date()
        if self._begun_on == today or _SAVES.isdisjoint(kinds):
            return
        newest = uow.trust.newest_head(Why.DAY)
        if newest is not None and local(newest.made_at).date() == today:
            self._begun_on = today
        else:
            self.note(uow, Why.DAY, now)
