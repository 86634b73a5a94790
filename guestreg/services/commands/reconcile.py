"""Take in what the endpoint's own list says: who is in it is `confirmed`, who is missing in it is open again.

First looked at with `preview`, which stores nothing; then `reconcile` finds the same anew and keeps it, with one
entry for the list. A long list is kept in portions, between which others write; cut off, it is taken in again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from guestreg.domain.declaration import PERSON_NEXT, Declaration, Grade, Kind, Proof, Reason, State
from guestreg.domain.ledger import EntryKind, instant
from guestreg.domain.moves import Actor
from guestreg.domain.violation import Violation
from guestreg.ports.events import LedgerChanged
from guestreg.ports.reader import PortalList
from guestreg.ports.store import UnitOfWork
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.acting import typed_text
from guestreg.services.commands.send_again import MISSING, may_be_sent
from guestreg.services.comparing import Findings, Match, Missing, compare
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of
from guestreg.services.proving import confirm

PORTION = 200
"""Guests kept in one transaction: who saves a guest meanwhile waits for no more."""
_NOT_IN_LIST = "E-49"
_CONFIRMED_FROM = frozenset({State.WAITING, State.SENT, State.UNKNOWN, State.HANDED_OVER, State.WINDOW_CLOSED})


@dataclass(frozen=True, slots=True, repr=False)
class Reconcile:
    """`made_at`: when the portal made the list, aware; `days`: the arrivals it covers, None: as its rows tell.

    `by` empty: who notifies for the stay.
    """

    portal: PortalList
    made_at: datetime
    days: tuple[date, date] | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """What the list makes of one version: `before` and `after` are equal where it only shows."""

    found: Match | Missing
    before: State
    after: State


@dataclass(frozen=True, slots=True, repr=False)
class Reconciled:
    """Changes in the order of the findings, both first."""

    findings: Findings
    changes: tuple[Change, ...]


def preview(desk: Desk, command: Reconcile) -> Outcome[Reconciled]:
    """What `reconcile` would find and do."""
    return _run(desk, command, keep=False)


def reconcile(desk: Desk, command: Reconcile) -> Outcome[Reconciled]:
    """Failed between two portions, what was kept stays, and the same list again keeps the rest."""
    return _run(desk, command, keep=True)


def _run(desk: Desk, command: Reconcile, *, keep: bool) -> Outcome[Reconciled]:
    now = desk.clock.now()
    by, wrong = typed_text("hand_over_by", command.by)
    if command.made_at > now:
        wrong = (*wrong, Violation("E-168", "list_made"))
    if wrong:
        return Refused(wrong)
    command = replace(command, by=by)
    try:
        with desk.store.unit_of_work() as uow:
            if uow.house.establishment() is None:
                return Failed("E-90")
            findings = compare(uow, desk, command.portal, command.made_at, command.days)
            found: tuple[Match | Missing, ...] = (*findings.both, *findings.only_here)
            changes = [Change(one, one.subject.state, _after(desk, one, now)) for one in found]
            if keep:
                _note(uow, desk, command, findings)
                _keep_all(uow, desk, command, changes[:PORTION], now)
                uow.commit()
        if keep:
            desk.events.publish(LedgerChanged())
            for first in range(PORTION, len(changes), PORTION):
                changes[first : first + PORTION] = _keep_portion(desk, command, changes[first : first + PORTION])
    except TROUBLES as error:
        return failure_of(error)
    return Done(Reconciled(findings, tuple(changes)))


def _keep_portion(desk: Desk, command: Reconcile, changes: Sequence[Change]) -> list[Change]:
    """As they stand by now: others may have moved some since the list was held against them."""
    now = desk.clock.now()
    with desk.store.unit_of_work() as uow:
        due = [_renewed(uow, desk, one, now) for one in changes]
        _keep_all(uow, desk, command, due, now)
        uow.commit()
    desk.events.publish(LedgerChanged())
    return due


def _renewed(uow: UnitOfWork, desk: Desk, change: Change, now: datetime) -> Change:
    """A match is one wherever she stands now; that she is missing says nothing of what was tried since."""
    subject = change.found.subject
    current = uow.declarations.get(subject.id, subject.version)
    if current is None or current == subject:
        return change
    found = replace(change.found, subject=current)
    if isinstance(found, Missing):
        found = replace(found, counts=False)
    return Change(found, current.state, _after(desk, found, now))


def _keep_all(uow: UnitOfWork, desk: Desk, command: Reconcile, changes: Iterable[Change], now: datetime) -> None:
    for change in changes:
        _keep(uow, desk, command, change, now)


def _after(desk: Desk, found: Match | Missing, now: datetime) -> State:
    state = found.subject.state
    match found:
        case Match():
            return State.CONFIRMED if state in _CONFIRMED_FROM else state
        case Missing(counts=True) if state is State.SENT:
            return State.UNKNOWN
        case Missing(counts=True, by_upload=True) if state is State.HANDED_OVER:
            return State.WAITING if may_be_sent(desk, found.subject, now) else State.WINDOW_CLOSED
        case _:
            return state


def _keep(uow: UnitOfWork, desk: Desk, command: Reconcile, change: Change, now: datetime) -> None:
    found, subject = change.found, change.found.subject
    if isinstance(found, Missing) and not found.counts:
        return
    if not _is_told(uow, command.portal, subject):
        uow.tellings.add(_telling(uow, command, found, now))
    if change.after is change.before:
        if isinstance(found, Missing) and subject.state is State.UNKNOWN:
            _make_way(uow, desk, subject)
        return
    if change.after is State.CONFIRMED:
        confirm(uow, desk, subject, Actor.LIST, Proof.LIST, min(command.made_at, now))
        return
    desk.journal.move(
        uow,
        subject,
        change.after,
        Actor.LIST,
        reason=Reason(_NOT_IN_LIST, {"n": "1"}),
        grade=Grade.E0,
        proof=None,
        evidence_at=None,
        officer=None,
        may_have_arrived=subject.may_have_arrived or subject.state is State.SENT,
        next_attempt_at=PERSON_NEXT if change.after is State.UNKNOWN else None,
    )


def _make_way(uow: UnitOfWork, desk: Desk, unclear: Declaration) -> None:
    """A correction that waits behind a version proven absent takes its place; else a person says "again"."""
    newest = uow.declarations.versions(unclear.id)[-1]
    if newest.version > unclear.version and newest.state is State.WAITING and newest.kind is not Kind.CANCEL:
        desk.journal.move(uow, unclear, State.SUPERSEDED, Actor.LIST)


def _is_told(uow: UnitOfWork, portal: PortalList, subject: Declaration) -> bool:
    """The same list taken in twice says nothing new."""
    told = uow.tellings.of(subject.id, subject.version)
    return any(one.kind is TellingKind.LIST and one.facts.get("list") == portal.sha256 for one in told)


def _telling(uow: UnitOfWork, command: Reconcile, found: Match | Missing, now: datetime) -> Telling:
    kept = None if command.by else uow.stays.get(found.subject.stay_id)
    row = {"found": MISSING} if isinstance(found, Missing) else {"found": "row", "row": str(found.row.row)}
    return Telling(
        declaration_id=found.subject.id,
        version=found.subject.version,
        kind=TellingKind.LIST,
        at=command.made_at,
        recorded_at=now,
        by=command.by or (kept.stay.notifier if kept else ""),
        facts={"list": command.portal.sha256, **row},
    )


def _note(uow: UnitOfWork, desk: Desk, command: Reconcile, findings: Findings) -> None:
    facts = {
        "sha256": command.portal.sha256,
        "made": instant(command.made_at),
        "from": findings.first_on.isoformat() if findings.first_on else None,
        "to": findings.last_on.isoformat() if findings.last_on else None,
        "rows": len(command.portal.rows),
        "spoilt": len(findings.spoilt),
        "both": len(findings.both),
        "only_here": len(findings.only_here),
        "only_there": len(findings.only_there),
        "unclear": len(findings.unclear),
    }
    desk.journal.record(uow, EntryKind.LIST, facts=facts)
