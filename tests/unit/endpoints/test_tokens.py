"""Logging in once, renewing in time, giving up at the end; whose account it is."""

import base64
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest

from guestreg.domain.declaration import Hold
from guestreg.endpoints.kbtt import wire
from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.endpoints.kbtt.tokens import Credentials, Tokens
from guestreg.ports.endpoint import (
    Accepted,
    Busy,
    Exchange,
    Greeting,
    Held,
    NothingLeft,
    Outcome,
)
from tests.fakes.kbtt_documents import citizen
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import (
    CREDENTIALS,
    PASSWORD,
    SERVER_NOW,
    ScriptedPolice,
    client,
    dated,
    envelope,
    token_data,
    tokens,
)

DOCUMENT = citizen()
WIRE = wire.build(DOCUMENT)
OK = dated(200, envelope())
NO = dated(401, envelope("401", "Token không hợp lệ"))


def send(speaker: KbttClient) -> Outcome:
    return speaker.send(parcel_of(DOCUMENT, WIRE)).outcome


def test_the_log_in_is_as_the_guide_wants_it() -> None:
    police = ScriptedPolice()
    client(police).greet()
    request = police.requests[0]
    assert (request.method, request.url.path) == ("POST", "/authorization-service/oauth/token")
    assert police.form() == {"username": ["tapthu.nasan"], "password": [PASSWORD], "grant-type": ["api_cslt"]}
    assert base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")) == b"app-a:secret-a"
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_an_encoded_client_credential_is_taken_as_it_is() -> None:
    police = ScriptedPolice()
    encoded = base64.b64encode(b"app-a:secret-a").decode()
    client(police, credentials=CREDENTIALS | {"client_a": f"Basic {encoded}"}).greet()
    assert police.requests[0].headers["Authorization"] == f"Basic {encoded}"


def test_the_greeting_says_whose_account_it_is() -> None:
    police = ScriptedPolice()
    speaker = client(police)
    assert speaker.greet() == Greeting("TAPTHU-0001", "302", "302903203", SERVER_NOW)
    assert police.calls == ["log_in"]


def test_a_greeting_out_of_tokens_at_hand_says_nothing_of_the_servers_clock() -> None:
    """It would tell the time of the log-in, and every clock would look wrong."""
    police = ScriptedPolice()
    speaker = client(police)
    speaker.greet()
    assert speaker.greet() == Greeting("TAPTHU-0001", "302", "302903203", None)
    assert police.calls == ["log_in"]


def test_asked_afresh_the_server_says_what_its_clock_shows_now() -> None:
    later = SERVER_NOW + timedelta(minutes=20)
    police = ScriptedPolice(renew=[dated(200, envelope(data=token_data(2)), at=later), httpx.ConnectError("x")])
    speaker = client(police)
    speaker.greet()
    assert speaker.greet(afresh=True) == Greeting("TAPTHU-0001", "302", "302903203", later)
    assert police.calls == ["log_in", "renew"]
    silent = speaker.greet(afresh=True)
    assert isinstance(silent, Exchange)
    assert silent.outcome == NothingLeft("no_network")


def test_numbers_are_text_and_a_bare_token_reply_is_one() -> None:
    bare = dated(200, httpx.Response(200, json=token_data(CsltId=17, MaTTCuaCslt=302)).content)
    greeting = client(ScriptedPolice(log_in=[bare])).greet()
    assert isinstance(greeting, Greeting)
    assert (greeting.establishment_code, greeting.province) == ("17", "302")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (dated(400, envelope("400", "Sai")), Held(Hold.CREDENTIALS)),
        (dated(401, "<html>"), Held(Hold.CREDENTIALS)),
        (dated(403), Held(Hold.CREDENTIALS)),
        (dated(200, envelope("400", "Sai mật khẩu")), Held(Hold.CREDENTIALS)),
        (dated(200, envelope()), Held(Hold.CREDENTIALS)),
        (tokens(AccessToken=None), Held(Hold.CREDENTIALS)),
        (tokens(AccessToken="a\r\nb"), Held(Hold.CREDENTIALS)),
        (tokens(RefreshToken=None), Held(Hold.CREDENTIALS)),
        (tokens(Authorities=["kbtt:view"]), Held(Hold.CREDENTIALS)),
        (tokens(Authorities="kbtt:create-3th"), Held(Hold.CREDENTIALS)),
        (tokens(Authorities=None), Held(Hold.CREDENTIALS)),
        (tokens(LoaiTK="CA"), Held(Hold.CREDENTIALS)),
        (dated(200, "<html>đăng nhập"), NothingLeft("sign_in_page")),
        (dated(200, b""), Busy(None)),
        (dated(200, b"[]"), Held(Hold.CONTRACT)),
        (dated(200, b"?"), Held(Hold.CONTRACT)),
        (dated(302, Location="https://other.invalid/"), Held(Hold.ADDRESS)),
        (dated(404), Held(Hold.ADDRESS)),
        (dated(413), Held(Hold.CONTRACT)),
        (dated(429, Retry_After="7"), Busy(7)),
        (dated(500), Busy(None)),
        (dated(502, "<html>"), Busy(None)),
        (httpx.ConnectError("x"), NothingLeft("no_network")),
        (httpx.ConnectTimeout("x"), NothingLeft("no_network")),
        (httpx.ReadTimeout("x"), NothingLeft("too_slow")),
        (httpx.RemoteProtocolError("x"), NothingLeft("too_slow")),
    ],
)
def test_without_a_log_in_no_guests_data_leaves(answer: httpx.Response | Exception, outcome: Outcome) -> None:
    police = ScriptedPolice(log_in=[answer])
    speaker = client(police)
    said = speaker.greet()
    assert isinstance(said, Exchange)
    assert said.outcome == outcome
    assert send(speaker) == outcome
    assert "declare" not in police.calls
    assert said.reply == b""


