"""Tokens renewed in time by the server's clock, and the one second try after a 401."""

import base64
from typing import Any

import httpx
import pytest

from guestreg.domain.declaration import Hold
from guestreg.endpoints.kbtt import wire
from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.ports.endpoint import Accepted, Busy, Held, NothingLeft, Outcome
from tests.fakes.clock import FakeClock
from tests.fakes.kbtt_documents import citizen
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import ScriptedPolice, client, dated, envelope, tokens

DOCUMENT = citizen()
WIRE = wire.build(DOCUMENT)
OK = dated(200, envelope())
NO = dated(401, envelope("401", "Token không hợp lệ"))


def send(speaker: KbttClient) -> Outcome:
    return speaker.send(parcel_of(DOCUMENT, WIRE)).outcome


@pytest.mark.parametrize(("left_s", "calls"), [(61, ["log_in", "declare"]), (59, ["log_in", "renew", "declare"])])
def test_tokens_are_renewed_below_a_minute_by_the_servers_clock(left_s: int, calls: list[str]) -> None:
    police = ScriptedPolice(log_in=[tokens(life_s=1800)])
    clock = FakeClock()
    speaker = client(police, clock=clock)
    speaker.greet()
    clock.advance(seconds=1800 - left_s)
    clock.jump(hours=9)
    assert send(speaker) == Accepted()
    assert police.calls == calls


def test_a_renewal_replaces_both_tokens() -> None:
    police = ScriptedPolice(log_in=[tokens(1, life_s=10)], renew=[tokens(2, life_s=10), tokens(3)])
    speaker = client(police)
    speaker.greet()
    speaker.greet()
    speaker.greet()
    assert [request.url.params["refresh_token"] for request in police.requests[1:]] == ["refresh-1", "refresh-2"]
    assert base64.b64decode(police.requests[1].headers["Authorization"][6:]) == b"app-b:secret-b"
    send(speaker)
    assert police.requests[-1].headers["Authorization"] == "Bearer access-3"


@pytest.mark.parametrize(
    ("renew", "log_in", "calls", "outcome"),
    [
        (dated(401), tokens(5), ["log_in", "renew", "log_in", "declare"], Accepted()),
        (dated(500), tokens(5), ["log_in", "renew", "log_in", "declare"], Accepted()),
        (dated(200, "<html>"), tokens(5), ["log_in", "renew", "log_in", "declare"], Accepted()),
        (dated(401), dated(401), ["log_in", "renew", "log_in"], Held(Hold.CREDENTIALS)),
        (dated(401), dated(500), ["log_in", "renew", "log_in"], Busy(None)),
    ],
)
def test_a_renewal_in_time_that_fails_is_one_log_in(
    renew: httpx.Response, log_in: httpx.Response, calls: list[str], outcome: Outcome
) -> None:
    police = ScriptedPolice(log_in=[tokens(life_s=30), log_in], renew=[renew])
    speaker = client(police)
    speaker.greet()
    assert send(speaker) == outcome
    assert police.calls == calls


def test_tokens_without_an_end_are_used_until_refused() -> None:
    police = ScriptedPolice(log_in=[tokens(Exp=None)])
    speaker = client(police)
    assert send(speaker) == send(speaker) == Accepted()
    assert police.calls == ["log_in", "declare", "declare"]


@pytest.mark.parametrize(
    ("script", "calls", "outcome"),
    [
        ({"declare": [NO, OK]}, ["log_in", "declare", "renew", "declare"], Accepted()),
        ({"declare": [dated(401, "<html>"), OK]}, ["log_in", "declare", "renew", "declare"], Accepted()),
        (
            {"declare": [NO, OK], "renew": [dated(401)], "log_in": [tokens(), tokens(5)]},
            ["log_in", "declare", "renew", "log_in", "declare"],
            Accepted(),
        ),
        ({"declare": [NO]}, ["log_in", "declare", "renew", "declare"], Held(Hold.CREDENTIALS)),
        (
            {"declare": [NO], "renew": [dated(500)], "log_in": [tokens(), dated(401)]},
            ["log_in", "declare", "renew", "log_in"],
            Held(Hold.CREDENTIALS),
        ),
        (
            {"declare": [NO, OK], "renew": [httpx.ConnectError("x")]},
            ["log_in", "declare", "renew"],
            NothingLeft("no_network"),
        ),
        ({"declare": [dated(403)]}, ["log_in", "declare"], Held(Hold.CREDENTIALS)),
    ],
)
def test_a_401_has_one_second_try(script: dict[str, Any], calls: list[str], outcome: Outcome) -> None:
    police = ScriptedPolice(script.pop("declare"), **script)
    speaker = client(police)
    assert send(speaker) == outcome
    assert police.calls == calls
    bodies = {r.content for r, call in zip(police.requests, police.calls, strict=True) if call == "declare"}
    assert bodies == {WIRE}
