"""What a reply to call 4, 5 or 12 is, row by row of the fault matrix, as one of the closed outcomes.

`client` calls it. A 401 is not judged here: the client has a second try first.
"""

import json
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from guestreg.domain.dates import local
from guestreg.domain.declaration import Hold, Kind
from guestreg.domain.guest import GuestKind
from guestreg.endpoints.http import Reply
from guestreg.endpoints.kbtt.reading import Envelope, Shape, read_envelope
from guestreg.endpoints.kbtt.refusals import Meaning, Reading, clauses, read_clause
from guestreg.endpoints.kbtt.wire import EARLY, EXTENSION
from guestreg.endpoints.waiting import retry_after_s
from guestreg.ports.endpoint import (
    Accepted,
    AlreadyThere,
    Busy,
    Held,
    MayHaveArrived,
    NothingLeft,
    NotUnderstood,
    Outcome,
    ProgramFault,
    Refused,
    WindowOver,
)

_ADDRESS = frozenset({404, 405, 410, 421})
_BUSY = frozenset({408, 425, 429})
_NOT_IN_A_NUMBER = re.compile(r"[\s.\-\u2010-\u2015]")


@dataclass(frozen=True, slots=True, repr=False)
class Sent:
    """What was sent, as far as an answer can speak of it."""

    guest_kind: GuestKind
    number: str
    arrival_on: date
    departure_on: date
    departure: str | None = None
    """TS or GH when it was a change of departure."""


def sent_of(document: bytes) -> Sent:
    """The same facts as the wire holds, taken from the declaration document."""
    parts = json.loads(document)
    guest, stay = parts["guest"], parts["stay"]
    return Sent(
        GuestKind(parts["guest_kind"]),
        guest.get("passport_number") or guest.get("doc_number") or "",
        local(datetime.fromisoformat(stay["arrival"])).date(),
        local(datetime.fromisoformat(stay["planned_departure"])).date(),
        _departure(stay) if parts["kind"] == Kind.CHECKOUT else None,
    )


def _departure(stay: Mapping[str, Any]) -> str:
    return EXTENSION if stay.get("actual_departure") is None else EARLY


def outcome_of_reply(reply: Reply, sent: Sent, now: datetime) -> Outcome:
    """A whole reply to call 4, 5 or 12; `now` is our clock, used only when the reply has no date."""
    match reply.status:
        case 200:
            return _ok(reply, sent, now)
        case 400:
            return _refusal(read_envelope(reply.body), sent, _server_day(reply, now), reply.cut)
        case 401 | 403:
            return Held(Hold.CREDENTIALS)
        case 503 if (wait_s := retry_after_s(reply, now)) is not None:
            return Busy(wait_s)
        case status if status in _BUSY:
            return Busy(retry_after_s(reply, now))
        case status if status in _ADDRESS or 300 <= status < 400:
            return Held(Hold.ADDRESS)
        case status if 400 <= status < 500:
            return Held(Hold.CONTRACT)
    return MayHaveArrived()


def _ok(reply: Reply, sent: Sent, now: datetime) -> Outcome:
    if reply.cut:
        return NotUnderstood()
    match read_envelope(reply.body):
        case Envelope(code="200"):
            return Accepted()
        case Envelope(code="400") as envelope:
            return _refusal(envelope, sent, _server_day(reply, now), cut=False)
        case Shape.HTML if not reply.body_left:
            return NothingLeft("sign_in_page")
        case Shape.HTML | Shape.EMPTY | Shape.SHORT:
            return MayHaveArrived()
    return NotUnderstood()


def _refusal(said: Envelope | Shape, sent: Sent, server_day: date, cut: bool) -> Outcome:
    if cut or not isinstance(said, Envelope):
        return ProgramFault()
    if said.code == "200":
        return NotUnderstood()
    readings = [read_clause(clause, sent.guest_kind) for clause in clauses(said.message)]
    if all(reading.meaning is Meaning.PROGRAM for reading in readings):
        return ProgramFault()
    return _verdict(readings, sent, sent.arrival_on < server_day - timedelta(days=1))


def _verdict(readings: Sequence[Reading], sent: Sent, arrival_is_old: bool) -> Outcome:
    meanings = {reading.meaning for reading in readings}
    if sent.departure is not None:
        return _of_departure(readings, meanings, sent.departure)
    if Meaning.WINDOW in meanings:
        readings = [_dated(reading, arrival_is_old) for reading in readings]
    errors = tuple(reading.error for reading in readings)
    already = _already([reading for reading in readings if reading.meaning is Meaning.ALREADY], sent)
    if already.number_is_ours and already.dates_are_ours:
        return replace(already, errors=errors)
    if Meaning.WINDOW in meanings:
        return WindowOver(arrival_is_old, errors)
    if meanings - {Meaning.ALREADY}:
        return Refused(errors)
    return replace(already, errors=errors)


def _of_departure(readings: Sequence[Reading], meanings: Container[Meaning], departure: str) -> Outcome:
    """Who left is staying nowhere, and who was granted the days has them: both look like a refusal of the repeat."""
    gone, granted = Meaning.NOT_STAYING in meanings, Meaning.NOT_LATER in meanings
    done_before = gone if departure == EARLY else granted
    return Refused(tuple(reading.error for reading in readings), may_have_worked=done_before, denies_the_stay=gone)


def _dated(reading: Reading, arrival_is_old: bool) -> Reading:
    if reading.meaning is not Meaning.WINDOW:
        return reading
    return replace(reading, error=reading.error._replace(code="E-30" if arrival_is_old else "E-38"))


def _already(readings: Sequence[Reading], sent: Sent) -> AlreadyThere:
    """All that the "already" clauses name; one number or date that is not ours outweighs those that are."""
    numbers = [reading.number for reading in readings if reading.number]
    stays = [
        (reading.arrival_on, reading.departure_on)
        for reading in readings
        if reading.arrival_on and reading.departure_on
    ]
    foreign = [number for number in numbers if _bare(number) != _bare(sent.number)]
    other = [stay for stay in stays if stay != (sent.arrival_on, sent.departure_on)]
    arrival_on, departure_on = next(iter(other or stays), (None, None))
    return AlreadyThere(
        number=next(iter(foreign or numbers), None),
        arrival_on=arrival_on,
        departure_on=departure_on,
        errors=(),
        number_is_ours=not foreign if numbers else None,
        dates_are_ours=not other if stays else None,
    )


def _bare(number: str) -> str:
    return _NOT_IN_A_NUMBER.sub("", number).upper()


def _server_day(reply: Reply, now: datetime) -> date:
    return local(reply.server_date or now).date()
