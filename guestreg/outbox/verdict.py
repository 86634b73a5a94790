"""What an answer means: from an endpoint's outcome to the state a version takes. Pure; only the courier calls it.

A row that says `waiting` leaves an `unknown` as it is: an unclear attempt is never forgotten for want of an answer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from guestreg.domain.declaration import (
    Declaration,
    EndpointKind,
    FieldError,
    Grade,
    Hold,
    Proof,
    Reason,
    State,
    too_late,
)
from guestreg.ports.endpoint import (
    Absent,
    Accepted,
    AlreadyThere,
    Busy,
    Held,
    InFlight,
    MayHaveArrived,
    NewerHeld,
    NothingLeft,
    NotUnderstood,
    Outcome,
    ProgramFault,
    Receipted,
    Refused,
    VersionGap,
    WindowOver,
)
from guestreg.ports.receipt import ReceiptVerdict

ALREADY, BARE_ALREADY, UNCLEAR, PROGRAM_FAULT = "E-08", "E-33", "E-31", "E-53"
SENT, ARRIVAL_AHEAD, OTHER_ANSWER, BUSY, RETURNED = "S-02", "E-38", "E-52", "E-03", "E-09"
RECEIPT, QUEUED, NEWER_THERE, CORRECT_IT, OUT_OF_STEP, DENIED = "S-67", "S-68", "E-159", "E-160", "E-161", "E-162"
_TIME_WILL_TELL = frozenset({"", "planned_departure", "permitted_until"})
"""Fields of which the same bytes may be refused today and were taken yesterday; no field: nobody knows."""
_NOTHING_LEFT = {"no_network": "E-01", "too_slow": "E-02", "sign_in_page": "E-32"}
_HELD = {
    Hold.CREDENTIALS: "E-04",
    Hold.CERTIFICATE: "E-05",
    Hold.ADDRESS: "E-07",
    Hold.CONTRACT: OTHER_ANSWER,
}
NO_LONGER_ENROLLED = "E-213"
"""What `CREDENTIALS` means where a one-time code lets a computer in, not a password."""


class Slows(StrEnum):
    """What is tried less often after this answer."""

    NOTHING = "nothing"
    ENDPOINT = "endpoint"
    AS_BEFORE = "as_before"
    """The endpoint knows nothing of it: that it takes guests in again is not shown by saying so."""


class EvidenceTime(StrEnum):
    """Which instant counts for lateness: none yet, the answer's or the receipt's, or that of the unclear attempt it
    proves."""

    NONE = "none"
    ANSWER = "answer"
    RECEIPT = "receipt"
    UNCLEAR_ATTEMPT = "unclear_attempt"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where the version goes. `reason` is its own; `trouble` is the endpoint's when it is slowed or held."""

    state: State
    reason: Reason | None
    grade: Grade = Grade.E0
    proof: Proof | None = None
    evidence_time: EvidenceTime = EvidenceTime.NONE
    may_have_arrived: bool = False
    program_fault: bool = False
    errors: tuple[FieldError, ...] = ()
    slows: Slows = Slows.NOTHING
    hold: Hold | None = None
    trouble: Reason | None = None
    retry_after_s: int | None = None
    person_next: bool = False
    """No further automatic try: a person looks at the endpoint's own list."""
    try_again: bool = False
    """The version itself is tried again after a while of its own, though nothing is wrong with the endpoint."""


@dataclass(frozen=True, slots=True)
class Greeted:
    """What a failed greeting says of the endpoint; no declaration is touched by it."""

    trouble: Reason
    hold: Hold | None = None
    retry_after_s: int | None = None


