"""What is said to a service of the open contract beside declarations, and what its answers come to."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from guestreg.domain.authority_keys import Rotation
from guestreg.domain.checkpoint import Checkpoint
from guestreg.ports.correspondence import Contradicted, Countersigned, Heard
from tests.fakes.open_service import (
    AUTHORITY,
    HELLO_BODY,
    RECEIVED,
    ScriptedService,
    Signer,
    client,
    problem,
)
from tests.fakes.scripted_police import dated

HEAD = Checkpoint("luutru/01936f2e-0a00-7000-8000-000000000001/1", 7, bytes(range(32)))
NEW = Signer("the next key")
HAVE = {"origin": HEAD.origin, "size": 5, "root": "ab" * 32}


def under(head: Checkpoint = HEAD, by: Signer = AUTHORITY) -> str:
    text = f"stay-checkpoint/v1\nauthority Công an xã Mẫu\nledger {head.line}\nreceived {RECEIVED}\n"
    return by.sign(text).decode()


def countersigned(note: object) -> httpx.Response:
    return dated(200, json.dumps({"countersigned": note}))


def asked(answer: httpx.Response | Exception, *proof: bytes) -> tuple[Any, ScriptedService]:
    service = ScriptedService([answer])
    return client(service).countersign(HEAD, b"head\n", proof), service


def test_a_head_is_countersigned() -> None:
    said, service = asked(countersigned(under()), b"a", b"b")
    at = datetime.fromisoformat(RECEIVED).astimezone(UTC)
    assert said == Countersigned(under().encode(), at)
    (request,) = service.requests
    assert (request.method, request.url.path) == ("POST", "/v1/checkpoints")
    assert json.loads(request.content) == {"checkpoint": "head\n", "proof": ["YQ==", "Yg=="]}
    assert json.loads(asked(countersigned(under()))[1].requests[0].content) == {"checkpoint": "head\n"}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (countersigned(under(Checkpoint(HEAD.origin, 8, HEAD.root))), Heard.NO_ANSWER),
        (countersigned(under(by=NEW)), Heard.NO_ANSWER),
        (countersigned("note\n"), Heard.NO_ANSWER),
        (countersigned(7), Heard.NO_ANSWER),
        (dated(200, "<html>"), Heard.NO_ANSWER),
        (problem(409, "ledger-behind", have=HAVE), Contradicted(Checkpoint(HEAD.origin, 5, b"\xab" * 32))),
        (problem(409, "ledger-fork", have=HAVE), Contradicted(Checkpoint(HEAD.origin, 5, b"\xab" * 32))),
        (problem(409, "in-flight", have=HAVE), Heard.NO_ANSWER),
        (problem(409, "ledger-fork"), Heard.NO_ANSWER),
        (problem(409, "ledger-fork", have={**HAVE, "size": 0}), Heard.NO_ANSWER),
        (problem(409, "ledger-fork", have={**HAVE, "root": "ab"}), Heard.NO_ANSWER),
        (dated(409, "<html>"), Heard.NO_ANSWER),
        (problem(400, "malformed"), Heard.REFUSED),
        (dated(400, "<html>"), Heard.NO_ANSWER),
        (problem(503, "unavailable"), Heard.NO_ANSWER),
        (OSError("cut"), Heard.NO_ANSWER),
    ],
)
def test_what_an_answer_to_a_head_comes_to(answer: httpx.Response | Exception, said: object) -> None:
    assert asked(answer)[0] == said


def test_a_countersignature_by_a_key_that_took_over_is_believed_and_the_key_told_of() -> None:
    text = f"stay-key/v1\nnew {NEW.key.text}\nuse receipt\nfrom 2026-11-01T00:00:00Z\n"
    listed = {"vkey": NEW.key.text, "rotation": AUTHORITY.sign(text).decode()}
    forged = {"vkey": NEW.key.text, "rotation": NEW.sign(text).decode()}
    for items, good in (([forged], False), ([listed], True)):
        learned: list[Rotation] = []
        service = ScriptedService(
            [countersigned(under(by=NEW))],
            keys=[dated(200, json.dumps({"service": "stay-declaration", "keys": items}))],
        )
        said = client(service, learned=learned).countersign(HEAD, b"head\n", ())
        assert isinstance(said, Countersigned) is good
        assert [one.key.key for one in learned] == ([NEW.key] if good else [])


def test_a_new_device_key_is_told_of() -> None:
    service = ScriptedService([dated(204)])
    assert client(service).change_key(b"note\n") is Heard.TAKEN
    (request,) = service.requests
    assert (request.method, request.url.path) == ("POST", "/v1/device-keys")
    assert json.loads(request.content) == {"note": "note\n"}
    for answer, said in (
        (problem(422, "invalid"), Heard.REFUSED),
        (problem(400, "malformed"), Heard.REFUSED),
        (problem(401, "unauthenticated"), Heard.NO_ANSWER),
        (dated(200, "{}"), Heard.NO_ANSWER),
        (OSError("cut"), Heard.NO_ANSWER),
    ):
        assert client(ScriptedService([answer])).change_key(b"note\n") is said


def test_a_message_that_was_read_is_told_of() -> None:
    service = ScriptedService([dated(204)])
    at = datetime.fromisoformat("2026-11-21T19:30:07.9+07:00")
    assert client(service).tell_read("m/1", at) is Heard.TAKEN
    (request,) = service.requests
    assert (request.method, request.url.raw_path) == ("POST", b"/v1/messages/m%2F1/read")
    assert json.loads(request.content) == {"read_at": "2026-11-21T12:30:07Z"}
    for answer, said in ((problem(404, "unknown-message"), Heard.REFUSED), (dated(404), Heard.NO_ANSWER)):
        assert client(ScriptedService([answer])).tell_read("m1", at) is said


@pytest.mark.parametrize("ledger", [None, {}, "x", {**HAVE, "size": "5"}, {**HAVE, "origin": ""}, HAVE])
def test_the_greeting_may_say_which_head_is_held(ledger: object) -> None:
    heads: list[Checkpoint] = []
    members = HELLO_BODY | ({} if ledger is None else {"ledger": ledger})
    client(ScriptedService(hello=[dated(200, json.dumps(members))]), heads=heads).greet()
    assert heads == ([Checkpoint(HEAD.origin, 5, b"\xab" * 32)] if ledger is HAVE else [])


def test_who_is_no_service_of_the_contract_says_nothing_of_our_heads() -> None:
    heads: list[Checkpoint] = []
    stranger = HELLO_BODY | {"service": "another", "ledger": HAVE}
    client(ScriptedService(hello=[dated(200, json.dumps(stranger))]), heads=heads).greet()
    assert heads == []
