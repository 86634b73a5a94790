"""What leaves for a service of the open contract, who is greeted as one, and what it tells by itself."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from guestreg.domain.authority_keys import Rotation
from guestreg.domain.declaration import EndpointKind, Hold, Kind
from guestreg.domain.guest import GuestKind
from guestreg.endpoints.open_contract.terms import OpenTerms
from guestreg.ports.endpoint import (
    Busy,
    Exchange,
    Greeting,
    Held,
    LaterVerdict,
    News,
    NothingLeft,
    NotUnderstood,
    Outcome,
    Receipted,
)
from guestreg.ports.receipt import PoliceMessage, ReceiptVerdict
from tests.fakes.kbtt_documents import CITIZEN, document
from tests.fakes.open_service import (
    AUTHORITY,
    HELLO_BODY,
    SERVER_NOW,
    TOKEN,
    ScriptedService,
    Signer,
    client,
    problem,
    receipt,
    reply_body,
)
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import dated

DOCUMENT = document()
ID = json.loads(DOCUMENT)["id"]


def test_a_version_leaves_as_agreed() -> None:
    service = ScriptedService([dated(201, reply_body(DOCUMENT))])
    speaker = client(service)
    speaker.send(parcel_of(DOCUMENT))
    speaker.send(parcel_of(DOCUMENT, parent="cd" * 32, checkpoint=b"a note\n"))
    first, second = service.requests
    assert (first.method, str(first.url)) == ("PUT", f"https://xa-mau.invalid/v1/declarations/{ID}/versions/1")
    assert first.content == second.content == DOCUMENT
    digest = base64.b64encode(hashlib.sha256(DOCUMENT).digest()).decode()
    wanted = {
        "authorization": f"Bearer {TOKEN}",
        "content-type": "application/json",
        "idempotency-key": f'"{ID}.1"',
        "content-digest": f"sha-256=:{digest}:",
        "stay-parent": "none",
        "stay-client": "guestreg/test",
        "content-length": str(len(DOCUMENT)),
    }
    assert wanted.items() <= dict(first.headers).items()
    assert "stay-checkpoint" not in first.headers
    assert second.headers["stay-parent"] == "cd" * 32
    assert second.headers["stay-checkpoint"] == ":YSBub3RlCg==:"


def hello(**changes: Any) -> httpx.Response:
    members = HELLO_BODY | changes
    return dated(200, json.dumps({name: value for name, value in members.items() if value is not None}))


def greeted(answer: httpx.Response | Exception) -> Greeting | Outcome:
    said = client(ScriptedService(hello=[answer])).greet()
    return said.outcome if isinstance(said, Exchange) else said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (hello(), Greeting(server_date=SERVER_NOW)),
        (hello(contract=["1.0", "2.0"], more=1), Greeting(server_date=SERVER_NOW)),
        (hello(contract=["2.0"]), Held(Hold.CONTRACT)),
        (hello(service="another"), Held(Hold.ADDRESS)),
        (hello(keys=None), Held(Hold.ADDRESS)),
        (hello(now=7), Held(Hold.ADDRESS)),
        (dated(200, b'{"code":"200","message":""}'), Held(Hold.ADDRESS)),
        (dated(200, b"hello"), Held(Hold.ADDRESS)),
        (dated(204), Held(Hold.ADDRESS)),
        (dated(302), Held(Hold.ADDRESS)),
        (dated(404), Held(Hold.ADDRESS)),
        (dated(200, "<html>"), NothingLeft("sign_in_page")),
        (dated(401), Held(Hold.CREDENTIALS)),
        (problem(403, "forbidden", reason="revoked"), Held(Hold.CREDENTIALS)),
        (dated(503, Retry_After="4"), Busy(4)),
        (httpx.ConnectError("no route"), NothingLeft("no_network")),
        (OSError("cut"), NothingLeft("too_slow")),
    ],
)
def test_only_the_agreed_greeting_is_one(answer: httpx.Response | Exception, said: Greeting | Outcome) -> None:
    assert greeted(answer) == said


def page(*items: object, **changes: Any) -> httpx.Response:
    return dated(200, json.dumps({"items": list(items), "next": "c-2", "more": False} | changes))


def told(answer: httpx.Response | Exception) -> News | Exchange:
    return client(ScriptedService(changes=[answer]), documents=[DOCUMENT]).news("c-1")


def verdict(note: str | None = None, **changes: Any) -> dict[str, Any]:
    note = receipt(DOCUMENT, verdict="registered") if note is None else note
    item = {"seq": "1", "at": "2026-11-21T12:00:00Z", "type": "verdict", "id": ID, "version": 1}
    return item | {"verdict": "registered", "receipt": note, "errors": []} | changes


def message(**changes: Any) -> dict[str, Any]:
    inner = {"id": "m-1", "at": "2026-11-21T12:00:00Z", "subject": "Nhắc", "text": "Mời bác lên xã."} | changes
    return {"seq": "2", "at": "2026-11-21T12:00:00Z", "type": "message", "message": inner}


def test_news_are_verdicts_with_receipts_and_messages_as_plain_text() -> None:
    said = told(page(verdict(), message(about={"id": ID, "version": 1}), {"type": "later"}, more=True))
    assert isinstance(said, News)
    assert (said.cursor, said.more, said.server_date) == ("c-2", True, SERVER_NOW)
    later, mail = said.items
    assert isinstance(later, LaterVerdict)
    assert (later.declaration_id, later.version) == (ID, 1)
    assert later.outcome.receipt.verdict is ReceiptVerdict.REGISTERED
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert mail == PoliceMessage("m-1", at, "Nhắc", "Mời bác lên xã.", (ID, 1))


@pytest.mark.parametrize(
    "item",
    [
        verdict(note=receipt(document(room="Nhà sàn 2"), verdict="registered")),
        verdict(note="no note"),
        verdict(verdict="received"),
        verdict(version=2),
        verdict(version="1"),
        verdict(id="01936f2e-7b7c-7c3a-9d11-0000000004d3"),
        message(at="yesterday"),
        message(text=None),
        message(id=""),
        {},
    ],
)
def test_news_that_prove_nothing_are_passed_over_and_keep_nobody_else_back(item: dict[str, Any]) -> None:
    said = told(page(item, message()))
    assert isinstance(said, News)
    assert len(said.items) == 1


def test_a_message_cannot_be_more_than_text_nor_endless() -> None:
    said = told(page(message(subject="a\u202eb", text="x" * 5_000)))
    assert isinstance(said, News)
    (mail,) = said.items
    assert isinstance(mail, PoliceMessage)
    assert (mail.subject, len(mail.text), mail.about) == ("a b", 1_000, None)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (page(next=7), NotUnderstood()),
        (page(more="no"), NotUnderstood()),
        (page(items={}), NotUnderstood()),
        (page("text"), NotUnderstood()),
        (page(*[{}] * 101), NotUnderstood()),
        (dated(503), Busy(None)),
        (problem(410, "gone"), Held(Hold.ADDRESS)),
    ],
)
def test_a_strange_page_is_none(answer: httpx.Response, outcome: Outcome) -> None:
    said = told(answer)
    assert isinstance(said, Exchange)
    assert said.outcome == outcome


def test_a_forgotten_place_begins_from_the_start() -> None:
    service = ScriptedService(changes=[problem(410, "cursor-expired"), page(message())])
    assert isinstance(client(service).news("old"), News)
    assert [dict(one.url.params) for one in service.requests] == [{"limit": "100", "cursor": "old"}, {"limit": "100"}]


def test_a_key_that_is_told_of_is_looked_for_again() -> None:
    new = Signer("the next key")
    text = f"stay-key/v1\nnew {new.key.text}\nuse receipt\nfrom 2026-11-01T00:00:00Z\n"
    listed = {"vkey": new.key.text, "rotation": AUTHORITY.sign(text).decode()}
    lists = [dated(200, json.dumps({"service": "stay-declaration", "keys": keys})) for keys in ([], [listed])]
    service = ScriptedService(
        [dated(201, reply_body(DOCUMENT, receipt(DOCUMENT, by=new)))],
        keys=[dated(200, b"{}"), *lists],
        changes=[page({"type": "keys"})],
    )
    learned: list[Rotation] = []
    speaker = client(service, documents=[DOCUMENT], learned=learned)
    for _ in range(3):
        assert speaker.send(parcel_of(DOCUMENT)).outcome == NotUnderstood()
    assert isinstance(speaker.news(None), News)
    assert isinstance(speaker.send(parcel_of(DOCUMENT)).outcome, Receipted)
    asked = [one for one in service.requests if one.url.path == "/.well-known/stay-declaration"]
    assert len(asked) == 3
    assert [(one.key.key, one.listed) for one in learned] == [(new.key, listed)]
    assert not any("authorization" in one.headers for one in asked)


def test_the_terms_take_every_kind_but_nobody_without_a_number() -> None:
    terms = OpenTerms("https://xa-mau.invalid:8443/base", endpoint_id="e-1")
    assert (terms.kind, terms.endpoint_id, terms.host) == (EndpointKind.OPEN, "e-1", "xa-mau.invalid:8443")
    child = document(replace(CITIZEN, doc_number=None))
    for kind in Kind:
        assert terms.takes(kind, GuestKind.CITIZEN, DOCUMENT)
        assert terms.takes(kind, GuestKind.CITIZEN, child) is (kind is Kind.CANCEL)
    assert terms.build(DOCUMENT) == DOCUMENT
    assert terms.window_closes_at(SERVER_NOW) is None
    assert terms.check(DOCUMENT, SERVER_NOW) == ()