def judge(declaration: Declaration, outcome: Outcome, ours: Collection[tuple[int, str]] = ()) -> Verdict:
    """Read one ended attempt of a version that is `sending`, or the answer to a question about an `unknown` one.

    Its `may_have_arrived` tells of earlier attempts only. `ours`: number and hex SHA-256 of our documents of the
    versions before it.
    """
    grade = Grade.E1 if declaration.endpoint is EndpointKind.PRACTICE else Grade.E2
    earlier = declaration.may_have_arrived
    match outcome:
        case NothingLeft(cause):
            return _still_open(declaration, Reason(_NOTHING_LEFT[cause]))
        case Busy(retry_after_s):
            return _still_open(declaration, Reason(BUSY), retry_after_s=retry_after_s)
        case Held(hold):
            return _still_open(declaration, _held(hold, declaration.endpoint), hold=hold)
        case MayHaveArrived(retry_after_s):
            return _unclear(Reason(UNCLEAR), retry_after_s=retry_after_s)
        case Absent() if declaration.state is State.UNKNOWN:
            return Verdict(State.WAITING, None, slows=Slows.AS_BEFORE)
        case NotUnderstood() | Absent():
            return _unclear(Reason(OTHER_ANSWER), hold=Hold.CONTRACT)
        case Accepted():
            reason = Reason(SENT, {"n": "1"} | ({"after": "unclear"} if earlier else {}))
            return Verdict(State.SENT, reason, grade, evidence_time=EvidenceTime.ANSWER)
        case Refused():
            return _refused(outcome, grade, earlier)
        case AlreadyThere():
            return _already_there(outcome, grade, earlier)
        case WindowOver(arrival_is_old, errors):
            if not arrival_is_old:
                return Verdict(State.RETURNED, Reason(ARRIVAL_AHEAD), grade, may_have_arrived=earlier, errors=errors)
            reason = too_late(declaration.kind, declaration.guest_kind, declaration.arrival_at)
            return Verdict(State.WINDOW_CLOSED, reason, grade, may_have_arrived=earlier, errors=errors)
        case ProgramFault():
            return Verdict(State.RETURNED, Reason(PROGRAM_FAULT), grade, may_have_arrived=earlier, program_fault=True)
        case Receipted():
            return _receipted(outcome, practice=declaration.endpoint is EndpointKind.PRACTICE)
        case InFlight(retry_after_s):
            return Verdict(
                State.UNKNOWN, Reason(UNCLEAR), may_have_arrived=True, retry_after_s=retry_after_s, try_again=True
            )
        case VersionGap(have):
            if have is not None and have not in ours:
                return Verdict(State.RETURNED, Reason(NEWER_THERE), grade, may_have_arrived=earlier)
            return Verdict(
                State.UNKNOWN if earlier else State.WAITING,
                Reason(UNCLEAR if earlier else OUT_OF_STEP),
                may_have_arrived=earlier,
                try_again=True,
            )
        case NewerHeld():
            return Verdict(State.SUPERSEDED, Reason(NEWER_THERE), grade, may_have_arrived=earlier)
        case _:
            assert_never(outcome)


def judge_greeting(outcome: Outcome, kind: EndpointKind) -> Greeted:
    """What keeps us from sending anything at all."""
    match outcome:
        case NothingLeft(cause):
            return Greeted(Reason(_NOTHING_LEFT[cause]))
        case Busy(retry_after_s):
            return Greeted(Reason(BUSY), retry_after_s=retry_after_s)
        case Held(hold):
            return Greeted(_held(hold, kind), hold)
        case MayHaveArrived() | NotUnderstood():
            return Greeted(Reason(BUSY))
        case (
            Accepted()
            | Refused()
            | AlreadyThere()
            | WindowOver()
            | ProgramFault()
            | Receipted()
            | InFlight()
            | VersionGap()
            | NewerHeld()
            | Absent()
        ):
            return Greeted(Reason(OTHER_ANSWER), Hold.CONTRACT)
        case _:
            assert_never(outcome)


def _held(hold: Hold, kind: EndpointKind) -> Reason:
    by_code = hold is Hold.CREDENTIALS and kind is EndpointKind.OPEN
    return Reason(NO_LONGER_ENROLLED if by_code else _HELD[hold])


