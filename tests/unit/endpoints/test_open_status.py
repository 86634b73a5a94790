"""Asking a service of the open contract what it holds: a receipt proves presence, the agreed 404 absence."""

import hashlib
import json
from typing import Any

import httpx
import pytest

from guestreg.domain.declaration import FieldError, Hold
from guestreg.ports.endpoint import (
    Absent,
    Busy,
    Exchange,
    Held,
    MayHaveArrived,
    NewerHeld,
    NothingLeft,
    NotUnderstood,
    Outcome,
    ProgramFault,
    Receipted,
)
from guestreg.ports.receipt import ReceiptVerdict
from tests.fakes.kbtt_documents import document
from tests.fakes.open_service import ScriptedService, Signer, client, problem, receipt
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import dated

HTML = "<html><title>Đăng nhập</title></html>"
DOCUMENT = document()
OTHER = document(room="Nhà sàn 2")
NEW = Signer("the next key")


def asked(answer: httpx.Response | Exception, **more: Any) -> Exchange:
    return client(ScriptedService([answer]), **more).ask(parcel_of(DOCUMENT))


def status(*versions: dict[str, Any], **changes: Any) -> httpx.Response:
    body = {"id": json.loads(DOCUMENT)["id"], "current": 1, "versions": list(versions)} | changes
    return dated(200, json.dumps(body))


def version(number: int = 1, of: bytes = DOCUMENT, note: str | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "version": number,
        "kind": "new",
        "body_sha256": hashlib.sha256(of).hexdigest(),
        "verdict": "received",
        "late_minutes": 0,
        "receipt": receipt(of) if note is None else note,
        "errors": [],
    } | changes


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (problem(404, "unknown-declaration"), Absent()),
        (problem(404, "unknown-message"), Held(Hold.ADDRESS)),
        (dated(404, HTML), Held(Hold.ADDRESS)),
        (dated(404, json.dumps({"type": "unknown-declaration"})), Held(Hold.ADDRESS)),
        (status(), Absent()),
        (status(version(2)), NewerHeld(2)),
        (status(version(of=OTHER)), ProgramFault()),
        (status(version(note=receipt(OTHER))), MayHaveArrived()),
        (status(version(note=receipt(DOCUMENT, by=NEW))), NotUnderstood()),
        (status(version(verdict="registered")), NotUnderstood()),
        (status(version(receipt=None)), NotUnderstood()),
        (status(version(version="1")), NotUnderstood()),
        (status(version(), id="01936f2e-7b7c-7c3a-9d11-0000000004d3"), NotUnderstood()),
        (status(versions={}), NotUnderstood()),
        (dated(200, b"[]"), NotUnderstood()),
        (dated(200, HTML), NothingLeft("sign_in_page")),
        (dated(204), NotUnderstood()),
        (dated(301), Held(Hold.ADDRESS)),
        (dated(401), Held(Hold.CREDENTIALS)),
        (dated(503, Retry_After="9"), Busy(9)),
        (dated(500), Busy(None)),
        (OSError("cut"), NothingLeft("too_slow")),
    ],
)
def test_a_question_proves_presence_by_receipt_and_absence_by_the_agreed_404(
    answer: httpx.Response | Exception, outcome: Outcome
) -> None:
    assert asked(answer).outcome == outcome


def test_a_question_is_answered_with_the_newest_receipt() -> None:
    outcome = asked(status(version(2), version())).outcome
    assert isinstance(outcome, Receipted)
    note = receipt(DOCUMENT, verdict="returned")
    errors = [{"pointer": "/guest/full_name", "code": "format", "text": "Xem lại tên"}]
    later = asked(status(version(note=note, verdict="returned", errors=errors))).outcome
    assert isinstance(later, Receipted)
    assert later.receipt.verdict is ReceiptVerdict.RETURNED
    assert later.errors == (FieldError("full_name", "E-09", "Xem lại tên"),)
