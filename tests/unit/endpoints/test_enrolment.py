"""Enrolling: what is asked, how it is proved, and every answer but the agreed one leaves nothing."""

import json
from typing import Any

import httpx
import pytest

from guestreg.domain.declaration import Hold
from guestreg.domain.note import read_note
from guestreg.endpoints.http import HttpLine
from guestreg.endpoints.open_contract.enrolment import Wish, enrol
from guestreg.platform.signatures import verify
from guestreg.ports.endpoint import Busy, Held, NothingLeft, NotUnderstood, Outcome
from guestreg.ports.enrolment import Enrolled, NotEnrolled
from tests.fakes.clock import FakeClock
from tests.fakes.open_service import BASE_URL, ScriptedService, Signer, problem
from tests.fakes.scripted_police import dated

DEVICE = Signer("guestreg test device key", "luutru/01936f2e-0a00-7000-8000-000000000001/1")
WISH = Wish("ABCDE12345", "MAU-0017", DEVICE.key, "luutru.example/xa-mau", "guestreg/test")
GIVEN = {"token": "t" * 32, "device_id": "d-1", "establishments": ["MAU-0017"]}


def asked(answer: httpx.Response | Exception) -> tuple[Any, ScriptedService]:
    clock, service = FakeClock(), ScriptedService([answer])
    line = HttpLine(BASE_URL, clock=clock, user_agent="guestreg/test", transport=service)
    return enrol(line, WISH, DEVICE.signature, clock), service


def given(**changes: Any) -> httpx.Response:
    return dated(201, json.dumps(GIVEN | changes))


def test_the_code_is_sent_with_a_proof_by_the_device() -> None:
    answer, service = asked(given())
    assert answer == Enrolled("t" * 32, "d-1")
    (request,) = service.requests
    sent = json.loads(request.content)
    proof = read_note(sent.pop("proof").encode())
    assert proof.is_signed_by(DEVICE.key, verify)
    assert proof.lines[:2] == ("stay-enrol/v1", "establishment MAU-0017")
    assert proof.lines[3] == "authority luutru.example/xa-mau"
    assert sent == {
        "code": "ABCDE12345",
        "establishment": "MAU-0017",
        "device": {"vkey": DEVICE.key.text},
        "client": "guestreg/test",
    }
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (problem(403, "forbidden", reason="code-wrong"), NotEnrolled("code-wrong")),
        (problem(403, "forbidden", reason="code-spent"), NotEnrolled("code-spent")),
        (problem(403, "forbidden"), NotEnrolled("None")),
        (dated(403, "<html>"), NotUnderstood()),
        (given(token="short"), NotUnderstood()),
        (given(token="a b" * 20), NotUnderstood()),
        (given(establishments=["MAU-0018"]), NotUnderstood()),
        (given(device_id=7), NotUnderstood()),
        (dated(201, "<html>"), NotUnderstood()),
        (dated(200, json.dumps(GIVEN)), NotUnderstood()),
        (problem(422, "invalid"), NotUnderstood()),
        (dated(404), Held(Hold.ADDRESS)),
        (dated(302), Held(Hold.ADDRESS)),
        (dated(503, Retry_After="9"), Busy(9)),
        (OSError("cut"), NothingLeft("too_slow")),
    ],
)
def test_every_other_answer_gives_no_token(answer: httpx.Response | Exception, outcome: NotEnrolled | Outcome) -> None:
    assert asked(answer)[0] == outcome