def _receipted(said: Receipted, *, practice: bool) -> Verdict:
    """Signed, so proof of what it says. What has to be corrected is there: the same bytes again are a question."""
    receipt = said.receipt
    if receipt.verdict is ReceiptVerdict.RETURNED:
        first = said.errors[0] if said.errors else FieldError("", CORRECT_IT, "")
        grade = Grade.E1 if practice else Grade.E3
        reason = Reason(first.code, {"text": first.text})
        return Verdict(State.RETURNED, reason, grade, may_have_arrived=True, errors=said.errors)
    grade = Grade.E4 if receipt.names_our_head else Grade.E3
    reason = Reason(QUEUED if receipt.verdict is ReceiptVerdict.QUEUED else RECEIPT, {"number": receipt.reference})
    return Verdict(
        State.CONFIRMED,
        reason,
        Grade.E1 if practice else grade,
        Proof.RECEIPT,
        EvidenceTime.RECEIPT,
    )


def _still_open(
    declaration: Declaration, trouble: Reason, *, hold: Hold | None = None, retry_after_s: int | None = None
) -> Verdict:
    """Nothing was stored by this attempt: `waiting`, or `unknown` when an earlier one is unclear."""
    earlier = declaration.may_have_arrived
    return Verdict(
        State.UNKNOWN if earlier else State.WAITING,
        (declaration.reason or Reason(UNCLEAR)) if earlier else trouble,
        may_have_arrived=earlier,
        slows=Slows.ENDPOINT,
        hold=hold,
        trouble=trouble,
        retry_after_s=retry_after_s,
    )


def _unclear(reason: Reason, *, hold: Hold | None = None, retry_after_s: int | None = None) -> Verdict:
    """The body may have arrived, and the endpoint is to blame for not saying so."""
    return Verdict(
        State.UNKNOWN,
        reason,
        may_have_arrived=True,
        slows=Slows.ENDPOINT,
        hold=hold,
        trouble=reason,
        retry_after_s=retry_after_s,
    )


def _refused(said: Refused, grade: Grade, earlier: bool) -> Verdict:
    """A repeat may be refused just because the first one worked; then a person looks at the endpoint's list."""
    if earlier and said.may_have_worked:
        ask = Reason(UNCLEAR, {"ask": "list"})
        return Verdict(State.UNKNOWN, ask, may_have_arrived=True, errors=said.errors, person_next=True)
    first = said.errors[0] if said.errors else FieldError("", RETURNED, "")
    unproven = earlier and any(_proves_nothing(error) for error in said.errors)
    reason = Reason(first.code, {"text": first.text})
    return Verdict(State.RETURNED, reason, grade, may_have_arrived=unproven, errors=said.errors)


def _already_there(said: AlreadyThere, grade: Grade, earlier: bool) -> Verdict:
    """Number and dates ours prove it; anything less proves nothing, an old stay not checked out says the same."""
    if said.number_is_ours is False:
        if earlier:
            stranger = Reason(UNCLEAR, {"ask": "list", "code": PROGRAM_FAULT})
            return Verdict(State.UNKNOWN, stranger, may_have_arrived=True, errors=said.errors, person_next=True)
        return Verdict(State.RETURNED, Reason(PROGRAM_FAULT), grade, program_fault=True, errors=said.errors)
    if said.number_is_ours and said.dates_are_ours:
        when = EvidenceTime.UNCLEAR_ATTEMPT if earlier else EvidenceTime.ANSWER
        return Verdict(State.CONFIRMED, Reason(ALREADY), grade, Proof.ALREADY, when)
    if said.number_is_ours and said.dates_are_ours is False:
        return Verdict(
            State.RETURNED, Reason(BARE_ALREADY, _dates(said)), grade, may_have_arrived=earlier, errors=said.errors
        )
    if earlier:
        ask = Reason(UNCLEAR, {"ask": "list"})
        return Verdict(State.UNKNOWN, ask, may_have_arrived=True, errors=said.errors, person_next=True)
    return Verdict(State.RETURNED, Reason(BARE_ALREADY, _dates(said)), grade, errors=said.errors)


def _dates(said: AlreadyThere) -> dict[str, str]:
    given = {"arrival": said.arrival_on, "departure": said.departure_on}
    return {name: day.strftime("%d/%m/%Y") for name, day in given.items() if day is not None}


def _proves_nothing(error: FieldError) -> bool:
    """A bare "already", words nobody knows, or a day that is over by now: after an unclear attempt the person may be
    there all the same."""
    return error.code == BARE_ALREADY or (error.code == RETURNED and error.field in _TIME_WILL_TELL)
