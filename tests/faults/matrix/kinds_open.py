"""The sixty kinds in the envelope of the open contract: what is asked can be answered, and only receipts are proof."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from guestreg.domain.declaration import State
from tests.fakes.open_service import AUTHORITY, Signer, receipt
from tests.faults.matrix import kinds
from tests.faults.matrix.kinds import (
    BUSY,
    NO_ADDRESS,
    NO_ENTRY,
    NOT_TAKEN,
    NOT_TRUSTED,
    OUR_FAULT,
    REFUSED,
    STRANGE,
    TAKEN,
    UNCLEAR,
    asked,
    at,
)
from tests.faults.matrix.row import KBTT, NEVER, OPEN, PINNED, RESTED, SOON, Again, Expect, Row
from tests.faults.server import deeds
from tests.faults.server.front import Deed, Struck, Told, anything_of_ours

DEVICE_REFUSED = replace(NO_ENTRY, code="E-213")
PROVEN = Expect(State.CONFIRMED, "S-67", "receipted", NEVER, status=201)
AT_WORK = Expect(State.UNKNOWN, "E-31", "in_flight", RESTED, status=409)
OUT_OF_STEP = Expect(State.WAITING, "E-161", "version_gap", SOON, status=409)
NEWER_THERE = Expect(State.RETURNED, "E-159", "version_gap", NEVER, status=409)
_NOBODY = "01936f2e-0000-7000-8000-000000000000"
_WITHOUT_ITS_DATE = frozenset({"no date", "a day slow", "1970"})
"""A receipt must not be younger than the reply that brings it."""
_SAME = range(8, 43)
"""Kinds of which the line below matters and not what is spoken."""


def _row(number: int, name: str, first: Expect, final: State = State.CONFIRMED, **more: Any) -> Row:
    return replace(Row(number, name, first, final, side=OPEN, aim=anything_of_ours), **more)


def problem(status: int, kind: str, *headers: str, effect: bool = False, **members: Any) -> Deed:
    body = {"type": f"https://police.test/v1/problems/{kind}", "title": kind, "status": status} | members
    written = json.dumps(body, ensure_ascii=False).encode()
    return deeds.says(status, written, "Content-Type: application/problem+json", *headers, effect=effect)


def names() -> Iterator[Row]:
    """Kinds 1–7."""
    for row in kinds.names():
        first = PROVEN if row.first is TAKEN else row.first
        yield replace(row, first=first, final=State.CONFIRMED, side=OPEN)


def lines() -> Iterator[Row]:
    """What the connection does, as on the other line; a receipt crosses an interceptor unharmed."""
    for row in (*kinds.connections(), *kinds.requests(), *kinds.transports(), *kinds.statuses()):
        if row.number in _SAME and row.side == KBTT and row.number != 36:
            first = PROVEN if row.first is TAKEN else row.first
            if row.name in _WITHOUT_ITS_DATE:
                first = at(UNCLEAR, 201)
            elif row.number in (33, 34):
                first = at(UNCLEAR, 200)
            yield replace(row, first=first, final=State.CONFIRMED, side=OPEN, aim=anything_of_ours, open_too=False)
    yield _row(16, "the pinned key has changed", NOT_TRUSTED, door="other_key", side=PINNED)
    yield _row(16, "the pinned key is there", PROVEN, side=PINNED)


def statuses() -> Iterator[Row]:
    """Kinds 43–56."""
    yield _row(43, "400 with a page", at(UNCLEAR, 400), deed=deeds.says(400, deeds.HTML))
    yield _row(43, "400 malformed", at(OUR_FAULT, 400), State.RETURNED, deed=problem(400, "malformed"))
    unspoken = problem(400, "contract-unsupported", supported=["2.0"])
    yield _row(43, "400 another contract", at(NOT_TAKEN, 400), deed=unspoken)
    yield _row(44, "401", at(DEVICE_REFUSED, 401), deed=problem(401, "unauthenticated"))
    yield _row(45, "403 with a page", at(DEVICE_REFUSED, 403), deed=deeds.says(403, deeds.HTML))
    for number, status in ((46, 404), (46, 410), (46, 421), (47, 405)):
        yield _row(number, str(status), at(NO_ADDRESS, status), deed=deeds.says(status, deeds.HTML))
    yield _row(48, "408", at(UNCLEAR, 408), deed=deeds.says(408))
    yield _row(48, "408 not stored", at(BUSY, 408), deed=problem(408, "unavailable", stored=False))
    yield _row(49, "409 in flight", AT_WORK, deed=problem(409, "in-flight", "Retry-After: 4", effect=True))
    yield _row(50, "409 gap", OUT_OF_STEP, deed=problem(409, "version-gap", have=None))
    stranger = {"version": 7, "sha256": "ab" * 32}
    yield _row(
        50, "409 a version we never made", NEWER_THERE, State.RETURNED, deed=problem(409, "version-gap", have=stranger)
    )
    yield _row(51, "413", at(OUR_FAULT, 413), State.RETURNED, deed=problem(413, "too-large", limit=1))
    yield _row(51, "413 with a page", at(UNCLEAR, 413), deed=deeds.says(413, deeds.HTML))
    for name, pointers in (
        ("a field it knows", ["/guest/doc_number"]),
        ("a field nobody knows", ["/guest/shoe_size"]),
        ("five hundred fields", [f"/guest/field_{number}" for number in range(500)]),
        ("no field at all", []),
    ):
        errors = [{"pointer": one, "code": "format", "text": "Sai dạng"} for one in pointers]
        refused = problem(422, "invalid", errors=errors, detail="Sai")
        yield _row(52, name, at(REFUSED, 422), State.RETURNED, deed=refused)
    reused = problem(422, "key-reused", stored_sha256="ab" * 32)
    yield _row(53, "422 key used again", at(OUR_FAULT, 422), State.RETURNED, deed=reused)
    yield from _waits()
    for status in (500, 502, 504):
        for effect in (False, True):
            name = f"{status}, taken" if effect else str(status)
            yield _row(55, name, at(UNCLEAR, status), deed=deeds.says(status, deeds.HTML, effect=effect))
    yield _row(55, "500 not stored", at(BUSY, 500), deed=problem(500, "unavailable", stored=False))
    yield _row(56, "511", at(UNCLEAR, 511), deed=deeds.says(511, deeds.HTML, deeds.PLAIN))


def _waits() -> Iterator[Row]:
    """Kind 54, with the promise that nothing was stored."""
    for status in (429, 503):
        for written, first in (
            (None, at(BUSY, status)),
            ("0", at(BUSY, status)),
            ("-1", at(BUSY, status)),
            ("5", replace(BUSY, status=status, again=Again(5, 5))),
            ("600", asked(BUSY, 600, 600, status=status)),
            ("999999999", asked(BUSY, 10_790, 10_800, status=status)),
            ("soon", at(BUSY, status)),
        ):
            headers = [] if written is None else [f"Retry-After: {written}"]
            waits = problem(status, "too-many", *headers, stored=False)
            yield _row(54, f"{status} wait {written}", first, deed=waits)
        yield _row(54, f"{status} and no promise", at(UNCLEAR, status), deed=deeds.says(status, deeds.HTML))


def bodies() -> Iterator[Row]:
    """Kinds 57–60: the right code with something else in it is never a success."""
    for name, change in (
        ("another declaration", deeds.renamed(id=_NOBODY)),
        ("another version", deeds.renamed(version=9)),
    ):
        yield _row(57, name, at(UNCLEAR, 201), deed=changed(change))
    other_hash = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    yield _row(57, "a receipt of other bytes", at(UNCLEAR, 201), deed=receipted(body_sha256=other_hash))
    elsewhere = receipted(declaration=f"{_NOBODY} version 1 kind new")
    yield _row(57, "a receipt of somebody else", at(UNCLEAR, 201), deed=elsewhere)
    yield _row(57, "a broken signature", at(STRANGE, 201), deed=changed(_spoil_receipt))
    yield _row(57, "another hand", at(STRANGE, 201), deed=receipted(by=Signer("a stranger")))
    for name, change in (
        ("unknown verdict", deeds.renamed(verdict="blessed")),
        ("no receipt", deeds.renamed(receipt=None)),
        ("a version in words", deeds.renamed(version="1")),
        ("NaN", lambda body: body[:-1] + b',"x":NaN}'),
        ("a key twice", lambda body: body[:-1] + b',"version":1}'),
        ("200,000 deep", lambda body: deeds.deep(body, 200_000)),
        ("20,000 deep", deeds.deep),
        ("UTF-16", deeds.utf_16),
        ("another object", lambda body: b'{"status":"ok"}'),
    ):
        yield _row(58, name, at(STRANGE, 201), deed=changed(change))
    yield _row(58, "a field more", PROVEN, deed=deeds.dressed(deeds.renamed(traceId="x")))
    newer = replace(NEWER_THERE, outcome="newer_held", status=200)
    yield _row(59, "an older version than it holds", newer, State.RETURNED, deed=holds_a_newer)
    yield _row(60, "taken, and then denied", UNCLEAR, deed=denied, aim=anything_of_ours)


def changed(change: Callable[[bytes], bytes]) -> Deed:
    """Taken in, and the true answer to it changed; questions get the same treatment as far as it fits."""

    def then(struck: Struck, told: Told) -> None:
        good = told.status in (200, 201) and struck.method == "PUT"
        struck.say(told.status if good else 500, change(told.body) if good else deeds.HTML)

    return deeds.answered(then, effect=True)


def receipted(*, by: Signer = AUTHORITY, **lines: Any) -> Deed:
    """Taken in, and a receipt given that says something else or that somebody else signed."""

    def deed(struck: Struck) -> None:
        if struck.method != "PUT":
            struck.say(500, deeds.HTML)
            return
        document = struck.read()
        told = struck.pass_on(document)
        found = json.loads(told.body) | {"receipt": receipt(document, by=by, **lines)}
        struck.say(told.status, json.dumps(found).encode())

    return deed


def denied(struck: Struck) -> None:
    """The answer is lost, and asked it says that it has nothing."""
    if struck.method == "PUT":
        struck.pass_on()
        struck.line.reset()
    body = {"type": "https://police.test/v1/problems/unknown-declaration", "title": "x", "status": 404}
    struck.say(404, json.dumps(body).encode())


def holds_a_newer(struck: Struck) -> None:
    """Refused as old, and asked it names a version that this house never made."""
    if struck.method == "PUT":
        struck.read()
        said = {"type": "https://police.test/v1/problems/superseded", "title": "x", "status": 409}
        struck.say(409, json.dumps(said | {"newer": {"version": 2, "receipt": "x"}}).encode())
        return
    name = struck.target.rpartition("/")[2]
    struck.say(200, json.dumps({"id": name, "current": 2, "versions": [{"version": 2}]}).encode())


def _spoil_receipt(body: bytes) -> bytes:
    found = json.loads(body)
    lines: list[str] = found["receipt"].split("\n")
    lines[-2] = lines[-2][:-6] + ("AAAAA=" if not lines[-2].endswith("AAAAA=") else "BBBBB=")
    return json.dumps(found | {"receipt": "\n".join(lines)}).encode()


OPEN_NAMES = tuple(names())
ON_THE_OPEN_CONTRACT = (*lines(), *statuses(), *bodies())
