"""Every row of the open contract's tables: what a service answers, and what it is called. Only a receipt is success."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from guestreg.domain.authority_keys import TrustedKey
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.declaration import FieldError, Hold
from guestreg.ports.endpoint import (
    Busy,
    Exchange,
    Held,
    InFlight,
    MayHaveArrived,
    NewerHeld,
    NotUnderstood,
    Outcome,
    ProgramFault,
    Receipted,
    Refused,
    VersionGap,
)
from guestreg.ports.receipt import ReceiptVerdict
from tests.fakes.kbtt_documents import document
from tests.fakes.open_service import (
    AUTHORITY,
    SERVER_NOW,
    TRUSTED,
    ScriptedService,
    Signer,
    client,
    problem,
    receipt,
    reply_body,
)
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import dated

HTML = "<html><title>Đăng nhập</title></html>"
DOCUMENT = document()
OTHER = document(room="Nhà sàn 2")
BODY = reply_body(DOCUMENT)
SHA256 = "ab" * 32


def sent(answer: httpx.Response | Exception, **more: Any) -> Exchange:
    speaker = client(ScriptedService([answer]), **more)
    exchange = speaker.send(parcel_of(DOCUMENT))
    speaker.close()
    return exchange


def changed(**members: Any) -> bytes:
    return reply_body(DOCUMENT, **members)


def noted(**lines: Any) -> bytes:
    verdict = {"verdict": lines["verdict"]} if "verdict" in lines else {}
    return reply_body(DOCUMENT, receipt(DOCUMENT, **lines), **verdict)


@pytest.mark.parametrize(
    ("status", "verdict"), [(201, "received"), (201, "registered"), (200, "received"), (200, "queued"), (202, "queued")]
)
def test_a_receipt_for_exactly_what_was_sent_is_proof(status: int, verdict: str) -> None:
    note = receipt(DOCUMENT, verdict=verdict)
    exchange = sent(dated(status, reply_body(DOCUMENT, note, verdict=verdict, more="unknown members are fine")))
    assert isinstance(exchange.outcome, Receipted)
    proof = exchange.outcome.receipt
    assert proof.verdict is ReceiptVerdict(verdict)
    assert proof.note == note.encode()
    assert (proof.authority, proof.reference) == ("Công an xã Mẫu", "2026/0012345")
    assert proof.received_at == datetime(2026, 11, 21, 12, 29, 58, tzinfo=UTC)
    assert not proof.names_our_head
    assert (exchange.http_status, exchange.server_date, exchange.host) == (status, SERVER_NOW, "xa-mau.invalid")


def test_a_receipt_that_names_our_head_says_so() -> None:
    head = Checkpoint("luutru/x/1", 2, bytes(32))
    answer = dated(201, noted(ledger=head.line))
    for ours in (head, None, Checkpoint("luutru/x/1", 3, bytes(32))):
        outcome = sent(answer, head=ours).outcome
        assert isinstance(outcome, Receipted)
        assert outcome.receipt.names_our_head is (ours == head)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        # another declaration, version, kind or other bytes; a time after the reply's own: whoever mixed it up, unclear
        (dated(201, changed(id="01936f2e-7b7c-7c3a-9d11-0000000004d3")), MayHaveArrived()),
        (dated(201, changed(version=2)), MayHaveArrived()),
        (dated(201, noted(declaration="01936f2e-7b7c-7c3a-9d11-0000000004d2 version 2 kind new")), MayHaveArrived()),
        (dated(201, noted(declaration="01936f2e-7b7c-7c3a-9d11-0000000004d3 version 1 kind new")), MayHaveArrived()),
        (dated(201, noted(declaration="01936f2e-7b7c-7c3a-9d11-0000000004d2 version 1 kind amend")), MayHaveArrived()),
        (dated(201, reply_body(DOCUMENT, receipt(OTHER))), MayHaveArrived()),
        (dated(201, noted(received="2026-11-21T12:40:01Z")), MayHaveArrived()),
        (dated(201, BODY, at=None), MayHaveArrived()),
        # no receipt at all, or by nobody we trust
        (dated(201, reply_body(DOCUMENT, receipt(DOCUMENT).replace("2026/00", "2026/01"))), NotUnderstood()),
        (dated(201, reply_body(DOCUMENT, receipt(DOCUMENT, by=Signer("somebody else")))), NotUnderstood()),
        (dated(201, reply_body(DOCUMENT, receipt(DOCUMENT, by=Signer("x", "luutru.example/y")))), NotUnderstood()),
        (dated(201, noted(received="2025-11-21T12:30:00Z")), NotUnderstood()),
        (dated(201, changed(receipt="")), NotUnderstood()),
        (dated(201, changed(receipt="\ud800")), NotUnderstood()),
        (dated(201, changed(receipt=7)), NotUnderstood()),
        (dated(201, changed(receipt=None)), NotUnderstood()),
        # verdicts
        (dated(201, noted(verdict="blessed")), NotUnderstood()),
        (dated(201, noted(verdict="returned")), NotUnderstood()),
        (dated(201, noted(verdict="queued")), NotUnderstood()),
        (dated(202, BODY), NotUnderstood()),
        (dated(201, changed(verdict="registered")), NotUnderstood()),
        # forms
        (dated(201, changed(late_minutes=None)), NotUnderstood()),
        (dated(201, changed(late_minutes=1.5)), NotUnderstood()),
        (dated(201, changed(late_minutes=-1)), NotUnderstood()),
        (dated(201, changed(version=True)), NotUnderstood()),
        (dated(201, changed(version="1")), NotUnderstood()),
        (dated(201, changed(id=None)), NotUnderstood()),
        (dated(201, b"[]"), NotUnderstood()),
        (dated(201, b"\xef\xbb\xbf" + BODY), NotUnderstood()),
        (dated(201, BODY.decode().encode("utf-16")), NotUnderstood()),
        (dated(201, BODY.replace(b'"late_minutes": 0', b'"late_minutes": NaN')), NotUnderstood()),
        (dated(201, BODY.replace(b'"version": 1', b'"version": 1, "version": 1')), NotUnderstood()),
        (dated(201, b'{"a":' * 200_000 + b"}"), NotUnderstood()),
        (dated(201, BODY + b" " * 300_000), NotUnderstood()),
        (dated(201, b""), MayHaveArrived()),
        (dated(201, HTML), MayHaveArrived()),
        (dated(201, BODY[:-4]), MayHaveArrived()),
        (dated(204), MayHaveArrived()),
        (dated(206, BODY), MayHaveArrived()),
        (dated(203, BODY), MayHaveArrived()),
    ],
)
def test_anything_less_is_never_success(answer: httpx.Response, outcome: Outcome) -> None:
    assert sent(answer).outcome == outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (problem(409, "in-flight"), InFlight(None)),
        (problem(409, "in-flight", Retry_After="7"), InFlight(7)),
        (problem(409, "version-gap", have=None), VersionGap(None)),
        (problem(409, "version-gap", have={"version": 3, "sha256": SHA256}), VersionGap((3, SHA256))),
        (problem(409, "version-gap", have={"version": 3, "sha256": "AB"}), MayHaveArrived()),
        (problem(409, "version-gap", have=[3]), MayHaveArrived()),
        (problem(409, "superseded", newer={"version": 2, "receipt": "x"}), NewerHeld(2)),
        (problem(409, "superseded", newer={"version": 1}), MayHaveArrived()),
        (problem(409, "superseded"), MayHaveArrived()),
        (problem(409, "ledger-fork"), MayHaveArrived()),
        (dated(409, HTML), MayHaveArrived()),
        (problem(422, "key-reused", stored_sha256=SHA256), ProgramFault()),
        (problem(422, "what-else"), MayHaveArrived()),
        (dated(422, b"{}"), MayHaveArrived()),
        (problem(400, "malformed"), ProgramFault()),
        (problem(400, "contract-unsupported", supported=["2.0"]), Held(Hold.CONTRACT)),
        (dated(400, HTML), MayHaveArrived()),
        (problem(411, "malformed"), ProgramFault()),
        (problem(413, "too-large", limit=8192), ProgramFault()),
        (problem(415, "unsupported-type"), ProgramFault()),
        (problem(401, "unauthenticated"), Held(Hold.CREDENTIALS)),
        (problem(403, "forbidden", reason="revoked"), Held(Hold.CREDENTIALS)),
        (dated(403, HTML), Held(Hold.CREDENTIALS)),
        *((dated(status, HTML), Held(Hold.ADDRESS)) for status in (301, 302, 307, 308, 404, 405, 410, 421)),
        (problem(404, "unknown-declaration"), Held(Hold.ADDRESS)),
        *((dated(status), MayHaveArrived()) for status in (402, 406, 408, 425, 429, 500, 502, 503, 504, 511)),
        (problem(503, "unavailable", stored=False), Busy(None)),
        (problem(503, "unavailable", stored=False, Retry_After="5"), Busy(5)),
        (problem(429, "too-many", stored=False, Retry_After="999999"), Busy(21_600)),
        (problem(503, "unavailable", stored=True, Retry_After="-1"), MayHaveArrived(1)),
        (problem(503, "unavailable", stored="false"), MayHaveArrived()),
        (dated(429, Retry_After="60"), MayHaveArrived(60)),
        (OSError("cut"), MayHaveArrived()),
    ],
)
def test_every_refusal_has_its_row(answer: httpx.Response | Exception, outcome: Outcome) -> None:
    assert sent(answer).outcome == outcome


def test_a_problem_is_known_by_the_last_segment_of_its_type() -> None:
    exchange = sent(dated(409, json.dumps({"type": "https://elsewhere/p/in-flight/", "status": 409})))
    assert exchange.outcome == InFlight(None)
    assert exchange.code == "in-flight"
    assert sent(dated(409, json.dumps({"type": "in-flight", "status": 400}))).outcome == MayHaveArrived()


def test_errors_are_pinned_to_our_fields_in_their_words() -> None:
    errors = [
        {"pointer": "/guest/doc_number", "code": "format", "text": "Số căn cước\u202e\nchưa đúng"},
        {"pointer": "/stay/arrival", "code": "in-future", "text": 7},
        {"code": "required"},
        "not an error",
        *({"pointer": "/x", "text": "y"} for _ in range(500)),
    ]
    outcome = sent(problem(422, "invalid", errors=errors)).outcome
    assert isinstance(outcome, Refused)
    assert outcome.errors[:3] == (
        FieldError("doc_number", "E-09", "Số căn cước \nchưa đúng"),
        FieldError("arrival", "E-09", ""),
        FieldError("", "E-09", ""),
    )
    assert len(outcome.errors) == 99
    refused = sent(problem(422, "invalid", detail="Thiếu ngày đến"))
    assert refused.outcome == Refused((FieldError("", "E-09", "Thiếu ngày đến"),))


def test_a_receipt_counts_from_the_moment_its_key_began_to_the_one_it_ended() -> None:
    received = datetime(2026, 11, 21, 12, 29, 58, tzinfo=UTC)
    second = timedelta(seconds=1)
    for begins, ends, good in (
        (received, received, True),
        (received + second, None, False),
        (None, received - second, False),
        (None, None, True),
    ):
        key = TrustedKey(AUTHORITY.key, frozenset({"receipt"}), begins, ends)
        assert isinstance(sent(dated(201, BODY), keys=[key]).outcome, Receipted) is good
    setup_only = TrustedKey(AUTHORITY.key, frozenset({"setup"}))
    assert sent(dated(201, BODY), keys=[setup_only]).outcome == NotUnderstood()


NEW = Signer("the next key")


def rotation(
    by: Signer = AUTHORITY, *, use: str = "receipt", vkey: str | None = None, **changes: Any
) -> dict[str, Any]:
    text = f"stay-key/v1\nnew {NEW.key.text}\nuse {use}\nfrom 2026-11-01T00:00:00Z\n"
    return {"vkey": vkey or NEW.key.text, "use": ["receipt"], "rotation": by.sign(text).decode()}


def keys_list(*listed: object) -> httpx.Response:
    return dated(200, json.dumps({"service": "stay-declaration", "authority": {}, "keys": list(listed)}))


@pytest.mark.parametrize(
    ("listed", "counts"),
    [
        (rotation(), True),
        (rotation() | {"until": "2026-11-20"}, False),
        (rotation(by=Signer("somebody else")), False),
        (rotation(by=NEW), False),
        (rotation(use="setup"), False),
        (rotation(vkey=Signer("third").key.text), False),
        (rotation() | {"rotation": None}, False),
        ({"vkey": NEW.key.text, "use": ["receipt"], "from": "2026-01-01"}, False),
        ("nonsense", False),
    ],
)
def test_a_new_key_counts_only_when_the_old_one_hands_over(listed: object, counts: bool) -> None:
    service = ScriptedService(
        [dated(201, reply_body(DOCUMENT, receipt(DOCUMENT, by=NEW)))], keys=[keys_list(listed, TRUSTED.key.text)]
    )
    speaker = client(service)
    for _ in range(2):
        assert isinstance(speaker.send(parcel_of(DOCUMENT)).outcome, Receipted) is counts
    assert [request.url.path for request in service.requests].count("/.well-known/stay-declaration") == 1
