"""A person says that a version shall go over the wire after all, with the same bytes and the same key.

Returned: as it is. Handed over: as well. Closed: the window proved open, or another endpoint was chosen. Unclear: a
list spoke against it.
"""

from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.declaration import Declaration, Grade, Kind, Reason, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.moves import Actor
from guestreg.domain.violation import Violation
from guestreg.outbox import policy
from guestreg.outbox.verdict import UNCLEAR
from guestreg.ports.telling import TellingKind
from guestreg.services.acting import Case, act
from guestreg.services.commands.redirect import has_place, rehomed
from guestreg.services.desk import Desk
from guestreg.services.outcome import Outcome

_ACTORS = {
    State.RETURNED: Actor.PERSON,
    State.HANDED_OVER: Actor.PERSON,
    State.WINDOW_CLOSED: Actor.PERSON,
    State.UNKNOWN: Actor.LIST,
}
TOLD_ALREADY = "E-219"
MISSING = "missing"
"""What a telling of kind `list` says in its fact `found` when the list lacks the guest where it should have her."""


@dataclass(frozen=True, slots=True)
class SendAgain:
    guests: tuple[GuestId, ...]


def send_again(desk: Desk, command: SendAgain) -> Outcome[tuple[Declaration, ...]]:
    """Refused when the endpoint has no call for it or no longer takes the arrival.

    What an earlier endpoint closed goes to the one in use, with bytes made for that.
    """
    return act(desk, command.guests, objections, again)


def objections(case: Case) -> list[Violation]:
    there = case.at_endpoint
    if there.state is State.SENDING:
        return [case.violation("E-170")]
    if there.state not in _ACTORS or (there.state is State.UNKNOWN and not _is_missing(case)):
        return [case.violation("E-169")]
    if _is_asked_for(case) and not _takes_corrections(case):
        return [case.violation(TOLD_ALREADY, phone=case.police_phone)]
    if not may_be_sent(case.desk, there, case.now) and not _has_moved(case):
        return [case.violation("E-171")]
    return []


def again(case: Case) -> Declaration:
    """Back to the queue; what may have arrived rests a minute and is asked as such. Evidence that the police have her
    stays with her."""
    there = case.at_endpoint
    moved = rehomed(case.uow, case.desk, there) if _has_moved(case) else None
    return moved or case.desk.journal.move(
        case.uow,
        there,
        State.WAITING,
        _ACTORS[there.state],
        reason=Reason(UNCLEAR) if there.may_have_arrived else None,
        errors=(),
        program_fault=False,
        grade=there.grade if _is_asked_for(case) else Grade.E0,
        proof=None,
        evidence_at=None,
        officer=None,
        next_attempt_at=case.now + policy.UNCLEAR_REST if there.may_have_arrived else None,
    )


def may_be_sent(desk: Desk, declaration: Declaration, now: datetime) -> bool:
    """The endpoint in use has a call for it, and its window is open or there is none."""
    here = declaration.wire is not None and declaration.endpoint_id == desk.terms.endpoint_id
    return here and (declaration.window_closes_at is None or policy.window_is_open(declaration, now))


def _has_moved(case: Case) -> bool:
    """The house has another endpoint since, and nobody can have her from the one before."""
    closed = case.newest
    if closed.state is not State.WINDOW_CLOSED or closed.may_have_arrived or case.unclear is not None:
        return False
    return closed.endpoint_id != case.desk.terms.endpoint_id and has_place(case.desk, closed)


def _is_asked_for(case: Case) -> bool:
    """The police asked for a correction, so they have her: the same bytes again tell them nothing."""
    if case.at_endpoint.state is not State.RETURNED:
        return False
    told = case.uow.tellings.of(case.at_endpoint.id, case.at_endpoint.version)
    return any(one.kind is TellingKind.ASKED for one in told)


def _takes_corrections(case: Case) -> bool:
    there = case.at_endpoint
    return case.desk.terms.takes(Kind.AMEND, there.guest_kind, there.document)


def _is_missing(case: Case) -> bool:
    """The last list that was held against it lacks her, and nothing was tried since."""
    told = case.uow.tellings.of(case.at_endpoint.id, case.at_endpoint.version)
    lists = [one for one in told if one.kind is TellingKind.LIST]
    if not lists or lists[-1].facts.get("found") != MISSING:
        return False
    tries = case.uow.attempts.of(case.at_endpoint.id, case.at_endpoint.version)
    return all(attempt.started_at < lists[-1].at for attempt, _ in tries)
