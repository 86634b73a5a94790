"""What a reply to a declaration or to a question about one is, row by row of the contract, as a closed outcome."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guestreg.domain.declaration import FieldError, Hold
from guestreg.domain.objection import field_errors, objections
from guestreg.domain.receipt import Doubt, Sent
from guestreg.endpoints.http import NoReply, Reply
from guestreg.endpoints.open_contract.reading import (
    Problem,
    Shape,
    as_bytes,
    is_count,
    is_sha256,
    read_object,
    read_problem,
    read_reply,
)
from guestreg.endpoints.waiting import outcome_of_silence, retry_after_s
from guestreg.ports.endpoint import (
    Absent,
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
)
from guestreg.ports.receipt import Receipt

Weigh = Callable[[bytes, Sent, datetime | None], Receipt | Doubt]

_ADDRESS = frozenset({404, 405, 410, 421})
_BUSY = frozenset({408, 425, 429})
_OUR_BYTES = frozenset({400, 411, 413, 415})
_CHECKED = frozenset({"received", "registered"})
_TAKEN = {200: _CHECKED | {"queued"}, 201: _CHECKED, 202: frozenset({"queued"})}
"""Verdicts of each success; a replay shows the first receipt, whatever it said."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was sent or asked about, and how receipts for it are weighed; `now` stands in for a reply without date."""

    sent: Sent
    weigh: Weigh
    now: datetime


def outcome_of_put(reply: Reply | NoReply, asked: Question) -> Outcome:
    """One version went out."""
    if isinstance(reply, NoReply):
        return outcome_of_silence(reply)
    status = reply.status
    if status in _TAKEN:
        return _taken(reply, asked)
    if status in (401, 403):
        return Held(Hold.CREDENTIALS)
    if status in _ADDRESS or 300 <= status < 400:
        return Held(Hold.ADDRESS)
    problem = read_problem(reply)
    if status in _BUSY or status >= 500:
        wait_s = retry_after_s(reply, asked.now)
        kept_nothing = not reply.body_left or (problem is not None and problem.not_stored)
        return Busy(wait_s) if kept_nothing else MayHaveArrived(wait_s)
    return MayHaveArrived() if problem is None else _refusal(problem, reply, asked)


def outcome_of_status(reply: Reply | NoReply, asked: Question) -> Outcome:
    """The service was asked what it holds of this version; nothing of a guest left."""
    problem = read_problem(reply) if isinstance(reply, Reply) else None
    if problem is not None and (problem.members["status"], problem.type) == (404, "unknown-declaration"):
        return Absent()
    found = told(reply, asked.now)
    return _held(found.members, asked, found.at) if isinstance(found, Told) else found


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """The object that answers a question; `at` is the reply's own time."""

    members: Mapping[str, Any]
    at: datetime | None


def told(reply: Reply | NoReply, now: datetime) -> Told | Outcome:
    """What a question without a body brought, or why it brought nothing."""
    if isinstance(reply, NoReply):
        return outcome_of_silence(NoReply(reply.cause, body_left=False))
    status = reply.status
    if status in (401, 403):
        return Held(Hold.CREDENTIALS)
    if status in _ADDRESS or 300 <= status < 400:
        return Held(Hold.ADDRESS)
    if status in _BUSY or status >= 500:
        return Busy(retry_after_s(reply, now))
    if status != 200:
        return NotUnderstood()
    match read_object(reply):
        case Shape.NOTHING:
            return NothingLeft("sign_in_page")
        case Shape.STRANGE:
            return NotUnderstood()
        case found:
            return Told(found, reply.server_date)


def _taken(reply: Reply, asked: Question) -> Outcome:
    found = read_object(reply)
    if found is Shape.NOTHING:
        return MayHaveArrived() if reply.body_left else NothingLeft("sign_in_page")
    body = read_reply(found) if isinstance(found, dict) else None
    if body is None or body.verdict not in _TAKEN[reply.status]:
        return NotUnderstood()
    if (body.id, body.version) != (asked.sent.declaration_id, asked.sent.version):
        return MayHaveArrived()
    return _weighed(body.receipt, body.verdict, (), asked, reply.server_date)


def _weighed(
    note: bytes, verdict: str, errors: tuple[FieldError, ...], asked: Question, replied_at: datetime | None
) -> Outcome:
    """A receipt of something else proves nothing, whoever mixed it up; one of an unknown form or hand is no receipt."""
    said = asked.weigh(note, asked.sent, replied_at)
    match said:
        case Doubt.OTHER:
            return MayHaveArrived()
        case Doubt():
            return NotUnderstood()
    return Receipted(said, errors) if said.verdict.value == verdict else NotUnderstood()


def _refusal(problem: Problem, reply: Reply, asked: Question) -> Outcome:
    match reply.status, problem.type:
        case 400, "contract-unsupported":
            return Held(Hold.CONTRACT)
        case 409, "in-flight":
            return InFlight(retry_after_s(reply, asked.now))
        case 409, "version-gap":
            return _gap(problem.members.get("have"))
        case 409, "superseded":
            match problem.members.get("newer"):
                case {"version": newer} if is_count(newer) and newer > asked.sent.version:
                    return NewerHeld(newer)
        case 422, "invalid":
            return Refused(objections(problem.members))
        case 422, "key-reused":
            return ProgramFault()
        case status, _ if status in _OUR_BYTES:
            return ProgramFault()
    return MayHaveArrived()


def _gap(have: object) -> Outcome:
    match have:
        case None:
            return VersionGap(None)
        case {"version": version, "sha256": sha256} if is_count(version) and is_sha256(sha256):
            return VersionGap((version, sha256))
    return MayHaveArrived()


def _held(found: Mapping[str, Any], asked: Question, replied_at: datetime | None) -> Outcome:
    listed = found.get("versions")
    if found.get("id") != asked.sent.declaration_id or not isinstance(listed, list):
        return NotUnderstood()
    if not all(isinstance(one, dict) and is_count(one.get("version")) for one in listed):
        return NotUnderstood()
    ours = [one for one in listed if one["version"] == asked.sent.version]
    if not ours:
        newest = max((one["version"] for one in listed), default=0)
        return NewerHeld(newest) if newest > asked.sent.version else Absent()
    match ours[0]:
        case {"body_sha256": sha256, "verdict": str(verdict), "receipt": str(receipt)} if is_sha256(sha256):
            if sha256 != asked.sent.sha256:
                return ProgramFault()
            return _weighed(as_bytes(receipt), verdict, field_errors(ours[0].get("errors")), asked, replied_at)
    return NotUnderstood()
