"""The ministry's side as a script, put in place of the network: answers to log-ins and to declarations in turn."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs

import httpx

from guestreg.endpoints.kbtt.client import KbttClient
from guestreg.endpoints.kbtt.paths import KbttPaths
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.ports.clock import Clock
from tests.fakes.clock import FakeClock

PATHS = KbttPaths()
BASE_URL = "https://police.invalid"
SERVER_NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
PASSWORD = "mat-khau-tap-thu"
CREDENTIALS = {"password": PASSWORD, "client_a": "app-a:secret-a", "client_b": "app-b:secret-b"}

Answer = httpx.Response | Exception
Script = Iterable[Answer | Callable[[httpx.Request], Answer]]


def dated(
    status: int, content: bytes | str = b"", *, at: datetime | None = SERVER_NOW, **headers: str
) -> httpx.Response:
    """A response with the server's date; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if at is not None:
        named["Date"] = format_datetime(at, usegmt=True)
    return httpx.Response(status, content=content, headers=named)


def envelope(code: str | int = "200", message: str | None = "Thành công", data: object = None) -> bytes:
    return json.dumps({"code": code, "message": message, "data": data}, ensure_ascii=False).encode()


def refusal(message: str, **more: Any) -> httpx.Response:
    return dated(400, envelope("400", message), **more)


def token_data(number: int = 1, *, life_s: int = 1800, **changes: object) -> dict[str, object]:
    whole: dict[str, object] = {
        "AccessToken": f"access-{number}",
        "RefreshToken": f"refresh-{number}",
        "TokenType": "bearer",
        "Exp": int(SERVER_NOW.timestamp()) + life_s,
        "Authorities": ["kbtt:create-3th"],
        "LoaiTK": "CSLT",
        "CsltId": "TAPTHU-0001",
        "MaTTCuaCslt": "302",
        "MaPxCuaCslt": "302903203",
    } | changes
    return {name: value for name, value in whole.items() if value is not None}


def tokens(number: int = 1, **changes: Any) -> httpx.Response:
    return dated(200, envelope(data=token_data(number, **changes)))


def on_the_wire(answer: Answer) -> httpx.Response:
    """The answer as a transport gives it: its body not read yet."""
    if isinstance(answer, Exception):
        raise answer
    if not answer.is_closed:
        return answer
    return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))


class Answering(httpx.BaseTransport):
    """In place of the network: one function gives every answer."""

    def __init__(self, answer: Callable[[httpx.Request], Answer]) -> None:
        self._answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return on_the_wire(self._answer(request))


class ScriptedPolice(httpx.BaseTransport):
    """Answers declarations, log-ins and renewals each from its own script; the last answer of a script stays."""

    def __init__(self, declare: Script = (), *, log_in: Script = (), renew: Script = ()) -> None:
        self._scripts: dict[str, list[Any]] = {
            "declare": list(declare) or [dated(200, envelope())],
            "log_in": list(log_in) or [tokens()],
            "renew": list(renew) or [tokens(2)],
            "revoke": [dated(200, envelope())],
        }
        self.requests: list[httpx.Request] = []
        self.calls: list[str] = []
        """`log_in`, `renew`, `revoke` or `declare`, in order."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        call = {PATHS.token: "log_in", PATHS.refresh: "renew", PATHS.revoke: "revoke"}.get(request.url.path, "declare")
        self.calls.append(call)
        script = self._scripts[call]
        answer = script.pop(0) if len(script) > 1 else script[0]
        return on_the_wire(answer(request) if callable(answer) else answer)

    def form(self, index: int = 0) -> dict[str, list[str]]:
        return parse_qs(self.requests[index].content.decode())


def client(
    police: httpx.BaseTransport | None,
    *,
    clock: Clock | None = None,
    base_url: str = BASE_URL,
    account: str = "tapthu.nasan",
    expected_code: str | None = None,
    credentials: dict[str, str] | None = None,
    **more: Any,
) -> KbttClient:
    return KbttClient(
        KbttTerms(base_url, endpoint_id="kbtt"),
        base_url,
        account,
        credentials or CREDENTIALS,
        clock=clock or FakeClock(),
        expected_code=expected_code,
        user_agent="guestreg/test",
        transport=police,
        **more,
    )
