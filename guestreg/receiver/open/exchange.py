"""What every call shares: the device behind a token, bodies read under their limit, answers and their headers.

Used by the calls. It must not know what a call does.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from guestreg.receiver.open import devices
from guestreg.receiver.open.allowance import Allowance
from guestreg.receiver.open.canonical import BadJson, read_json
from guestreg.receiver.open.database import Database, is_busy
from guestreg.receiver.open.devices import Device
from guestreg.receiver.open.problems import Problem, malformed

JSON_TYPE, PROBLEM_TYPE = "application/json", "application/problem+json"
PROBLEMS_PATH = "/v1/problems/"
BUSY_RETRY_SECONDS = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and the object to send; None is an answer without a body."""

    status: int
    content: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A request once it is read: its device, its body, the object in it."""

    request: Request
    device: Device | None
    body: bytes
    content: Any

    @property
    def known_device(self) -> Device:
        if self.device is None:
            raise Problem("unauthenticated")
        return self.device

    @property
    def members(self) -> Mapping[str, Any]:
        """Raises Problem `malformed` for a body that is no object."""
        if not isinstance(self.content, dict):
            raise malformed()
        return self.content


Work = Callable[[Call], Answer]


class Exchange:
    def __init__(self, database: Database, clock: Callable[[], datetime], allowance: Allowance) -> None:
        self._database = database
        self._clock = clock
        self._allowance = allowance

    def call(self, work: Work, *, token: bool | None = True, body: int = 0) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint: `token` None is optional, `body` the most bytes it may have, 0 for none."""

        async def play(request: Request) -> Response:
            try:
                received = await _body(request, body) if body else b""
                answer = await run_in_threadpool(self._work, request, received, work, token=token)
            except Problem as problem:
                return self.problem(request, problem)
            except Exception as error:  # noqa: BLE001 - the server's log would hold the values of a bug
                return self.problem(request, _trouble(error))
            return self._response(answer.status, answer.content)

        return play

    def problem(self, request: Request, problem: Problem) -> Response:
        """The problem as a document; logs learn its type, never what was in the request."""
        _log.info("refused", extra={"code": problem.kind, "http_status": problem.status})
        response = self._response(problem.status, problem.as_json(_types_url(request)), PROBLEM_TYPE)
        if problem.retry_after_s is not None:
            response.headers["Retry-After"] = str(problem.retry_after_s)
        if problem.kind == "unauthenticated":
            response.headers["WWW-Authenticate"] = "Bearer"
        return response

    def _work(self, request: Request, received: bytes, work: Work, *, token: bool | None) -> Answer:
        device = None if token is False else self._device(request, optional=token is None)
        content = _content(request, received) if request.method in ("PUT", "POST") else None
        return work(Call(request, device, received, content))

    def _device(self, request: Request, *, optional: bool) -> Device | None:
        given = request.headers.get("authorization")
        if given is None and optional:
            return None
        scheme, _, token = (given or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Problem("unauthenticated")
        with self._database.reading() as connection:
            device = devices.by_token(connection, token)
        wait = self._allowance.seconds_to_wait(device.device_id)
        if wait:
            raise Problem("too-many", retry_after_s=wait)
        return device

    def _response(self, status: int, content: Mapping[str, Any] | None, media_type: str = JSON_TYPE) -> Response:
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        headers = {"Date": format_datetime(self._clock().astimezone(UTC), usegmt=True), "Cache-Control": "no-store"}
        if content is not None:
            headers |= {"Content-Type": media_type, "Content-Digest": content_digest(body)}
        return Response(body, status, headers)


def content_digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


async def _body(request: Request, limit: int) -> bytes:
    """Stops reading where the limit is passed."""
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > limit:
            raise Problem("too-large", {"limit": limit})
    return bytes(received)


def _content(request: Request, received: bytes) -> Any:
    media_type, _, parameter = request.headers.get("content-type", "").partition(";")
    if media_type.strip().lower() != JSON_TYPE or parameter.strip().lower() not in ("", "charset=utf-8"):
        raise Problem("unsupported-type")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Problem("unsupported-type")
    if request.headers.get("content-digest") != content_digest(received):
        raise malformed()
    try:
        return read_json(received)
    except BadJson as wrong:
        raise malformed() from wrong


def _types_url(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{PROBLEMS_PATH}"


def _trouble(error: Exception) -> Problem:
    """A database out of reach, or a bug. Only what surely wasn't stored is called so."""
    _log.warning("trouble", extra={"code": type(error).__name__})
    stored = False if isinstance(error, DBAPIError) and is_busy(error) else None
    return Problem("unavailable", stored=stored, retry_after_s=BUSY_RETRY_SECONDS)