@pytest.mark.parametrize("answer", [dated(401), tokens(LoaiTK="CA"), tokens(CsltId="OTHER")])
def test_a_refused_password_is_never_tried_again(answer: httpx.Response) -> None:
    police = ScriptedPolice(log_in=[answer, tokens()])
    speaker = client(police, expected_code="TAPTHU-0001")
    for _ in range(3):
        assert isinstance(speaker.greet(), Exchange)
        assert send(speaker) == Held(Hold.CREDENTIALS)
    assert police.calls == ["log_in"]


def test_a_log_in_that_failed_for_other_reasons_is_tried_again() -> None:
    police = ScriptedPolice(log_in=[dated(502), tokens()])
    speaker = client(police)
    assert isinstance(speaker.greet(), Exchange)
    assert isinstance(speaker.greet(), Greeting)


def test_another_establishment_is_noticed_at_the_first_and_at_a_later_log_in() -> None:
    said = client(ScriptedPolice(), expected_code="OTHER").greet()
    assert isinstance(said, Exchange)
    assert said.outcome == Held(Hold.CREDENTIALS)
    speaker = client(ScriptedPolice([NO, OK], renew=[tokens(2, CsltId="OTHER")]))
    assert isinstance(speaker.greet(), Greeting)
    assert send(speaker) == Held(Hold.CREDENTIALS)


def test_tokens_are_given_up_at_the_end_and_nothing_is_raised() -> None:
    police = ScriptedPolice()
    speaker = client(police)
    speaker.greet()
    speaker.close()
    request = police.requests[-1]
    assert (request.method, request.url.path) == ("DELETE", "/authorization-service/oauth/revoke")
    assert request.url.params["access_token"] == "access-1"
    assert base64.b64decode(request.headers["Authorization"][6:]) == b"app-b:secret-b"


def test_without_tokens_there_is_nothing_to_give_up() -> None:
    police = ScriptedPolice()
    client(police).close()
    assert police.calls == []


def test_nothing_secret_is_logged_or_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    police = ScriptedPolice(log_in=[tokens(life_s=10)])
    speaker = client(police)
    speaker.greet()
    send(speaker)
    speaker.close()
    shown = caplog.text + repr(speaker) + repr(Credentials("a", PASSWORD, "b", "c"))
    shown += repr(Tokens("access-1", "refresh-1", None, Greeting())) + repr(police.calls)
    for secret in ("access-", "refresh-", PASSWORD, CREDENTIALS["client_b"], "011090000017", "?"):
        assert secret not in shown
    assert "renew" in police.calls


def test_the_library_itself_would_log_tokens(caplog: pytest.LogCaptureFixture) -> None:
    """The control of the test before: what it looks for is there once the library may speak."""
    caplog.set_level(logging.DEBUG, logger="httpx")
    speaker = client(ScriptedPolice(log_in=[tokens(life_s=10)]))
    speaker.greet()
    speaker.greet()
    assert "refresh_token=refresh-1" in caplog.text


def at_once(speaker: KbttClient, times: int) -> list[Outcome]:
    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(lambda _: send(speaker), range(times)))


def test_two_threads_without_tokens_log_in_once() -> None:
    police = ScriptedPolice([OK])
    assert at_once(client(police), 2) == [Accepted()] * 2
    assert police.calls.count("log_in") == 1


def test_two_threads_whose_token_has_ended_renew_it_once() -> None:
    both_are_refused = threading.Barrier(2)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers["Authorization"] == "Bearer access-1":
            both_are_refused.wait(20)
            return NO
        return OK

    police = ScriptedPolice([answer], renew=[tokens(2)])
    speaker = client(police)
    speaker.greet()
    assert at_once(speaker, 2) == [Accepted()] * 2
    assert (police.calls.count("renew"), police.calls.count("log_in")) == (1, 1)
