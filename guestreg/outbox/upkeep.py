"""What is put in order before anything is sent: a clock that was wrong, abandoned attempts, windows that closed.

The courier calls it at the head of every pass. It sends nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from guestreg.domain.declaration import PERSON_NEXT, Declaration, Reason, State, too_late
from guestreg.domain.ledger import EntryKind
from guestreg.domain.moves import Actor
from guestreg.outbox import policy
from guestreg.outbox.clock_watch import ClockWatch
from guestreg.outbox.journal import SUSPECT_SKEW, Journal
from guestreg.outbox.recovery import OwnerIsAlive, settle_abandoned
from guestreg.outbox.settling import with_phone
from guestreg.outbox.verdict import UNCLEAR
from guestreg.ports.random import Random
from guestreg.ports.store import UnitOfWork

FARTHEST_TRY = timedelta(hours=8)
"""No rhythm reaches further; such a time was set under another clock."""
_UNDO_AT_MOST = timedelta(minutes=10)
"""A wish to send later names a time of day and is not moved with the clock."""


class Upkeep:
    """One endpoint's outbox kept sane under any wall clock."""

    def __init__(self, journal: Journal, random: Random, owner_is_alive: OwnerIsAlive, watch: ClockWatch) -> None:
        self._journal = journal
        self._random = random
        self._owner_is_alive = owner_is_alive
        self._watch = watch

    def tidy(self, uow: UnitOfWork, endpoint_id: str, now: datetime) -> int:
        """How many records changed; the caller commits when there are any."""
        newest_at = uow.ledger.head().at
        back = self._watch.set_back_by(newest_at)
        open_ones = uow.declarations.outstanding(endpoint_id)
        changed = self._set_condition_right(uow, endpoint_id, now, back)
        changed += sum(_set_times_right(uow, declaration, now, back) for declaration in open_ones)
        if changed:
            open_ones = uow.declarations.outstanding(endpoint_id)
        changed += len(settle_abandoned(uow, self._journal, open_ones, now, self._random, self._owner_is_alive))
        changed += self._open_windows(uow, endpoint_id, now, now, "set_back")
        skew_s = uow.house.condition(endpoint_id).clock_skew_s
        if not self._watch.in_doubt(now, newest_at, skew_s):
            changed += self._close_windows(uow, open_ones, now)
        return changed

    def compare_windows(self, uow: UnitOfWork, endpoint_id: str, now: datetime, server_now: datetime) -> int:
        """Hold what our clock closed against the endpoint's: still open there, or over there too and a person's.

        A window so near its end that both clocks may be right stays as it is.
        """
        changed = 0
        if now - server_now > SUSPECT_SKEW:
            changed += self._open_windows(uow, endpoint_id, now, server_now, "server")
        for declaration in uow.declarations.closed_by_clock(endpoint_id):
            if policy.window_is_over(declaration, server_now):
                uow.declarations.save(replace(declaration, next_attempt_at=PERSON_NEXT))
                changed += 1
        return changed

    def _open_windows(self, uow: UnitOfWork, endpoint_id: str, now: datetime, true_now: datetime, proof: str) -> int:
        """Back to the queue with whom our clock shut out though the window is open at `true_now`."""
        wrongly = [one for one in uow.declarations.closed_by_clock(endpoint_id) if policy.window_is_open(one, true_now)]
        if not wrongly:
            return 0
        facts = {"what": "windows_reopened", "proof": proof, "count": len(wrongly)}
        if proof == "server":
            facts["ahead_s"] = round((now - true_now).total_seconds())
        self._journal.record(uow, EntryKind.CLOCK, facts=facts)
        for one in wrongly:
            again_at = now + policy.UNCLEAR_REST if one.may_have_arrived else None
            reason = Reason(UNCLEAR) if one.may_have_arrived else None
            self._journal.move(uow, one, State.WAITING, Actor.CLOCK, reason=reason, next_attempt_at=again_at)
        return len(wrongly)

    def hasten(self, uow: UnitOfWork, endpoint_id: str, by: datetime) -> int:
        """Bring unclear versions forward to `by`, but no nearer than a minute to their last attempt."""
        changed = 0
        for declaration in uow.declarations.outstanding(endpoint_id):
            planned = declaration.next_attempt_at
            if declaration.state is State.SENDING or planned is None or planned == PERSON_NEXT:
                continue
            tries = uow.attempts.of(declaration.id, declaration.version)
            # An attempt that lies ahead was made under another clock: it is over all the same.
            at = max([by, *(min(attempt.started_at, by) + policy.UNCLEAR_REST for attempt, _ in tries[-1:])])
            if at < planned:
                uow.declarations.save(replace(declaration, next_attempt_at=at))
                changed += 1
        return changed

    def _set_condition_right(self, uow: UnitOfWork, endpoint_id: str, now: datetime, back: timedelta) -> int:
        condition = uow.house.condition(endpoint_id)
        next_try_at = _righted(condition.next_try_at, now, back)
        if next_try_at == condition.next_try_at:
            return 0
        uow.house.put_condition(replace(condition, next_try_at=next_try_at))
        return 1

    def _close_windows(self, uow: UnitOfWork, open_ones: Iterable[Declaration], now: datetime) -> int:
        """What settling an abandoned attempt has just changed waits for the next pass."""
        closed = 0
        for declaration in open_ones:
            if policy.window_is_over(declaration, now):
                over = too_late(declaration.kind, declaration.guest_kind, declaration.arrival_at)
                reason = with_phone(uow, over)
                at = PERSON_NEXT if declaration.next_attempt_at == PERSON_NEXT else None
                self._journal.move(
                    uow, declaration, State.WINDOW_CLOSED, Actor.CLOCK, reason=reason, next_attempt_at=at
                )
                closed += 1
        return closed


def _set_times_right(uow: UnitOfWork, declaration: Declaration, now: datetime, back: timedelta) -> bool:
    righted = replace(
        declaration,
        next_attempt_at=_righted(declaration.next_attempt_at, now, back),
        not_before_at=_righted_undo(declaration.not_before_at, now, back),
    )
    if righted == declaration:
        return False
    uow.declarations.save(righted)
    return True


def _righted(at: datetime | None, now: datetime, back: timedelta) -> datetime | None:
    if at is None or at == PERSON_NEXT or at <= now:
        return at
    moved = max(now, at - back)
    return now if moved > now + FARTHEST_TRY else moved


def _righted_undo(at: datetime | None, now: datetime, back: timedelta) -> datetime | None:
    """`now + back` is what the clock would show, had nobody set it."""
    if at is None or not back or not now < at <= now + back + _UNDO_AT_MOST:
        return at
    return max(now, at - back)
